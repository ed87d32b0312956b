/** Whether a workspace, or a change to it, may pass. All money is USD a month. */
import type { ChangeReview, ReviewedState } from './reviewChange';
import { exceeds, spendingOf, type Spending } from './findings/budgetRules';
import type { FindingReport, Finding } from './findings/finding';
import type { Severity } from './findings/rules';

/** The most that may be spent, held against what is. */
export interface Limit {
  readonly limit: number;
  /** The likely figure: known months, and warm floors where no month is known. */
  readonly value: number;
  /** Of the workspace as it is, or of the difference that a change makes. */
  readonly of: 'workspace' | 'change';
  readonly exceeded: boolean;
}

export interface Check {
  /** What counts: all, or what a change answers for. */
  readonly findings: FindingReport;
  readonly counts: Readonly<Record<Severity, number>>;
  /** Of the whole state, whatever the change. */
  readonly spending: Spending;
  readonly change: ChangeReview | null;
  readonly limit: Limit | null;
  readonly passes: boolean;
}

/** @param failAbove the most that may be spent, or with a change the most that it may add; null for any */
export function check(state: ReviewedState, change: ChangeReview | null, failAbove: number | null): Check {
  const findings = change?.findings ?? state.report;
  const spending = spendingOf(state.assessments);
  const value = change ? change.difference.delta.likely : spending.month.likely;
  const limit: Limit | null =
    failAbove === null
      ? null
      : {
          limit: failAbove,
          value,
          of: change ? 'change' : 'workspace',
          exceeded: exceeds(value, failAbove),
        };
  const counts = countsOf(findings.findings);
  return {
    findings,
    counts,
    spending,
    change,
    limit,
    passes: counts.error === 0 && !(limit?.exceeded ?? false),
  };
}

function countsOf(findings: readonly Finding[]): Check['counts'] {
  const of = (level: Severity): number => findings.filter(({ severity }) => severity === level).length;
  return { error: of('error'), warning: of('warning'), info: of('info') };
}
