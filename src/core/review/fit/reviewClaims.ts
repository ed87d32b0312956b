/** The review's claims on which work fits Modal: data of its price book, whatever price book is in use. */
import { reviewBook } from '../../pricing/bundled';
import { isOver } from '../../pricing/otherBook';
import type { FitClaims, FitRule } from '../../pricing/fitClaimsSchema';
import type { PriceBook } from '../../pricing/schema';
import type { Alternative, Citation, ModalAnswer } from './fitFinding';

export const CLAIMS: FitClaims = reviewBook.claims!;

export const REVIEW: Citation = citation('review', CLAIMS.source);

/** Whether a book is the review's or extends it: then the review decides. */
export function speaksForReview(book: PriceBook): boolean {
  return isOver(book, reviewBook.id);
}

/** The provider that the review recommends instead: in the row of a rule, else to those who should avoid Modal. */
export function alternativeFor(rule: FitRule): Alternative | null {
  return named(
    CLAIMS.useCases.find((row) => row.rule === rule)?.alternative ??
      CLAIMS.avoiders.find((each) => each.rule === rule)?.alternative ??
      CLAIMS.unseen.find(({ topic }) => topic === rule)?.alternative,
  );
}

/** An alternative, quoted from its source; null if it has none. */
export function named(words: string | null | undefined): Alternative | null {
  return words == null ? null : { kind: 'named', words };
}

/** What the review says on a need, in its own words. */
export function reviewWords(rule: FitRule): string {
  return (
    CLAIMS.unseen.find(({ topic }) => topic === rule)?.says ??
    CLAIMS.avoiders.find((each) => each.rule === rule)?.words ??
    ''
  );
}

/** What Modal's own documents say on a rule; null if they say nothing. */
export function modalAnswer(rule: FitRule): ModalAnswer | null {
  const answer = CLAIMS.modalSays.find((each) => each.rule === rule);
  return answer
    ? { says: answer.says, verdict: answer.verdict, source: citation('modal', answer.source) }
    : null;
}

/** A page of Modal's documentation, by its key among the sources of the review's book. */
export function modalPage(key: string): Citation {
  return citation('modal', key);
}

function citation(who: Citation['who'], key: string): Citation {
  const { title, url = null, date } = reviewBook.sources[key]!;
  return { who, title, url, date };
}
