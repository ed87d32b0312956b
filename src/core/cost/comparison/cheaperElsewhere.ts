import type { Assessment } from '../assess';
import { comparisonOf } from './compareDeclaration';
import type { Comparison, ComparisonRow } from './comparison';

/** The cheapest offer for the same requests, where that is not Modal. */
export interface CheaperElsewhere {
  readonly modal: ComparisonRow;
  readonly offer: ComparisonRow;
  readonly usdPerMonth: number;
}

/** Null where Modal is the cheapest, and where nothing can be compared. */
export function cheaperElsewhere(
  assessment: Assessment,
  comparison: Comparison | null = comparisonOf(assessment, { rateBreakEvens: false }),
): CheaperElsewhere | null {
  if (comparison?.winner.kind !== 'provider') return null;
  // By the list, since the book in use has no price: it would contradict all other figures.
  if (comparison.bookId !== assessment.estimate.context.book.id) return null;
  const { modal, winner: offer } = comparison;
  return { modal, offer, usdPerMonth: modal.monthUsd - offer.monthUsd };
}
