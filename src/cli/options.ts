import { parseArgs } from 'node:util';
import { METRICS_COLUMNS, type MetricsColumn, type MetricsColumns } from '../core/bill/metricsColumns';
import type { UsageLayer } from '../core/cost/usage';
import {
  nearestUsageField,
  parseUsageValue,
  usageFieldNamed,
  type UsageField,
  type UsageFigure,
} from '../core/modal/usageFields';
import type { SaidVariable, Variables } from '../core/python/environment';
import { PLATFORMS, type Platform } from '../core/render/review/pullRequestComment';
import { PRESETS } from '../core/render/scenario/presets';
import type { TraceOptions } from '../core/cost/trace/traceOutcomes';
import { traceOptions } from '../core/cost/trace/traceFields';
import { traceOptionProblemText } from '../core/render/words/traces';
import { usageProblemText } from '../core/render/words/usageWords';
import { MAX_VARIABLE_LENGTH, MAX_VARIABLES, VARIABLE_NAME } from '../core/review/team/teamFields';
import type { MinDelta } from '../core/review/diff/significant';
import { UserError } from '../core/userError';
import { readCatalogOptions, type CatalogOptions } from './catalogOptions';

/** Something that the user can fix: printed without a stack, exit status 2. */
export class UsageError extends UserError {}

/** Each command with the formats that it prints. */
const COMMANDS = {
  scan: ['table', 'json', 'markdown'],
  estimate: ['table', 'json', 'markdown', 'csv'],
  advise: ['table', 'json', 'markdown'],
  diff: ['table', 'json', 'markdown', 'csv'],
  comment: ['markdown'],
  check: ['table', 'json', 'markdown', 'csv', 'sarif'],
  actual: ['table', 'json', 'markdown', 'csv'],
  gpus: ['table', 'json', 'markdown', 'csv'],
  providers: ['table', 'json', 'markdown'],
  gate: ['table'],
  mcp: ['json'],
  lsp: ['json'],
} as const;

export type Command = keyof typeof COMMANDS;
export type Format = (typeof COMMANDS)[Command][number];

export interface Options {
  readonly command: Command;
  readonly paths: readonly string[];
  readonly format: Format;
  readonly book: string | undefined;
  readonly hours: number | undefined;
  /** Usage given on the command line, which takes precedence over comments. */
  readonly usage: UsageLayer | undefined;
  /** Environment variables given on the command line, which take precedence over the team file. */
  readonly env: Variables;
  /** A scenario of the review to price instead of code. */
  readonly preset: string | null;
  /** The files of the bill, for `actual`, and for what else stands beside it. */
  readonly actual: readonly string[];
  /** The names that a metrics export as CSV has for its columns. */
  readonly metricsColumns: MetricsColumns;
  /** False where start-up seconds are not to be billed. */
  readonly includeStartup: boolean;
  /** The share of requests that may hit a cold start, 0…1, for `advise`. */
  readonly coldStartShare: number | undefined;
  /** Revisions as given; a base of undefined is none for `check`, HEAD for the others. */
  readonly base: string | undefined;
  /** Undefined for the working tree. */
  readonly head: string | undefined;
  readonly mergeBase: boolean;
  readonly platform: Platform;
  /** USD per month. */
  readonly failAbove: number | null;
  readonly failOnUnknown: boolean;
  readonly allowUnread: boolean;
  readonly minDelta: MinDelta | null;
  /** The day whose prices hold: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; undefined for those of the book. */
  readonly asOf: string | undefined;
  /** What `gpus` and `providers` are asked about. */
  readonly catalog: CatalogOptions;
  /** USD per month, for `gate`. */
  readonly maxIncrease: number;
  /** What `gate` runs: a program and its arguments. */
  readonly run: readonly string[];
}

