/** What to change in the pool for a trace. */
import { isWorthChanging } from '../../cost/worthChanging';
import { percent } from '../money';
import { t } from '../words/translate';
import type { AnswerView, TracePoint, TraceView } from './panelView';
import { changedPool, said } from './poolAdvice';

/** A setting of the pool as a trace is drawn under it. */
export interface PresentPool {
  /** Groups of containers. */
  readonly floor: number;
  readonly buffer: number;
  readonly window: number;
  /** Of requests that hit a cold start. */
  readonly share: number;
  /** USD per month by the book in use, and by the other bundled book where that has a price. */
  readonly usd: number;
  readonly besideUsd: number | null;
}

/** The cheapest setting with no more cold starts than now. What costs more by the other book is not advised. */
export function traceAdvice(
  { points, model: { clusterSize, singleUse } }: Pick<TraceView, 'points' | 'model'>,
  now: PresentPool,
): AnswerView[] {
  // A container that serves one input has no window, and whatever is kept warm is used up.
  if (singleUse || points.length === 0) return [];
  const better = points.filter(
    ({ share, usd }) => share <= now.share && isWorthChanging(now.usd - usd, now.usd),
  );
  const best = better.find((point) => isNoDearerBeside(point, now));
  if (!best)
    return [
      said(
        better.length > 0
          ? t('Whether another setting of the warm pool costs less depends on the price book.')
          : t('No setting of the warm pool saves 1% or more without more cold starts.'),
      ),
    ];
  return [
    changedPool(
      [
        { name: 'min_containers', now: now.floor * clusterSize, to: best.floor * clusterSize },
        { name: 'buffer_containers', now: now.buffer * clusterSize, to: 0 },
        { name: 'scaledown_window', now: now.window, to: best.window },
      ],
      now.usd - best.usd,
      percent(best.share),
    ),
  ];
}

function isNoDearerBeside({ besideUsd }: TracePoint, now: PresentPool): boolean {
  return besideUsd === null || now.besideUsd === null || besideUsd <= now.besideUsd;
}
