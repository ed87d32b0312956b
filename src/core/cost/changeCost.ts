/** What a change of a declaration's settings costs per month, by the book in use and by the other bundled one. */
import type { Lineage } from '../pricing/schema';
import { otherBook } from '../pricing/otherBook';
import { inBook, type Assessment } from './assess';
import type { Change } from './varyDeclaration';
import { withChange } from './withChange';

/** Likely costs in USD per month by one book, without and with the change. */
export interface BookCost {
  readonly bookId: string;
  readonly lineage: Lineage;
  readonly nowUsd: number;
  readonly thenUsd: number;
}

/**
 * `disputed`: it saves by the book in use, and costs more by the other bundled one. Only what `saves` is recommended, so
 * that no advice raises the bill.
 */
export type ChangeVerdict = 'saves' | 'savesNothing' | 'disputed';

export interface ChangeCost {
  readonly verdict: ChangeVerdict;
  readonly inUse: BookCost;
  /** Null if the other book has no price for the same GPU. */
  readonly other: BookCost | null;
}

/** Two books that disagree on whether a change saves: the one in use, then the other one. */
export type Disagreement = readonly [inUse: BookCost, other: BookCost];

/** The cost of a change of the code; null for a call, and if the cost per month is unknown. */
export function changeCost(assessment: Assessment, change: Change): ChangeCost | null {
  const inUse = costBy(assessment, change);
  if (!inUse) return null;
  const elsewhere = inBook(assessment, otherBook(assessment.estimate.context.book));
  const other = firstOption(elsewhere) === firstOption(assessment) ? costBy(elsewhere, change) : null;
  const saves = isLess(inUse.thenUsd, inUse.nowUsd);
  const verdict = !saves
    ? 'savesNothing'
    : other && isLess(other.nowUsd, other.thenUsd)
      ? 'disputed'
      : 'saves';
  return { verdict, inUse, other };
}

/** Whether a change costs more, by the book in use or, where it saves nothing by that, by the other one. */
export function raisesBill({ verdict, inUse, other }: ChangeCost): boolean {
  const rises = ({ nowUsd, thenUsd }: BookCost): boolean => isLess(nowUsd, thenUsd);
  return verdict === 'savesNothing' && (rises(inUse) || (other !== null && rises(other)));
}

/** The books if they disagree on a change; null otherwise. */
export function disagreementOn(cost: ChangeCost | null): Disagreement | null {
  return cost?.verdict === 'disputed' && cost.other ? [cost.inUse, cost.other] : null;
}

function costBy(assessment: Assessment, change: Change): BookCost | null {
  const { subject, context } = assessment.estimate;
  if (subject.type === 'call') return null;
  const nowUsd = likelyUsd(assessment);
  if (nowUsd === null) return null;
  const thenUsd = likelyUsd(withChange(assessment, subject, change));
  if (thenUsd === null) return null;
  const { id: bookId, lineage } = context.book;
  return { bookId, lineage, nowUsd, thenUsd };
}

function likelyUsd({ month }: Assessment): number | null {
  return month?.status === 'known' ? month.total.likely : null;
}

/** The GPU that a likely figure is for. */
function firstOption({ month }: Assessment): string | null {
  return month?.status === 'known' ? month.options[0].label : null;
}

/** Differences below a millionth of a dollar are rounding. */
const ROUNDING_USD = 1e-6;

function isLess(a: number, b: number): boolean {
  return b - a > ROUNDING_USD;
}
