import { strict as assert } from 'node:assert';
import { MAX_CANDIDATES } from '../../../src/core/python/pyValue';
import { setTranslate } from '../../../src/core/render/words/translate';
import { evaluated, fold } from './support';

/** Definitions `v1 = …`, `v2 = …`, each made of the one before. */
function steps(count: number, first: string, next: (before: string) => string): string {
  const lines = Array.from({ length: count }, (_, i) => `v${i + 1} = ${next(`v${i}`)}\n`);
  return `v0 = ${first}\n${lines.join('')}`;
}

// Each takes a few milliseconds; unbounded, each would take hours.
describe('what grows in a hostile file', () => {
  const doubling: Readonly<Record<string, readonly [first: string, next: (before: string) => string]>> = {
    'a string': ['"abcdefgh"', (v) => `f"{${v}}{${v}}"`],
    'a list': ['[1]', (v) => `${v} + ${v}`],
    'a list of lists': ['[1]', (v) => `[${v}, ${v}]`],
    'a dict of dicts': ['{"a": 1}', (v) => `{"a": ${v}, "b": ${v}}`],
    'a sum': ['1.5', (v) => `${v} + ${v}`],
    'a conditional': ['q()', (v) => `${v} if ${v} else ${v}`],
  };
  for (const [title, [first, next]] of Object.entries(doubling)) {
    it(`${title}, doubled again and again, is given up`, async () => {
      const { reason } = await evaluated(`${steps(60, first, next)}HERE(v60 if q() else v59)`);
      assert.match(reason?.kind ?? '', /^(?:tooLong|valueTooLarge|truthNotKnown|dictKeyNotKnown)$/);
    });
  }

  it('lists of lists of lists are given up', async () => {
    const text = 'A = [0] * 1000\nB = [A] * 1000\nC = [B] * 1000\nHERE(C if q() else [C])';
    assert.equal(await fold(text), '?');
  });

  it('a choice of many is given up', async () => {
    const choices = Array.from({ length: MAX_CANDIDATES + 1 }, (_, i) => `if q():\n  N = ${i}\n`).join('');
    assert.match(await fold(`N = -1\n${choices}HERE(N)`), /^\? -1 \| 0 \| 1/);
    const few = Array.from({ length: 5 }, (_, i) => `B${i} = 0 if q() else ${2 ** i}\n`).join('');
    assert.equal(await fold(`${few}HERE(B0 + B1 + B2 + B3 + B4)`), '?');
  });

  it('a name that hundreds of tests decide is given up', async () => {
    const tests = Array.from({ length: 400 }, (_, i) => `if N == ${i}:\n  N = ${i + 1}\n`).join('');
    assert.match(await fold(`N = q()\n${tests}HERE(N)`), /^\?/);
  });

  it('deep nesting is given up', async () => {
    assert.equal(await fold(`${'('.repeat(5_000)}1${')'.repeat(5_000)}`), '?');
    assert.equal(await fold(`${'['.repeat(5_000)}${']'.repeat(5_000)}`), '?');
    assert.equal(await fold(Array(5_000).fill('1').join('+')), '?');
  });

  it('long literals are given up', async () => {
    assert.equal(await fold('"x" * 20000'), '?');
    assert.equal(await fold('"x".join(["y" * 9000] * 900)'), '?');
    assert.equal(await fold('("," * 5000).split(",")'), '?');
    assert.equal(await fold(`[${'1,'.repeat(5_000)}]`), '?');
  });
});

describe('a name that is being typed', () => {
  it('is unknown until it is complete', async () => {
    assert.equal(await fold('A = f"{}"\nHERE(A)'), '?');
    assert.equal(await fold('A = (1 if else 2)\nHERE(A)'), '1 | 2');
  });
});

describe('definitions that go round in a circle', () => {
  it('are unknown', async () => {
    assert.equal(await fold('def f():\n  HERE(A)\nA = B\nB = A'), '?');
    assert.equal(await fold('A = A\nHERE(A)'), '?');
    assert.equal(await fold('class C:\n  N = C.N\nHERE(C.N)'), '?');
  });

  it('are unknown across files, too', async () => {
    const others = { 'a.py': 'from b import X\n', 'b.py': 'from a import X\n' };
    assert.equal(await fold('from a import X\nX', others), '?');
    assert.equal(await fold('from a import X\nX', { 'a.py': 'from a import *\n' }), '?');
  });

  it('are unknown if every file imports everything from every other', async () => {
    const names = Array.from({ length: 20 }, (_, i) => `m${i}`);
    const all = names.map((name) => `from ${name} import *\n`).join('');
    const others = Object.fromEntries(
      names.map((name) => [`${name}.py`, `${all}${name.toUpperCase()} = 1\n`]),
    );
    assert.equal(await fold('from m0 import *\nX', others), '?');
    assert.match(await fold('from m0 import *\nM19', others), /^1$|^\?/);
  });
});

