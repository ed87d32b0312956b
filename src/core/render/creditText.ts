import type { Discounts } from '../pricing/discounts';
import type { PriceBook } from '../pricing/schema';
import type { PricingContext } from '../cost/estimate';
import type { LikelyRange } from '../cost/traffic/likelyRange';
import { covered, creditSeconds, freePlan, planBill } from '../cost/planCredit';
import { oneLine } from './escape';
import { percent, plainNumber, usd } from './money';
import { t } from './words/translate';
import { bookTitle } from './words/priceBooks';

/** What the free plan's credit buys of a GPU, and how much of a month it covers; empty where the book has none. */
export function creditSentence(
  book: PriceBook,
  type: string | null,
  monthUsd: number | null,
  discounts: Discounts | null = null,
): string {
  const plan = freePlan(book);
  if (!plan) return '';
  const found =
    type === null
      ? undefined
      : creditSeconds(book, plan.creditUsdMonth, discounts).find(({ gpu }) => gpu === type);
  const credit = usd(plan.creditUsdMonth);
  const bought = found && plainNumber(Math.round(found.seconds), 9);
  const share =
    monthUsd === null || monthUsd === 0 ? undefined : percent(covered(monthUsd, plan.creditUsdMonth));
  if (bought === undefined)
    return share === undefined
      ? ''
      : t(
          'Credit: {0} per month ({1}) covers {2} of this month. It applies once to the whole workspace.',
          credit,
          plan.name,
          share,
        );
  const args = [credit, plan.name, bought, type ?? ''];
  return share === undefined
    ? t(
        'Credit: {0} per month ({1}) pays for {2} s of one active {3}. It applies once to the whole workspace.',
        ...args,
      )
    : t(
        'Credit: {0} per month ({1}) pays for {2} s of one active {3} and covers {4} of this month. It applies once to the whole workspace.',
        ...args,
        share,
      );
}

/** What the team's plan makes of a sum; empty for none, and for one whose terms are by contract. */
export function planSentence(sum: LikelyRange, { plan, book }: PricingContext): string {
  if (plan == null) return '';
  const named = book.plans.find(({ name }) => name.toLowerCase() === plan.toLowerCase());
  if (!named)
    return t(
      '{0} has no plan “{1}”, so no fee or credit is included.',
      oneLine(bookTitle(book)),
      oneLine(plan),
    );
  const bill = planBill(sum, named);
  if (!bill)
    return t(
      'The fee and the credit of the {0} plan depend on your contract, so they are not included.',
      oneLine(named.name),
    );
  const money = [named.feeUsdMonth!, bill.credited.likely, bill.total.likely].map(usd);
  return t(
    'On the {0} plan, with its fee of {1} and {2} of its credit: about {3} per month.',
    oneLine(named.name),
    ...money,
  );
}
