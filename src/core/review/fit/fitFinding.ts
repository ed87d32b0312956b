import type { FitRule } from '../../pricing/fitClaimsSchema';
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
};

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

/** A finding; without a contradiction or an alternative unless given. */
export function fitFinding(
  message: FitMessage,
  verdict: Verdict,
  source: Citation,
  { alternative = null, otherwise = null }: Partial<Pick<FitFinding, 'alternative' | 'otherwise'>> = {},
): FitFinding {
  return { ...message, verdict, source, alternative, otherwise };
}

/** An alternative, quoted from its source; null if it has none. */
export function named(words: string | null | undefined): Alternative | null {
  return words == null ? null : { kind: 'named', words };
}
