/** Whether the work fits Modal: the review's rules, and Modal's documentation where it says otherwise. */
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
  /** The worst finding: poor, caution, unknown, good. */
  readonly overall: Verdict;
  readonly findings: readonly FitFinding[];
  /** What decides too and cannot be seen in code. */
  readonly unseen: readonly UnseenNote[];
}

/** Something that decides, and that no code shows: a note, never a verdict. */
export interface UnseenNote {
  readonly topic: UnseenTopic;
  /** The review's word on it, and whom it names instead. */
  readonly review: string;
  readonly alternative: string | null;
  /** Modal's, where it says anything else. */
  readonly modal: { readonly says: string; readonly source: Citation } | null;
}

/** What cannot be seen in code. */
export const UNSEEN: readonly UnseenNote[] = CLAIMS.unseen.map(({ topic, says, alternative }) => ({
  topic,
  review: says,
  alternative,
  modal: MODAL_SAYS[topic] ?? null,
}));

/** Applies all rules that have something to say of the facts. */
export function fit(facts: FitFacts, books: Books): FitReport {
  const context: FitContext = { facts, books, byReview: speaksForReview(books.book) };
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
