import { strict as assert } from 'node:assert';
import { fold } from './support';

const CALLS: Readonly<Record<string, string>> = {
  'int("2")': '2',
  'int(" 0x2")': '?',
  'int(-2.7)': '-2',
  'int(True)': '1',
  'int("10", 16)': '16',
  'float("2")': '2.0',
  'float("1e2")': '100.0',
  'float("nan")': '?',
  'str(2.0)': '"2.0"',
  'str(None)': '"None"',
  'bool("False")': 'True',
  'len("añ😀")': '3',
  'len({"a": 1})': '1',
  'max(1, 2.5)': '2.5',
  'min([3, 1, 2])': '1',
  'max("a", "b")': '"b"',
  'abs(-3)': '3',
  'round(2.5)': '2',
  'round(3.5)': '4',
  'round(-2.5)': '-2',
  'round(2.345, 2)': '2.35',
  'round(-2.345, 2)': '-2.35',
  'str(round(-0.04, 1))': '"-0.0"',
  'str(round(-0.0, 1))': '"-0.0"',
  'str(round(0.0, 1))': '"0.0"',
  'round(0.25, 1)': '0.2',
  'round(2.5, None)': '2',
  'round(7, 1)': '7',
  'round(2.5, -1)': '?',
  'list((1, 2))': '[1, 2]',
  'dict(a=1, **{"b": 2})': '{b: 2, a: 1}',
  'dict({"a": 1}, a=2)': '{a: 2}',
  'dict(**q())': '?',
  '"h100".upper()': '"H100"',
  '" a ".strip()': '"a"',
  '"a,b".split(",")': '["a", "b"]',
  '"a b".split()[1]': '"b"',
  '":".join(["H100", "2"])': '"H100:2"',
  '"a-b".replace("-", ":")': '"a:b"',
  '"H100:2".startswith("H100")': 'True',
  '"xa".startswith("a", 1)': '?',
  '"{}:{n}".format("H100", n=2)': '"H100:2"',
  '"{:>9}".format(1)': '"        1"',
  '{"a": 1}.get("a")': '1',
  '{"a": 1}.get("b", 2)': '2',
  'print(1)': '?',
  'q.f(1)': '?',
  'int(*q)': '?',
};

describe('calls that are evaluated without running', () => {
  for (const [source, expected] of Object.entries(CALLS)) {
    it(source, async () => {
      assert.equal(await fold(source), expected);
    });
  }

  it('reads environment variables as unset', async () => {
    assert.equal(await fold('import os\nos.environ.get("N", 2)'), '2');
    assert.equal(await fold('from os import getenv as g\ng("N")'), 'None');
    assert.equal(await fold('import os\nint(os.getenv("N", default="4")) * 2'), '8');
    assert.equal(await fold('import os\nos.environ["N"]'), '?');
  });

  it('counts both branches of an environment switch', async () => {
    const source = 'import os\nPROD = os.environ.get("PROD") == "1"\nHERE("H100" if PROD else "T4")';
    assert.equal(await fold(source), '"T4" | "H100"');
  });

  it('respects a redefined built-in', async () => {
    assert.equal(await fold('def int(x): return 7\nint("2")'), '7');
    assert.equal(await fold('int = q\nint("2")'), '?');
  });

  it('creates plain data objects, by position, keyword and default', async () => {
    const config = '@dataclass\nclass C:\n    gpu: str = "T4"\n    n: int = field(default=2)\n    x: int\n';
    assert.equal(await fold(`${config}C("H100", n=3)`), 'C(gpu="H100", n=3, x=?)');
    assert.equal(await fold(`${config}C().n`), '2');
    assert.equal(await fold(`${config}C().x`), '?');
    assert.equal(await fold(`${config}C(**q).gpu`), '?');
  });

  it('does not treat every class as a data class', async () => {
    assert.equal(await fold('class C:\n    def __init__(self, gpu): self.gpu = f(gpu)\nC("H100").gpu'), '?');
  });
});
