import { strict as assert } from 'node:assert';
import { evaluated, fold } from './support';

const numbered = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join('');

// Each takes a few milliseconds; unbounded, each would take hours.
describe('hostile changes and classes', () => {
  const cases: Readonly<Record<string, string>> = {
    'dicts that unpack each other': 'def f():\n  HERE(A)\nA = {**B}\nB = {**A}\n',
    'dicts that update each other': 'A = {}\nB = {}\nwhile q():\n  A.update(B)\n  B.update(A)\nHERE(A)',
    'a dict that doubles itself': `A = {"a": 1}\n${numbered(200, (i) => `A["k${i}"] = A\n`)}HERE(A)`,
    'classes that inherit from each other': 'class A(B): pass\nclass B(A): pass\nHERE(B().x)',
    'a class that inherits from itself': 'class A(A):\n  x = 1\nHERE(A.x)',
    'a long line of classes': `class C0:\n  x = q()\n${numbered(300, (i) => `class C${i + 1}(C${i}): pass\n`)}HERE(C300().x)`,
    'a class that makes itself': 'class A:\n  def __init__(self):\n    self.x = A()\nHERE(A().x)',
    'properties that read each other':
      'class A:\n  @property\n  def x(self):\n    return self.y\n  @property\n  def y(self):\n    return self.x\nHERE(A().x)',
    'a ring of names': `${numbered(300, (i) => `a${i + 1} = a${i}\n`)}a0 = [a300]\na150.append(q())\nHERE(a0)`,
    'factories that make each other':
      'from dataclasses import dataclass, field\n@dataclass\nclass A:\n  b: object = field(default_factory=lambda: B())\n@dataclass\nclass B:\n  a: object = field(default_factory=A)\nHERE(A().b.a.b)',
    'many choices': `D = {}\n${numbered(40, (i) => `if q():\n  D["k${i}"] = ${i}\n`)}HERE(D)`,
  };
  for (const [title, text] of Object.entries(cases))
    it(`${title} are unknown`, async () => assert.notEqual((await evaluated(text)).reason, null));

  it('leave keys known that no test decides', async () => {
    const tests = numbered(12, (i) => `if q():\n  D["gpu"] = "G${i % 3}"\n`);
    assert.equal(await fold(`D = {"gpu": "T4", "cpu": 2}\n${tests}HERE(D["cpu"])`), '2');
  });
});

describe('a validator of a pydantic model', () => {
  const model = (mode: string, body: string): string =>
    `from pydantic import BaseModel, model_validator\nclass Conf(BaseModel):\n  gpu: str = "T4"\n  names: list = []\n` +
    `  @model_validator(mode="${mode}")\n  def check(self):\n${body}HERE(Conf().gpu)\n`;

  it('that only looks at the object leaves it as it is', async () => {
    for (const body of [
      '    return self\n',
      '    """Text."""\n    if self.gpu.startswith("B"):\n      raise ValueError(f"{self.gpu}")\n    return self\n',
      '    size = len(self.names)\n    if size > 3:\n      return self\n    return self\n',
    ])
      assert.equal(await fold(model('after', body)), '"T4"', body);
  });

  it('that may change it, or give another, makes it unknown', async () => {
    for (const body of [
      '    self.gpu = "H100"\n    return self\n',
      '    self.names.append(1)\n    return self\n',
      '    return self.model_copy(update={"gpu": "H100"})\n',
      '    other(self)\n    return self\n',
      '    object.__setattr__(self, "gpu", "H100")\n    return self\n',
      '    self.__dict__["gpu"] = "H100"\n    return self\n',
      '    self.fix()\n    return self\n',
      '    it = self\n    it.gpu = "H100"\n    return self\n',
      '    return Conf()\n',
      '    pass\n',
    ])
      assert.match(await fold(model('after', body)), /^\?/, body);
    assert.match(await fold(model('before', '    return self\n')), /^\?/);
    assert.match(await fold(model('wrap', '    return self\n')), /^\?/);
  });
});

describe('an object that takes whatever keywords it is given', () => {
  const bodies: Readonly<Record<string, string>> = {
    'setattr in a loop': '    for k, v in kw.items():\n      setattr(self, k, v)\n',
    'setattr by name': '    for k in kw:\n      setattr(self, k, kw[k])\n',
    'its __dict__': '    self.__dict__.update(kw)\n',
    'its __dict__, spread': '    self.__dict__.update(**kw)\n',
    vars: '    vars(self).update(kw)\n',
  };
  const made = (body: string, call: string): string =>
    `class Conf:\n  gpu = "T4"\n  def __init__(self, **kw):\n${body}HERE(${call})\n`;
  for (const [title, body] of Object.entries(bodies)) {
    it(`by ${title} has them, and the defaults of its class`, async () => {
      assert.equal(await fold(made(body, 'Conf(gpu="H100", cpu=2).gpu')), '"H100"');
      assert.equal(await fold(made(body, 'Conf(cpu=2).gpu')), '"T4"');
      assert.equal(await fold(made(body, 'Conf(gpu="H100", cpu=2).cpu')), '2');
    });

    it(`by ${title} is not known where its keywords are not`, async () => {
      assert.match(await fold(made(body, 'Conf(**q()).gpu')), /^\?/);
    });
  }

  it('keeps what is known beside what is not', async () => {
    for (const body of Object.values(bodies))
      assert.equal(await fold(made(body, 'Conf(cpu=q(), gpu="H100").gpu')), '"H100"', body);
  });

  it('is not known where setting does something else', async () => {
    const loop = bodies['setattr in a loop']!;
    for (const more of [
      '  def __setattr__(self, name, value):\n    object.__setattr__(self, name, "A10")\n',
      '  @property\n  def cpu(self):\n    return 1\n  @cpu.setter\n  def cpu(self, value):\n    self.gpu = "A10"\n',
    ])
      assert.match(await fold(made(loop, 'Conf(cpu=2).gpu').replace('HERE', `${more}HERE`)), /^\?/, more);
    const own = `def setattr(x, name, value): x.gpu = "A10"\n${made(loop, 'Conf(cpu=2).gpu')}`;
    assert.match(await fold(own), /^\?/);
    assert.match(await fold(made('    setattr(self, q(), "H100")\n', 'Conf().gpu')), /^\?/);
  });
});
