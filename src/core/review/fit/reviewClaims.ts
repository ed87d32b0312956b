/** The review's claims on which work fits Modal: data of its price book, whatever price book is in use. */
import { reviewBook } from '../../pricing/bundled';
import { isOver } from '../../pricing/otherBook';
import type { FitClaims, FitRule } from '../../pricing/fitClaimsSchema';
import type { PriceBook } from '../../pricing/schema';
import { named, type Alternative, type Citation } from './fitFinding';

export const CLAIMS: FitClaims = reviewBook.claims!;

const { title, date } = reviewBook.sources[CLAIMS.source]!;

export const REVIEW: Citation = { who: 'review', title, url: null, date };

/** Whether a book is the review's or extends it: then the review decides. */
export function speaksForReview(book: PriceBook): boolean {
  return isOver(book, reviewBook.id);
}

/** The provider that the review's matrix recommends instead, in the row of a rule. */
export function alternativeFor(rule: FitRule): Alternative | null {
  return named(CLAIMS.useCases.find((row) => row.rule === rule)?.alternative);
}
