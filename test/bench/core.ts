// The core by itself: parsing, scanning, keystrokes, files that are none of Modal's, and what memory is left behind.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { advise } from '../../src/core/cost/advisor';
import { assess } from '../../src/core/cost/assess';
import type { PricingContext } from '../../src/core/cost/estimate';
import { vary } from '../../src/core/cost/varyDeclaration';
import { levelSpellsInSteps } from '../../src/core/cost/traffic/levelSpellsInSteps';
import { livePicture, type LevelSpells } from '../../src/core/cost/traffic/levelSpells';
import { observeInSteps, type ObservedTraffic } from '../../src/core/cost/traffic/inProgress';
import { GeneratedArrivals, TraceArrivals } from '../../src/core/cost/traffic/simulation/arrivals';
import { binsOver } from '../../src/core/cost/traffic/timeBins';
import { atOnce, neverPause } from '../../src/core/python/resumable';
import { completionPlace } from '../../src/core/modal/completionPlace';
import { mayDeclare } from '../../src/core/modal/mayDeclare';
import { scanModule, type FileScan } from '../../src/core/modal/scan';
import { SourceFile } from '../../src/core/modal/sourceFile';
import { listBook, reviewBook } from '../../src/core/pricing/bundled';
import { NO_MODULES, type ModuleFinder } from '../../src/core/python/evaluate';
import { PythonModule } from '../../src/core/python/module';
import type { PythonParser } from '../../src/core/python/parser';
import { gpuRows } from '../../src/core/render/completion/gpuRows';
import { LensTexts, type LensText } from '../../src/core/render/lensTexts';
import { KnownAssessments, priceablesOf, priceScan } from '../../src/core/review/team/priceScan';
import { NO_TEAM } from '../../src/core/review/team/team';
import { calculatorDeclaration } from '../../src/core/render/scenario/scenario';
import { whatIfChoices } from '../../src/core/render/whatIfList';
import { loadParser } from '../../src/cli/loadParser';
import { IN_VIEW_MS } from '../../src/host/slices';
import type { Cold } from './cold';
import { keystrokes, treeEdit, type Keystroke, type Place } from './edits';
import { modalFile, plainFile, SETTINGS, SETTINGS_FILE } from './generate';
import { median, report, time, times, type Row } from './measure';

const SIZES = [
  { lines: 1_000, budget: 5 },
  { lines: 6_000, budget: 12 },
] as const;
const RUNS = 15;
const COLD_RUNS = 5;
const KEYSTROKES = 240;

const prices: PricingContext = { book: reviewBook, list: listBook, hoursPerMonth: 720 };

async function main(): Promise<void> {
  const parser = await loadParser();
  const modules = settingsModule(parser);
  report([
    ...loading(),
    ...SIZES.flatMap(({ lines, budget }) => file(modalFile(lines), budget, parser, modules)),
    ...huge(parser),
    notModal(),
    memory(parser, modules),
    advice(parser),
    whatIf(),
    completion(parser, modules),
    ...trace(),
  ]);
}

/** The workspace's one other module, as an editor would have read it. */
function settingsModule(parser: PythonParser): ModuleFinder {
  const module = new PythonModule(SETTINGS_FILE, SETTINGS, parser.parse(SETTINGS)!.rootNode);
  return { find: (_from, name) => (name === 'settings' ? module : 'absent') };
}

/** The first of everything, in processes of its own. */
function loading(): Row[] {
  const cold = SIZES.map(({ lines }) => ({
    lines,
    runs: Array.from({ length: COLD_RUNS }, () => first(lines)),
  }));
  return [
    {
      what: 'load the parser and the grammar',
      samples: cold.flatMap(({ runs }) => runs.map(({ load }) => load)),
      unit: 'ms',
    },
    ...cold.flatMap(({ lines, runs }): Row[] => {
      const tokens = tokenizing(modalFile(lines));
      return [
        {
          what: `${size(lines)}: first parse`,
          samples: runs.map(({ parse }) => parse),
          unit: 'ms',
          anchor: tokens,
        },
        {
          what: `${size(lines)}: first scan`,
          samples: runs.map(({ scan }) => scan),
          unit: 'ms',
          anchor: tokens,
        },
      ];
    }),
  ];
}

