import { strict as assert } from 'node:assert';
import { evaluated, fold } from './support';

/** A helper that declares with its parameters, `HERE(x)` where it reads one, and the lines that call it or do not. */
function helper(parameters: string, asked: string, ...calls: readonly string[]): string {
  return [`def make(${parameters}):`, `  HERE(${asked})`, '', ...calls, ''].join('\n');
}

const CASES: readonly (readonly [title: string, text: string, expected: string])[] = [
  ['one call', helper('gpu', 'gpu', 'make("H100")'), '"H100"'],
  ['two calls', helper('gpu', 'gpu', 'make("H100")', 'make("T4")'), '"H100" | "T4"'],
  [
    'by keyword',
    helper('name, *, gpu', 'gpu', 'make("a", gpu="H100")', 'make("b", gpu="T4")'),
    '"H100" | "T4"',
  ],
  ['by a default', helper('gpu="L4"', 'gpu', 'make()', 'make("T4")'), '"L4" | "T4"'],
  [
    'by a constant and a result',
    helper('gpu', 'gpu', 'G = "L4"', 'def up(x): return x.upper()', 'make(G)', 'a = make(up("t4"))'),
    '"L4" | "T4"',
  ],
  ['in a loop', helper('gpu', 'gpu', 'for g in ["T4", "L4"]:', '  make(g)'), '"T4" | "L4"'],
  ['what is made of it', helper('gpu, n', 'f"{gpu}:{n * 2}"', 'make("H100", 1)'), '"H100:2"'],
  ['in a test', helper('gpu', '4 if gpu == "H100" else 1', 'make("H100")'), '4'],
  [
    'from another helper',
    helper('gpu', 'gpu', 'def outer(g): make(g)', 'outer("T4")', 'outer("L4")'),
    '"T4" | "L4"',
  ],
  ['a call with something unknown', helper('gpu', 'gpu', 'make("H100")', 'make(q())'), '? "H100"'],
  ['a call that spreads', helper('gpu', 'gpu', 'make("H100")', 'make(*q())'), '? "H100"'],
  ['no call', helper('gpu="T4"', 'gpu'), '? "T4"'],
  ['handed on', helper('gpu="T4"', 'gpu', 'make("H100")', 'map(make, q)'), '? "T4"'],
  ['under another name', helper('gpu="T4"', 'gpu', 'make("H100")', 'other = make'), '? "T4"'],
  ['decorated', `@q\n${helper('gpu="T4"', 'gpu', 'make("H100")')}`, '? "T4"'],
  ['a call of itself', helper('gpu', 'gpu', 'make("H100")', 'def more(g): make(more(g))'), '? "H100"'],
  ['an attribute of that name', helper('gpu', 'gpu', 'make("H100")', 'x.make("T4")', 'f(make=1)'), '"H100"'],
];

describe('the parameters of a helper', () => {
  for (const [title, text, expected] of CASES) {
    it(title, async () => assert.equal(await fold(text), expected));
  }

  it('name each call', async () => {
    const { origins } = await evaluated(helper('gpu', 'gpu', 'make("H100")', 'make("T4")'));
    const named = origins.flatMap((origin) =>
      origin.kind === 'name' ? [`${origin.name} ${origin.line}`] : [],
    );
    assert.deepEqual(named, ['gpu 1', 'make("H100") 4', 'make("T4") 5']);
  });
});

describe('one switch', () => {
  const head = (mode: string): string => `import os\nMODE = ${mode}\nT = {"dev": "T4", "prod": "H100"}\n`;
  const forms: Readonly<Record<string, string>> = {
    'as a table': 'HERE(T[MODE])',
    'as a table that is asked': 'HERE(T.get(MODE, "H100"))',
    'as an if': 'if MODE == "dev":\n  G = "T4"\nelse:\n  G = "H100"\nHERE(G)',
    'as a conditional': 'HERE("T4" if MODE == "dev" else "H100")',
    'as a match': 'match MODE:\n  case "dev": G = "T4"\n  case _: G = "H100"\nHERE(G)',
    'as a function': 'def pick(m):\n  if m == "dev": return "T4"\n  return "H100"\nHERE(pick(MODE))',
    'as a function of a table': 'pick = lambda m: T[m]\nHERE(pick(MODE))',
  };
  for (const [title, text] of Object.entries(forms)) {
    it(`${title} says the same`, async () => {
      assert.equal(await fold(head('"prod"') + text), '"H100"');
      assert.equal(await fold(head('os.environ.get("MODE", "dev")') + text), '"T4" | "H100"');
      assert.equal(await fold(head('q()') + text), '"T4" | "H100"');
    });
  }
});

