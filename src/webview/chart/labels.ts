/** Where labels go: pure geometry, so that it can be tested without a page. */

export type Measure = (text: string) => number;

/** A text cut to a width, with an ellipsis; empty where not even that has room. */
export function ellipsize(text: string, most: number, measure: Measure): string {
  const all = [...text.slice(0, 400)];
  if (text.length <= 400 && measure(text) <= most) return text;
  let [fits, over] = [0, all.length];
  while (over - fits > 1) {
    const middle = (fits + over) >> 1;
    if (measure(`${all.slice(0, middle).join('').trimEnd()}…`) <= most) fits = middle;
    else over = middle;
  }
  return fits === 0 ? '' : `${all.slice(0, fits).join('').trimEnd()}…`;
}

/**
 * Places for labels of one height that want to be centred at given heights: as near to them as can be, without
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

/**
 * Rows above a plot for labels on stems: each beside its stem, in the lowest row where it neither overlaps another
 * label nor is crossed by a stem, nor has its own stem cross one. A label without a place is null.
 */
export function placeFlags(
  items: readonly { readonly x: number; readonly width: number }[],
  { left, right, gap, rows }: { left: number; right: number; gap: number; rows: number },
): (Flag | null)[] {
  const placed: { flag: Flag; x: number; width: number }[] = [];
  const order = items
    .map((item, index) => ({ ...item, index }))
    .sort((a, b) => b.x - a.x || a.index - b.index);
  const flags = items.map((): Flag | null => null);

  const candidates = (x: number, width: number): Pick<Flag, 'left' | 'side'>[] => {
    const beside: Pick<Flag, 'left' | 'side'>[] = [
      { left: x + gap, side: 'right' },
      { left: x - gap - width, side: 'left' },
    ];
    const fitting = beside.filter((each) => each.left >= left && each.left + width <= right);
    if (fitting.length > 0) return fitting;
    return width <= right - left
      ? [{ left: Math.min(Math.max(x - width / 2, left), right - width), side: 'over' }]
      : [];
  };
  const isClear = (flag: Flag, x: number, width: number): boolean =>
    placed.every((other) => {
      const apart =
        flag.left + width + gap <= other.flag.left || other.flag.left + other.width + gap <= flag.left;
      if (flag.row === other.flag.row) return apart && Math.abs(x - other.x) >= 1;
      const [low, high] =
        flag.row < other.flag.row
          ? [{ from: flag.left, to: flag.left + width }, other.x]
          : [{ from: other.flag.left, to: other.flag.left + other.width }, x];
      return high <= low.from - 2 || high >= low.to + 2;
    });

  for (const { x, width, index } of order) {
    for (let row = 0; row < rows && !flags[index]; row++) {
      const spot = candidates(x, width).find((each) => isClear({ ...each, row }, x, width));
      if (!spot) continue;
      flags[index] = { ...spot, row };
      placed.push({ flag: flags[index], x, width });
    }
  }
  return flags;
}
