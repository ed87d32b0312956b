/** What a user can say of a trace, by the names that the team file and the command line have for it. */
import { nearestWord } from '../../text/nearestWord';
import type { TraceDelimiter, TraceFormat, TraceOptions, TraceRole, TraceUnit } from './traceOutcomes';

const FORMATS: readonly TraceFormat[] = ['csv', 'jsonLines', 'caddy', 'nginx', 'uvicorn'];
const DELIMITERS: readonly TraceDelimiter[] = [',', ';', '\t', '|'];
const UNITS: readonly TraceUnit[] = ['s', 'ms', 'us', 'ns'];
const TIMES = ['start', 'end'] as const;

/** The columns that can be named, each by its name or its position from 1. */
const COLUMNS: Readonly<Record<string, TraceRole>> = {
  start: 'start',
  end: 'end',
  duration: 'duration',
  input_tokens: 'inputTokens',
  output_tokens: 'outputTokens',
};

export const TRACE_KEYS = [
  'format',
  'delimiter',
  ...Object.keys(COLUMNS),
  'time_unit',
  'duration_unit',
  'time_is',
  'utc_offset_minutes',
  'input_tokens_per_second',
  'output_tokens_per_second',
] as const;

/** The longest name of a column. */
export const MAX_COLUMN_NAME = 100;

/** What is wrong with an option of a trace: render/words/traces.ts says it. */
export type TraceOptionProblem =
  | { readonly kind: 'unknownTraceKey'; readonly key: string; readonly near: string | null }
  /** `choices`: all that it takes; empty for a name or a number. */
  | { readonly kind: 'badTraceValue'; readonly key: string; readonly choices: readonly string[] }
  | { readonly kind: 'tokenRateMissing' };

type Mutable<T> = { -readonly [key in keyof T]: T[key] };

/** Reads options of a trace: `time_unit` → `ms`. Texts of numbers are numbers too, as on a command line. */
export function traceOptions(
  given: Iterable<readonly [key: string, value: string | number]>,
): { readonly options: TraceOptions } | { readonly problem: TraceOptionProblem } {
  const options: Mutable<TraceOptions> = {};
  const columns: Partial<Record<TraceRole, string | number>> = {};
  const tokens: { input?: number; output?: number } = {};
  for (const [key, value] of given) {
    const problem = readOption(key, value, options, columns, tokens);
    if (problem) return { problem };
  }
  if (Object.keys(columns).length > 0) options.columns = columns;
  const { input, output } = tokens;
  if (input !== undefined && output !== undefined) options.tokensPerSecond = { input, output };
  else if (input !== undefined || output !== undefined) return { problem: { kind: 'tokenRateMissing' } };
  return { options };
}

function readOption(
  key: string,
  value: string | number,
  options: Mutable<TraceOptions>,
  columns: Partial<Record<TraceRole, string | number>>,
  tokens: { input?: number; output?: number },
): TraceOptionProblem | null {
  const bad = (choices: readonly string[] = []): TraceOptionProblem => ({
    kind: 'badTraceValue',
    key,
    choices,
  });
  const number = typeof value === 'number' ? value : /^[+-]?\d+(?:\.\d+)?$/.test(value) ? Number(value) : NaN;
  const role = Object.hasOwn(COLUMNS, key) ? COLUMNS[key] : undefined;
  if (role) {
    const isPlace = Number.isInteger(number) && number >= 1 && number <= 10_000;
    if (!isPlace && (typeof value === 'number' || value === '' || value.length > MAX_COLUMN_NAME))
      return bad();
    columns[role] = isPlace ? number : value;
    return null;
  }
  switch (key) {
    case 'format':
      return chosen(FORMATS, value, (each) => (options.format = each)) ? null : bad(FORMATS);
    case 'delimiter':
      return chosen(DELIMITERS, value === 'tab' ? '\t' : value, (each) => (options.delimiter = each))
        ? null
        : bad([',', ';', 'tab', '|']);
    case 'time_unit':
      return chosen(UNITS, value, (each) => (options.timeUnit = each)) ? null : bad(UNITS);
    case 'duration_unit':
      return chosen(UNITS, value, (each) => (options.durationUnit = each)) ? null : bad(UNITS);
    case 'time_is':
      return chosen(TIMES, value, (each) => (options.timeIs = each)) ? null : bad(TIMES);
    case 'utc_offset_minutes':
      if (!(Number.isInteger(number) && Math.abs(number) <= 1_440)) return bad();
      options.offsetMinutes = number;
      return null;
    case 'input_tokens_per_second':
    case 'output_tokens_per_second':
      if (!(number > 0 && number <= 1e9)) return bad();
      tokens[key === 'input_tokens_per_second' ? 'input' : 'output'] = number;
      return null;
    default:
      return { kind: 'unknownTraceKey', key, near: nearestWord(key, TRACE_KEYS, 2) ?? null };
  }
}

function chosen<T extends string>(
  choices: readonly T[],
  value: string | number,
  take: (each: T) => void,
): boolean {
  const found = choices.find((each) => each === value);
  if (found !== undefined) take(found);
  return found !== undefined;
}