function first(lines: number): Cold {
  const output = execFileSync(process.execPath, [join(__dirname, 'cold.cjs'), String(lines)], {
    encoding: 'utf8',
  });
  return JSON.parse(output) as Cold;
}

/** The anchor of whatever reads a whole text: a regular expression that only splits it into words. */
function tokenizing(text: string): { what: string; value: number } {
  return {
    what: 'splitting the text into words',
    value: median(times(RUNS, () => text.match(/\w+|[^\w\s]/g))),
  };
}

function file(text: string, budget: number, parser: PythonParser, modules: ModuleFinder): Row[] {
  const name = size(text.split('\n').length);
  const tree = parser.parse(text)!;
  const parse = times(RUNS, () => parser.parse(text)!.delete());
  const full = { what: 'a full parse', value: median(parse) };
  const scan = times(RUNS, () => scanModule(new PythonModule('app.py', text, tree.rootNode), modules));
  const found = scanModule(new PythonModule('app.py', text, tree.rootNode), modules);
  tree.delete();
  const lenses = times(RUNS, () => new Lenses().of(found));
  const typed = typing(text, parser, modules);
  const all = typed.map(({ total }) => total);
  const ms = (what: string, samples: readonly number[], more: Partial<Row> = {}): Row => ({
    what: `${name}: ${what}`,
    samples,
    unit: 'ms',
    anchor: full,
    ...more,
  });
  return [
    ms('parse', parse, { anchor: tokenizing(text) }),
    ms('parse after one keystroke', incremental(text, parser)),
    ms(`scan (${found.declarations.length} declarations)`, scan),
    ms('estimates and lens texts', lenses),
    ms('keystroke to lenses', all, { budget: { most: budget, of: 'p95' } }),
    ...(['body', 'decorator', 'constant', 'import', 'line', 'bracket'] satisfies Place[]).map((where) => {
      const here = typed.filter((each) => each.where === where);
      const wrong = here.filter(({ isRight }) => !isRight).length;
      const flaw = wrong === 0 ? '' : ` (${wrong} of ${here.length} WRONG)`;
      return ms(
        `  typed in ${where === 'import' ? 'an' : 'a'} ${where}${flaw}`,
        here.map(({ total }) => total),
      );
    }),
  ];
}

function size(lines: number): string {
  return `${Math.round(lines / 1000)},000 lines`;
}

/** Prices a scan and writes its lenses, as the editor does: what is known already is not worked out again. */
class Lenses {
  private readonly assessed = new KnownAssessments();
  private readonly texts = new LensTexts();

  of(scan: FileScan): readonly LensText[] {
    const use = { defaults: [], includeStartup: true };
    const terms = { team: NO_TEAM, context: prices, use };
    return priceScan(scan, () => undefined, terms, [], this.assessed).map((each) => this.texts.of([each]));
  }
}

/** Only the parser's part of a keystroke. */
function incremental(text: string, parser: PythonParser): number[] {
  let tree = parser.parse(text)!;
  const samples = [...keystrokes(text, KEYSTROKES)].map(({ text: next, edit }) =>
    time(() => {
      tree.edit(treeEdit(edit));
      const before = tree;
      tree = parser.parse(next, before)!;
      before.delete();
    }),
  );
  tree.delete();
  return samples;
}

interface Typed {
  readonly where: Place;
  readonly total: number;
  /** Whether the file declares what a scan from scratch finds: what is quick and wrong is not quick. */
  readonly isRight: boolean;
}

/** A keystroke as the editor's features see it: the tree is told, parsed, scanned, and every lens written anew. */
function typing(text: string, parser: PythonParser, modules: ModuleFinder): Typed[] {
  const strokes = [...keystrokes(text, KEYSTROKES)];
  const found = checked(text, strokes, parser, modules);
  const source = new SourceFile('app.py', text, parser);
  const lenses = new Lenses();
  lenses.of(source.scan(modules));
  const typed = strokes.map(({ where, text: next, edit }, i): Typed => {
    const total = time(() => {
      source.update(next, [edit]);
      lenses.of(source.scan(modules));
    });
    return { where, total, isRight: found[i]! };
  });
  source.dispose();
  return typed;
}

