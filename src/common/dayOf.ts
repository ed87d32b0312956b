/** A later time is no file's, and its year would have more than four digits. */
const MAX_TIME = Date.UTC(9999, 11, 31);

/**
 * The day of a time, `YYYY-MM-DD` in UTC; `undated` where there is none, as some file systems say of their files.
 * @param time milliseconds since 1970
 */
export function dayOf(time: number): string {
  return time > 0 && time < MAX_TIME ? new Date(time).toISOString().slice(0, 10) : 'undated';
}
