/** What follows from the figures: where the same work costs less, and which setting saves, each with a click that sets it. */
import type { Comparison, ComparisonRow } from '../../cost/comparison/comparison';
import type { Advice, AdvicePoint } from '../../cost/advisor';
import type { PoolVerdict } from '../../cost/poolVerdict';
import type { GpuSaving } from '../../cost/savings';
import { gpuLabel } from '../../modal/gpu';
import { targetText, withheldText } from '../adviceText';
import { offerName, rateText } from '../comparisonText';
import { percent, plainNumber, usd } from '../money';
import { savesText, savingCode, savingReason, savingSentence } from '../words/savingWords';
import { t } from '../words/translate';
import { requestsOfModel } from './costModel';
import type { AnswerView, CostModel } from './panelView';
import { changedPool, said, settable, type PoolChange } from './poolAdvice';

export function answersOf(
  comparison: Comparison | null,
  pool: PoolAnswer | null,
  gpu: GpuSaving | null,
  model: CostModel | null,
): AnswerView[] {
  return [
    ...(pool ? poolAnswer(pool) : []),
    ...(gpu ? [gpuAnswer(gpu)] : []),
    ...(comparison && model ? offerAnswer(comparison, requestsOfModel(model)) : []),
  ];
}

/** What the frontier of a warm pool comes to. */
export interface PoolAnswer {
  readonly advice: Advice;
  readonly verdict: PoolVerdict;
}

/** What to change in the pool, with no more cold starts than now. */
export function poolAnswer({ advice, verdict }: PoolAnswer): AnswerView[] {
  switch (verdict.kind) {
    case 'current':
      return [said(t('No setting of the warm pool costs less without more cold starts.'))];
    case 'saving': {
      const { saving } = verdict;
      return [settable(savingSentence(saving), [{ name: saving.kind, value: String(saving.to) }])];
    }
    case 'point':
      return [pointAnswer(verdict, advice.current)];
    case 'withheld':
      return [said(withheldText(verdict.withheld, targetText(advice.target)))];
    case 'simulating':
      return [];
  }
}

function pointAnswer(
  { point, usdPerMonth }: PoolVerdict & { readonly kind: 'point' },
  current: AdvicePoint,
): AnswerView {
  const change = (name: PoolChange['name'], to: number, now: number): PoolChange => ({ name, to, now });
  return changedPool(
    [
      change('min_containers', point.minContainers, current.minContainers),
      change('buffer_containers', point.bufferContainers, current.bufferContainers),
      change('scaledown_window', point.scaledownWindow, current.scaledownWindow),
    ],
    usdPerMonth,
    targetText(point.coldStartShare.likely),
  );
}

/** Another GPU, which may take longer. */
function gpuAnswer(saving: GpuSaving): AnswerView {
  const text = t('{0}: {1}, {2}', savingCode(saving), savesText(saving), savingReason(saving));
  return settable(`${text}.`, [{ name: 'gpu', value: gpuLabel(saving.to) }]);
}

/** The cheapest way to have the same work done, and from which traffic on it is another one. */
function offerAnswer(comparison: Comparison, fullDay: number): AnswerView[] {
  const { ranked, winner, modal, rows } = comparison;
  if (!ranked) return [];
  if (winner.kind === 'provider')
    return [
      said(
        t(
          '{0} does the same work for {1} per month, {2} less than Modal.',
          offerName(winner),
          usd(winner.monthUsd),
          usd(modal.monthUsd - winner.monthUsd),
        ),
      ),
    ];
  const next = rows.find(({ kind, cannotWin }) => kind === 'provider' && cannotWin === null);
  if (!next) return [];
  return [
    said(
      t(
        'Modal is the cheapest for this work. Next is {0} for {1} per month{2}.',
        offerName(next),
        usd(next.monthUsd),
        breakEvenOf(next, fullDay),
      ),
    ),
  ];
}

/** `, cheaper above 59,700 per day (13.8% utilization)`. */
function breakEvenOf({ rate }: ComparisonRow, fullDay: number): string {
  const crossing = rate?.crossings.find(({ above }) => above === 'other');
  if (!crossing) return rate ? `: ${rateText(rate)}` : '';
  const { requestsPerDay } = crossing;
  return t(
    ', cheaper from {0} requests per day ({1} utilization)',
    plainNumber(requestsPerDay, 3),
    percent(requestsPerDay / fullDay),
  );
}
