import { daysSince1970 } from '../numbers/civilDate';

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

/** The last day of a date, in days since 1970; null if it has none. */
function lastDayOf(date: string): number | null {
  const [year, month, day] = date.split('-').map(Number);
  if (year === undefined || !Number.isInteger(year)) return null;
  if (month === undefined) return daysSince1970({ year: year + 1, month: 1, day: 1 }) - 1;
  if (day !== undefined) return daysSince1970({ year, month, day });
  const next = month === 12 ? { year: year + 1, month: 1 } : { year, month: month + 1 };
  return daysSince1970({ ...next, day: 1 }) - 1;
}
