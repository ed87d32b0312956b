import type { Discounts } from '../pricing/discounts';
import type { PriceBook } from '../pricing/schema';
import type { PricingContext } from '../cost/estimate';
import type { Range } from '../cost/bill';
import { covered, creditSeconds, freePlan, planBill } from '../cost/credit';
import { oneLine } from './escape';
import { percent, plainNumber, usd } from './money';

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
  const credit = `${usd(plan.creditUsdMonth)} a month (${plan.name})`;
  const buys = found
    ? ` buys ${plainNumber(Math.round(found.seconds), 9)} s of one ${type ?? ''} at work`
    : '';
  const covers =
    monthUsd === null || monthUsd === 0
      ? ''
      : ` covers ${percent(covered(monthUsd, plan.creditUsdMonth))} of this month`;
  if (buys === '' && covers === '') return '';
  return `Credit: ${credit}${[buys, covers].filter(Boolean).join(' and')}, once for the whole workspace.`;
}

/** What the team's plan makes of a sum; empty for none, and for one whose terms are by contract. */
export function planSentence(sum: Range, { plan, book }: PricingContext): string {
  if (plan == null) return '';
  const named = book.plans.find(({ name }) => name.toLowerCase() === plan.toLowerCase());
  if (!named) return ` ${oneLine(book.title)} has no plan “${oneLine(plan)}”: no fee or credit is counted.`;
  const bill = planBill(sum, named);
  if (!bill)
    return ` The fee and the credit of the ${oneLine(named.name)} plan are by contract: not counted.`;
  return ` On the ${oneLine(named.name)} plan, with its fee of ${usd(named.feeUsdMonth!)} and ${usd(bill.credited.likely)} of its credit: about ${usd(bill.total.likely)} a month.`;
}
