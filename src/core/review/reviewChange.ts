/** The review of a change: its cost and its findings. */
import type { BilledWorkspace } from '../bill/join';
import type { Assessment } from '../cost/assess';
import type { DataSum } from '../cost/dataSum';
import { dataChange } from './diff/dataChange';
import {
  diffAssessments,
  monthlyDifference,
  type Change,
  type MonthlyDifference,
  type WorkspaceDiff,
} from './diff/diff';
import { significantChanges, type MinDelta } from './diff/significant';
import { billedChanges, type BilledChange } from './billedChanges';
import type { SkippedFile } from '../workspace/skipReason';
import type { FindingReport } from './findings/finding';
import { compareText } from '../text/compareText';
import { findingsOfChange } from './findings/findingsOfChange';

/** One state of a workspace: its assessments and all findings. */
export interface ReviewedState {
  readonly assessments: readonly Assessment[];
  readonly report: FindingReport;
  /** The files that could not be read: what they cost is unknown. */
  readonly skipped: readonly SkippedFile[];
  /** What is stored and sent, with that of apps and the workspace; absent or null for nothing. */
  readonly data?: DataSum | null;
  /** What its apps did cost; absent or null without a bill. */
  readonly billed?: BilledWorkspace | null;
}

/** A file that could not be read in one state or in both. */
export interface UnreadFile extends SkippedFile {
  readonly side: 'before' | 'after' | 'both';
}

export interface ChangeReview {
  readonly diff: WorkspaceDiff;
  /** What changed in these files is unknown, and in no figure. */
  readonly unread: readonly UnreadFile[];
  /** The changes that are shown, the most expensive first. */
  readonly changes: readonly Change[];
  /** Number of changes with a smaller difference, which are not shown. */
  readonly leftOut: number;
  /** For all changes, including small ones. */
  readonly difference: MonthlyDifference;
  /** What the apps of the changes cost today, by the bill; null without one. */
  readonly billed: readonly BilledChange[] | null;
  /** The findings that the change causes; for changes that are not shown, only errors. */
  readonly findings: FindingReport;
}

export function reviewChange(
  before: ReviewedState,
  after: ReviewedState,
  min: MinDelta | null = null,
): ChangeReview {
  const diff = diffAssessments(
    before.assessments,
    after.assessments,
    { before: namesOf(before), after: namesOf(after) },
    dataChange(before.data ?? null, after.data ?? null),
  );
  const { changes, leftOut } = significantChanges(diff, min);
  const kept = new Set(changes);
  const small = new Set(diff.changes.filter((change) => !kept.has(change)).map((change) => change.after));
  const { findings, silenced } = findingsOfChange(diff.changes, before.report, after.report);
  return {
    diff,
    unread: unreadFiles(before, after),
    changes,
    leftOut,
    difference: monthlyDifference(diff),
    billed: after.billed ? billedChanges(diff.changes, before.billed ?? null, after.billed) : null,
    findings: {
      findings: findings.filter(
        ({ subject, severity }) => severity === 'error' || subject === null || !small.has(subject),
      ),
      silenced,
    },
  };
}

function namesOf({ skipped }: Pick<ReviewedState, 'skipped'>): Set<string> {
  return new Set(skipped.map(({ file }) => file));
}

function unreadFiles(before: ReviewedState, after: ReviewedState): UnreadFile[] {
  const [was, is] = [namesOf(before), namesOf(after)];
  return [
    ...after.skipped.map((each): UnreadFile => ({ ...each, side: was.has(each.file) ? 'both' : 'after' })),
    ...before.skipped
      .filter(({ file }) => !is.has(file))
      .map((each): UnreadFile => ({ ...each, side: 'before' })),
  ].sort((a, b) => compareText(a.file, b.file));
}
