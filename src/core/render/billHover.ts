/** What an app did cost, beside the estimate: a line of a hover, and lines of tooltips. */
import type { ActualApp } from '../bill/actualCosts';
import { hoursOf, type Period } from '../bill/bill';
import { floorShare, type BilledApp, type BilledWorkspace } from '../bill/join';
import { monthAmount, type KnownAmount } from '../cost/amount';
import type { Assessment } from '../cost/assess';
import { gpuText, staleBillText } from './actualText';
import { orMore } from './amountText';
import { inPeriodText, monthOf, shortPeriodText } from './billPeriod';
import { escapeMarkdown, inlineCode, oneLine } from './escape';
import { percent, usd, usdKnown } from './money';
import { t } from './words/translate';

/** What the bill has of the app of a declaration. */
export interface HoverBill {
  /** One for each environment. */
  readonly apps: readonly ActualApp[];
  readonly period: Period;
}

/** `**Actual:** $412.00 in October 2026 (app llama-serving); this estimate: $622–1,216 per month.`; empty if the bill has none of it. */
export function billHoverLine({ apps, period }: HoverBill, { estimate, month }: Assessment): string {
  if (apps.length === 0) return '';
  const { hoursPerMonth, today } = estimate.context;
  const names = [...new Set(apps.map(({ app }) => app))].map((app) => inlineCode(app, 80)).join(', ');
  const amounts = apps.map(({ cost, environment }) =>
    apps.length === 1 ? usd(cost) : t('{0} in {1}', usd(cost), inlineCode(environment, 80)),
  );
  const sum = apps.reduce((all, { cost }) => all + cost, 0);
  const scaled = monthOf(period) ? '' : t('; {0} per month', usd((sum / hoursOf(period)) * hoursPerMonth));
  const actual = t(
    '**Actual:** {0} {1} (app {2}{3})',
    amounts.join(', '),
    escapeMarkdown(inPeriodText(period)),
    names,
    scaled,
  );
  const own = month?.status === 'known' ? monthAmount(month) : null;
  const stale = staleBillText(period, today);
  return [
    own ? t('{0}; this estimate: {1} per month.', actual, estimateText(own)) : `${actual}.`,
    ...(stale === '' ? [] : [escapeMarkdown(stale)]),
  ].join(' ');
}

/** As finely as a lens says it. */
function estimateText(amount: KnownAmount): string {
  const [low, high] = [usdKnown(amount.low, amount), usdKnown(amount.high, amount)];
  const text = low === high ? low : `${low}–${high.slice(1)}`;
  return amount.atLeast ? orMore(text) : text;
}

/** What apps did cost in all, as plain text: `Actual: $412.00 in October 2026 (app llama-serving, environment main)`. */
export function billTooltipLines(apps: readonly ActualApp[], period: Period): readonly string[] {
  return apps.map(({ app, environment, cost }) =>
    t(
      'Actual: {0} {1} (app {2}, environment {3})',
      usd(cost),
      inPeriodText(period),
      oneLine(app),
      oneLine(environment),
    ),
  );
}

/** `Actual: October 2026.`, and that it ended long ago. */
export function billPeriodSentence({ period, context }: Pick<BilledWorkspace, 'period' | 'context'>): string {
  const said = t('Actual: {0}.', shortPeriodText(period));
  const stale = staleBillText(period, context.today);
  return stale === '' ? said : `${said} ${stale}`;
}

/** An app's bill in sentences of plain text: what it did cost in each environment, and what that says of its containers. */
export function billedAppLines(apps: readonly BilledApp[], period: Period): readonly string[] {
  return apps.map((billed) => {
    const { actual, perMonth, gpus } = billed;
    const share = floorShare(billed);
    return [
      t(
        'Actual: {0} {1} in environment {2}, {3} per month.',
        usd(actual.cost),
        inPeriodText(period),
        oneLine(actual.environment),
        usd(perMonth),
      ),
      ...(gpus.length > 0 ? [t('GPUs alive: {0}.', gpus.map(gpuText).join(', '))] : []),
      ...(share !== null && share > 0 ? [t('Its warm floor is {0} of that.', percent(share))] : []),
    ].join(' ');
  });
}
