import type { Discounts } from '../pricing/discounts';
import type { PriceBook } from '../pricing/schema';
import { covered, creditSeconds, freePlan } from '../cost/credit';
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
