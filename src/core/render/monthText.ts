import type { Assessment } from '../cost/assess';
import type { Estimate } from '../cost/estimate';
import type { KnownMonth } from '../cost/month';
import type { LikelyRange } from '../cost/traffic/likelyRange';
import type { BillPart } from '../cost/monthBill';
import type { ResolvedUsage } from '../cost/usage';
import { USAGE_FIELDS, type UsageFieldInfo } from '../modal/usageFields';
import { escapeMarkdown } from './escape';
import { FACTOR_DIGITS, percent, plainNumber, usd, usdRate } from './money';
import { originText } from './usageOrigin';
import { partTitle } from './words/partTitle';
import { assumptionText, monthReasonText, overloadText } from './words/monthWords';
import { bookName } from './words/priceBooks';
import { t } from './words/translate';

/** One line of a month: its arithmetic and its money. */
export interface MonthRow {
  readonly title: string;
  readonly arithmetic: string;
  readonly result: string;
}

/** The lines of a month for its first option, likely figures. */
export function monthRows(month: KnownMonth): readonly MonthRow[] {
  const [first] = month.options;
  return first.bill.parts.map((part) => ({
    title: partTitle(part.part),
    arithmetic: partArithmetic(part),
    result: part.billed ? usd(part.usd.likely) : t('not billed'),
  }));
}

function partArithmetic({ part, seconds, perSecond, billed }: BillPart): string {
  if (!billed)
    return part === 'startup' || part === 'tail' ? t('not billed by this price book') : t('not billed');
  return `${plainNumber(seconds.likely, FACTOR_DIGITS)} s × ${rateText(perSecond)}`;
}

function rateText({ likely }: LikelyRange): string {
  return `${usdRate(Number(likely.toPrecision(FACTOR_DIGITS)))}/s`;
}

/** `$280.32 (between $275.10 and $290.00)`. */
export function monthTotal({ total, atTimeout, atMost }: KnownMonth): string {
  if (atMost) return t('at most {0}', usd(total.high));
  if (atTimeout) return t('about {0} if every run takes its timeout', usd(total.likely));
  const [low, high] = [usd(total.low), usd(total.high)];
  return low === high ? usd(total.likely) : t('{0} (between {1} and {2})', usd(total.likely), low, high);
}

/** The month as Markdown: its table, what drives it, and what it takes for granted. */
export function monthMarkdown({ estimate, month, usage }: Assessment, other?: Assessment): string {
  if (!month || !usage) return '';
  if (month.status === 'unknown')
    return `**${t('Cost per month unknown:')}** ${escapeMarkdown(monthReasonText(month.reason))}.`;
  const table = other
    ? besideMonthTable({ estimate, month }, other)
    : [
        `| ${t('cost per month')} | ${t('arithmetic')} | USD |`,
        '|:--|:--|--:|',
        ...monthRows(month).map((row) => `| ${row.title} | ${row.arithmetic} | ${row.result} |`),
        `| **${t('Per month, likely')}** | ${escapeMarkdown(spread(month))} | **${likelyText(month)}** |`,
      ].join('\n');
  const blocks = [
    table,
    usageSentence(usage),
    drivers(month),
    ...(month.unstable === null
      ? []
      : [`**${t('Overloaded:')}** ${escapeMarkdown(overloadText(month.unstable))}.`]),
    t('Assumes: {0}.', escapeMarkdown(month.assumptions.map(assumptionText).join('; '))),
  ];
  return blocks.filter((block) => block !== '').join('\n\n');
}

/** The same with the other book's figures beside it, in italics. */
function besideMonthTable(
  { estimate, month }: { readonly estimate: Estimate; readonly month: KnownMonth },
  other: Assessment,
): string {
  const beside = other.month?.status === 'known' && other.month.unstable === null ? other.month : null;
  const theirs = beside ? monthRows(beside) : [];
  const names = [estimate, other.estimate].map(({ context }) => escapeMarkdown(bookName(context.book)));
  const unknown = t('no price');
  return [
    `| ${t('cost per month')} | ${t('arithmetic')} | ${names[0]!} | *${names[1]!}* |`,
    '|:--|:--|--:|--:|',
    ...monthRows(month).map(
      (row, i) => `| ${row.title} | ${row.arithmetic} | ${row.result} | *${theirs[i]?.result ?? unknown}* |`,
    ),
    `| **${t('Per month, likely')}** | ${escapeMarkdown(spread(month))} | **${likelyText(month)}** | *${beside ? likelyText(beside) : unknown}* |`,
  ].join('\n');
}

function likelyText(month: KnownMonth): string {
  return monthTotal({ ...month, total: onlyLikely(month) });
}

function onlyLikely({ total, atMost }: KnownMonth): LikelyRange {
  const value = atMost ? total.high : total.likely;
  return { low: value, likely: value, high: value };
}

function spread({ total, options }: KnownMonth): string {
  const [low, high] = [usd(total.low), usd(total.high)];
  const sum = low === high ? t('sum') : t('between {0} and {1}', low, high);
  return options.length > 1 ? t('{0} options, {1}', options.length, sum) : sum;
}

/** How busy the containers are, and how many requests meet a cold start. */
function drivers({ seconds }: KnownMonth): string {
  if (seconds.requests === 0) return t('No requests: only the warm floor.');
  const cold = seconds.coldStartShare.likely;
  return t(
    'Containers serve requests {0} of the time they run; about {1} of requests hit a cold start.',
    percent(seconds.utilization),
    percent(cold),
  );
}

/** The usage in a sentence, each figure with where it comes from. */
function usageSentence({ usage, origins }: ResolvedUsage): string {
  const named = USAGE_FIELDS.filter(
    ({ field }) => origins[field].source !== 'default' && usage[field] !== null,
  );
  const parts = named.map(
    (info) => `${fieldText(info, usage[info.field]!)} (${originText(origins[info.field], escapeMarkdown)})`,
  );
  return parts.length === 0 ? '' : t('Usage: {0}.', parts.join(', '));
}

function fieldText({ name }: UsageFieldInfo, value: number): string {
  return `${escapeMarkdown(name)} ${plainNumber(value, 9)}`;
}
