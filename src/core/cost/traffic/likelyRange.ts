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

/** In order, whatever rounding and the short spans that stationary bounds do not know have done. */
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
