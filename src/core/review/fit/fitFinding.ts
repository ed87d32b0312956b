import type { FitRule } from '../../pricing/fitClaimsSchema';
import type { ClusterLimits, FitMessage } from './fitMessages';
import type { Lineage } from '../../pricing/schema';

export type Verdict = 'good' | 'caution' | 'poor' | 'unknown';

/** Who says something, and when. */
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

/** What one rule finds. */
export type FitFinding = FitMessage & {
  readonly rule: FitRule;
  readonly verdict: Verdict;
  readonly source: Citation;
  /** Where to go instead, by the same source. */
  readonly alternative: Alternative | null;
  /** What the other side says, where it contradicts. */
  readonly otherwise: Contradiction | null;
};

export type Alternative =
  /** As the source words it. */
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

/** A finding without contradiction or alternative, but for what is given. */
export function fitFinding(
  message: FitMessage,
  verdict: Verdict,
  source: Citation,
  { alternative = null, otherwise = null }: Partial<Pick<FitFinding, 'alternative' | 'otherwise'>> = {},
): FitFinding {
  return { ...message, verdict, source, alternative, otherwise };
}

/** An alternative in the words of its source; null where it names none. */
export function named(words: string | null | undefined): Alternative | null {
  return words == null ? null : { kind: 'named', words };
}
