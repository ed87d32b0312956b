/** Whether the work fits Modal: the review's rules, and Modal's documentation if it differs. */
import type { Comparison } from '../../cost/comparison/comparison';
import type { Books } from '../../cost/containerRate';
import type { UnseenTopic } from '../../pricing/fitClaimsSchema';
import type { PriceBook } from '../../pricing/schema';
import { backgroundWork } from './backgroundWork';
import { clusters } from './clusters';
import { coldStarts } from './coldStarts';
import type { FitContext, FitFacts } from './fitContext';
import type { Citation, FitFinding, Verdict } from './fitFinding';
import { gpuOffer } from './gpuOffer';
import { MODAL_SAYS } from './modalDocs';
import { CLAIMS, speaksForReview } from './reviewClaims';
import { sustainedLoad } from './sustainedLoad';

export interface FitReport {
  readonly book: PriceBook;
  /** The worst result, in the order poor, caution, unknown, good. */
  readonly overall: Verdict;
  readonly findings: readonly FitFinding[];
  /** What is decisive too, but not visible in code. */
  readonly unseen: readonly UnseenNote[];
}

/** A decisive question that code does not answer: a note, never a result. */
export interface UnseenNote {
  readonly topic: UnseenTopic;
  /** The review's statement on it, and the provider that it recommends instead. */
  readonly review: string;
  readonly alternative: string | null;
  /** Modal's statement, if it differs. */
  readonly modal: { readonly says: string; readonly source: Citation } | null;
}

/** The questions that code does not answer. */
export const UNSEEN: readonly UnseenNote[] = CLAIMS.unseen.map(({ topic, says, alternative }) => ({
  topic,
  review: says,
  alternative,
  modal: MODAL_SAYS[topic] ?? null,
}));

/** Applies all rules that apply to the facts. */
export function fit(facts: FitFacts, books: Books, comparison: Comparison | null = null): FitReport {
  const context: FitContext = { facts, books, comparison, byReview: speaksForReview(books.book) };
  const findings = [
    ...sustainedLoad(context),
    ...clusters(context),
    ...gpuOffer(context),
    ...coldStarts(context),
    ...backgroundWork(context),
  ];
  return { book: books.book, overall: overall(findings), findings, unseen: UNSEEN };
}

function overall(findings: readonly FitFinding[]): Verdict {
  const order: readonly Verdict[] = ['poor', 'caution', 'unknown', 'good'];
  return order.find((verdict) => findings.some((each) => each.verdict === verdict)) ?? 'unknown';
}