describe('calls that would not end', () => {
  const CALLS: Readonly<Record<string, string>> = {
    'of itself': 'def f(n): return f(n)\nf(1)',
    'of one another': 'def f(n): return g(n)\ndef g(n): return f(n)\nf(1)',
    'by a default': 'def f(n=f(1)): return n\nf()',
    'doubled again and again': `def f0(n): return n\n${Array.from({ length: 40 }, (_, i) => `def f${i + 1}(n): return f${i}(n) + f${i}(n)\n`).join('')}f40(1)`,
    'a loop in a loop in a loop':
      'def f():\n  n = 0\n  for a in range(900):\n    for b in range(900):\n      for c in range(900):\n        n += 1\n  return n\nf()',
    'while for ever': 'def f():\n  while True:\n    n = 1\nf()',
    'a comprehension of many': '[a for a in range(900) for b in range(900) for c in range(900)]',
    'a comprehension of nothing': '[a for a in range(900) for b in range(900) for c in range(900) if False]',
    'strings that grow': 'def f():\n  s = "x"\n  for i in range(99):\n    s = s * 9\n  return s\nf()',
    'lists that grow': 'def f():\n  s = [1]\n  for i in range(99):\n    s = s + s\n  return s\nf()',
  };
  for (const [title, text] of Object.entries(CALLS)) {
    it(`${title} are unknown`, async () => assert.match(await fold(text), /^\?/));
  }
});

describe('a match of types', () => {
  const match = (value: string, pattern: string, before = ''): string =>
    `${before}match ${value}:\n  case ${pattern}: G = "T4"\n  case _: G = "H100"\nHERE(G)`;
  for (const [value, pattern, expected] of [
    ['5', 'int()', '"T4"'],
    ['True', 'int()', '"T4"'],
    ['1', 'bool()', '"H100"'],
    ['5', 'str()', '"H100"'],
    ['"x"', 'str()', '"T4"'],
    ['5', 'int(5)', '"T4"'],
    ['5', 'int(6)', '"H100"'],
    ['5', 'int(5, 6)', '"T4" | "H100"'],
    ['5', 'int(real=5)', '"T4" | "H100"'],
    ['5', 'Point()', '"T4" | "H100"'],
    ['5', 'lib.int()', '"T4" | "H100"'],
  ] as const)
    it(`${value} as ${pattern}`, async () => assert.equal(await fold(match(value, pattern)), expected));

  it('is not decided where the name stands for something else', async () => {
    assert.equal(await fold(match('5', 'int()', 'int = load()\n')), '"T4" | "H100"');
  });
});

describe('a named tuple of another file', () => {
  const shapes = 'from collections import namedtuple\nSize = namedtuple("Size", ["gpu", "n"])\n';
  const size = 'from shapes import Size\nHERE(Size("T4", 2).n)';

  it('has its fields', async () => assert.equal(await fold(size, { 'shapes.py': shapes }), '2'));

  it('is unknown where its name has other meanings too, or none', async () => {
    const either = `${shapes}if q():\n  Size = load()\n`;
    assert.match(await fold(size, { 'shapes.py': either }), /^\?/);
    assert.match(await fold(size, { 'shapes.py': 'from elsewhere import Size\n' }), /^\?/);
  });
});

describe('attributes that are set by a dict', () => {
  const made = (update: string, call = 'A()'): string =>
    `class A:\n  def __init__(self, **given):\n    ${update}\nHERE(${call}.gpu)`;
  for (const [update, call, expected] of [
    ['self.__dict__.update({"gpu": "T4"})', 'A()', '"T4"'],
    ['self.__dict__.update(given)', 'A(gpu="T4")', '"T4"'],
    ['vars(self).update(given)', 'A(gpu="T4")', '"T4"'],
    ['self.__dict__.update({"gpu": "T4", **q()})', 'A()', '?'],
    ['self.__dict__.update(q())', 'A()', '?'],
    ['self.gpu = "L4"; self.__dict__.update(q())', 'A()', '?'],
  ] as const)
    it(`are known as far as it is: ${update}`, async () =>
      assert.equal(await fold(made(update, call)), expected));
});
