/** From this age on, in days, a reader should look for newer prices. */
export const MAX_BOOK_AGE_DAYS = 90;

/**
 * Whether a book is older than {@link MAX_BOOK_AGE_DAYS} on a day. A month or a year counts from its last day, so that no
 * book counts as older than it may be. Also `current` for a book of the future, by a clock that is wrong, and on a day that
 * is `undated`.
 * @param date of the book: `YYYY`, `YYYY-MM`, `YYYY-MM-DD`, or `undated`
 * @param today `YYYY-MM-DD`
 */
export function bookAge(date: string, today: string): 'current' | 'old' | 'undated' {
  const last = lastDayOf(date);
  const now = lastDayOf(today);
  if (last === null) return 'undated';
  return now !== null && now - last > MAX_BOOK_AGE_DAYS ? 'old' : 'current';
}

/** The number of the last day of a date; null if it has none. */
function lastDayOf(date: string): number | null {
  const [year, month, day] = date.split('-').map(Number);
  if (year === undefined || !Number.isInteger(year)) return null;
  if (month === undefined) return dayNumber(year + 1, 1, 1) - 1;
  if (day !== undefined) return dayNumber(year, month, day);
  return (month === 12 ? dayNumber(year + 1, 1, 1) : dayNumber(year, month + 1, 1)) - 1;
}

/** Days before each month of a year that is no leap year. */
const DAYS_BEFORE = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/** Days since the beginning of the Gregorian calendar, carried back to the year 1. Without `Date`: the core has no clock. */
function dayNumber(year: number, month: number, day: number): number {
  const before = year - 1;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const leapDays = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  return 365 * before + leapDays + DAYS_BEFORE[month - 1]! + (isLeap && month > 2 ? 1 : 0) + day;
}
