import { strict as assert } from 'node:assert';
import { Node } from 'web-tree-sitter';
import { assess } from '../../src/core/cost/assess';
import { scanModule, type FileScan } from '../../src/core/modal/scan';
import { listBook, reviewBook } from '../../src/core/pricing/bundled';
import { PythonModule } from '../../src/core/python/module';
import { MAX_SCAN_STEPS, Work } from '../../src/core/python/work';
import { LENS_LENGTH, lensTitle } from '../../src/core/render/lensTitle';
import { loadParser } from '../support/python';
import { TIMEOUT } from './support';

const HEAD = 'import modal, os\napp = modal.App()\n';
const times = (count: number, each: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => each(i)).join('');
const declare = (gpu: string): string => `@app.function(gpu=${gpu})\ndef f(): ...\n`;
/** `A0 = …`, and each after it made of the one before. */
const chain = (first: string, next: (before: string) => string, count = 50): string =>
  `A0 = ${first}\n${times(count, (i) => `A${i + 1} = ${next(`A${i}`)}\n`)}`;
const nested = (line: string, count: number, inner: string): string =>
  `${times(count, (i) => `${' '.repeat(i)}${line}\n`)}${inner
    .split('\n')
    .map((each) => ' '.repeat(count) + each)
    .join('\n')}\n`;

