/** What follows from the figures: where the same work costs less, and which setting saves, each with a click that sets it. */
import type { Comparison, ComparisonRow } from '../../cost/comparison/comparison';
import type { Advice } from '../../cost/advisor';
import { offerName, rateText } from '../comparisonText';
import { percent, plainNumber, usd } from '../money';
import { t } from '../words/translate';
import { requestsOfModel } from './costModel';
import type { AnswerView, CostModel } from './panelView';

export function answersOf(
  comparison: Comparison | null,
  advice: Advice | null,
  model: CostModel | null,
): AnswerView[] {
  return [
    ...poolAnswer(advice),
    ...(comparison && model ? offerAnswer(comparison, requestsOfModel(model)) : []),
  ];
}

/** The cheapest setting of the pool with no more cold starts than now. */
function poolAnswer(advice: Advice | null): AnswerView[] {
  if (!advice?.cheapest) return [];
  const { cheapest, current, saves } = advice;
  if (cheapest === current)
    return [said(t('No setting of the warm pool costs less without more cold starts.'))];
  const set = [
    ...changed('min_containers', cheapest.minContainers, current.minContainers),
    ...changed('buffer_containers', cheapest.bufferContainers, current.bufferContainers),
    ...changed('scaledown_window', cheapest.scaledownWindow, current.scaledownWindow),
  ];
  const text = t(
    '{0} saves {1} per month, with no more cold starts ({2} of requests).',
    set.map(({ name, value }) => `${name}=${value}`).join(', '),
    usd(saves ?? 0),
    percent(cheapest.coldStartShare.likely),
  );
  return (saves ?? 0) > 0 ? [{ text, action: t('Set it here'), set }] : [];
}

function changed(name: string, value: number, now: number): AnswerView['set'] {
  return value === now ? [] : [{ name, value: String(value) }];
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

function said(text: string): AnswerView {
  return { text, action: '', set: [] };
}
