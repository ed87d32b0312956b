import { costsTheSame, headline, type Change, type WorkspaceDiff } from './diff';

/** The smallest difference per month that is shown, up or down: in USD, or in percent of the cost before. */
export interface MinDelta {
  readonly value: number;
  readonly unit: 'USD' | 'percent';
}

/** The changes of a diff that are shown, and the number of the others. */
export interface SignificantChanges {
  readonly changes: readonly Change[];
  readonly leftOut: number;
}

/**
 * Leaves out changes with a smaller difference. Unknown differences stay; with a limit in percent, so do costs that
 * were 0 before.
 */
export function significantChanges(
  { changes }: Pick<WorkspaceDiff, 'changes'>,
  min: MinDelta | null,
): SignificantChanges {
  const kept = min ? changes.filter((change) => isSignificant(change, min)) : changes;
  return { changes: kept, leftOut: changes.length - kept.length };
}

function isSignificant(change: Change, { value, unit }: MinDelta): boolean {
  if (costsTheSame(change)) return value === 0;
  const found = headline(change);
  if (!found) return true;
  const size = Math.abs(found.delta.likely);
  if (unit === 'USD') return size >= value;
  const { before } = change.figures[found.figure];
  const paid = typeof before === 'string' ? 0 : before.likely;
  return size >= (paid * value) / 100 && (size > 0 || value === 0);
}