export const HELP = `modal-cost: estimates what Modal functions cost, from their Python source

  modal-cost scan PATH…        list the declarations: GPUs, containers, timeouts, and whether each value is known
  modal-cost estimate PATH…    estimate their costs: per running hour, warm, at most, per call and per month;
                               PATH::NAME for one declaration
  modal-cost advise PATH::NAME compare settings of min_containers and scaledown_window for one declaration
  modal-cost diff [PATH…]      show the cost of a change: the working tree, or --head, compared with --base
  modal-cost comment [PATH…]   print the cost of a change as a Markdown comment for a pull request
  modal-cost check [PATH…]     check rules and budgets; with --base, report only new or changed code
  modal-cost actual [PATH…]    put what each app did cost, by Modal’s billing report, beside its estimate
  modal-cost gpus [GPU…]       list the GPUs of the price book, and the same cards elsewhere; for each GPU that you
                               name, when another provider is cheaper
  modal-cost providers         show what the review reports of Modal and other providers, and what Modal’s own
                               documents say
  modal-cost gate [PATH…] -- COMMAND
                               show what a deploy costs and changes, ask if that is too much, then run COMMAND
  modal-cost mcp [FOLDER…]     run a Model Context Protocol server for agents on standard input and output
  modal-cost lsp               run a language server for editors on standard input and output

  --format FORMAT                table (default), json or markdown; also csv for estimate, diff, check, actual
                                 and gpus, and sarif for check
  --book ID|FILE                 modal-list-2026-10 (default), review-2026-05, or your own: a price book,
                                 or the output of modal billing rates --json
  --hours N                      hours per month, instead of the price book's 720 or 730
  --usage "KEY=VALUE …"          usage of the declarations, with the fields of a # modal-cost: comment:
                                 requests_per_day=50000 seconds_per_request=0.2
  --trace FILE                   estimate PATH::NAME, advise: the requests that really came: CSV, JSON lines or an
                                 access log of nginx, Caddy or uvicorn. Read on this machine only
  --trace-options "KEY=VALUE …"  how to read it, where a guess is wrong: time_unit=ms duration=took
  --env NAME=VALUE               an environment variable that the code is deployed with, such as GPU_TYPE=H100;
                                 can be repeated. Takes precedence over modal-cost.json
  --preset A|B|C                 estimate: one of the review's scenarios instead of code, by the review's prices
  --actual FILE                  actual, check, diff, comment: what modal billing report --json, its CSV, or modal
                                 billing summary --json printed, or a metrics export; can be repeated. Read on
                                 this machine only
  --metrics-columns "KEY=NAME …" the columns of a metrics export as CSV, where they have other names: app=Service
  --as-of DATE                   estimate, gpus: the prices of an earlier day, such as 2024-05, by the former rates
                                 of the price book
  --min-vram GB                  gpus: with so much memory or more
  --max-price USD                gpus: for so much per GPU-hour or less
  --sort book|price|vram|name    gpus: the order; price begins with the cheapest, vram with the largest
  --utilization SHARE            gpus GPU, providers: the share of the time that is active, such as 20% or 0.2
  --tokens-per-second N          gpus GPU: instead of the measured throughput
  --no-startup                   do not bill start-up seconds
  --cold-starts SHARE            advise: the share of requests that may hit a cold start, such as 1% or 0.01
  --base REV                     diff, comment: the revision to compare with (default: HEAD);
                                 check: report only what changed since this revision;
                                 gate: instead of the commit that COMMAND has last deployed
  --head REV                     the revision to compare (default: the working tree)
  --merge-base                   compare with the newest common commit of base and head
  --min-delta USD|PERCENT        leave out changes of less than this per month, up or down, such as 10 or 5%
  --platform github|gitlab       comment: the platform that shows the comment
  --fail-above USD               check: fail if the cost per month, or with --base its increase, is above this
  --max-increase USD             gate: ask, or without a terminal refuse, above this increase per month (default: 0)
  --fail-on-unknown              check: fail if a price, a warm floor or a cost per month with usage is unknown
  --allow-unread                 check: do not end with status 3 if a file could not be read;
                                 gate: do not refuse because of it
  --help  --version

Exit status: 0 success · 1 no Modal code found (scan, estimate, advise), or the check failed · 2 wrong usage, an
unreadable path or revision, an invalid price book or, for check, an invalid modal-cost.json · 3 the check passed, but
not all files could be read · 125 gate did not run the command · 126, 127 the command of gate cannot be started, or was
not found; otherwise gate ends as the command does · 70 internal error · 71 the system refuses memory, files or processes · 74 the output
cannot be written · 141 its reader closed the pipe.
Output is colored only in a terminal. Set NO_COLOR to turn colors off.`;

/** What is to be done: a command, or to print the help or the version. */
export type Request = Options | { readonly command: 'help' | 'version' | 'none' };

