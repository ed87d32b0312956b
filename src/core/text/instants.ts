/** What a cell of a table says: a number, an instant, or a number with its unit of time. */
import { daysSince1970 } from '../numbers/civilDate';
import { isDigit, ZERO } from './digits';

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i;

/** A decimal number, exponents included; undefined for anything else. */
export function numberIn(text: string): number | undefined {
  if (!NUMBER.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** An instant, in seconds since 1970 as if its clock were UTC's, and its zone in minutes east; null if it has none. */
export interface Instant {
  readonly clock: number;
  readonly offset: number | null;
}

const ISO =
  /^\d{4}([-/])\d\d\1\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,12})?)?(?: ?(?:Z|UTC|GMT|[+-]\d\d(?::?\d\d)?))?$/i;
const LOG = /^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d(?: [+-]\d{4})?$/;
const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';

/**
 * An instant by ISO 8601 (also with a space, slashes or a comma) or as access logs have it; undefined for anything else.
 * A trace has a million of them: they are read by their places, since the groups of a match would be as many texts.
 */
export function instantIn(text: string): Instant | undefined {
  if (ISO.test(text)) return isoInstant(text);
  return LOG.test(text) ? logInstant(text) : undefined;
}

/** `2026-11-09T06:10`, seconds and their fraction if it has them, and the zone. */
function isoInstant(text: string): Instant | undefined {
  const hasSeconds = text[16] === ':';
  const [year, month, day] = [100 * two(text, 0) + two(text, 2), two(text, 5), two(text, 8)];
  const whole = secondsAt(year, month, day, two(text, 11), two(text, 14), hasSeconds ? two(text, 17) : 0);
  if (whole === undefined) return undefined;
  let end = hasSeconds ? 19 : 16;
  const isFraction = text[end] === '.' || text[end] === ',';
  if (!isFraction) return { clock: whole, offset: offsetIn(text, end) };
  const first = ++end;
  while (isDigit(text, end)) end++;
  return { clock: whole + Number(`0.${text.slice(first, end)}`), offset: offsetIn(text, end) };
}

/** `09/Nov/2026:06:10:00`, and the zone. */
function logInstant(text: string): Instant | undefined {
  const month = MONTHS.indexOf(text.slice(3, 6)) / 3 + 1;
  if (!Number.isInteger(month)) return undefined;
  const year = 100 * two(text, 7) + two(text, 9);
  const clock = secondsAt(year, month, two(text, 0), two(text, 12), two(text, 15), two(text, 18));
  return clock === undefined ? undefined : { clock, offset: offsetIn(text, 20) };
}

/** The number of two digits. */
function two(text: string, at: number): number {
  return 10 * (text.charCodeAt(at) - ZERO) + text.charCodeAt(at + 1) - ZERO;
}

/** Minutes east of UTC, by the zone that a text ends with: `Z`, `UTC`, `+02`, `-0530`, `+05:30`; null if it has none. */
function offsetIn(text: string, end: number): number | null {
  const at = text[end] === ' ' ? end + 1 : end;
  if (at === text.length) return null;
  const sign = text[at];
  if (sign !== '+' && sign !== '-') return 0;
  const hasMinutes = text.length > at + 3;
  const minutes = 60 * two(text, at + 1) + (hasMinutes ? two(text, text.length - 2) : 0);
  return sign === '-' ? -minutes : minutes;
}

/** Seconds since 1970 of a date and a clock; undefined for one that does not exist. A leap second is that after it. */
function secondsAt(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): number | undefined {
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  if (hour > 23 || minute > 59 || second > 60) return undefined;
  return daysSince1970({ year, month, day }) * 86_400 + hour * 3_600 + minute * 60 + second;
}

function daysIn(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** A stretch of time. */
export interface Measure {
  readonly value: number;
  readonly unit: 's' | 'ms' | 'us' | 'ns';
}

/** A number with its unit in one cell, as Go and many logs write it: `1.5s`, `120 ms`, `350µs`. */
export function measureIn(text: string): Measure | undefined {
  const match = /^([^a-zµμ\s]+) ?(s|ms|us|µs|μs|ns)$/i.exec(text);
  const value = match ? numberIn(match[1]!) : undefined;
  if (value === undefined) return undefined;
  return { value, unit: match![2]!.toLowerCase().replace(/^[µμ]/, 'u') as Measure['unit'] };
}
