/** The fields of a usage as comments, settings, options and JSON name them: one table for all of these. */
import { quoted } from '../render/words/quoted';
import { nearestWord } from '../text/nearestWord';
import { message, t, translated } from '../render/words/translate';

/**
 * What code cannot say of a declaration: how it is used. Every field has a unit and a range; where a field is not
 * given its default holds, and a reader is told so.
 */
export interface Usage {
  /** Requests a day, on a day with traffic: 0 to 1e9. */
  readonly requestsPerDay: number;
  /** Mean seconds of work a request: 0.000001 to 604,800. */
  readonly secondsPerRequest: number;
  /** Hours of a day in which the requests come, evenly: 0.01 to 24. */
  readonly activeHoursPerDay: number;
  /** Days of a month with traffic: 0 to 31. */
  readonly daysPerMonth: number;
  /** Requests that one container takes at once: whole, 1 to 1,000. */
  readonly concurrency: number;
  /** Seconds from the start of a container to its first request: 0 to 86,400. */
  readonly startupSeconds: number;
  /** Tokens a second that one container makes while it works; null where that is not known. */
  readonly tokensPerSecond: number | null;
  /** Cores and GiB that a container really uses, where known: more than the request is billed. */
  readonly cpuCores: number | null;
  readonly memoryGib: number | null;
}

export type UsageField = keyof Usage;

/** One field: how it is written, and which values it takes. */
export interface UsageFieldInfo {
  readonly field: UsageField;
  /** As written in a comment, in JSON and as an option. */
  readonly name: string;
  /** What the number counts, in words that follow "a number of". */
  readonly unit: string;
  /** Bounds, both inclusive. */
  readonly min: number;
  readonly max: number;
  readonly whole: boolean;
  /** One sentence. */
  readonly description: string;
  /** What holds where it is not given, in words. */
  readonly fallback: string;
  /** A plausible value, for a snippet. */
  readonly example: number;
}

const TABLE = {
  requestsPerDay: row(
    'requests_per_day',
    message('requests a day'),
    [0, 1e9],
    message('Requests on a day with traffic.'),
    'none: without it there is no month',
    1_000,
  ),
  secondsPerRequest: row(
    'seconds_per_request',
    message('seconds'),
    [1e-6, 604_800],
    message('Mean time that one request keeps its place in a container, start-up not counted.'),
    'none: without it there is no month',
    1,
  ),
  activeHoursPerDay: row(
    'active_hours_per_day',
    message('hours a day'),
    [0.01, 24],
    message('Hours of a day in which the requests come, evenly.'),
    '24',
    24,
  ),
  daysPerMonth: row(
    'days_per_month',
    message('days a month'),
    [0, 31],
    message('Days of a month with traffic.'),
    'every day of the month',
    30,
  ),
  concurrency: row(
    'concurrency',
    message('requests'),
    [1, 1_000],
    message('Requests that one container takes at once.'),
    'target_inputs or else max_inputs of @modal.concurrent, or 1',
    1,
    true,
  ),
  startupSeconds: row(
    'startup_seconds',
    message('seconds'),
    [0, 86_400],
    message('Time from the start of a container to its first request.'),
    '0: start-up costs nothing',
    15,
  ),
  tokensPerSecond: row(
    'tokens_per_second',
    message('tokens a second'),
    [1e-3, 1e9],
    message('Tokens that one container makes while it works.'),
    'not known',
    1_000,
  ),
  cpuCores: row(
    'cpu_cores',
    message('cores'),
    [0, 1_024],
    message('Physical cores that a container really uses; more than its request is billed.'),
    'the request',
    1,
  ),
  memoryGib: row(
    'memory_gib',
    message('GiB'),
    [0, 16_384],
    message('Memory that a container really uses; more than its request is billed.'),
    'the request',
    1,
  ),
} as const satisfies Record<UsageField, Omit<UsageFieldInfo, 'field'>>;

function row(
  name: string,
  unit: string,
  [min, max]: readonly [number, number],
  description: string,
  fallback: string,
  example: number,
  whole = false,
): Omit<UsageFieldInfo, 'field'> {
  return { name, unit, min, max, whole, description, fallback, example };
}

/** Every field, in the order that reports list them. */
export const USAGE_FIELDS: readonly UsageFieldInfo[] = (Object.keys(TABLE) as UsageField[]).map((field) => ({
  field,
  ...TABLE[field],
}));

export function usageFieldInfo(field: UsageField): UsageFieldInfo {
  return { field, ...TABLE[field] };
}

const BY_NAME = new Map(USAGE_FIELDS.map((each) => [each.name, each]));

/** The field that is written `name`; undefined for a word that is none. */
export function usageFieldNamed(name: string): UsageFieldInfo | undefined {
  return BY_NAME.get(name);
}

/** The field that a wrong name most likely means; undefined where none is near. */
export function nearestUsageField(word: string): UsageFieldInfo | undefined {
  // No field has a digit in its name: those are of a value that was glued to it.
  const name = nearestWord(word.replace(/\d/g, ''), BY_NAME.keys(), 2);
  return name === undefined ? undefined : BY_NAME.get(name);
}

/** A value that a field takes, or a sentence with the field, its unit and its range. */
export type UsageValue = { readonly value: number } | { readonly problem: string };

/** A plain decimal number such as `50000`, `50_000`, `.2` or `5e4`, with a sign or without. */
const NUMBER = /^[+-]?(?:\d+(?:_\d+)*(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,3})?$/i;

/** Reads a value as written, or checks a number. Nothing is guessed: `0,2`, `200ms` and `1k` are not numbers. */
export function parseUsageValue(info: UsageFieldInfo, given: string | number): UsageValue {
  const text = String(given);
  const value =
    typeof given === 'number'
      ? given
      : text.length <= 40 && NUMBER.test(text)
        ? Number(text.replaceAll('_', ''))
        : NaN;
  // Written so that NaN fails.
  if (value >= info.min && value <= info.max && (!info.whole || Number.isInteger(value))) {
    return { value: value === 0 ? 0 : value };
  }
  const kind = info.whole ? t('a whole number') : t('a number');
  const range = t('from {0} to {1}', decimal(info.min), decimal(info.max));
  return {
    problem: t(
      '{0} takes {1} of {2} {3}, not {4}.',
      info.name,
      kind,
      translated(info.unit),
      range,
      shown(given),
    ),
  };
}

function decimal(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 6 });
}

/** What was given, short and on one line. */
function shown(given: string | number): string {
  if (typeof given === 'number') return String(given);
  return given === '' ? t('nothing') : quoted(given);
}