describe('what is changed in place', () => {
  const C = 'class C:\n  gpu = "H100"\n';
  const cases: Readonly<Record<string, string>> = {
    'C.gpu': '"H100"',
    'setattr(C, "gpu", "T4")\nC.gpu': '"T4"',
    'C.gpu = "T4"\nC.gpu': '"T4"',
    'setattr(C, q(), "T4")\nC.gpu': '?',
    'setattr(D, "gpu", "T4")\nC.gpu': '"H100"',
    'HERE(C.gpu)\nsetattr(C, "gpu", "T4")': '"H100"',
  };
  for (const [source, expected] of Object.entries(cases)) {
    it(source.replaceAll('\n', '; '), async () => assert.equal(await fold(C + source), expected));
  }
});

describe('names of other files', () => {
  const others = {
    'common.py':
      'import os\nMINUTES = 60\nGPU = os.environ.get("GPU", "L40S")\n_HIDDEN = 2\nclass Limits:\n  MAX = 4\n',
    'pkg/__init__.py': 'from .deep import *\n',
    'pkg/deep.py': 'DEEP = 7\n',
  };
  const cases: Readonly<Record<string, string>> = {
    'from common import MINUTES as M\nM * 5': '300',
    'import common\ncommon.MINUTES': '60',
    'import common as c\nc.GPU': '"L40S"',
    'from common import *\nMINUTES': '60',
    'from common import Limits\nLimits.MAX': '4',
    'from pkg import deep\ndeep.DEEP': '7',
    'import pkg.deep as d\nd.DEEP': '7',
    'import pkg.deep\npkg.deep.DEEP': '7',
    'from pkg import DEEP\nDEEP': '7',
    'from common import NOTHING\nNOTHING': '?',
    'from elsewhere import X\nX': '?',
    'MINUTES = 1\nfrom common import *\nMINUTES': '60',
    'from common import *\nMINUTES = 1\nMINUTES': '1',
    'OTHER = 1\nfrom common import *\nOTHER': '1',
    'OTHER = 1\nfrom elsewhere import *\nOTHER': '1',
    '_HIDDEN = 1\nfrom common import *\n_HIDDEN': '1',
    'try:\n  from common import MINUTES\nexcept ImportError:\n  MINUTES = 1\nHERE(MINUTES)': '60 | 1',
  };
  for (const [source, expected] of Object.entries(cases)) {
    it(source.split('\n').slice(0, -1).join('; '), async () => {
      assert.equal(await fold(source, others), expected);
    });
  }

  it('say where they come from', async () => {
    const { origins } = await evaluated('from common import GPU\nGPU', others);
    assert.deepEqual(
      origins.map((each) => (each.kind === 'name' ? `${each.file}:${each.line}` : `$${each.name}`)),
      ['main.py:1', 'common.py:3', '$GPU'],
    );
  });
});

describe('values that are unknown', () => {
  const choice = (one: string, other: string): string =>
    `HERE({"gpu": ${one}} if q() else {"gpu": ${other}})`;
  const count = async (text: string): Promise<number> => (await evaluated(text)).values.length;

  it('are equal if the same thing is unknown for the same reason', async () => {
    assert.equal(await count(choice('a()', 'a()')), 1);
    assert.equal(await count(choice('a()', 'b()')), 2);
    assert.equal(await count(choice('a()', 'a.x')), 2);
  });

  it('are distinct even in a language that has the same words for both', async () => {
    setTranslate(() => 'unbekannt');
    try {
      assert.equal(await count(choice('a()', 'b()')), 2);
    } finally {
      setTranslate(undefined);
    }
  });

  it('are different under different keys', async () => {
    assert.equal(await count('HERE({"a": None, "b": None} if q() else {"a:|none,b": None})'), 2);
  });
});