/** Texts that would grow without bounds, or take time in proportion to a square, by their size. */
const SHAPES: Readonly<Record<string, (size: number) => string>> = {
  'nested parentheses': (n) => declare('('.repeat(n) + '1' + ')'.repeat(n)),
  'nested lists': (n) => declare('['.repeat(n) + ']'.repeat(n)),
  'open parentheses': (n) => declare('('.repeat(n)),
  'nested calls': (n) => declare('f('.repeat(n) + ')'.repeat(n)),
  'nested lambdas': (n) => declare(`${'lambda: '.repeat(n)}1`),
  'nested f-strings': (n) => declare(`${'f"{'.repeat(n)}1${'}"'.repeat(n)}`),
  'nested comprehensions': (n) => declare(`${'[x for x in '.repeat(n)}y${']'.repeat(n)}`),
  'a long sum': (n) => declare(Array(n).fill('1').join(' + ')),
  'a long comparison': (n) => declare(Array(n).fill('1').join(' < ')),
  'a long or': (n) => declare(Array(n).fill('a').join(' or ')),
  'many nots': (n) => declare(`${'not '.repeat(n)}1`),
  'a long conditional': (n) => declare(`${times(n, (i) => `"A${i}" if q() else `)}"B"`),
  'a long chain of attributes': (n) => declare(`a${'.b'.repeat(n)}`),
  'a long chain of subscripts': (n) => declare(`a${'[0]'.repeat(n)}`),
  'a long chain of calls': (n) => `X${'.with_options(gpu="H100")'.repeat(n)}\n`,
  'an app in a long conditional': (n) =>
    `web = ${'modal.App() if q() else '.repeat(n)}None\n@web.function()\ndef f(): ...\n`,
  'an app that includes many': (n) => `@modal.App()${'.include(app)'.repeat(n)}.function()\ndef f(): ...\n`,
  'apps made of apps': (n) =>
    `a0 = app\n${times(n, (i) => `a${i + 1} = a${i}\n`)}${times(n, (i) => `@a${i}.function()\ndef f${i}(): ...\n`)}`,
  'apps that may be others': (n) =>
    `${times(n, (i) => `if q():\n  app = modal.App("${i}")\n`)}${times(n, () => declare('"H100"'))}`,
  'definitions of one name': (n) => times(n, (i) => `G = "H100:${i}"\n${declare('G')}`),
  'definitions that may be': (n) => times(n, (i) => `if q():\n  G = "H100:${i}"\n${declare('G')}`),
  'tests of one name': (n) => `N = q()\n${times(n, (i) => `if N == ${i}:\n  N = ${i + 1}\n`)}${declare('N')}`,
  'an if with many branches': (n) =>
    `if q():\n  G = 1\n${times(n, (i) => `elif q():\n  G = ${i}\n`)}${declare('G')}`,
  'a match with many cases': (n) =>
    `match q:\n${times(n, (i) => `  case ${i}:\n    G = ${i}\n`)}${declare('G')}`,
  'a name counted up': (n) =>
    `N = 0\n${times(n, (i) => `N += 1\n@app.function(min_containers=N)\ndef f${i}(): ...\n`)}`,
  'a name read in many functions': (n) =>
    `G = "H100"\n${times(n, (i) => `def m${i}():\n  @app.function(gpu=[G, G, G, G, G])\n  def f(): ...\n`)}`,
  'a name that is mentioned often': (n) =>
    `L = {"a": "H100"}\n${times(n, () => 'g(L)\n')}${times(n / 4, () => declare('L["a"]'))}`,
  'a list of one name': (n) =>
    `G = "H100"\nL = [${'G, '.repeat(900)}]\n${times(n, (i) => declare(`L[${i}]`))}`,
  'calls with such a list': (n) =>
    `G = "H100"\nL = [${'G, '.repeat(900)}]\n${times(n, (i) => `X.with_options(gpu=L[${i}])\n`)}`,
  'a long unpacking': (n) =>
    `${times(n, (i) => `G${i}, `)}= ${times(n, (i) => `${i}, `)}\n${times(n / 4, (i) => declare(`G${i}`))}`,
  'a long chain of targets': (n) => `${'G = '.repeat(n)}1\n${declare('G')}`,
  'many walruses': (n) => `g(${'(G := 1), '.repeat(n)})\n${times(n / 8, () => declare('G'))}`,
  'many parameters': (n) =>
    `def m(${times(n, (i) => `G${i}=1, `)}):\n${times(n / 4, (i) => `  @app.function(gpu=G${i})\n  def f(): ...\n`)}`,
  'many keywords': (n) => `@app.function(${times(n, (i) => `k${i}=1, `)})\ndef f(): ...\n`,
  'many spreads': (n) => `@app.function(${times(n, (i) => `**G${i}, `)})\ndef f(): ...\n`,
  'many decorators': (n) => `${'@app.function(gpu="H100")\n'.repeat(n)}def f(): ...\n`,
  'many methods': (n) =>
    `@app.cls()\nclass C:\n${times(n, (i) => `  @modal.method()\n  def m${i}(self): ...\n`)}`,
  'many globals': (n) => `${times(n, (i) => `def g${i}():\n  global G${i}\n`)}${declare('G1')}`,
  'many star imports': (n) =>
    `${times(n, (i) => `from m${i} import *\n`)}${times(n / 4, () => declare('G'))}`,
  'many environment variables': (n) =>
    times(n, (i) => `E${i} = os.environ.get("A${i}", "H100")\n${declare(`E${i}`)}`),
  'many lines': (n) => times(10 * n, (i) => `x${i} = ${i}\n`) + declare('x1'),
  'many comments': (n) => '# modal-cost: requests_per_day=1\n'.repeat(10 * n) + declare('"H100"'),
  'a long line': (n) => `#${'x'.repeat(50 * n)}\n${declare(`"${'x'.repeat(50 * n)}"`)}`,
  'a long line of names': (n) => `x = [${'G, '.repeat(10 * n)}]\n${declare('G')}`,
  'a long name': (n) => `${'N'.repeat(50 * n)} = "H100"\n${declare('N'.repeat(50 * n))}`,
  'many strings': (n) => declare('"a" '.repeat(n)),
  'nested ifs': () => `${nested('if q():', 90, 'G = "H100"')}${declare('G')}`,
  'nested loops': () => nested('for G in x:', 90, declare('G')),
  'nested functions': () => nested('def f(gpu=G):', 90, declare('G')),
  'nested tries': () =>
    `${nested('try:', 90, 'G = 1')}${times(90, (i) => `${' '.repeat(89 - i)}finally:\n${' '.repeat(90 - i)}G = 2\n`)}${declare('G')}`,
  'a circle of names': (n) =>
    `${times(n, (i) => `A${i} = A${(i + 1) % n}\n`)}def m():\n  @app.function(gpu=A0)\n  def f(): ...\n`,
  'a long chain of names': (n) =>
    `${chain('1', (v) => `${v} + 1`, n)}${times(n / 4, (i) => declare(`A${n - i}`))}`,
  'lists of lists': () => chain('["H100"] * 10', (v) => `[${`${v}, `.repeat(10)}]`) + declare('A50'),
  'lists multiplied': () => chain('["H100"] * 10', (v) => `[${v}] * 10`) + declare('A50'),
  'lists added': () => chain('["H100"]', (v) => `${v} + ${v}`) + declare('A50'),
  'tuples spread': () => chain('("H100",)', (v) => `(${`*${v}, `.repeat(10)})`) + declare('A50'),
  'strings multiplied': () => chain('"H100"', (v) => `${v} * 1000`) + declare('A50'),
  'strings in strings': () => chain('"H100"', (v) => `f"${`{${v}}`.repeat(10)}"`) + declare('A50'),
  'strings joined': () => chain('"H100"', (v) => `${v}.join([${v}] * 900)`) + declare('A50'),
  'strings replaced': () => chain('"aa"', (v) => `${v}.replace("a", ${v})`) + declare('A50'),
  'strings formatted': () => chain('"{0}{0}"', (v) => `${v}.format(${v})`) + declare('A50'),
  'dicts of dicts': () =>
    chain('{"a": 1}', (v) => `{${times(10, (i) => `"k${i}": ${v}, `)}}`) + declare('A50'),
  'dicts spread': () =>
    `${chain('{"a": 1}', (v) => `{${`**${v}, `.repeat(10)}"${v}": 1}`)}@app.function(**A50)\ndef f(): ...\n`,
  'choices of choices': () =>
    chain('"H100" if q() else "A10"', (v) => `(${v}, ${v}) if q() else [${v}]`) + declare('A50'),
  'objects of objects': () =>
    `@dataclass\nclass C:\n  a: int = 1\n  b: int = 2\n${chain('C(1, 2)', (v) => `C(${v}, ${v})`)}${declare('A50.a.b')}`,
  'calls of calls': () => chain('modal.X(1)', (v) => `modal.X(${v}, ${v}, k=${v})`) + declare('A50'),
  'functions that call each other twice': (n) =>
    `def f0(n): return n\n${times(n, (i) => `def f${i + 1}(n): return f${i}(n) + f${i}(n)\n`)}${declare(`f${n}(1)`)}`,
  'functions in a circle': (n) =>
    `${times(n, (i) => `def f${i}(n): return f${(i + 1) % n}(n)\n`)}${declare('f0(1)')}`,
  'calls of one function': (n) =>
    `def f(a, b=2):\n  if a > b:\n    return a\n  return b\n${times(n, (i) => declare(`f(${i})`))}`,
  'calls of one helper': (n) =>
    `def make(g):\n  ${declare('g').replace('\n', '\n  ')}${times(n, (i) => `make("A${i}")\n`)}`,
  'helpers that call helpers': (n) =>
    `${times(n, (i) => `def m${i}(g):\n  @app.function(gpu=g)\n  def f(): ...\n  m${i + 1}(g)\n`)}m0("H100")\n`,
  'loops in loops': (n) =>
    `def f():\n  n = 0\n${times(Math.min(n, 20), (i) => `${'  '.repeat(i + 1)}for a${i} in range(900):\n`)}${'  '.repeat(Math.min(n, 20) + 1)}n += 1\n  return n\n${declare('f()')}`,
  'a comprehension with many clauses': (n) =>
    declare(`[1 ${times(n, (i) => `for a${i} in range(900) `)}if False]`),
  'many ways out of a loop': (n) =>
    `for x in q:\n${times(n, (i) => `  if q(${i}):\n    G = ${i}\n    break\n`)}${declare('G')}`,
  'a long elif in a function': (n) =>
    `def f(q):\n  if q: G = 0\n${times(n, (i) => `  elif q > ${i}: G = ${i}\n`)}  return G\n${declare('f(q())')}`,
  'a long table': (n) => `T = {${times(n, (i) => `"a${i}": "H100:${i}", `)}}\n${declare('T[q()]')}`,
  'a list of nothing, very often': () =>
    declare('[] * 10**15') + declare('"" * 10**15') + declare('() * 2**52'),
  'huge numbers': () =>
    [
      '10**10**10',
      '1<<10**9',
      '9'.repeat(100_000),
      `0x${'f'.repeat(100_000)}`,
      '1e999',
      '-1e999',
      'float("nan")',
    ]
      .concat([
        'float("inf")',
        `"H100:${'9'.repeat(100_000)}"`,
        '"H100:-1"',
        '-(2**53)',
        'round(1e300)',
        '2**52 + 0.5',
      ])
      .map(
        (each) =>
          `@app.function(gpu=${each}, min_containers=${each}, timeout=${each}, cpu=${each}, memory=(${each}, 1))\ndef f(): ...\n`,
      )
      .join(''),
};

