/** A month in a title: with its range where there is room, or as short as a column is. */
import { monthAmount } from '../cost/amount';
import type { Assessment } from '../cost/assess';
import { isSimulating, type KnownMonth } from '../cost/month';
import type { LikelyRange } from '../cost/traffic/likelyRange';
import { orMore } from './amountText';
import { usdKnown, usdLikely, usdShort } from './money';
import { saysNothing } from './monthText';
import type { TitleWords } from './words/titleWords';
import { t } from './words/translate';

export type TitleLength = 'full' | 'short';

/** Empty where no month is known. What is being simulated is shown with its last month. */
export function monthTitle({ month, lastMonth }: Assessment, words: TitleWords, length: TitleLength): string {
  if (isSimulating(month)) return words.simulating(lastMonth ? knownMonth(lastMonth, words, length) : '');
  return month?.status === 'known' ? knownMonth(month, words, length) : '';
}

function knownMonth(month: KnownMonth, words: TitleWords, length: TitleLength): string {
  const isShort = length === 'short';
  if (month.unstable !== null)
    return isShort ? t('max_containers too low') : t('max_containers too low for the traffic');
  const amount = monthAmount(month);
  const { low, high, atMost, atTimeout, atLeast } = amount;
  if (atMost) return isShort ? words.atMostPerMonth(usdShort(high)) : words.scheduledPerMonth(usdShort(high));
  const shown = usdLikely(amount);
  if (isShort) return atLeast ? words.aboutPerMonthAndMore(shown) : words.aboutPerMonth(shown);
  const about = (): string => {
    if (atTimeout) return words.atTimeoutPerMonth(shown);
    return !atLeast && isWide(amount)
      ? words.aboutPerMonthIn(shown, usdKnown(low, amount), usdKnown(high, amount))
      : words.aboutPerMonth(shown);
  };
  return atLeast ? orMore(about()) : about();
}

/** A range that is wider than this share of the likely figure is shown with it. */
const MIN_SHOWN_SPREAD = 0.25;

/** Whether a range is worth its room: neither narrow, nor so wide that it says nothing. */
function isWide({ low, likely, high }: LikelyRange): boolean {
  return high - low > MIN_SHOWN_SPREAD * likely && !saysNothing({ low, likely, high });
}
