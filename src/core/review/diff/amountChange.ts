/** A cost before and after a change. All money is in USD. */
import { hasUnknown, knownPart, type Amount } from '../../cost/amount';
import type { LikelyRange } from '../../cost/traffic/likelyRange';

export interface AmountChange {
  readonly before: Amount;
  readonly after: Amount;
  /**
   * Likely − likely, between cheapest − most expensive and most expensive − cheapest; 0 if both sides are the same. What
   * was added or removed counts as far as it is known. Otherwise null if something is unknown.
   */
  readonly delta: LikelyRange | null;
}

export const NOTHING: LikelyRange = { low: 0, likely: 0, high: 0 };

export function amountChange(before: Amount, after: Amount): AmountChange {
  const isOneSided = before === 'none' || after === 'none';
  if (before === 'unknown' || after === 'unknown') return { before, after, delta: null };
  if (!isOneSided && (hasUnknown(before) || hasUnknown(after))) return { before, after, delta: null };
  if (isSameAmount(before, after)) return { before, after, delta: NOTHING };
  const [was, is] = [knownPart(before), knownPart(after)];
  const delta = { low: is.low - was.high, likely: is.likely - was.likely, high: is.high - was.low };
  return { before, after, delta };
}

/** Figures that differ only by rounding are equal. */
const ROUNDING = 1e-9;

export function isSame({ before, after }: AmountChange): boolean {
  return isSameAmount(before, after);
}

function isSameAmount(before: Amount, after: Amount): boolean {
  if (typeof before === 'string' || typeof after === 'string') return before === after;
  const size =
    Math.max(...BOUNDS.flatMap((bound) => [Math.abs(before[bound]), Math.abs(after[bound])])) * ROUNDING;
  const differences = BOUNDS.map((bound) => Math.abs(after[bound] - before[bound]));
  return hasUnknown(before) === hasUnknown(after) && Math.max(...differences) <= size;
}

const BOUNDS = ['low', 'likely', 'high'] as const;
