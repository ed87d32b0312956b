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
import { nearestWord } from '../core/text/nearestWord';
import { UserError } from '../core/userError';
import { readCatalogOptions, type CatalogOptions } from './catalogOptions';

/** Something that the user can fix: printed without a stack, exit status 2. */
export class UsageError extends UserError {}

/** Each command with the formats that it prints. */
export const COMMANDS = {
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

/** What is to be done: a command, or to print the version, or the help of all commands or of one. */
export type Request =
  | Options
  | { readonly command: 'version' | 'none' }
  | { readonly command: 'help'; readonly of: Command | null };

export function readOptions(args: readonly string[]): Request {
  const { values, positionals, run } = parse(args);
  const [command = '', ...paths] = positionals;
  if (values.version) return { command: 'version' };
  const asked = command === 'help' ? (paths[0] ?? '') : command;
  if (values.help || command === 'help') return { command: 'help', of: isCommand(asked) ? asked : null };
  if (command === '') return { command: 'none' };
  if (!isCommand(command))
    throw new UsageError(
      `unknown command "${command}"${didYouMean(nearestWord(command, Object.keys(COMMANDS)))}; run modal-cost --help for a list`,
    );
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

/** `; did you mean diff?`, or nothing. */
function didYouMean(word: string | undefined): string {
  return word === undefined ? '' : `; did you mean ${word}?`;
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
    throw new UsageError(argumentProblem(error instanceof Error ? error.message : String(error), args));
  }
}

/** What Node says of an option, in our words. */
function argumentProblem(message: string, args: readonly string[]): string {
  // `'--unknown'`, `'-x'`, `'-h, --help'`, `'--book <value>'`
  const option = /'(?:-\w, )?(--?[\w-]+)/.exec(message)?.[1];
  if (option === undefined) return message;
  const name = option.replace(/^-+/, '');
  if (!Object.hasOwn(CONFIG.options, name)) {
    const near = nearestWord(name, Object.keys(CONFIG.options));
    const help = args.find(isCommand);
    return `unknown option ${option}${didYouMean(near && `--${near}`)}; run modal-cost ${help ? `${help} ` : ''}--help for a list`;
  }
  return message.includes('does not take an argument')
    ? `${option} takes no value`
    : `${option} needs a value. One that begins with a dash is written ${option}=-…`;
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

/** What `--help` lists. */
export type OptionName = Exclude<keyof Values, 'stdio' | 'help' | 'version'>;

/** Which commands an option is for; all where it is not named. */
export const OPTION_COMMANDS: Readonly<Partial<Record<keyof Values, readonly Command[]>>> = {
  book: WITH_HOURS,
  hours: WITH_HOURS,
  usage: PRICED,
  env: ['scan', ...PRICED],
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
export function orList(words: readonly string[]): string {
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
      throw new UsageError(`--usage: unknown field "${key}"${didYouMean(nearest?.name)}`);
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
