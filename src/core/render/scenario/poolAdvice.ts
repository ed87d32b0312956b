/** What to change in a warm pool, in a sentence, with what sets it. */
import { usd } from '../money';
import { t } from '../words/translate';
import type { AnswerView } from './panelView';

/** An answer that there is nothing to set for. */
export function said(text: string): AnswerView {
  return { text, action: '', set: [] };
}

/** An answer with a button that sets it. */
export function settable(text: string, changes: AnswerView['set']): AnswerView {
  return { text, action: t('Set it here'), set: changes };
}

/** The settings of a pool that another one changes. */
export interface PoolChange {
  readonly name: 'min_containers' | 'buffer_containers' | 'scaledown_window';
  readonly now: number;
  readonly to: number;
}

/** @param coldStarts the share of requests that hit one then, in words */
export function changedPool(
  wanted: readonly PoolChange[],
  usdPerMonth: number,
  coldStarts: string,
): AnswerView {
  const changes = wanted
    .filter(({ now, to }) => now !== to)
    .map(({ name, to }) => ({ name, value: String(to) }));
  const text = t(
    '{0} saves {1} per month, with no more cold starts ({2} of requests).',
    changes.map(({ name, value }) => `${name}=${value}`).join(', '),
    usd(usdPerMonth),
    coldStarts,
  );
  return settable(text, changes);
}
