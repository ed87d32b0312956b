/** Which values a place on a chart has, and where the keys take its cursor. */
import type { Point } from './shapes';

/** All x that some line has a point at, rising, each once: worked out when a cursor asks for them, which no drag does. */
export function stops(lines: readonly { readonly points: readonly Point[] }[]): () => readonly number[] {
  let rising: readonly number[] | undefined;
  return () =>
    (rising ??= [...new Set(lines.flatMap(({ points }) => points.map(([x]) => x)))].sort((a, b) => a - b));
}

/** A line's value at x, between its points where it has none there; null outside of it. */
export function valueAt(points: readonly Point[], x: number): number | null {
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (points[middle]![0] <= x) low = middle + 1;
    else high = middle;
  }
  const [before, after] = [points[low - 1], points[low]];
  if (!before) return null;
  if (before[0] === x) return before[1];
  if (!after) return null;
  return before[1] + ((x - before[0]) / (after[0] - before[0])) * (after[1] - before[1]);
}

/** The stop next to a place; the lower one of two as near. */
export function nearest(rising: readonly number[], x: number): number | null {
  let best: number | null = null;
  for (const each of rising) if (best === null || Math.abs(each - x) < Math.abs(best - x)) best = each;
  return best;
}

/** Where a key takes the cursor: null hides it, undefined is no key of ours. */
export function moved(
  key: string,
  at: number | null,
  rising: readonly number[],
  ticks: readonly number[],
): number | null | undefined {
  const [first, last] = [rising[0], rising.at(-1)];
  if (key === 'Escape') return at === null ? undefined : null;
  if (first === undefined || last === undefined) return undefined;
  const up = (places: readonly number[]): number => places.find((each) => at === null || each > at) ?? last;
  const down = (places: readonly number[]): number =>
    places.findLast((each) => at === null || each < at) ?? first;
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return up(rising);
    case 'ArrowLeft':
    case 'ArrowDown':
      return down(rising);
    case 'PageUp':
      return up(within(ticks, first, last));
    case 'PageDown':
      return down(within(ticks, first, last));
    case 'Home':
      return first;
    case 'End':
      return last;
    default:
      return undefined;
  }
}

/** Where a key takes the present point: Enter to the cursor, Shift with an arrow a hundredth of the axis; null for another key. */
export function dragged(
  { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
  cursor: number | null,
  present: number | undefined,
  { min, max }: { readonly min: number; readonly max: number },
): number | null {
  if (key === 'Enter') return cursor;
  const way = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[key];
  if (!shiftKey || way === undefined || present === undefined) return null;
  return Math.min(Math.max(present + (way * (max - min)) / 100, min), max);
}

const within = (places: readonly number[], first: number, last: number): number[] =>
  places.filter((each) => each >= first && each <= last);
