import { monthAmount } from '../cost/amount';
import type { Assessment } from '../cost/assess';
import type { Estimate } from '../cost/estimate';
import type { KnownMonth } from '../cost/month';
import type { LikelyRange } from '../cost/traffic/likelyRange';
import type { BillPart } from '../cost/monthBill';
import type { MonthAssumption } from '../cost/monthOutcomes';
import type { ResolvedUsage } from '../cost/usage';
import { FIT_FIELDS, USAGE_FIELDS, type UsageFieldInfo, type UsageFigure } from '../modal/usageFields';
import { orMore } from './amountText';
import { escapeMarkdown } from './escape';
import type { Wait } from '../cost/addedWait';
import { duration, FACTOR_DIGITS, percent, plainNumber, usd, usdRate } from './money';
import { originText } from './usageOrigin';
import { partTitle } from './words/partTitle';
import { assumptionText, monthReasonText, overloadText } from './words/monthWords';
import { t } from './words/translate';

/** One line of a month: its arithmetic and its money. */
export interface MonthRow {
  readonly title: string;
  readonly arithmetic: string;
  readonly result: string;
  /** Whether there is any of it, and the book in use bills it. */
  readonly isPaid: boolean;
}

/** The lines of a month for its first option, likely figures. */
export function monthRows(month: KnownMonth, { settings }: Estimate): readonly MonthRow[] {
  const [first] = month.options;
  // A sandbox is never idle, and bills no start.
  const parts = first.bill.parts.filter(({ part }) => !settings.isSandbox || part === 'active');
  return parts.map((part) => ({
    title: settings.isSandbox ? t('Running') : partTitle(part.part),
    arithmetic: partArithmetic(part),
    result: part.billed ? usd(part.usd.likely) : t('not billed'),
    isPaid: part.billed && part.usd.likely > 0,
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

/** `$280.32 (between $275.10 and $290.00 if requests arrive at random times (Poisson))`. */
export function monthTotal(month: KnownMonth): string {
  const { total } = month;
  const { atTimeout, atMost, atLeast } = monthAmount(month);
  if (atMost) return t('at most {0}', usd(total.high));
  const likely = atLeast ? orMore(usd(total.likely)) : usd(total.likely);
  if (atTimeout) return t('about {0} if every run takes its timeout', likely);
  return usd(total.low) === usd(total.high) ? likely : t('{0} ({1})', likely, rangeText(month));
}

/** The month as Markdown for a report: its table, what drives it, and what it takes for granted. */
export function monthMarkdown(assessment: Assessment): string {
  const { estimate, month, usage } = assessment;
  if (!month || !usage) return '';
  if (month.status === 'unknown')
    return `**${t('Cost per month unknown:')}** ${escapeMarkdown(monthReasonText(month.reason))}.`;
  const table = [
    `| ${t('cost per month')} | ${t('arithmetic')} | USD |`,
    '|:--|:--|--:|',
    ...monthRows(month, estimate).map((row) => `| ${row.title} | ${row.arithmetic} | ${row.result} |`),
    `| **${t('Per month, likely')}** | ${escapeMarkdown(spread(month))} | **${likelyText(month)}** |`,
  ].join('\n');
  const blocks = [
    table,
    usageSentence(usage),
    monthDrivers(assessment),
    overloadMarkdown(month),
    assumes(month),
  ];
  return blocks.filter((block) => block !== '').join('\n\n');
}

/** Why a month does not hold; empty where it does. */
export function overloadMarkdown({ unstable }: KnownMonth): string {
  return unstable === null ? '' : `**${t('Overloaded:')}** ${escapeMarkdown(overloadText(unstable))}.`;
}

/** How busy the containers are; empty for a sandbox, and without a month. */
export function monthDrivers({ estimate, month }: Assessment): string {
  return month?.status !== 'known' || estimate.settings.isSandbox ? '' : drivers(month);
}

/** Where the usage of a month is from, and what the month takes for granted. */
export function monthSources({ month, usage }: Assessment): readonly string[] {
  if (month?.status !== 'known' || !usage) return [];
  return [usageSentence(usage), assumes(month)];
}

function assumes({ assumptions }: KnownMonth): string {
  return assumptions.length === 0
    ? ''
    : t('Assumes: {0}.', escapeMarkdown(assumptions.map(assumptionText).join('; ')));
}

/** The likely sum, in bold where a reader looks for it first. */
export function likelyText(month: KnownMonth): string {
  return monthTotal({ ...month, total: onlyLikely(month) });
}

function onlyLikely({ total, atMost }: KnownMonth): LikelyRange {
  const value = atMost ? total.high : total.likely;
  return { low: value, likely: value, high: value };
}

/** With a high that many times the likely figure a range says nothing. */
const MAX_TOLD_HIGH = 5;

/** Whether the high of a range is too far from the likely figure to mean anything. */
export function saysNothing({ likely, high }: LikelyRange): boolean {
  return high > MAX_TOLD_HIGH * likely;
}

/** What the month may be between, and for which traffic; or why that cannot be told. */
function rangeText({ total, assumptions }: KnownMonth): string {
  const [low, high] = [usd(total.low), usd(total.high)];
  if (saysNothing(total))
    return t(
      'at least {0}; many times more if idle containers are used in turn, so that none of them stops',
      low,
    );
  return assumptions.some(({ kind }) => kind === 'poissonArrivals') && !assumptions.some(isOfArrivals)
    ? t('between {0} and {1} if requests arrive at random times (Poisson)', low, high)
    : t('between {0} and {1}', low, high);
}

/** Whether it says in which other way requests arrive. */
function isOfArrivals({ kind }: MonthAssumption): boolean {
  return ['groupsAtOnce', 'bursts', 'hourlyShape', 'weeklyShape'].includes(kind);
}

/** Whether a month is one sum, of which there is no more to say. */
export function isSum({ total, options }: KnownMonth): boolean {
  return options.length === 1 && usd(total.low) === usd(total.high);
}

/** How sure the sum of a month is. */
export function spread(month: KnownMonth): string {
  const { total, options } = month;
  const sum = usd(total.low) === usd(total.high) ? t('sum') : rangeText(month);
  return options.length > 1 ? t('{0} options, {1}', options.length, sum) : sum;
}

/** How busy the containers are, how many requests meet a cold start, and how long these wait. */
function drivers({ seconds, wait }: KnownMonth): string {
  if (seconds.requests === 0) return t('No requests: only the warm floor.');
  const busy = busyText(seconds);
  return wait.mean > 0 ? `${busy} ${waitText(wait)}` : busy;
}

/** How busy the containers are, and how many requests meet a cold start. */
export function busyText({ utilization, coldStartShare }: KnownMonth['seconds']): string {
  return t(
    'Containers serve requests {0} of the time they run; {1} of requests hit a cold start.',
    percent(utilization),
    aboutPercent(coldStartShare.likely),
  );
}

/** Smaller shares than this nobody needs by their figure. */
const MIN_SHARE = 1e-5;

/** `about 26.7%`, `less than 0.001%`, and `0%` only for none. */
function aboutPercent(share: number): string {
  if (share === 0) return percent(0);
  return share < MIN_SHARE ? t('less than {0}', percent(MIN_SHARE)) : t('about {0}', percent(share));
}

function waitText({ mean, p95 }: Wait): string {
  const rounded = (seconds: number): string => duration(Number(seconds.toPrecision(2)));
  return p95 === null
    ? t('Requests wait {0} for a container on average.', rounded(mean))
    : t(
        'Requests wait {0} for a container on average, and 95% of them at most {1}.',
        rounded(mean),
        rounded(p95),
      );
}

/** The usage in a sentence, each figure with where it comes from. */
function usageSentence({ usage, origins }: ResolvedUsage): string {
  const named = USAGE_FIELDS.filter(
    ({ field }) => origins[field].source !== 'default' && usage[field] !== null && !FIT_FIELDS.has(field),
  );
  const parts = named.map(
    (info) => `${fieldText(info, usage[info.field]!)} (${originText(origins[info.field], escapeMarkdown)})`,
  );
  return parts.length === 0 ? '' : t('Usage: {0}.', parts.join(', '));
}

function fieldText({ name }: UsageFieldInfo, value: UsageFigure): string {
  const values = typeof value === 'object' ? value : [value];
  const texts = values.map((each) => (typeof each === 'number' ? plainNumber(each, 9) : String(each)));
  return `${escapeMarkdown(name)} ${texts.join(', ')}`;
}
