/** A change reviewed: what it costs, and what the rules say of it. */
import type { Assessment } from '../cost/assess';
import {
  diffAssessments,
  monthlyDifference,
  type Change,
  type MonthlyDifference,
  type WorkspaceDiff,
} from './diff/diff';
import { significantChanges, type MinDelta } from './diff/significant';
import type { FindingReport } from './findings/finding';
import { findingsOfChange } from './findings/findingsOfChange';

/** One state of a workspace, assessed, with all that the rules find in it. */
export interface ReviewedState {
  readonly assessments: readonly Assessment[];
  readonly report: FindingReport;
}

export interface ChangeReview {
  readonly diff: WorkspaceDiff;
  /** The changes that are worth a word, the dearest first. */
  readonly changes: readonly Change[];
  /** Changes with a smaller difference than asked for. */
  readonly leftOut: number;
  /** Of all changes, small ones too. */
  readonly difference: MonthlyDifference;
  /** What the change answers for; of changes that are left out only errors. */
  readonly findings: FindingReport;
}

export function reviewChange(
  before: ReviewedState,
  after: ReviewedState,
  min: MinDelta | null = null,
): ChangeReview {
  const diff = diffAssessments(before.assessments, after.assessments);
  const { changes, leftOut } = significantChanges(diff, min);
  const kept = new Set(changes);
  const small = new Set(diff.changes.filter((change) => !kept.has(change)).map((change) => change.after));
  const { findings, silenced } = findingsOfChange(diff.changes, before.report, after.report);
  return {
    diff,
    changes,
    leftOut,
    difference: monthlyDifference(diff),
    findings: {
      findings: findings.filter(
        ({ subject, severity }) => severity === 'error' || subject === null || !small.has(subject),
      ),
      silenced,
    },
  };
}
