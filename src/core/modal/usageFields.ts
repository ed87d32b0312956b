/** The fields of a usage as comments, settings, options and JSON name them: one table for all of these. */
import { nearestWord } from '../text/nearestWord';
import { NEEDS, type Need } from './needs';

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
  /** Whether somebody waits for the answer; null where that is not known. Changes no cost. */
  readonly interactive: boolean | null;
  /** All that the work needs of this list; empty where nothing is said. Changes no cost. */
  readonly needs: readonly Need[];
}

/** The value of a field: a number, a list of weights, true or false, or a list of words. */
export type UsageFigure = number | readonly number[] | boolean | readonly Need[];

/** Some fields of a usage, each with a valid value: see `parseUsageValue`. */
export type UsageFigures = Readonly<Partial<Record<UsageField, UsageFigure>>>;

export type UsageField = keyof Usage;

/** A number, a list of weights, true or false, or a list of words. */
export type UsageShape = 'number' | 'weights' | 'flag' | 'words';

/** One field: how it is written, and which values it takes. */
export interface UsageFieldInfo {
  readonly field: UsageField;
  /** As written in a comment, in JSON and as an option. */
  readonly name: string;
  readonly shape: UsageShape;
  /** Bounds of each number, both inclusive. */
  readonly min: number;
  readonly max: number;
  readonly whole: boolean;
  /** How many numbers a value has: weights, of which one is above 0; null for a single number. */
  readonly weights: number | null;
  /** A plausible value, for a snippet. */
  readonly example: UsageFigure;
}

const WITHOUT_NUMBER = { min: 0, max: 0, whole: false, weights: null } as const;

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
  interactive: { ...WITHOUT_NUMBER, name: 'interactive', shape: 'flag', example: true },
  needs: { ...WITHOUT_NUMBER, name: 'needs', shape: 'words', example: ['hipaa'] },
} as const satisfies Record<UsageField, Omit<UsageFieldInfo, 'field'>>;

function row(
  name: string,
  [min, max]: readonly [number, number],
  example: number,
  whole = false,
): Omit<UsageFieldInfo, 'field'> {
  return { name, shape: 'number', min, max, whole, weights: null, example };
}

/** As many weights as the example has, of which only the ratios count. */
function weights(name: string, example: readonly number[]): Omit<UsageFieldInfo, 'field'> {
  return { name, shape: 'weights', min: 0, max: 1e6, whole: false, weights: example.length, example };
}

/** Every field, in the order that reports list them. */
export const USAGE_FIELDS: readonly UsageFieldInfo[] = (Object.keys(TABLE) as UsageField[]).map((field) => ({
  field,
  ...TABLE[field],
}));

/** The fields that say what the work is, and change no cost. */
export const FIT_FIELDS: ReadonlySet<UsageField> = new Set(['interactive', 'needs']);

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
  /** Of a list of words, what is most likely meant, as it is written. */
  readonly near?: string;
}

export type UsageValue = { readonly value: UsageFigure } | { readonly problem: UsageProblem };

/** A plain decimal number such as `50000`, `50_000`, `.2` or `5e4`, with a sign or without. */
const NUMBER = /^[+-]?(?:\d+(?:_\d+)*(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,3})?$/i;

/** What `parseUsageValue` reads. */
export type GivenUsage = string | number | boolean | readonly unknown[];

/**
 * Reads a value as written, or checks one. Nothing is guessed: `0,2`, `200ms` and `1k` are not numbers. Weights and words
 * are written with commas between them, such as `5,5,5,5,5,2,1` and `hipaa,ssh`, or given as a list.
 */
export function parseUsageValue(info: UsageFieldInfo, given: GivenUsage): UsageValue {
  const value = valueIn(info, given);
  if (value !== undefined) return { value };
  const near = info.shape === 'words' ? nearestNeeds(given) : undefined;
  const problem = { kind: 'usageValue', field: info.field, given: shown(given) } as const;
  return { problem: near === undefined ? problem : { ...problem, near } };
}

function valueIn(info: UsageFieldInfo, given: GivenUsage): UsageFigure | undefined {
  switch (info.shape) {
    case 'number':
      return numberIn(info, given);
    case 'weights':
      return weightsIn(info, info.weights ?? 0, given);
    case 'flag':
      return flagIn(given);
    case 'words':
      return needsIn(given);
  }
}

/** As JSON or Python writes it. */
function flagIn(given: GivenUsage): boolean | undefined {
  if (typeof given !== 'string') return typeof given === 'boolean' ? given : undefined;
  const word = given.trim().toLowerCase();
  return word === 'true' ? true : word === 'false' ? false : undefined;
}

/** How a list of no needs is written. */
export const NO_NEEDS = 'none';

/** Each once, in the order of the list; none of a list with a word that is none of them. */
function needsIn(given: GivenUsage): readonly Need[] | undefined {
  const words = needWords(given);
  if (words === undefined || words.length > NEEDS.length) return undefined;
  const isKnown = words.every((word) => NEEDS.some((need) => need === word));
  return isKnown ? NEEDS.filter((need) => words.includes(need)) : undefined;
}

/** Undefined for what is no list of words. */
function needWords(given: GivenUsage): readonly string[] | undefined {
  if (typeof given === 'string') {
    const text = given.slice(0, 1_000).trim().toLowerCase();
    return text === NO_NEEDS ? [] : text.split(',').map((word) => word.trim());
  }
  const isWords = (all: readonly unknown[]): all is readonly string[] =>
    all.every((each) => typeof each === 'string');
  return typeof given === 'object' && isWords(given) ? given : undefined;
}

/** The list with each wrong word in place of the one that is most likely meant; undefined where nobody knows one of them. */
function nearestNeeds(given: GivenUsage): string | undefined {
  const words = needWords(given)?.slice(0, NEEDS.length) ?? [];
  const near = words.map((word) => nearestWord(word, NEEDS));
  return near.length > 0 && near.every((word) => word !== undefined)
    ? [...new Set(near)].join(',')
    : undefined;
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

function weightsIn(info: UsageFieldInfo, count: number, given: GivenUsage): readonly number[] | undefined {
  if (typeof given === 'number' || typeof given === 'boolean') return undefined;
  const parts = typeof given === 'string' ? given.slice(0, 1_000).split(',') : given;
  if (parts.length !== count || (typeof given !== 'string' && given.some((each) => typeof each !== 'number')))
    return undefined;
  const numbers = parts.map((each) => numberIn(info, each));
  const read = numbers.filter((each) => each !== undefined);
  return read.length === count && read.some((each) => each > 0) ? read : undefined;
}

/** What was given, for a message. */
function shown(given: GivenUsage): string | number {
  if (typeof given === 'boolean') return String(given);
  return typeof given === 'object' ? JSON.stringify(given.slice(0, 24)) : given;
}

/** A value as a comment has it: `0.2`, `5,5,5,5,5,2,1`, `true`, `hipaa,ssh`, `none`. */
export function writtenUsage(value: UsageFigure): string {
  return typeof value === 'object' && value.length === 0 ? NO_NEEDS : String(value);
}
