/** Whether the check passes for a workspace, or for a change to it. All money is in USD per month. */
import type { ChangeReview, ReviewedState } from './reviewChange';
import { exceeds, spendingOf, type Spending } from './findings/budgetRules';
import type { FindingReport, Finding } from './findings/finding';
import type { Severity } from './findings/rules';

/** The limit, compared with the cost. */
export interface Limit {
  readonly limit: number;
  /** The likely figure: known costs per month, and warm floors if these are unknown. */
  readonly value: number;
  /** Whether it is the cost of the workspace, or the difference of a change. */
  readonly of: 'workspace' | 'change';
  readonly exceeded: boolean;
}

export interface Check {
  /** The findings that count: all, or those that a change causes. */
  readonly findings: FindingReport;
  readonly counts: Readonly<Record<Severity, number>>;
  /** For the whole state, whatever the change. */
  readonly spending: Spending;
  readonly change: ChangeReview | null;
  readonly limit: Limit | null;
  readonly passes: boolean;
}

/** @param failAbove the limit, or the limit of what a change may add; null for none */
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
