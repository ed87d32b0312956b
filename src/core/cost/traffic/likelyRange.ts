/** A figure with its bounds. */
import { clamp } from '../../numbers/clamp';

/** low ≤ likely ≤ high, all finite and ≥ 0. */
export interface LikelyRange {
  readonly low: number;
  readonly likely: number;
  readonly high: number;
}

export function exactly(value: number): LikelyRange {
  return { low: value, likely: value, high: value };
}

/** Puts the three figures in order, which rounding or the effect of a short period on stationary bounds may violate. */
export function range(low: number, likely: number, high: number): LikelyRange {
  const top = Math.max(low, high);
  return { low, likely: clamp(likely, low, top), high: top };
}

export function scale(value: LikelyRange, by: number): LikelyRange {
  return { low: value.low * by, likely: value.likely * by, high: value.high * by };
}

export function plus(value: LikelyRange, add: number): LikelyRange {
  return { low: value.low + add, likely: value.likely + add, high: value.high + add };
}
