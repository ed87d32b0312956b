/** Whether a deploy may go ahead without a question. All money is in USD per month. */
import { check, type Limit } from './gate';
import { costsTheSame, headline, type Change } from './diff/diff';
import type { Finding } from './findings/finding';
import { reviewChange, type ReviewedState } from './reviewChange';

/** Why somebody has to agree first. */
export type GateReason =
  | { readonly kind: 'increase'; readonly limit: Limit }
  /** Errors that the change causes: exceeded budgets, and values that Modal rejects. */
  | { readonly kind: 'errors'; readonly findings: readonly Finding[] }
  /** Costs that are unknown after the change, or whose difference is: how many declarations and calls. */
  | { readonly kind: 'unknown'; readonly count: number };

export type GateVerdict =
  | { readonly kind: 'go' }
  | { readonly kind: 'ask'; readonly reasons: readonly GateReason[] }
  /** What is not read never passes, whoever agrees. */
  | { readonly kind: 'unread' };

export interface GateOptions {
  /** What a change may add without a question. */
  readonly maxIncrease: number;
  readonly allowUnread: boolean;
}

/** @param before what was deployed last; a state without assessments if nothing was */
export function gateDeploy(
  before: ReviewedState,
  after: ReviewedState,
  { maxIncrease, allowUnread }: GateOptions,
): GateVerdict {
  const change = reviewChange(before, after);
  const checked = check(after, change, { failAbove: maxIncrease, failOnUnknown: true, allowUnread });
  if (!checked.isComplete) return { kind: 'unread' };
  const errors = checked.findings.findings.filter(({ severity }) => severity === 'error');
  const unknown = checked.unknown.length + change.diff.changes.filter(wasUnknown).length;
  const reasons: readonly GateReason[] = [
    ...(checked.limit?.exceeded ? [{ kind: 'increase', limit: checked.limit } as const] : []),
    ...(errors.length > 0 ? [{ kind: 'errors', findings: errors } as const] : []),
    ...(unknown > 0 ? [{ kind: 'unknown', count: unknown } as const] : []),
  ];
  return reasons.length === 0 ? { kind: 'go' } : { kind: 'ask', reasons };
}

/** Whether the cost is known now and was not before, so that nobody knows what it adds. */
function wasUnknown(change: Change): boolean {
  const { before, after } = change.figures.floor;
  return (
    change.after !== null &&
    !costsTheSame(change) &&
    headline(change) === null &&
    before === 'unknown' &&
    after !== 'unknown'
  );
}
