/** The columns of a line of the explorer: always in one order, but for the one that it is sorted by, which comes first. */
import { hasUnknown, type Amount, type KnownAmount } from '../cost/amount';
import type { Assessment } from '../cost/assess';
import { ALL_PAID, dataCostOf, dataUsd } from '../cost/dataCost';
import { isOpen, type Estimate } from '../cost/estimate';
import { isSimulating } from '../cost/month';
import { spendingIn, spendingOf, type DataShare, type Spending } from '../cost/spending';
import { total, type Total } from '../cost/estimateTotal';
import { dataGroupText, dataTitle } from './dataText';
import { oneLine, shorten, withoutIcons } from './escape';
import { lensTitle } from './lensTitle';
import { usdInterval, usdLikely, usdShort } from './money';
import { monthTitle } from './monthTitle';
import { timesText } from './words/subjectNames';
import type { TitleWords } from './words/titleWords';
import { t } from './words/translate';

export const SORTS = ['cost', 'floor', 'actual', 'difference', 'name'] as const;
export type Sort = (typeof SORTS)[number];

/** What the actual bill has beside the estimate; empty where it does not say. */
export interface BillColumns {
  readonly actual: string;
  readonly difference: string;
  /** How many environments they are the sum of, if several. */
  readonly environments: string;
}

/** Texts such as `≈ $1,216/mo`; empty where there is nothing to pay for. */
interface Columns extends Partial<BillColumns> {
  readonly month: string;
  readonly warm: string;
  readonly live: string;
  /** What runs, or what is not known. */
  readonly rest: readonly string[];
}

/** The figure that a line is sorted by, and its other columns. */
export interface Ordered {
  /** Empty where lines are sorted by name. */
  readonly figure: string;
  readonly others: readonly string[];
}

export function ordered(all: Columns, sort: Sort): Ordered {
  const { month, actual = '', difference = '', environments = '', warm, live, rest } = all;
  const columns = [month, actual, difference, environments, warm, live, ...rest].filter(
    (each) => each !== '',
  );
  if (sort === 'name') return { figure: '', others: columns };
  const figure = sortedFigure(all, sort);
  return { figure, others: columns.filter((each) => each !== figure) };
}

/** What has no month goes by its warm floor, and what has neither by its running hour; only a bill stands for a bill. */
function sortedFigure({ month, actual = '', difference = '', warm, live }: Columns, sort: Sort): string {
  if (sort === 'actual') return actual === '' ? t('no actual cost') : actual;
  if (sort === 'difference') return difference === '' ? t('not compared') : difference;
  const first = sort === 'cost' ? [month, warm, live] : [warm, month, live];
  return first.find((each) => each !== '') ?? t('unknown');
}

/** The columns of a declaration, or of a call that costs something. */
export function declarationColumns(assessment: Assessment, words: TitleWords): Columns {
  const { estimate } = assessment;
  const { subject } = estimate;
  // What a call changes is a sentence of its own.
  if (subject.type === 'call') return { month: '', warm: '', live: '', rest: [lensTitle(assessment)] };
  return {
    month: monthTitle(assessment, words, 'short'),
    warm: warmText(estimate, words),
    live: estimate.livePerHour
      ? bounded(estimate, words.running(usdInterval(estimate.livePerHour)), words)
      : '',
    rest: [hardware(estimate), dataTitle(dataCostOf(assessment)), timesText(subject).trim()].filter(
      (each) => each !== '',
    ),
  };
}

function bounded(estimate: Estimate, text: string, words: TitleWords): string {
  return isOpen(estimate) ? words.atLeast(text) : text;
}

function warmText(estimate: Estimate, words: TitleWords): string {
  const { floor } = estimate;
  if (floor === null) return '';
  if (!floor.perMonth) return t('warm floor unknown');
  return bounded(estimate, words.warm(usdInterval(floor.perMonth, usdShort)), words);
}

/** `H100`, `2 × H100` for a warm pool, or the expression that is not known. */
function hardware({ subject, alternatives, floor, settings }: Estimate): string {
  const unknown = subject.gpu.status === 'unknown';
  const labels = alternatives.map(({ label }) => label);
  const what = unknown && labels.length === 0 ? [] : [labels.join(' | ')];
  const open = [
    ...(unknown ? [t('{0} unknown', source('gpu', subject.gpu.source))] : []),
    ...(floor && !floor.containers.interval
      ? [t('{0} unknown', source('min_containers', settings.minContainers.source))]
      : []),
  ];
  const unpriced = alternatives.filter(({ rate }) => !rate).map(({ label }) => label);
  if (unpriced.length > 0) open.push(t('no price for {0}', unpriced.join(' | ')));
  const count = floor?.likelyContainers;
  const pool = count != null && what.length > 0 ? [`${count} × ${what[0]}`] : what;
  return withoutIcons(oneLine([...open, ...pool].join(' · ')));
}

