/** The review's table “cost-to-performance”, by the prices in use and at any utilization. */
import {
  providerCosts,
  type PricedCost,
  type PrintedRow,
  type ProviderCost,
} from '../../cost/comparison/providerCosts';
import type { PricingContext } from '../../cost/estimate';
import { percent, plainNumber, signedPercent, usd, usdPerMillion } from '../money';
import { listBlock, reportSection, tableBlock, type ReportSection } from '../report/report';
import { left, right } from '../scenario/columns';
import { noOfferInBook, noPriceInBook } from '../words/offerWords';
import { bookTitle } from '../words/priceBooks';
import { t } from '../words/translate';
import { citedText } from './citedText';
import type { ReviewInBook } from './reviewInBook';

export function costSection(
  { review, book }: ReviewInBook,
  context: PricingContext,
  utilization: number | undefined,
): ReportSection | null {
  const asked = utilization === undefined ? undefined : [utilization];
  const { gpu, baseline, rows } = providerCosts(context, review, book, asked);
  const isPrinted = rows.some(({ printed }) => printed !== null);
  const columns = [
    left(t('provider')),
    right(t('active')),
    right(t('effective $/h')),
    right(t('tokens per second')),
    right(t('the review’s $/M')),
    right(t('$ spent ÷ tokens served')),
    right(baseline ? t('vs {0}, {1}', baseline.name, baseline.product) : t('vs a machine')),
    ...(isPrinted ? [left(t('the review prints'))] : []),
  ];
  const remarks = rows.flatMap(({ provider, product, note }) =>
    note === null ? [] : [`${provider}${product === null ? '' : `, ${product}`}: ${note}`],
  );
  return reportSection('costs', t('Cost to performance, {0}', gpu), [
    tableBlock(
      t('By the prices of {0}; throughput as the review has measured it', bookTitle(context.book)),
      columns,
      rows.map((row) => [...cells(row), ...(isPrinted ? [printedText(row.printed)] : [])]),
    ),
    listBlock([
      ...new Set(remarks),
      t(
        'The review scales the price by utilization but not the tokens. The cost per token served does not change with utilization on Modal, and rises on an idle machine.',
      ),
      ...(rows.some(({ cost }) => cost?.atLeast)
        ? [t('“Or more”: the idle time of its workers is billed too, and not counted.')]
        : []),
      ...review.costToPerformance.findings,
    ]),
    { kind: 'text', text: citedText(review.costToPerformance, book) },
  ]);
}

function cells({ provider, product, cost, tokensPerSecond }: ProviderCost): string[] {
  const name = product === null ? provider : `${provider}, ${product}`;
  const speed = tokensPerSecond === null ? t('not measured') : plainNumber(tokensPerSecond);
  if (!cost) {
    const unknown = product === null ? noOfferInBook() : noPriceInBook();
    return [name, t('any'), unknown, speed, t('unknown'), t('unknown'), t('unknown')];
  }
  return [name, percent(cost.utilization), priceText(cost), speed, ...tokenTexts(cost)];
}

function priceText({ effectivePerHour, atLeast }: PricedCost): string {
  return atLeast ? t('{0} or more', usd(effectivePerHour)) : usd(effectivePerHour);
}

/** The two ways to count, and the comparison; in words without a measured throughput. */
function tokenTexts({ tokens, versus, atLeast }: PricedCost): string[] {
  if (!tokens) return [t('unknown'), t('unknown'), t('unknown')];
  const money = (value: number): string =>
    atLeast ? t('{0} or more', usdPerMillion(value)) : usdPerMillion(value);
  return [
    money(tokens.reviewPerMillion),
    tokens.servedPerMillion === null ? t('none served') : money(tokens.servedPerMillion),
    versus === null ? t('unknown') : signedPercent(versus),
  ];
}

/** The printed row, digit by digit. */
function printedText(printed: PrintedRow | null): string {
  if (!printed) return t('no such row');
  const { utilization, usdPerHour, usdPerMillion: perMillion, versus } = printed;
  const compared = versus === null ? '' : `, ${versus > 0 ? '+' : '−'}${Math.abs(versus)}%`;
  return t('at {0}: {1}, {2}', percent(utilization), usd(usdPerHour), `$${perMillion.toFixed(3)}${compared}`);
}
