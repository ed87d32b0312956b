/** A figure between two bounds, in the unit of its context; exact if both are equal. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

export const exactly = (value: number): Interval => ({ low: value, high: value });
export const ZERO = exactly(0);
export const ONE = exactly(1);

export function isExact(interval: Interval): boolean {
  return interval.low === interval.high;
}

export function add(...terms: readonly Interval[]): Interval {
  return terms.reduce((sum, term) => ({ low: sum.low + term.low, high: sum.high + term.high }), ZERO);
}

/** The product of non-negative intervals. */
export function multiply(...factors: readonly Interval[]): Interval {
  return factors.reduce(
    (product, factor) => ({ low: product.low * factor.low, high: product.high * factor.high }),
    ONE,
  );
}

/** The smallest interval around several; undefined for none. */
export function hull(intervals: readonly Interval[]): Interval | undefined {
  if (intervals.length === 0) return undefined;
  return {
    low: Math.min(...intervals.map((each) => each.low)),
    high: Math.max(...intervals.map((each) => each.high)),
  };
}

export function middle({ low, high }: Interval): number {
  return low === high ? low : (low + high) / 2;
}
