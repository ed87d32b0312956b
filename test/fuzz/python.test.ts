import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { assess } from '../../src/core/cost/assess';
import { scanModule, type FileScan } from '../../src/core/modal/scan';
import { SourceFile } from '../../src/core/modal/sourceFile';
import { UsageComments } from '../../src/core/modal/usageComment';
import { listBook, reviewBook } from '../../src/core/pricing/bundled';
import type { ModuleFinder } from '../../src/core/python/evaluate';
import { moduleCandidates } from '../../src/core/python/findModule';
import { PythonModule } from '../../src/core/python/module';
import type { PythonParser } from '../../src/core/python/parser';
import { MAX_SCAN_STEPS, Work } from '../../src/core/python/work';
import { declarationHover } from '../../src/core/render/hoverText';
import { LENS_LENGTH, lensTitle } from '../../src/core/render/lensTitle';
import { scanJson } from '../../src/core/render/scanJson';
import { processorTime } from '../../src/common/processorTime';
import { loadParserWith } from '../support/python';
import { replaced } from '../unit/modal/typing';
import { check, PAYLOADS, TIMEOUT } from './support';

const context = { book: reviewBook, list: listBook, hoursPerMonth: 720 };

const FIXTURES = ['examples', 'test/fixtures/forms', 'test/fixtures/hostile'].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.py'))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8').replace(/^\uFEFF/, '')),
);

/** Words and signs of Python and of Modal: in any order, more often nearly code than noise is. */
const TOKENS = [
  ...['import modal\n', 'from modal import App, Cron as C\n', 'app = modal.App()\n', 'from m import *\n'],
  ...[
    '@app.function(',
    '@app.cls(',
    '@app.server(',
    'gpu=',
    'cpu=',
    'memory=',
    'min_containers=',
    'timeout=',
  ],
  ...['schedule=modal.Cron(', 'retries=modal.Retries(', '@modal.concurrent(max_inputs=', 'X.with_options('],
  ...['modal.Sandbox.create(', 'app.function()(f)', '.run_commands(', '**{', '**N', '*N'],
  ...['N', 'M', 'K', 'N', 'M', ' = ', ' += ', ' := ', ', ', '(', ')', '[', ']', '{', '}', ':', ';', '.', '@'],
  ...['1', '2.5', '-1', '0', '10**10**10', '1<<10**9', '1e999', '0x', '9'.repeat(400), '1_0', '1j', 'None'],
  ...[
    'True',
    '"H100"',
    '"H100:2"',
    '"A10G"',
    "'",
    '"',
    '"""',
    'f"{N}:{M}"',
    'f"{',
    '}"',
    'r"',
    'b"',
    '\\',
    '#',
  ],
  ...['\n', '\n', '\n  ', '\n    ', '\n', '\r\n', '\r', '\t', '\f', ' ', '  '],
  ...[
    'if ',
    'elif ',
    'else:',
    'for ',
    ' in ',
    'while ',
    'try:',
    'except E as N:',
    'finally:',
    'with f() as ',
  ],
  ...['match N:\n', 'case ', 'def f(', 'async def ', 'class C', 'lambda N: ', 'return ', 'raise ', 'del '],
  ...[
    'global N\n',
    'nonlocal N\n',
    'import N\n',
    'from . import N\n',
    ' if ',
    ' or ',
    ' and ',
    ' not ',
    'is ',
  ],
  ...[
    'os.environ.get("N", ',
    'os.environ["N"]',
    'int(',
    'str(',
    'max(',
    'len(',
    '.format(',
    '.join(',
    '.get(',
  ],
  ...[
    '.upper()',
    ' * 1000',
    ' + ',
    ' % ',
    ' ** ',
    ' // ',
    ' << ',
    '@dataclass\n',
    ': int = ',
    '-> ',
    '~',
    '...',
  ],
  ...['# modal-cost: requests_per_day=1 seconds_per_request=0.2\n', '# modal-cost: ignore\n', '__name__'],
  ...['\0', '\ufeff', '\u2028', '\ud800', '😀', 'é', 'Ｎ'],
];

