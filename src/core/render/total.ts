import type { PricingContext } from '../cost/estimate';
import type { Total } from '../cost/total';
import { usdInterval, usdShort } from './money';

/** The status bar's text: the file's warm floor, and an hour of everything in it at work. */
export function totalText({ floorPerMonth, livePerHour, unknown }: Total): string {
  const parts = [
    ...(floorPerMonth.high > 0 ? [`${usdInterval(floorPerMonth, usdShort)}/mo warm`] : []),
    ...(livePerHour.high > 0 ? [`${usdInterval(livePerHour, usdShort)}/h live`] : []),
    ...(unknown > 0 ? [`${unknown} not known`] : []),
  ];
  return parts.join(' · ');
}

/** What the status bar's text means, in sentences. */
export function totalTooltip(
  { declarations, unknown }: Total,
  { book, hoursPerMonth }: PricingContext,
): string {
  return [
    `${declarations} Modal ${declarations === 1 ? 'declaration' : 'declarations'} in this file.`,
    'Warm: containers kept by min_containers, idle, all month. Live: one container of each at work, an hour.',
    ...(unknown > 0
      ? [`${unknown} of them not counted in full: something they need is not known here.`]
      : []),
    `Prices: ${book.title} (${book.date}); a month is ${hoursPerMonth} h.`,
  ].join('\n');
}
