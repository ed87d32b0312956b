/** What the review claims of who fits Modal: data of its price book, whatever book is in use. */
import { reviewBook } from '../../pricing/bundled';
import type { FitClaims, FitRule } from '../../pricing/fitClaimsSchema';
import type { PriceBook } from '../../pricing/schema';
import { named, type Alternative, type Citation } from './fitFinding';

export const CLAIMS: FitClaims = reviewBook.claims!;

const { title, date } = reviewBook.sources[CLAIMS.source]!;

export const REVIEW: Citation = { who: 'review', title, url: null, date };

/** Whether a book is the review's or lies over it: then the review's word goes first. */
export function speaksForReview({ lineage }: PriceBook): boolean {
  return lineage.some((book) => book.id === reviewBook.id);
}

/** Whom the review's matrix names instead, in the row of a rule. */
export function alternativeFor(rule: FitRule): Alternative | null {
  return named(CLAIMS.useCases.find((row) => row.rule === rule)?.alternative);
}
