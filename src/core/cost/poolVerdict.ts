/** The one answer to what to change in a warm pool, from its frontier and from what lens and finding say of a single setting. */
import type { Pause, Steps } from '../python/resumable';
import type { Advice, AdvicePoint, WithheldAdvice } from './advisor';
import type { Assessment } from './assess';
import { poolSavingInSteps, type PoolSaving } from './savings';
import { isWorthChanging } from './worthChanging';

export type PoolVerdict =
  /** No other setting is worth the change. */
  | { readonly kind: 'current' }
  /** One setting with as good as the same cold starts. */
  | { readonly kind: 'saving'; readonly saving: PoolSaving }
  /** A point of the frontier with no more cold starts; likely USD per month. */
  | { readonly kind: 'point'; readonly point: AdvicePoint; readonly usdPerMonth: number }
  /** The books disagree. */
  | { readonly kind: 'withheld'; readonly withheld: WithheldAdvice }
  | { readonly kind: 'simulating' };

/** Whichever of the two saves more. */
export function* poolVerdictInSteps(
  assessment: Assessment,
  { current, cheapest, saves, withheld }: Advice,
  pause: Pause,
): Steps<PoolVerdict> {
  const saving = yield* poolSavingInSteps(assessment, pause);
  if (saving === 'waiting') return { kind: 'simulating' };
  const isPoint = cheapest !== null && saves !== null && isWorthChanging(saves, current.usd.likely);
  if (isPoint && saves >= (saving?.usdPerMonth ?? 0))
    return { kind: 'point', point: cheapest, usdPerMonth: saves };
  if (saving) return { kind: 'saving', saving };
  return withheld ? { kind: 'withheld', withheld } : { kind: 'current' };
}