/** Shapes as large as a file of 60 KB, by how often a piece is in it: what took a time in proportion to the square, or more. */
const BOMBS: Readonly<Record<string, (size: number) => string>> = {
  'a chain of .function': (n) => `app${'.function(gpu="H100")'.repeat(n / 21)}\n`,
  'a chain of .function above a function': (n) =>
    `@app${'.function(gpu="H100")'.repeat(n / 21)}\ndef f(): ...\n`,
  'a chain of .function and calls': (n) => `app${'.function()(f)'.repeat(n / 14)}\n`,
  'a chain of .with_options': (n) => `F${'.with_options(gpu="H100")'.repeat(n / 25)}\n`,
  'calls of .with_options in each other': (n) => `${'F.with_options('.repeat(n / 16)}${')'.repeat(n / 16)}\n`,
  'brackets in each other': (n) => declare('['.repeat(n / 2) + ']'.repeat(n / 2)),
  'open brackets': (n) => declare('{'.repeat(n)),
  'a string': (n) => declare(`"${'a'.repeat(n)}"`),
  'strings side by side': (n) => declare('"a" '.repeat(n / 4)),
  'an f-string with many values': (n) => declare(`f"${'{G}'.repeat(n / 3)}"`),
  decorators: (n) => `${'@modal.concurrent()\n'.repeat(n / 20)}@app.function()\ndef f(): ...\n`,
  'registering decorators': (n) => `${'@app.function()\n'.repeat(n / 16)}def f(): ...\n`,
};
/** A step looks at a decorator or a call with what it is made of. */
const MAX_LOOKS_PER_STEP = 150;
const BOMB_LENGTH = 60_000;

