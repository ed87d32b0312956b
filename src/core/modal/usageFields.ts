/** The fields of a usage as comments, settings, options and JSON name them: one table for all of these. */
import { nearestWord } from '../text/nearestWord';

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
  /** Requests that come at the same instant, as `.map` sends them: whole, 1 to 10,000. */
  readonly requestsAtOnce: number;
  /** Bursts a day, at random times: 0.01 to 1,440; null where requests come without. */
  readonly burstsPerDay: number | null;
  /** Minutes of a burst: 0.01 to 1,440; null where requests come without. */
  readonly burstMinutes: number | null;
  /** The share of a day's requests that comes in bursts: 0.001 to 1. The others come evenly. */
  readonly burstShare: number;
  /** The weights of the 24 hours of a day from midnight on; null where requests come alike at all active hours. */
  readonly hourly: readonly number[] | null;
  /** The weights of the 7 days of a week from Monday on; null where days are alike. */
  readonly weekly: readonly number[] | null;
  /** How much seconds of work vary, as a coefficient of variation: 0 fixed, 1 exponential, more heavy; 0 to 10. */
  readonly secondsCv: number;
}

/** The value of a field: a number, or a list of weights. */
export type UsageFigure = number | readonly number[];

/** Some fields of a usage, each with a valid value: see `parseUsageValue`. */
export type UsageFigures = Readonly<Partial<Record<UsageField, UsageFigure>>>;

export type UsageField = keyof Usage;

/** One field: how it is written, and which values it takes. */
export interface UsageFieldInfo {
  readonly field: UsageField;
  /** As written in a comment, in JSON and as an option. */
  readonly name: string;
  /** Bounds of each number, both inclusive. */
  readonly min: number;
  readonly max: number;
  readonly whole: boolean;
  /** How many numbers a value has: weights, of which one is above 0; null for a single number. */
  readonly weights: number | null;
  /** A plausible value, for a snippet. */
  readonly example: UsageFigure;
}

const TABLE = {
  requestsPerDay: row('requests_per_day', [0, 1e9], 1_000),
  secondsPerRequest: row('seconds_per_request', [1e-6, 604_800], 1),
  activeHoursPerDay: row('active_hours_per_day', [0.01, 24], 24),
  daysPerMonth: row('days_per_month', [0, 31], 30),
  concurrency: row('concurrency', [1, 1_000], 1, true),
  startupSeconds: row('startup_seconds', [0, 86_400], 15),
  tokensPerSecond: row('tokens_per_second', [1e-3, 1e9], 1_000),
  cpuCores: row('cpu_cores', [0, 1_024], 1),
  memoryGib: row('memory_gib', [0, 16_384], 1),
  requestsAtOnce: row('requests_at_once', [1, 10_000], 20, true),
  burstsPerDay: row('bursts_per_day', [0.01, 1_440], 12),
  burstMinutes: row('burst_minutes', [0.01, 1_440], 5),
  burstShare: row('burst_share', [0.001, 1], 1),
  hourly: weights('hourly', [1, 1, 1, 1, 1, 1, 2, 4, 8, 10, 10, 10, 9, 10, 10, 10, 9, 8, 6, 5, 4, 3, 2, 1]),
  weekly: weights('weekly', [5, 5, 5, 5, 5, 2, 1]),
  secondsCv: row('seconds_cv', [0, 10], 1),
} as const satisfies Record<UsageField, Omit<UsageFieldInfo, 'field'>>;

function row(
  name: string,
  [min, max]: readonly [number, number],
  example: number,
  whole = false,
): Omit<UsageFieldInfo, 'field'> {
  return { name, min, max, whole, weights: null, example };
}

/** As many weights as the example has, of which only the ratios count. */
function weights(name: string, example: readonly number[]): Omit<UsageFieldInfo, 'field'> {
  return { name, min: 0, max: 1e6, whole: false, weights: example.length, example };
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

/** What a field does not take: render/words/usageWords.ts says it with the field, its unit and its range. */
export interface UsageProblem {
  readonly kind: 'usageValue';
  readonly field: UsageField;
  readonly given: string | number;
}

export type UsageValue = { readonly value: UsageFigure } | { readonly problem: UsageProblem };

/** A plain decimal number such as `50000`, `50_000`, `.2` or `5e4`, with a sign or without. */
const NUMBER = /^[+-]?(?:\d+(?:_\d+)*(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,3})?$/i;

/**
 * Reads a value as written, or checks numbers. Nothing is guessed: `0,2`, `200ms` and `1k` are not numbers. Weights are
 * written with commas between them, such as `5,5,5,5,5,2,1`, or given as a list.
 */
export function parseUsageValue(
  info: UsageFieldInfo,
  given: string | number | readonly unknown[],
): UsageValue {
  const value = info.weights === null ? numberIn(info, given) : weightsIn(info, info.weights, given);
  return value === undefined
    ? { problem: { kind: 'usageValue', field: info.field, given: shown(given) } }
    : { value };
}

function numberIn({ min, max, whole }: UsageFieldInfo, given: unknown): number | undefined {
  const value =
    typeof given === 'number'
      ? given
      : typeof given === 'string' && given.length <= 40 && NUMBER.test(given)
        ? Number(given.replaceAll('_', ''))
        : NaN;
  // Written so that NaN fails.
  if (value >= min && value <= max && (!whole || Number.isInteger(value))) return value === 0 ? 0 : value;
  return undefined;
}

function weightsIn(
  info: UsageFieldInfo,
  count: number,
  given: string | number | readonly unknown[],
): readonly number[] | undefined {
  if (typeof given === 'number') return undefined;
  const parts = typeof given === 'string' ? given.slice(0, 1_000).split(',') : given;
  if (parts.length !== count || (typeof given !== 'string' && given.some((each) => typeof each !== 'number')))
    return undefined;
  const numbers = parts.map((each) => numberIn(info, each));
  const read = numbers.filter((each) => each !== undefined);
  return read.length === count && read.some((each) => each > 0) ? read : undefined;
}

/** What was given, for a message. */
function shown(given: string | number | readonly unknown[]): string | number {
  return typeof given === 'object' ? JSON.stringify(given.slice(0, 24)) : given;
}
