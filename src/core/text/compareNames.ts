import { compareText } from './compareText';
import { isDigit } from './digits';

/**
 * The order in which people look for names: without regard to case, and a number by its value, so that `job_2` stands before
 * `job_14`. The same on every machine, unlike that of `Intl.Collator`; 0 only for the same text.
 */
export function compareNames(a: string, b: string): number {
  return compareNumbered(a.toLowerCase(), b.toLowerCase()) || compareText(a, b);
}

/** By the number where they first differ, if both have one there. */
function compareNumbered(a: string, b: string): number {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  while (start > 0 && isDigit(a, start - 1)) start--;
  const [x, y] = [digitsAt(a, start), digitsAt(b, start)];
  const byValue = x === '' || y === '' ? 0 : compareDigits(x, y);
  return byValue || compareText(a, b);
}

/** By value, of any length. */
function compareDigits(a: string, b: string): number {
  const [x, y] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')];
  return x.length - y.length || compareText(x, y);
}

function digitsAt(text: string, start: number): string {
  let end = start;
  while (isDigit(text, end)) end++;
  return text.slice(start, end);
}