/** Of each keystroke, whether what it leaves is right. Nothing is measured here: the looks from scratch leave much behind. */
function checked(
  text: string,
  strokes: readonly Keystroke[],
  parser: PythonParser,
  modules: ModuleFinder,
): readonly boolean[] {
  const source = new SourceFile('app.py', text, parser);
  source.scan(modules);
  const found = strokes.map(({ where, text: next, edit }) => {
    source.update(next, [edit]);
    // While a bracket is open the last good declarations stay.
    return where === 'bracket' || same(source.scan(modules), fromScratch(next, parser, modules));
  });
  source.dispose();
  return found;
}

function fromScratch(text: string, parser: PythonParser, modules: ModuleFinder): FileScan {
  const tree = parser.parse(text)!;
  const found = scanModule(new PythonModule('app.py', text, tree.rootNode), modules);
  tree.delete();
  return found;
}

function same(one: FileScan, other: FileScan): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** As many lines as a file may well have that a program has written: in all, and what of it is done at one go. */
function huge(parser: PythonParser): Row[] {
  const text = modalFile(50_000);
  const parse = median(times(3, () => parser.parse(text)!.delete(), 1));
  const whole = (): void => {
    const source = new SourceFile('app.py', text, parser);
    source.scan();
    source.dispose();
  };
  const bits = (of: string): number[] => Array.from({ length: 3 }, () => longestBit(of, parser));
  const budget = { most: 200, of: 'p95' } as const;
  return [
    {
      what: '50,000 lines: parse and scan',
      samples: times(3, whole, 1),
      unit: 'ms',
      anchor: { what: 'a full parse', value: parse },
    },
    { what: '50,000 lines: longest bit', samples: bits(text), unit: 'ms', budget },
    {
      what: '50,000 lines, no call closed: longest bit',
      samples: bits(text.replaceAll('):', '(:')),
      unit: 'ms',
      budget,
    },
  ];
}

/** The longest that a file keeps others waiting while it is opened, in milliseconds. */
function longestBit(text: string, parser: PythonParser): number {
  const source = new SourceFile('app.py', text, parser);
  let began = performance.now();
  let longest = 0;
  const steps = source.scanInSteps(NO_MODULES, null, () => performance.now() - began >= IN_VIEW_MS);
  for (let isDone = false; !isDone; began = performance.now()) {
    isDone = steps.next().done === true;
    longest = Math.max(longest, performance.now() - began);
  }
  source.dispose();
  return longest;
}

/** The warm-pool advisor’s frontier at 20 requests in progress. */
function advice(parser: PythonParser): Row {
  const source = new SourceFile(
    'app.py',
    'import modal\napp = modal.App()\n@app.function(gpu="H100", min_containers=2)\ndef f(): pass\n',
    parser,
  );
  const declaration = source.scan().declarations[0]!;
  source.dispose();
  const values = { requestsPerDay: 864_000, secondsPerRequest: 2 };
  const use = { options: { source: 'option', values }, defaults: [], includeStartup: true } as const;
  const assessment = assess(declaration, prices, use);
  return {
    what: 'warm-pool advice at ρ = 20',
    samples: times(RUNS, () => advise(assessment)),
    unit: 'ms',
    budget: { most: 50, of: 'median' },
  };
}

/** The longest list of the what-if, priced: every GPU, by the book that bills windows, with several requests at once. */
function whatIf(): Row {
  const context = { book: listBook, list: listBook, hoursPerMonth: listBook.hoursPerMonth.value };
  const values = { requestsPerDay: 864_000, secondsPerRequest: 2, concurrency: 8, startupSeconds: 20 };
  const use = { includeStartup: true, defaults: [{ source: 'setting', values }] } as const;
  const declaration = vary(calculatorDeclaration(), { min_containers: 2 });
  const subject = { declaration, context, use, assessment: assess(declaration, context, use) };
  const topics = ['gpu', 'min_containers', 'scaledown_window', 'traffic', 'provider'] as const;
  const lists = topics.map((topic) => times(RUNS, () => whatIfChoices(subject, topic)));
  return {
    what: 'a list of the what-if, the slowest of five',
    samples: lists.reduce((a, b) => (median(a) > median(b) ? a : b)),
    unit: 'ms',
    budget: { most: 100, of: 'p95' },
  };
}

