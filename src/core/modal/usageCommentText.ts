/** How a usage comment is written: where it stands, how it begins, and its words. */
import type { LineKind } from '../python/lineKinds';

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
  readonly colon: boolean;
}

/** `# modal-cost:` at a line's beginning; without a colon only where a field follows, as people do write of it. */
export function markerIn(line: string): Marker | undefined {
  const match = /^([ \t\f]*)#[ \t]*modal-cost(?:[ \t]*(:)|(?=[ \t]+\w+=))/.exec(line);
  if (!match) return undefined;
  return { hash: match[1]!.length, end: match[0].length, colon: match[2] !== undefined };
}

/** One word of a comment: `key=value`, or a key alone, with its columns. */
export interface Pair {
  readonly key: string;
  readonly value: string | null;
  readonly from: number;
  readonly to: number;
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
