/** What a cell of a table says: a number, an instant, or a number with its unit of time. */
import { daysSince1970 } from '../numbers/civilDate';

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
  /^(\d{4})([-/])(\d\d)\2(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,12}))?)?(?: ?(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?))?$/i;
const LOG = /^(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):(\d\d):(\d\d):(\d\d)(?: ([+-]\d{4}))?$/;
const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';

/** An instant by ISO 8601 (also with a space, slashes or a comma) or as access logs have it; undefined for anything else. */
export function instantIn(text: string): Instant | undefined {
  const iso = ISO.exec(text);
  if (iso) {
    const [, year, , month, day, hour, minute, second = '0', fraction = '', zone] = iso;
    const whole = secondsAt(+year!, +month!, +day!, +hour!, +minute!, +second);
    if (whole === undefined) return undefined;
    return { clock: whole + (fraction === '' ? 0 : Number(`0.${fraction}`)), offset: offsetIn(zone) };
  }
  const log = LOG.exec(text);
  if (!log) return undefined;
  const [, day, name, year, hour, minute, second, zone] = log;
  const month = MONTHS.indexOf(name!) / 3 + 1;
  const clock = Number.isInteger(month)
    ? secondsAt(+year!, month, +day!, +hour!, +minute!, +second!)
    : undefined;
  return clock === undefined ? undefined : { clock, offset: offsetIn(zone) };
}

/** Minutes east of UTC. */
function offsetIn(zone: string | undefined): number | null {
  if (zone === undefined) return null;
  if (/^[a-z]/i.test(zone)) return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(':', ''));
  return zone.startsWith('-') ? -minutes : minutes;
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
