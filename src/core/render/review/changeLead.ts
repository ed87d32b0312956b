/** What comes first in the row of a change, and what is said where its cost per month is unknown. */
import { hasUnknown } from '../../cost/amount';
import { costsTheSame, headline, type Change } from '../../review/diff/diff';
import { orMore } from '../amountText';
import { usdShort } from '../money';
import { t } from '../words/translate';
import { headlineText, isNothing, likelyText } from './amounts';

/**
 * `≈ +$9,641/mo`, `+$622/mo warm`; where no month is known, what it costs more or less while it runs: `+$0.21/h running`.
 * As of a lens, the unit follows its sum.
 */
export function changeLead(change: Change): string {
  const found = headline(change);
  if (costsTheSame(change)) return headlineText(change);
  if (!found) return liveLead(change) ?? headlineText(change);
  const sum = likelyText(found.delta, usdShort);
  const text = found.figure === 'floor' ? t('{0}/mo warm', sum) : t('{0}/mo', sum);
  const { before, after } = change.figures[found.figure];
  return hasUnknown(before) || hasUnknown(after) ? orMore(text) : text;
}

function liveLead({ figures: { live } }: Change): string | null {
  return live.delta && !isNothing(live.delta) ? t('{0}/h running', likelyText(live.delta, usdShort)) : null;
}

/** Why the cost per month of a change is unknown; nothing where it is known, or nothing is paid by the month. */
export function whyUnknown(change: Change): readonly string[] {
  if (costsTheSame(change) || headline(change) !== null || change.kind === 'unread') return [];
  const { floor, month } = change.figures;
  if ([floor, month].every(({ delta }) => delta !== null)) return [];
  return [change.withoutUsage ? t('usage not set') : t('unknown price or value')];
}
