import type { PricingContext } from '../cost/estimate';
import type { KnownAmount } from '../cost/amount';
import { covered, creditSeconds, planBill, planInUse } from '../cost/planCredit';
import { orMore } from './amountText';
import { oneLine } from './escape';
import { percent, plainNumber, usd } from './money';
import { plural } from './words/plural';
import { message, t } from './words/translate';
import { bookTitle } from './words/priceBooks';

/**
 * What the credit of the workspace's plan buys of a GPU, and how much of a month it covers; empty where the plan has none,
 * or is unknown.
 */
export function creditSentence(
  context: Pick<PricingContext, 'book' | 'plan' | 'discounts'>,
  type: string | null,
  monthUsd: number | null,
): string {
  const inUse = planInUse(context);
  if (!inUse || !('plan' in inUse)) return '';
  const { name, creditUsdMonth } = inUse.plan;
  if (creditUsdMonth === null || creditUsdMonth === 0) return '';
  const { book, discounts = null } = context;
  const found =
    type === null
      ? undefined
      : creditSeconds(book, creditUsdMonth, discounts).find(({ gpu }) => gpu === type);
  const credit = usd(creditUsdMonth);
  const bought = found && plainNumber(Math.round(found.seconds), 9);
  const share = monthUsd === null || monthUsd === 0 ? undefined : percent(covered(monthUsd, creditUsdMonth));
  if (bought === undefined)
    return share === undefined
      ? ''
      : t(
          'Credit: {0} per month ({1}) covers {2} of this month. It applies once to the whole workspace.',
          credit,
          name,
          share,
        );
  const args = [credit, name, bought, type ?? ''];
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

/**
 * What the workspace's plan makes of its sum; or why nothing. Empty where the book has no free plan and none is named.
 * @param sum the cost per month, as far as it is known
 * @param withoutMonth how many declarations and calls count in it only with their warm containers
 */
export function planSentence(sum: KnownAmount, context: PricingContext, withoutMonth = 0): string {
  const inUse = planInUse(context);
  if (!inUse) return '';
  if ('unknown' in inUse)
    return t(
      '{0} has no plan “{1}”, so no fee or credit is included.',
      oneLine(bookTitle(context.book)),
      oneLine(inUse.unknown),
    );
  const name = oneLine(inUse.plan.name);
  const bill = planBill(sum, inUse.plan);
  if (!bill)
    return t(
      'The fee and the credit of the {0} plan depend on your contract, so they are not included.',
      name,
    );
  const fee = inUse.plan.feeUsdMonth ?? 0;
  const credited = usd(bill.credited.likely);
  const total = sum.atLeast ? orMore(usd(bill.total.likely)) : usd(bill.total.likely);
  const said =
    fee === 0
      ? t('On the {0} plan, with {1} of its credit: about {2} per month.', name, credited, total)
      : t(
          'On the {0} plan, with its fee of {1} and {2} of its credit: about {3} per month.',
          ...[name, usd(fee), credited, total],
        );
  return withoutMonth === 0 ? said : `${said} ${warmOnly(withoutMonth)}`;
}

function warmOnly(count: number): string {
  return plural(
    count,
    message('{0} without a cost per month counts only with its warm containers.'),
    message('{0} without a cost per month count only with their warm containers.'),
  );
}
