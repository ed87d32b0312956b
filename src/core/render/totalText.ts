import type { PricingContext } from '../cost/estimate';
import { hasUnknown, type Amount } from '../cost/amount';
import type { Total } from '../cost/estimateTotal';
import { orMore } from './amountText';
import { usdInterval, usdShort } from './money';
import { bookTitle } from './words/priceBooks';
import { plural } from './words/plural';
import { SEEN, type TitleWords } from './words/titleWords';
import { message, t } from './words/translate';

/** The status bar's text: the file's warm floor, and an hour of everything in it at work. */
export function totalText({ floorPerMonth, livePerHour, unknown }: Total, words: TitleWords = SEEN): string {
  return words.parts([
    costOf(floorPerMonth, words.warm),
    costOf(livePerHour, words.running),
    unknown > 0 ? t('{0} unknown', unknown) : '',
  ]);
}

/** Nothing of what is nothing, and of what is unknown altogether: that is counted. */
function costOf(amount: Amount, words: (usd: string) => string): string {
  if (typeof amount === 'string' || amount.high === 0) return '';
  const text = words(usdInterval(amount, usdShort));
  return hasUnknown(amount) ? orMore(text) : text;
}

/** The same for the whole workspace, whose declarations a view lists. */
export function workspaceTooltip({ declarations }: Pick<Total, 'declarations'>): string {
  return plural(
    declarations,
    message('Cost of {0} Modal declaration in the workspace. Click to list it.'),
    message('Cost of {0} Modal declarations in the workspace. Click to list them.'),
  );
}

/** How many declarations have unknown values, so that only what is known of them counts. */
export function partlyCountedText(unknown: number): string {
  return plural(
    unknown,
    message('{0} of them is only partly counted, since some of its values are unknown.'),
    message('{0} of them are only partly counted, since some of their values are unknown.'),
  );
}

/** What the status bar's text means, in sentences. */
export function totalTooltip(
  { declarations, unknown }: Total,
  { book, hoursPerMonth }: PricingContext,
): string {
  return [
    plural(
      declarations,
      message('{0} Modal declaration in this file.'),
      message('{0} Modal declarations in this file.'),
    ),
    t('Warm: containers kept by min_containers, idle all month. Running: one container of each, per hour.'),
    ...(unknown > 0 ? [partlyCountedText(unknown)] : []),
    t('Prices: {0} ({1}); a month has {2} h.', bookTitle(book), book.date, hoursPerMonth),
  ].join('\n');
}