/** Looks into the tree: an account of work that the code under test does not keep itself. */
let looks = 0;

function count(
  name:
    | 'childForFieldName'
    | 'childrenForFieldName'
    | 'firstNamedChildForIndex'
    | 'namedChild'
    | 'descendantsOfType',
): () => void {
  const method = Reflect.get(Node.prototype, name) as (...args: unknown[]) => unknown;
  Object.defineProperty(Node.prototype, name, {
    configurable: true,
    writable: true,
    value: function (this: Node, ...args: unknown[]) {
      const result = method.apply(this, args);
      looks += 1 + (Array.isArray(result) ? result.length : 0);
      return result;
    },
  });
  return () =>
    Object.defineProperty(Node.prototype, name, { configurable: true, writable: true, value: method });
}

function countGetter(name: 'namedChildren' | 'children' | 'text'): () => void {
  const own = Object.getOwnPropertyDescriptor(Node.prototype, name)!;
  Object.defineProperty(Node.prototype, name, {
    configurable: true,
    get(this: Node) {
      const result = own.get!.call(this) as { readonly length: number };
      // A text costs by its length, a child by itself.
      looks += name === 'text' ? result.length / 1_000 : 1 + result.length;
      return result;
    },
  });
  return () => Object.defineProperty(Node.prototype, name, own);
}

/** Counts every look from here on, until what is returned is called. */
function countLooks(): () => void {
  const undo = [
    ...(
      [
        'childForFieldName',
        'childrenForFieldName',
        'firstNamedChildForIndex',
        'namedChild',
        'descendantsOfType',
      ] as const
    ).map(count),
    ...(['namedChildren', 'children', 'text'] as const).map(countGetter),
  ];
  return () => {
    for (const each of undo) each();
  };
}

describe('what a hostile file could make grow', function () {
  this.timeout(TIMEOUT);
  let undo: () => void;
  before(() => (undo = countLooks()));
  after(() => undo());

  for (const [title, shape] of Object.entries(SHAPES)) {
    it(`${title}: in bounded work, and never shown as a figure that it is not`, async () => {
      const [small, large] = [await measure(HEAD + shape(300)), await measure(HEAD + shape(600))];
      assert.ok(large.work <= MAX_SCAN_STEPS * 1.1, `${large.work} steps`);
      // Twice the text, twice the looks; or so many that the bound holds.
      assert.ok(
        large.looks <= Math.max(2.5 * small.looks, 20_000),
        `${small.looks}, then ${large.looks} looks`,
      );
    });
  }
});

describe('60 KB of one shape', function () {
  this.timeout(TIMEOUT);
  for (const [title, shape] of Object.entries(BOMBS))
    it(`${title}: are refused, or scanned in bounded work`, async () => {
      const undo = countLooks();
      try {
        const { work, looks } = await measure(HEAD + shape(BOMB_LENGTH));
        assert.ok(work <= MAX_SCAN_STEPS * 1.1, `${work} steps`);
        assert.ok(looks <= MAX_LOOKS_PER_STEP * MAX_SCAN_STEPS + 12 * BOMB_LENGTH, `${looks} looks`);
      } finally {
        undo();
      }
    });
});

async function measure(text: string): Promise<{ work: number; looks: number; text: number }> {
  const tree = (await loadParser()).parse(text);
  if (!tree) return { work: 0, looks: 0, text: text.length };
  const work = new Work();
  looks = 0;
  try {
    const scan = scanModule(new PythonModule('app.py', text, tree.rootNode), undefined, work);
    const result = { work: work.taken, looks: Math.round(looks), text: text.length };
    show(scan);
    return result;
  } finally {
    tree.delete();
  }
}

function show(scan: FileScan): void {
  for (const subject of scan.declarations.slice(0, 50)) {
    const context = { book: reviewBook, list: listBook, hoursPerMonth: 720 };
    const title = lensTitle(assess(subject, context, { defaults: [], includeStartup: true }));
    assert.ok(Array.from(title).length <= LENS_LENGTH);
    assert.doesNotMatch(title, /NaN|Infinity|∞|\$-/);
  }
}
