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
}

export type UsageField = keyof Usage;

/** One field: how it is written, and which values it takes. */
export interface UsageFieldInfo {
  readonly field: UsageField;
  /** As written in a comment, in JSON and as an option. */
  readonly name: string;
  /** Bounds, both inclusive. */
  readonly min: number;
  readonly max: number;
  readonly whole: boolean;
  /** A plausible value, for a snippet. */
  readonly example: number;
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
} as const satisfies Record<UsageField, Omit<UsageFieldInfo, 'field'>>;

function row(
  name: string,
  [min, max]: readonly [number, number],
  example: number,
  whole = false,
): Omit<UsageFieldInfo, 'field'> {
  return { name, min, max, whole, example };
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

export type UsageValue = { readonly value: number } | { readonly problem: UsageProblem };

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
  return { problem: { kind: 'usageValue', field: info.field, given } };
}
