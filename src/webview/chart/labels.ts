/** Where labels go: pure geometry, so that it can be tested without a page. */

export type Measure = (text: string) => number;

/** A label of more is cut without being measured as a whole. */
const MAX_CHARACTERS = 400;

/** A text cut to a width, with an ellipsis; empty where not even that has room. */
export function ellipsize(text: string, maxWidth: number, measure: Measure): string {
  const all = Array.from(text.slice(0, MAX_CHARACTERS));
  if (text.length <= MAX_CHARACTERS && measure(text) <= maxWidth) return text;
  let [fits, over] = [0, all.length];
  while (over - fits > 1) {
    const middle = (fits + over) >> 1;
    if (measure(`${all.slice(0, middle).join('').trimEnd()}…`) <= maxWidth) fits = middle;
    else over = middle;
  }
  return fits === 0 ? '' : `${all.slice(0, fits).join('').trimEnd()}…`;
}

/**
 * Places for labels of one height that want to be centered at given heights: as near to them as can be, without
 * overlap, within `top` and `bottom`. Where there is no room for all, the last ones get none.
 */
export function spread(
  wanted: readonly number[],
  height: number,
  [top, bottom]: readonly [number, number],
): (number | null)[] {
  const room = Math.max(0, Math.floor((bottom - top) / height));
  const order = wanted
    .map((place, index) => ({ place, index }))
    .slice(0, room)
    .sort((a, b) => a.place - b.place || a.index - b.index);

  // Labels that would overlap join into a block, which wants to be where its members want it on average.
  const blocks: { first: number; count: number; start: number }[] = [];
  const startOf = (first: number, count: number): number => {
    const members = order.slice(first, first + count);
    const mean = members.reduce((sum, { place }, at) => sum + place - (at + 0.5) * height, 0) / count;
    return Math.min(Math.max(mean, top), bottom - count * height);
  };
  order.forEach((_, index) => {
    blocks.push({ first: index, count: 1, start: startOf(index, 1) });
    for (;;) {
      const [above, below] = blocks.slice(-2);
      if (!above || !below || above.start + above.count * height <= below.start + 1e-9) break;
      const count = above.count + below.count;
      blocks.splice(-2, 2, { first: above.first, count, start: startOf(above.first, count) });
    }
  });

  const places = wanted.map((): number | null => null);
  for (const { first, count, start } of blocks)
    for (let at = 0; at < count; at++) places[order[first + at]!.index] = start + (at + 0.5) * height;
  return places;
}

export interface Flag {
  /** The left edge of the label. */
  readonly left: number;
  /** 0 is the row next to the plot. */
  readonly row: number;
  /** The side of its stem that the label is on. */
  readonly side: 'left' | 'right' | 'over';
}

export interface Rows {
  readonly left: number;
  readonly right: number;
  /** Between a label and its stem, and between labels. */
  readonly gap: number;
  /** How many there may be. */
  readonly maxRows: number;
}

interface Stem {
  readonly x: number;
  readonly width: number;
}

/** Labels beyond this many get no place: a search for them would take long, and nobody could read them. */
const MAX_FLAGS = 7;
/** Places that a search tries before it gives up. */
const MAX_STEPS = 2_000;

/**
 * Rows above a plot for labels on stems, in as few rows as can be: each beside its stem, so that no label overlaps
 * another, and no stem crosses a label. The items come by importance: where there is no room for all, the last ones
 * get none.
 */
export function placeFlags(items: readonly Stem[], rows: Rows): (Flag | null)[] {
  for (let count = Math.min(items.length, MAX_FLAGS); count > 0; count--) {
    for (let maxRows = 1; maxRows <= rows.maxRows; maxRows++) {
      const flags = search(items.slice(0, count), { ...rows, maxRows });
      if (flags) return items.map((_, index) => flags[index] ?? null);
    }
  }
  return items.map(() => null);
}

/** Places for all of the items, by trying; null where there are none. */
function search(items: readonly Stem[], rows: Rows): Flag[] | null {
  // From the right, where labels find room on the right of their stems, each above the one before.
  const order = items.map((_, index) => index).sort((a, b) => items[b]!.x - items[a]!.x || a - b);
  const flags = new Map<number, Flag>();
  let steps = MAX_STEPS;

  const place = (at: number): boolean => {
    if (at === order.length) return true;
    const index = order[at]!;
    const item = items[index]!;
    for (const spot of spots(item, rows)) {
      for (let row = 0; row < rows.maxRows; row++) {
        if (--steps < 0) return false;
        const flag = { ...spot, row };
        if (![...flags].every(([other, its]) => isClear(item, flag, items[other]!, its, rows.gap))) continue;
        flags.set(index, flag);
        if (place(at + 1)) return true;
        flags.delete(index);
      }
    }
    return false;
  };
  return place(0) ? items.map((_, index) => flags.get(index)!) : null;
}

function spots({ x, width }: Stem, { left, right, gap }: Rows): Pick<Flag, 'left' | 'side'>[] {
  const beside: Pick<Flag, 'left' | 'side'>[] = [
    { left: x + gap, side: 'right' },
    { left: x - gap - width, side: 'left' },
  ];
  const fitting = beside.filter((each) => each.left >= left && each.left + width <= right);
  if (fitting.length > 0) return fitting;
  if (width > right - left) return [];
  return [{ left: Math.min(Math.max(x - width / 2, left), right - width), side: 'over' }];
}

function isClear(item: Stem, flag: Flag, other: Stem, its: Flag, gap: number): boolean {
  if (flag.row === its.row) {
    const apart = flag.left + item.width + gap <= its.left || its.left + other.width + gap <= flag.left;
    // Stems that end at the other's height run beside its label.
    return apart && !crosses(item.x, its.left, other.width) && !crosses(other.x, flag.left, item.width);
  }
  return flag.row < its.row
    ? !crosses(other.x, flag.left, item.width)
    : !crosses(item.x, its.left, other.width);
}

const crosses = (x: number, left: number, width: number): boolean => x > left - 2 && x < left + width + 2;

/**
 * Every k-th of some labels, with the smallest k that keeps them apart; the first is always one of them.
 * @param spanOf where a label begins and ends on the axis that they are along, in their order
 */
export function thinned<T>(
  items: readonly T[],
  spanOf: (item: T) => readonly [number, number],
  gap: number,
): T[] {
  for (let step = 1; step < items.length; step++) {
    const kept = items.filter((_, index) => index % step === 0);
    const isClear = kept.every(
      (item, index) => index === 0 || spanOf(item)[0] - spanOf(kept[index - 1]!)[1] >= gap,
    );
    if (isClear) return kept;
  }
  return items.slice(0, 1);
}
