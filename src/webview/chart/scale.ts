/** From data to pixels and back, in a straight line. */
export interface Scale {
  readonly domain: readonly [number, number];
  readonly range: readonly [number, number];
  to(value: number): number;
  from(pixel: number): number;
}

/** A domain without extent lies in the middle of its range. */
export function linear(domain: readonly [number, number], range: readonly [number, number]): Scale {
  const [min, max] = domain;
  const [start, end] = range;
  const extent = max - min;
  return {
    domain,
    range,
    to: (value) => (extent === 0 ? (start + end) / 2 : start + ((value - min) / extent) * (end - start)),
    from: (pixel) => (start === end ? min : min + ((pixel - start) / (end - start)) * extent),
  };
}

export const clamp = (value: number, low: number, high: number): number =>
  Math.min(Math.max(value, low), Math.max(low, high));

/**
 * Every k-th of some labels, with the smallest k that keeps them apart; the first is always one of them.
 * The boxes are spans along one axis, in order.
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