/** The GPUs for the last `gpu=` of a file that has been scanned: where the cursor stands, what the file declares, the prices. */
function completion(parser: PythonParser, modules: ModuleFinder): Row {
  const text = modalFile(6_000);
  const context = { book: listBook, list: listBook, hoursPerMonth: listBook.hoursPerMonth.value };
  const values = { requestsPerDay: 5_000, secondsPerRequest: 2 };
  const use = {
    includeStartup: true,
    defaults: [{ source: 'setting', values, where: { kind: 'setting', name: 'modalCost.usage' } }],
  } as const;
  const scan = scanModule(new PythonModule('app.py', text, parser.parse(text)!.rootNode), modules);
  const at = text.lastIndexOf('(gpu="') + '(gpu="'.length;
  const before = text.slice(0, at).split('\n');
  const samples = times(RUNS, () => {
    const place = completionPlace(text.split(/\r?\n/), before.length - 1, before.at(-1)!.length, () => false);
    const subject = priceablesOf(scan, () => undefined, { team: NO_TEAM, use })
      .map((each) => each.subject)
      .findLast((each) => each.type === 'declaration');
    if (place?.kind !== 'gpu' || !subject) throw new Error('nothing to complete');
    const declaration = { declaration: subject, context, use, assessment: assess(subject, context, use) };
    gpuRows(place, [declaration], context);
  });
  return { what: '6,000 lines: a completion of gpu=', samples, unit: 'ms', budget: { most: 30, of: 'p95' } };
}

/** A trace of 100,000 requests: the one pass over it, what draws it, and one setting of its picture. */
function trace(): Row[] {
  const count = 100_000;
  const [at, seconds] = [new Float64Array(count), new Float64Array(count)];
  new GeneratedArrivals({ requestsPerSecond: 0.5, serviceSeconds: 4, gapCv: 3 }, 1).fill(at, seconds);
  const traffic = (): ObservedTraffic => ({
    source: new TraceArrivals(at, seconds),
    seconds: at.at(-1)!,
    maxContainers: null,
    maxRequests: Infinity,
  });
  const options = { concurrency: 1, minWindow: 2, bins: binsOver(at.at(-1)!, 0) };
  const spells = (): LevelSpells => atOnce(levelSpellsInSteps(traffic(), options, neverPause))!;
  const [drawn, windows] = [spells(), [2, 10, 60, 300, 1_200]];
  return [
    {
      what: 'one pass over 100,000 requests',
      samples: times(RUNS, () => atOnce(observeInSteps(traffic(), neverPause)).pool(1, 60)),
      unit: 'ms',
      budget: { most: 25, of: 'median' },
    },
    { what: '  what draws them over time', samples: times(RUNS, spells), unit: 'ms' },
    {
      what: `  one setting of that picture (${drawn.pauseSeconds.length} pauses)`,
      samples: windows.flatMap((window) =>
        times(RUNS, () => livePicture(drawn, { floor: 1, buffer: 0, window })),
      ),
      unit: 'ms',
      budget: { most: 8, of: 'p95' },
    },
  ];
}

function notModal(): Row {
  const text = plainFile(200_000);
  const many = 100;
  const anchor = times(RUNS, () => repeat(many, () => text.includes('\u0001')));
  const samples = times(RUNS, () =>
    repeat(many, () => {
      if (mayDeclare(text)) throw new Error('The plain file says modal');
    }),
  );
  return {
    what: 'a file of 200 KB that never says modal',
    samples: samples.map((all) => all / many),
    unit: 'ms',
    anchor: { what: 'one search through the text', value: median(anchor) / many },
    budget: { most: 0.1, of: 'median' },
  };
}

function repeat(count: number, work: () => unknown): void {
  for (let i = 0; i < count; i++) work();
}

/** What is left of files once they were opened, typed into and closed, when the first few have made room. */
function memory(parser: PythonParser, modules: ModuleFinder): Row {
  const text = modalFile(5_000);
  const open = (): void => {
    const source = new SourceFile('app.py', text, parser);
    new Lenses().of(source.scan(modules));
    for (const { text: next, edit } of keystrokes(text, 8)) {
      source.update(next, [edit]);
      source.scan(modules);
    }
    source.dispose();
  };
  const used = (): number => process.memoryUsage().rss / 1e6;
  repeat(10, open);
  const before = used();
  repeat(40, open);
  return {
    what: 'memory left by 40 files of 5,000 lines, closed',
    samples: [Math.max(0, used() - before)],
    unit: 'MB',
    budget: { most: 50, of: 'median' },
  };
}

void main();
