/** Whether the work fits Modal: the review's rules, and Modal's documentation if it differs. */
import type { Comparison } from '../../cost/comparison/comparison';
import type { Books } from '../../cost/containerRate';
import type { UnseenTopic } from '../../pricing/fitClaimsSchema';
import type { PriceBook } from '../../pricing/schema';
import { backgroundWork } from './backgroundWork';
import { clusters } from './clusters';
import { coldStarts } from './coldStarts';
import type { FitContext, FitFacts } from './fitContext';
import type { FitFinding, ModalAnswer, Verdict } from './fitFinding';
import { gpuOffer } from './gpuOffer';
import { CLAIMS, modalAnswer, speaksForReview } from './reviewClaims';
import { statedNeeds } from './statedNeeds';
import { sustainedLoad } from './sustainedLoad';

export interface FitReport {
  readonly book: PriceBook;
  /** The worst result, in the order poor, caution, unknown, good. */
  readonly overall: Verdict;
  readonly findings: readonly FitFinding[];
  /** What is decisive too, but neither visible in code nor said by the usage. */
  readonly unseen: readonly UnseenNote[];
}

/** A decisive question that code does not answer: a note, never a result. */
export interface UnseenNote {
  readonly topic: UnseenTopic;
  /** The review's statement on it, and the provider that it recommends instead. */
  readonly review: string;
  readonly alternative: string | null;
  /** Modal's statement, if it differs. */
  readonly modal: Pick<ModalAnswer, 'says' | 'source'> | null;
}

/** The questions that code does not answer. */
export const UNSEEN: readonly UnseenNote[] = CLAIMS.unseen.map(({ topic, says, alternative }) => ({
  topic,
  review: says,
  alternative,
  modal: modalAnswer(topic),
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
    ...statedNeeds(context),
  ];
  const answered = new Set<string>(findings.map(({ rule }) => rule));
  const unseen = facts.needsGiven ? [] : UNSEEN.filter(({ topic }) => !answered.has(topic));
  return { book: books.book, overall: overall(findings), findings, unseen };
}

function overall(findings: readonly FitFinding[]): Verdict {
  const order: readonly Verdict[] = ['poor', 'caution', 'unknown', 'good'];
  return order.find((verdict) => findings.some((each) => each.verdict === verdict)) ?? 'unknown';
}
