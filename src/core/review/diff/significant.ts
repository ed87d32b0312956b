import { costsTheSame, headline, type Change, type WorkspaceDiff } from './diff';

/** The least difference a month that is worth a word, up or down: in USD, or in percent of what was paid before. */
export interface MinDelta {
  readonly value: number;
  readonly unit: 'USD' | 'percent';
}

/** The changes of a diff that are worth a word, and how many are not. */
export interface SignificantChanges {
  readonly changes: readonly Change[];
  readonly leftOut: number;
}

/** Leaves out changes with a smaller difference. One that is not known stays; so does whatever was not paid for before. */
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
