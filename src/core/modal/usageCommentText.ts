/** How a usage comment is written: where it stands, how it begins, and its words. */
import type { LineKind } from '../python/lineKinds';
import { nearestWord } from '../text/nearestWord';
import { nearestUsageField, usageFieldNamed } from './usageFields';
import { typedUsage } from './typedUsage';

/**
 * The row that the comments of a declaration stand above. Of a call: where its statement begins. Of a decorator: the first
 * of those that it stands among, up over decorators, their further lines, comments and blank lines, as long as more
 * decorators follow. Work: the lines of that statement or stack.
 */
export function headRow(kinds: readonly LineKind[], row: number): number {
  let first = row;
  while (first > 0 && kinds[first] === 'continuation') first--;
  for (let at = first - 1; at >= 0 && kinds[at] !== 'other'; at--) if (kinds[at] === 'decorator') first = at;
  return first;
}

export interface Marker {
  readonly hash: number;
  /** After the colon, or after `modal-cost` where there is none. */
  readonly end: number;
  /** What is wrong with it: no colon, or another spelling, such as `modal cost:`. */
  readonly fault: 'missingColon' | 'misspelledMarker' | null;
}

/** How every usage comment begins. */
export const MARKER = '# modal-cost:';

/** Whether a text may hold a usage comment, or what was meant as one: one search. */
export function mayHoldMarker(text: string): boolean {
  return text.includes('modal-cost') || /#[#! \t]*mod[ae]l[-_. \t]?c/i.test(text);
}

/**
 * `# modal-cost:` at a line's beginning; without a colon, or spelled in another way, only where a usage field follows, as
 * people do write of it.
 */
export function markerIn(line: string): Marker | undefined {
  const match = /^([ \t\f]*)#[ \t]*modal-cost(?:[ \t]*(:)|(?=[ \t]+\w+=))/.exec(line);
  if (!match) return nearMarkerIn(line);
  return {
    hash: match[1]!.length,
    end: match[0].length,
    fault: match[2] === undefined ? 'missingColon' : null,
  };
}

/** So many letters of the marker may be wrong. */
const MAX_WRONG_LETTERS = 2;

function nearMarkerIn(line: string): Marker | undefined {
  const match =
    /^([ \t\f]{0,200})#[#! \t]{0,10}(mod[ae]l[-_. \t]?c[a-z]{1,5})[ \t]{0,10}(?:[:=;,-][ \t]{0,10})?(?=\w{1,60}[ \t]{0,10}=)/i.exec(
      line,
    );
  if (!match || nearestWord(match[2]!, ['modal-cost'], MAX_WRONG_LETTERS) === undefined) return undefined;
  const { length } = match[0];
  const isOfUsage = pairsIn(line.slice(0, length + 400), length).some(
    ({ key, value }) => value !== null && (usageFieldNamed(key) ?? nearestUsageField(key)) !== undefined,
  );
  if (!isOfUsage) return undefined;
  return { hash: match[1]!.length, end: match[0].trimEnd().length, fault: 'misspelledMarker' };
}

/** One word of a comment: `key=value`, or a key alone, with its columns. */
export interface Pair {
  readonly key: string;
  readonly value: string | null;
  readonly from: number;
  readonly to: number;
}

/** The same with a unit that stands apart from its number: `200 ms` is not 200. */
export function usagePairsIn(line: string, start: number): Pair[] {
  const joined: Pair[] = [];
  for (const pair of pairsIn(line, start)) {
    const last = joined.at(-1);
    const field = last && usageFieldNamed(last.key)?.field;
    const whole = last?.value != null && pair.value === null ? `${last.value} ${pair.key}` : null;
    const isUnit = field !== undefined && whole !== null && typedUsage(field, whole) !== undefined;
    if (last && isUnit) joined[joined.length - 1] = { ...last, value: whole, to: pair.to };
    else joined.push(pair);
  }
  return joined;
}

/** The words of a line from `start` on, up to a `#` that begins a remark. Blanks around "=" do no harm. */
export function pairsIn(line: string, start: number): Pair[] {
  const pairs: Pair[] = [];
  const blank = (at: number): boolean => line[at] === ' ' || line[at] === '\t' || line[at] === '\f';
  let at = start;
  const skip = (): void => {
    while (at < line.length && blank(at)) at += 1;
  };
  const word = (stop: string): string => {
    const from = at;
    while (at < line.length && !blank(at) && line[at] !== stop) at += 1;
    return line.slice(from, at);
  };
  for (;;) {
    skip();
    if (at >= line.length || line[at] === '#') return pairs;
    const from = at;
    const key = word('=');
    const end = at;
    skip();
    if (line[at] !== '=') {
      pairs.push({ key, value: null, from, to: end });
      continue;
    }
    at += 1;
    skip();
    const value = line[at] === '#' ? '' : word('');
    pairs.push({ key, value, from, to: at });
  }
}