export function readOptions(args: readonly string[]): Request {
  const { values, positionals, run } = parse(args);
  const [command = '', ...paths] = positionals;
  if (values.version) return { command: 'version' };
  if (values.help || command === 'help') return { command: 'help' };
  if (command === '') return { command: 'none' };
  if (!isCommand(command))
    throw new UsageError(`unknown command "${command}"; run modal-cost --help for a list`);
  assertOptionsOf(command, paths, values);
  if (command === 'gate' && run.length === 0)
    throw new UsageError('gate needs the command to run after --, such as gate -- modal deploy app.py');
  return {
    command,
    paths,
    format: readFormat(command, values.format),
    book: values.book,
    hours: values.hours === undefined ? undefined : readHours(values.hours),
    preset: values.preset === undefined ? null : readPreset(values.preset),
    usage: readUsage(values.usage ?? [], values.trace, values['trace-options'] ?? []),
    env: readEnv(values.env ?? []),
    actual: values.actual ?? [],
    metricsColumns: readMetricsColumns(values['metrics-columns'] ?? []),
    includeStartup: !values['no-startup'],
    coldStartShare: values['cold-starts'] === undefined ? undefined : readShare(values['cold-starts']),
    base: values.base,
    head: values.head,
    mergeBase: values['merge-base'] ?? false,
    platform: readPlatform(values.platform),
    failAbove: values['fail-above'] === undefined ? null : readUsd('--fail-above', values['fail-above']),
    failOnUnknown: values['fail-on-unknown'] ?? false,
    allowUnread: values['allow-unread'] ?? false,
    minDelta: values['min-delta'] === undefined ? null : readMinDelta(values['min-delta']),
    asOf: values['as-of'] === undefined ? undefined : readDate(values['as-of']),
    catalog: readCatalogOptions(values),
    maxIncrease: values['max-increase'] === undefined ? 0 : readUsd('--max-increase', values['max-increase']),
    run,
  };
}

function isCommand(word: string): word is Command {
  return Object.hasOwn(COMMANDS, word);
}

type Values = ReturnType<typeof parseArgs<typeof CONFIG>>['values'];

