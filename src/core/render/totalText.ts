import type { PricingContext } from '../cost/estimate';
import type { Total } from '../cost/estimateTotal';
import { usdInterval, usdShort } from './money';
import { t } from './words/translate';
import { bookTitle } from './words/priceBooks';

/** The status bar's text: the file's warm floor, and an hour of everything in it at work. */
export function totalText({ floorPerMonth, livePerHour, unknown }: Total): string {
  const parts = [
    ...(floorPerMonth.high > 0 ? [t('{0}/mo warm', usdInterval(floorPerMonth, usdShort))] : []),
    ...(livePerHour.high > 0 ? [t('{0}/h running', usdInterval(livePerHour, usdShort))] : []),
    ...(unknown > 0 ? [t('{0} unknown', unknown)] : []),
  ];
  return parts.join(' · ');
}

/** What the status bar's text means, in sentences. */
export function totalTooltip(
  { declarations, unknown }: Total,
  { book, hoursPerMonth }: PricingContext,
): string {
  return [
    declarations === 1
      ? t('1 Modal declaration in this file.')
      : t('{0} Modal declarations in this file.', declarations),
    t('Warm: containers kept by min_containers, idle all month. Running: one container of each, per hour.'),
    ...(unknown > 0 ? [t('{0} of them only partly counted: some values are unknown.', unknown)] : []),
    t('Prices: {0} ({1}); a month has {2} h.', bookTitle(book), book.date, hoursPerMonth),
  ].join('\n');
}
