import type { Avoider, FitRule, UseCase } from '../../pricing/fitClaimsSchema';
import type { ClusterLimits, FitMessage } from './fitMessages';
import type { Lineage } from '../../pricing/schema';

export type Verdict = 'good' | 'caution' | 'poor' | 'unknown';

/** A source with its date. */
export type Citation = {
  readonly who: 'review' | 'modal' | 'book';
  readonly url: string | null;
  /** A day, month or year, or `undated`. */
  readonly date: string;
} & (
  | { readonly title: string }
  /** A price book as a whole. */
  | { readonly lineage: Lineage }
);

/** The result of one rule. */
export type FitFinding = FitMessage & {
  readonly rule: FitRule;
  readonly verdict: Verdict;
  readonly source: Citation;
  /** The alternative that the same source recommends. */
  readonly alternative: Alternative | null;
  /** The contradicting statement of the other source, if there is one. */
  readonly otherwise: Contradiction | null;
  /** The row of the review's matrix that the work is in; null if it is in none. */
  readonly useCase: UseCase | null;
  /** The line of the review's “who should avoid this” that applies; null if none does. */
  readonly avoider: Avoider | null;
  /** What Modal's own documents say on it; null if they say nothing. */
  readonly modal: ModalAnswer | null;
};

/** A statement of Modal's documentation, and the verdict that follows where it decides. */
export interface ModalAnswer {
  readonly says: string;
  readonly verdict: Verdict;
  readonly source: Citation;
}

export type Alternative =
  /** Quoted from the source. */
  | { readonly kind: 'named'; readonly words: string }
  | { readonly kind: 'offer'; readonly provider: string; readonly product: string }
  | { readonly kind: 'largerCluster' }
  | { readonly kind: 'keepWarm' }
  | { readonly kind: 'keepMoreWarm' };

export type Contradiction = { readonly source: Citation } & (
  | { readonly kind: 'clusterLimits'; readonly arguments: ClusterLimits }
  | {
      readonly kind: 'onPriceList';
      readonly arguments: { readonly type: string; readonly usdPerHour: number };
    }
  | { readonly kind: 'documentedCount'; readonly arguments: { readonly max: number } }
);