/** What is given, and apart from it what `gate` is to run: all that stands after `--`. */
function parse(
  args: readonly string[],
): Pick<ReturnType<typeof parseArgs<typeof CONFIG>>, 'values' | 'positionals'> & Pick<Options, 'run'> {
  try {
    const { values, positionals, tokens } = parseArgs({ ...CONFIG, args: [...args], tokens: true });
    const end = tokens.find(({ kind }) => kind === 'option-terminator')?.index;
    if (positionals[0] !== 'gate' || end === undefined) return { values, positionals, run: [] };
    const run = args.slice(end + 1);
    return { values, positionals: positionals.slice(0, positionals.length - run.length), run };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

const PRICED: readonly Command[] = [
  'estimate',
  'advise',
  'diff',
  'comment',
  'check',
  'actual',
  'gate',
  'mcp',
];
const REVIEWED: readonly Command[] = ['diff', 'comment', 'check'];
const BILLED: readonly Command[] = ['actual', ...REVIEWED];

const WITH_HOURS: readonly Command[] = [...PRICED, 'gpus', 'providers'];

/** Which commands an option is for; all where it is not named. */
const OPTION_COMMANDS: Readonly<Partial<Record<keyof Values, readonly Command[]>>> = {
  book: WITH_HOURS,
  hours: WITH_HOURS,
  usage: PRICED,
  trace: ['estimate', 'advise'],
  'trace-options': ['estimate', 'advise'],
  preset: ['estimate'],
  actual: BILLED,
  'metrics-columns': BILLED,
  'as-of': ['estimate', 'gpus'],
  'min-vram': ['gpus'],
  'max-price': ['gpus'],
  sort: ['gpus'],
  utilization: ['gpus', 'providers'],
  'tokens-per-second': ['gpus'],
  'no-startup': PRICED,
  'cold-starts': ['advise'],
  base: [...REVIEWED, 'gate'],
  head: REVIEWED,
  'merge-base': REVIEWED,
  'min-delta': REVIEWED,
  platform: ['comment'],
  'fail-above': ['check'],
  'max-increase': ['gate'],
  'fail-on-unknown': ['check'],
  'allow-unread': ['check', 'gate'],
  stdio: ['lsp'],
};

/** What is missing where there is no bill at all. */
export const NO_BILL =
  'actual needs --actual FILE, or "actual" in modal-cost.json: save a bill with modal billing report --start 2026-11-01 --show-resources --json > bill.json';

/** An option that does nothing would be taken for one that does. */
function assertOptionsOf(command: Command, paths: readonly string[], values: Values): void {
  for (const [name, commands] of Object.entries(OPTION_COMMANDS)) {
    if (values[name as keyof Values] !== undefined && !commands.includes(command))
      throw new UsageError(`--${name} works with ${commands.join(', ')}, not with ${command}`);
  }
  if (command === 'lsp' && paths.length > 0)
    throw new UsageError('lsp takes no PATH: the editor names its folders');
  if (
    values.preset !== undefined &&
    (paths.length > 0 || (values.usage ?? values.env ?? values.trace) !== undefined)
  )
    throw new UsageError('--preset has a workload of its own: leave out PATH, --usage, --trace and --env');
  if (command !== 'check' || values.base !== undefined) return;
  for (const name of ['head', 'merge-base', 'min-delta'] as const)
    if (values[name] !== undefined)
      throw new UsageError(`--${name} needs --base: without --base, check reads only the working tree`);
}

/** `app=Service requests=total`: by what each column is here, the name that it has there. */
function readMetricsColumns(given: readonly string[]): MetricsColumns {
  const columns: Partial<Record<MetricsColumn, string>> = {};
  for (const pair of given.flatMap((each) => each.split(/\s+/).filter((word) => word !== ''))) {
    const [key = '', ...rest] = pair.split('=');
    const name = rest.join('=');
    if (!Object.hasOwn(METRICS_COLUMNS, key) || name === '')
      throw new UsageError(
        `--metrics-columns takes ${Object.keys(METRICS_COLUMNS).join(', ')}, each with a column's name, such as app=Service, not "${pair}"`,
      );
    columns[key as MetricsColumn] = name;
  }
  return columns;
}

function readFormat(command: Command, given: string | undefined): Format {
  const formats: readonly Format[] = COMMANDS[command];
  const format = formats.find((each) => each === (given ?? formats[0]));
  if (!format)
    throw new UsageError(`--format of ${command} must be ${orList(formats)}, not "${given ?? ''}"`);
  return format;
}

/** `table, json or markdown`. */
function orList(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)!}`;
}

function readPlatform(given: string | undefined): Platform {
  const platform = PLATFORMS.find((each) => each === (given ?? 'github'));
  if (!platform) throw new UsageError(`--platform must be ${orList(PLATFORMS)}, not "${given ?? ''}"`);
  return platform;
}

function readHours(text: string): number {
  const hours = Number(text);
  if (hours > 0 && hours <= 744) return hours;
  throw new UsageError(`--hours must be more than 0 and at most 744, not "${text}"`);
}

function readShare(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(%?)$/.exec(text.trim());
  const share = match ? Number(match[1]) / (match[2] === '%' ? 100 : 1) : NaN;
  if (!(share >= 0 && share <= 1))
    throw new UsageError(`--cold-starts must be a share such as 1% or 0.01, not "${text}"`);
  return share;
}

function readUsd(name: string, text: string): number {
  const amount = usdIn(text);
  if (amount === undefined) throw new UsageError(`${name} must be USD per month, such as 500, not "${text}"`);
  return amount;
}

/** `500`, `$12.50`; undefined for what is no amount below a billion. */
function usdIn(text: string): number | undefined {
  const amount = /^\$?(\d{1,9}(?:\.\d+)?)$/.exec(text.trim())?.[1];
  return amount === undefined ? undefined : Number(amount);
}

/** `2024`, `2024-05` or `2024-05-31`. */
function readDate(text: string): string {
  if (/^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/.test(text)) return text;
  throw new UsageError(`--as-of must be a date such as 2024-05 or 2024-05-31, not ${JSON.stringify(text)}`);
}

/** The id of one of the review's scenarios. */
function readPreset(text: string): string {
  const id = text.toUpperCase();
  if (PRESETS.some((preset) => preset.id === id)) return id;
  throw new UsageError(
    `--preset must be ${orList(PRESETS.map((preset) => preset.id))}, not ${JSON.stringify(text)}`,
  );
}

function readMinDelta(text: string): MinDelta {
  const share = /^(\d{1,9}(?:\.\d+)?) ?%$/.exec(text.trim())?.[1];
  if (share !== undefined) return { value: Number(share), unit: 'percent' };
  const usd = usdIn(text);
  if (usd === undefined)
    throw new UsageError(
      `--min-delta must be USD per month, such as 10, or a percentage, such as 5%, not "${text}"`,
    );
  return { value: usd, unit: 'USD' };
}

/** `requests_per_day=800 seconds_per_request=4`, each value within its range; and a trace. */
function readUsage(
  given: readonly string[],
  trace: string | undefined,
  traceOptionTexts: readonly string[],
): UsageLayer | undefined {
  if (traceOptionTexts.length > 0 && trace === undefined)
    throw new UsageError('--trace-options needs --trace');
  if (given.length === 0 && trace === undefined) return undefined;
  const values: Partial<Record<UsageField, UsageFigure>> = {};
  for (const pair of given.flatMap((text) => text.trim().split(/\s+/))) {
    const [key = '', ...rest] = pair.split('=');
    const info = usageFieldNamed(key);
    if (!info) {
      const nearest = nearestUsageField(key);
      throw new UsageError(
        `--usage: unknown field "${key}"${nearest ? `; did you mean ${nearest.name}?` : ''}`,
      );
    }
    const parsed = parseUsageValue(info, rest.join('='));
    if ('problem' in parsed) throw new UsageError(`--usage: ${usageProblemText(parsed.problem)}`);
    values[info.field] = parsed.value;
  }
  const where = { kind: 'option', name: '--usage' } as const;
  if (trace === undefined) return { source: 'option', values, where };
  if (trace === '') throw new UsageError('--trace needs a file');
  return {
    source: 'option',
    values,
    where,
    trace: { file: trace, options: readTraceOptions(traceOptionTexts) },
  };
}

/** `time_unit=ms duration=took`: how to read a trace. */
function readTraceOptions(given: readonly string[]): TraceOptions {
  const pairs = given
    .flatMap((text) => text.trim().split(/\s+/))
    .map((pair): readonly [string, string] => {
      const [key = '', ...rest] = pair.split('=');
      return [key, rest.join('=')];
    });
  const read = traceOptions(pairs);
  if ('problem' in read) throw new UsageError(`--trace-options: ${traceOptionProblemText(read.problem)}`);
  return read.options;
}

/** `GPU_TYPE=H100`, each; of two with one name the last. A message shows no value: it may be a secret. */
function readEnv(given: readonly string[]): Variables {
  const variables = new Map<string, SaidVariable>();
  for (const text of given) {
    const [name = '', ...rest] = text.split('=');
    const value = rest.join('=');
    if (!VARIABLE_NAME.test(name) || rest.length === 0)
      throw new UsageError(
        `--env must be NAME=VALUE, such as GPU_TYPE=H100, with a name of letters, digits and _, not "${name.slice(0, 40)}${rest.length > 0 ? '=…' : ''}"`,
      );
    if (value.length > MAX_VARIABLE_LENGTH)
      throw new UsageError(`--env ${name}: the value can have at most ${MAX_VARIABLE_LENGTH} characters`);
    variables.set(name, { value, saidIn: { kind: 'option' } });
  }
  if (variables.size > MAX_VARIABLES) throw new UsageError(`--env: at most ${MAX_VARIABLES} variables`);
  return variables;
}

const CONFIG = {
  allowPositionals: true,
  options: {
    format: { type: 'string' },
    book: { type: 'string' },
    hours: { type: 'string' },
    preset: { type: 'string' },
    usage: { type: 'string', multiple: true },
    trace: { type: 'string' },
    'trace-options': { type: 'string', multiple: true },
    env: { type: 'string', multiple: true },
    actual: { type: 'string', multiple: true },
    'metrics-columns': { type: 'string', multiple: true },
    'as-of': { type: 'string' },
    'min-vram': { type: 'string' },
    'max-price': { type: 'string' },
    sort: { type: 'string' },
    utilization: { type: 'string' },
    'tokens-per-second': { type: 'string' },
    'no-startup': { type: 'boolean' },
    'cold-starts': { type: 'string' },
    base: { type: 'string' },
    head: { type: 'string' },
    'merge-base': { type: 'boolean' },
    'min-delta': { type: 'string' },
    platform: { type: 'string' },
    'fail-above': { type: 'string' },
    'max-increase': { type: 'string' },
    'fail-on-unknown': { type: 'boolean' },
    'allow-unread': { type: 'boolean' },
    stdio: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
    version: { type: 'boolean', short: 'V' },
  },
} as const;