const soup = fc
  .array(fc.oneof({ weight: 20, arbitrary: fc.constantFrom(...TOKENS) }, fc.constantFrom(...PAYLOADS)), {
    maxLength: 120,
    size: 'max',
  })
  .map((tokens) => tokens.join(''));
const noise = fc.string({ unit: 'binary', maxLength: 400, size: 'max' });
const bytes = fc.uint8Array({ maxLength: 400, size: 'max' }).map((array) => new TextDecoder().decode(array));
/** A real file, some of its lines repeated, swapped or cut. */
const mangled = fc
  .tuple(fc.constantFrom(...FIXTURES), fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(3)), { maxLength: 6 }))
  .map(([text, changes]) => {
    const lines = text.split('\n');
    for (const [a, b, how] of changes) {
      const [from, to] = [a % lines.length, b % lines.length];
      if (how === 0 && lines.length > 1) lines.splice(from, 1);
      else if (how === 1) lines.splice(from, 0, lines[to]!);
      else if (how === 2) lines[from] = lines[to]!.slice(0, a % 20) + lines[from]!;
      else lines.length = Math.max(1, from);
    }
    return lines.join('\n');
  });
const anyText = fc.oneof({ weight: 4, arbitrary: soup }, noise, bytes, { weight: 3, arbitrary: mangled });

let parser: PythonParser;
// A clock, as in the host; in a short run it stands still, so that every run is the same.
before(async () => {
  const isLong = process.env.MODAL_COST_FUZZ_SECONDS !== undefined;
  parser = await loadParserWith(isLong ? processorTime : undefined);
});

/** Everything that is shown of a text, with a look at how much work that was. */
function read(text: string, file = 'app.py', modules?: ModuleFinder): FileScan {
  const tree = parser.parse(text);
  if (!tree) return { declarations: [], callSites: [] };
  try {
    const work = new Work();
    const scan = scanModule(new PythonModule(file, text, tree.rootNode), modules, work);
    // What is counted last may be a statement with many names; a stretch of the text bounds it.
    assert.ok(work.taken <= MAX_SCAN_STEPS + text.length, `${work.taken} steps`);
    show(text, scan);
    return scan;
  } finally {
    tree.delete();
  }
}

function show(text: string, scan: FileScan): void {
  JSON.parse(JSON.stringify(scanJson({ seen: 1, parsed: 1, skipped: [], ...scan })));
  const comments = new UsageComments(text);
  comments.stray(scan.declarations);
  for (const subject of [...scan.declarations, ...scan.callSites]) {
    const comment = subject.type === 'declaration' ? { comment: comments.of(subject) } : {};
    const assessment = assess(subject, context, { ...comment, defaults: [], includeStartup: true });
    const title = lensTitle(assessment);
    assert.ok(title !== '' && Array.from(title).length <= LENS_LENGTH, title);
    declarationHover(assessment);
    assertNumbers(assessment);
  }
}

/** No figure is NaN, infinite where it must not be, or below 0. */
function assertNumbers({ estimate, month }: ReturnType<typeof assess>): void {
  const figures = [
    estimate.livePerHour,
    estimate.floor?.perMonth,
    month?.status === 'known' ? month.total : null,
  ];
  for (const figure of figures) {
    if (!figure) continue;
    for (const value of Object.values(figure)) {
      if (typeof value === 'number') assert.ok(value >= 0, `${value}`);
    }
  }
}

