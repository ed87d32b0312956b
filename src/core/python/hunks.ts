/** Stretches of a text that differ from an earlier one; between them the two are the same. */
import type { TextEdit } from './parser';

/** One of them, in the text as it is and as it was. */
export interface Hunk {
  readonly from: number;
  readonly to: number;
  readonly before: { readonly from: number; readonly to: number };
}

/** All of them, in order. */
export type Hunks = readonly Hunk[];

/** What edits, one after the other, have made of a text. */
export function hunksOf(edits: readonly TextEdit[]): Hunks {
  return edits.reduce<Hunks>(
    (hunks, { startIndex, oldEndIndex, newEndIndex }) =>
      replaced(hunks, startIndex, oldEndIndex, newEndIndex),
    [],
  );
}

/** One more replacement, in a text that has differed in `hunks`: `oldEnd` and `newEnd` are where it ended before and after. */
export function replaced(hunks: Hunks, start: number, oldEnd: number, newEnd: number): Hunks {
  const above = hunks.filter(({ to }) => to < start);
  const below = hunks.filter(({ from }) => from > oldEnd);
  const touched = hunks.slice(above.length, hunks.length - below.length);
  const [first, last] = [touched[0], touched.at(-1)];
  const growth = newEnd - oldEnd;
  return [
    ...above,
    {
      from: Math.min(start, first?.from ?? start),
      to: Math.max(oldEnd, last?.to ?? oldEnd) + growth,
      before: {
        from: first && first.from <= start ? first.before.from : start - growthOf(above.at(-1)),
        to: last && last.to >= oldEnd ? last.before.to : oldEnd - growthOf(last ?? above.at(-1)),
      },
    },
    ...below.map((each) => ({ ...each, from: each.from + growth, to: each.to + growth })),
  ];
}

/** The same, with a stretch of the text as it is that is to count as different, whether it is or not. */
export function covering(hunks: Hunks, from: number, to: number): Hunks {
  return replaced(hunks, from, to, to);
}

/** Where a place of the text as it was, outside of all hunks, is now. */
export function placeNow(hunks: Hunks, place: number): number {
  return place + growthOf(hunks.findLast(({ before }) => before.to <= place));
}

/** By how much the text has grown up to the end of a hunk. */
function growthOf(hunk: Hunk | undefined): number {
  return hunk ? hunk.to - hunk.before.to : 0;
}