function source(name: string, text: string): string {
  return `${name}=${shorten(oneLine(text), 16)}`;
}

/** What a folder or an app comes to: its month is that of the budget findings. */
export interface GroupSum {
  readonly spending: Spending;
  readonly total: Total;
  /** Whether any cost per month in it is known, and not only warm floors. */
  readonly hasMonth: boolean;
  readonly isSimulating: boolean;
  /** What of the month is for storage and egress, in USD, and whether the allowance is taken off; null for nothing. */
  readonly data: { readonly usd: number; readonly isPaid: boolean } | null;
}

/** @param data of a folder with its allowance, or of an app before it; by default what the declarations say */
export function groupSum(assessments: readonly Assessment[], data: DataShare | null = null): GroupSum {
  const priced = assessments.map(withLastMonth);
  const spending = spendingOf(priced, data);
  return {
    spending,
    total: total(assessments.map(({ estimate }) => estimate)),
    hasMonth: spending.withoutMonth < spendingIn(priced).length,
    isSimulating: assessments.some(({ month }) => isSimulating(month)),
    data: dataIn(assessments, data ?? { paid: ALL_PAID, lines: [] }),
  };
}

function dataIn(assessments: readonly Assessment[], { paid, lines }: DataShare): GroupSum['data'] {
  const costs = [...assessments.map(dataCostOf), ...lines.map(({ cost }) => cost)].filter(
    (each) => each !== null,
  );
  if (costs.length === 0) return null;
  return { usd: costs.reduce((sum, cost) => sum + dataUsd(cost, paid), 0), isPaid: paid !== ALL_PAID };
}

/** What is being simulated counts with its last month. */
function withLastMonth(assessment: Assessment): Assessment {
  const { month, lastMonth } = assessment;
  return isSimulating(month) && lastMonth ? { ...assessment, month: lastMonth } : assessment;
}

export function groupColumns(
  {
    spending,
    total: { floorPerMonth, livePerHour, unknown },
    hasMonth,
    isSimulating: simulates,
    data,
  }: GroupSum,
  words: TitleWords,
): Columns {
  const { withoutMonth } = spending;
  // Without any, it would be the warm floor once more.
  const month = hasMonth || data ? monthText(spending.month, words) : '';
  return {
    month: simulates ? words.simulating(month) : month,
    warm: costText(floorPerMonth, inRange(words.warm), words),
    live: costText(livePerHour, inRange(words.running), words),
    rest: [
      data ? dataGroupText(data.usd, data.isPaid) : '',
      unknown > 0 ? t('{0} unknown', unknown) : '',
      (hasMonth || data) && withoutMonth > 0 ? t('{0} without a cost per month', withoutMonth) : '',
    ].filter((each) => each !== ''),
  };
}

/** Nothing of what is nothing, and of what is unknown altogether: that is counted. */
function costText(amount: Amount, text: (amount: KnownAmount) => string, words: TitleWords): string {
  if (typeof amount === 'string' || amount.high === 0) return '';
  const shown = text(amount);
  return hasUnknown(amount) ? words.atLeast(shown) : shown;
}

/** What depends on where it is deployed is a range, as in the lens. */
function inRange(text: (usd: string) => string): (amount: KnownAmount) => string {
  return (amount) => text(usdInterval(amount, usdShort));
}

/** A month is its likely figure, as finely as in the lens, unless that is $0 of what may cost something. */
function monthText(amount: Amount, words: TitleWords): string {
  if (typeof amount === 'string' || amount.high === 0) return '';
  const usd = amount.likely === 0 ? usdInterval(amount, usdShort) : usdLikely(amount);
  return hasUnknown(amount) ? words.aboutPerMonthAndMore(usd) : words.aboutPerMonth(usd);
}

/** All columns of a sum in one line. */
export function groupText(sum: GroupSum, words: TitleWords): string {
  const { month, warm, live, rest } = groupColumns(sum, words);
  return words.parts([month, warm, live, ...rest]);
}
