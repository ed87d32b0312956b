/** Whether the check passes for a workspace, or for a change to it. All money is in USD per month. */
import { certaintyOf, moreBySwitch, type Amount, type AmountCertainty } from '../cost/amount';
import type { Assessment } from '../cost/assess';
import type { DataSum } from '../cost/dataSum';
import { isOpen } from '../cost/estimate';
import { isCountUnknown } from '../modal/declaration';
import { costsTheSame, headline } from './diff/diff';
import type { SkippedFile } from '../workspace/skipReason';
import type { ChangeReview, ReviewedState } from './reviewChange';
import { spendingOf, type Spending } from '../cost/spending';
import { exceeds } from './findings/budgetRules';
import type { FindingReport, Finding } from './findings/finding';
import type { Severity } from './findings/rules';

/** The limit, compared with the cost. */
export interface Limit {
  readonly limit: number;
  /**
   * What is compared: the likely figure of costs per month, and of warm floors if these are unknown. Null if nothing is
   * known. Of a switch that nobody has set, the dearest side counts.
   */
  readonly value: number | null;
  /** Whether the value is more than the likely figure, because of switches. */
  readonly isBySwitch: boolean;
  /** The possible figures. */
  readonly low: number | null;
  readonly high: number | null;
  readonly certainty: AmountCertainty;
  /** Whether it is the cost of the workspace, or the difference of a change. */
  readonly of: 'workspace' | 'change';
  readonly exceeded: boolean;
}

/** What is unknown of a declaration or call: a price, a warm floor, or a cost per month with a known usage. */
export interface UnknownCost {
  readonly assessment: Assessment;
  readonly what: readonly ('price' | 'count' | 'floor' | 'month')[];
}

export interface Check {
  /** The findings that count: all, or those that a change causes. */
  readonly findings: FindingReport;
  readonly counts: Readonly<Record<Severity, number>>;
  /** For the whole state, whatever the change. */
  readonly spending: Spending;
  /** What is stored and sent, which is in the spending; null for nothing. */
  readonly data: DataSum | null;
  readonly change: ChangeReview | null;
  readonly limit: Limit | null;
  /** Of all declarations and calls, or of those that a change adds or alters. */
  readonly unknown: readonly UnknownCost[];
  readonly failOnUnknown: boolean;
  /** The files that could not be read, in either state of a change. */
  readonly unread: readonly SkippedFile[];
  /** Whether all files were read, so that nothing can be hidden in one; or unread ones are allowed. */
  readonly isComplete: boolean;
  readonly passes: boolean;
}

export interface CheckOptions {
  /** The limit, or the limit of what a change may add, in USD per month; null for none. */
  readonly failAbove?: number | null;
  /** Whether an unknown cost makes the check fail. */
  readonly failOnUnknown?: boolean;
  /** Whether the check may be complete without all files. */
  readonly allowUnread?: boolean;
}

export function check(
  state: ReviewedState,
  change: ChangeReview | null,
  { failAbove = null, failOnUnknown = false, allowUnread = false }: CheckOptions = {},
): Check {
  const findings = change?.findings ?? state.report;
  const spending = spendingOf(state.assessments, state.data);
  const limit = failAbove === null ? null : limitOf(failAbove, spending, change);
  const counts = countsOf(findings.findings);
  const unknown = unknownCosts(state.assessments, change);
  const unread = change?.unread ?? state.skipped;
  return {
    findings,
    counts,
    spending,
    data: state.data ?? null,
    change,
    limit,
    unknown,
    failOnUnknown,
    unread,
    isComplete: allowUnread || unread.length === 0,
    passes: counts.error === 0 && !(limit?.exceeded ?? false) && !(failOnUnknown && unknown.length > 0),
  };
}

function limitOf(limit: number, spending: Spending, change: ChangeReview | null): Limit {
  const amount = change ? differenceOf(change) : spending.month;
  const { low, likely, high } = typeof amount === 'string' ? UNKNOWN : amount;
  const switched = change ? switchedChanges(change) : moreBySwitch(amount);
  const value = likely === null ? null : likely + switched;
  return {
    limit,
    value,
    low,
    high,
    certainty: certaintyOf(amount),
    of: change ? 'change' : 'workspace',
    isBySwitch: switched > 0,
    exceeded: value !== null && exceeds(value, limit),
  };
}

/** How much more a change adds if the switches are set to their dearest sides before and after it. */
function switchedChanges({ diff }: ChangeReview): number {
  const different = diff.changes.filter((each) => !costsTheSame(each));
  return different.reduce((sum, change) => {
    const figure = headline(change)?.figure;
    if (!figure) return sum;
    const { before, after } = change.figures[figure];
    return sum + Math.max(0, moreBySwitch(after) - moreBySwitch(before));
  }, 0);
}

const UNKNOWN = { low: null, likely: null, high: null };

/** What a change adds: at least the known differences if others are unknown. */
function differenceOf({ difference, unread }: ChangeReview): Amount {
  const { delta, byFloor, partly, unknown } = difference;
  return byFloor + partly + unknown + unread.length > 0 ? { ...delta, atLeast: true } : delta;
}

function unknownCosts(assessments: readonly Assessment[], change: ChangeReview | null): UnknownCost[] {
  const changed =
    change && new Set(change.diff.changes.filter((each) => !costsTheSame(each)).map(({ after }) => after));
  return assessments.flatMap((assessment) => {
    const { estimate, month } = assessment;
    if (changed && !changed.has(estimate.subject)) return [];
    const what = [
      ...(isOpen(estimate) ? (['price'] as const) : []),
      ...(isCountUnknown(estimate.subject) ? (['count'] as const) : []),
      ...(estimate.floor && !estimate.floor.perMonth ? (['floor'] as const) : []),
      ...(month?.status === 'unknown' ? (['month'] as const) : []),
    ];
    return what.length === 0 ? [] : [{ assessment, what }];
  });
}

function countsOf(findings: readonly Finding[]): Check['counts'] {
  const of = (level: Severity): number => findings.filter(({ severity }) => severity === level).length;
  return { error: of('error'), warning: of('warning'), info: of('info') };
}