describe('any Python-like text', function () {
  this.timeout(TIMEOUT);

  it('is read and shown without a throw, in bounded work', () => {
    check(anyText, 300, (text) => void read(text));
  });

  it('is read the same every time', () => {
    check(anyText, 80, (text) => {
      assert.deepEqual(read(text), read(text));
    });
  });

  it('is read among files that import each other', () => {
    const file = fc.constantFrom('m', 'n', 'k');
    const statement = fc.oneof(
      file.map((name) => `from ${name} import *\n`),
      fc
        .tuple(file, fc.constantFrom('N', 'M', 'app', 'C'))
        .map(([from, name]) => `from ${from} import ${name}\n`),
      file.map((name) => `import ${name}\n`),
      fc.tuple(fc.constantFrom('N', 'M'), file).map(([name, from]) => `${name} = ${from}.${name}\n`),
      fc.constantFrom(
        'N = M\n',
        'M = N + 1\n',
        'N = "H100"\n',
        'if q():\n  M = [N, N]\n',
        'app = modal.App()\n',
        'class C:\n  N = M\n',
        '@app.function(gpu=N, cpu=C.N)\ndef f(): ...\n',
      ),
    );
    const text = fc.array(statement, { maxLength: 12 }).map((lines) => `import modal\n${lines.join('')}`);
    check(fc.record({ m: text, n: text, k: text }), 100, (texts) => {
      const trees = Object.entries(texts).map(
        ([name, each]) => [`${name}.py`, each, parser.parse(each)!] as const,
      );
      const modules = new Map<string, PythonModule>(
        trees.map(([name, each, tree]) => [name, new PythonModule(name, each, tree.rootNode)]),
      );
      const finder: ModuleFinder = {
        find: (from, module, level) => {
          const found = moduleCandidates(from.file, module, level).find((each) => modules.has(each));
          return found === undefined ? 'absent' : modules.get(found)!;
        },
      };
      for (const module of modules.values()) {
        const work = new Work();
        show(module.text, scanModule(module, finder, work));
        assert.ok(!work.isSpent, `${work.taken} steps`);
      }
      for (const [, , tree] of trees) tree.delete();
    });
  });
});

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  away: fc.oneof({ weight: 4, arbitrary: fc.nat(3) }, fc.nat(200)),
  by: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...TOKENS) },
    fc.constantFrom(...PAYLOADS),
    soup,
    fc.constant(''),
  ),
  undone: fc.boolean(),
});

describe('any edits of real files', function () {
  this.timeout(TIMEOUT);

  it('leave what a fresh reading of the text finds', () => {
    let compared = 0;
    check(
      fc.tuple(fc.constantFrom(...FIXTURES), fc.array(edit, { minLength: 1, maxLength: 6 })),
      100,
      ([start, edits]) => {
        const file = new SourceFile('app.py', start, parser);
        try {
          file.scan();
          let text = start;
          const replace = (from: number, to: number, by: string): void => {
            const after = replaced(text, from, to, by);
            text = after.text;
            file.update(text, [after.edit]);
            compared += compare(file, text);
          };
          for (const { at, away, by, undone } of edits) {
            const from = Math.floor(at * text.length);
            const gone = text.slice(from, from + away);
            replace(from, from + gone.length, by);
            if (undone) replace(from, from + by.length, gone);
          }
        } finally {
          file.dispose();
        }
      },
    );
    // A property that compares nothing holds always.
    assert.ok(compared > 50, `${compared} comparisons`);
  });
});

/** Compares with a fresh look; 1 where there is anything to compare. */
function compare(file: SourceFile, text: string): number {
  const scan = file.scan();
  if (!file.module()) return 0;
  const fresh = new SourceFile('app.py', text, parser);
  try {
    const expected = fresh.scan();
    // What does not parse keeps what it said before: that is more than a fresh look knows.
    const broken = fresh.module()?.root.hasError ?? false;
    const kept = scan.declarations.filter(({ stale }) => !stale);
    if (broken && kept.length < scan.declarations.length) return 0;
    assert.deepEqual(plain({ ...scan, declarations: kept }), plain(expected));
    return 1;
  } finally {
    fresh.dispose();
  }
}

const plain = (scan: FileScan): unknown => JSON.parse(JSON.stringify(scan));
