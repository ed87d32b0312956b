/** The same work on Modal and with every other provider: what goes in, and what comes out. */
import type { Gpu } from '../../modal/gpu';
import { originOf } from '../../pricing/lookup';
import type { Figure, PriceBook, Provider, Source } from '../../pricing/schema';
import type { Books } from '../containerRate';
import type { TrafficUsage } from '../demand';
import type { Interval } from '../interval';
import type { Usage } from '../../modal/usageFields';
import type { ComparisonAssumption, LeftOutReason, RowNote } from './comparisonOutcomes';
import type { RateBreakEven } from './rateBreakEven';
import type { UtilizationBreakEven } from './utilizationBreakEven';

/** The traffic that is compared. */
export interface ComparedWork {
  /** What one container asks for. */
  readonly gpu: Gpu;
  /** Containers that serve one request together; 1 for all but clusters. */
  readonly clusterSize: number;
  readonly usage: TrafficUsage & Pick<Usage, 'tokensPerSecond'>;
}

/** Modal's side, worked out elsewhere. */
export interface ModalSide {
  /** One container at work, in USD an hour, with all its GPUs and whatever else is billed. */
  readonly activePerHour: number;
  /** The likely month in USD, floor and tail included, at so many requests a day; never falls as they rise. */
  readonly monthUsd: (requestsPerDay: number) => number;
  /** The month's bounds at the usage's own rate, where known. */
  readonly range?: Interval;
  /** Container-seconds with a request, a month; by default what the traffic model says. */
  readonly activeSeconds?: number;
  /**
   * Requests a day that Modal's containers can serve (`max_containers`), where limited: beyond, the month no longer rises
   * and the work is not done, so no break-even is looked for there.
   */
  readonly mostRequestsPerDay?: number;
}

export interface CompareOptions extends Books {
  /** Hours of a month; by default those of the book. */
  readonly hoursPerMonth?: number;
  /** Whether to look for break-even request rates, which takes some hundred of Modal's months; by default true. */
  readonly rateBreakEvens?: boolean;
}

/** A figure that a price rests on, and who says it. */
export interface PriceOrigin {
  readonly figure: Figure;
  readonly source: Source | undefined;
  readonly bookId: string;
}

/** One way to have the work done for a month. */
export interface ComparisonRow {
  /** `modal` is the month as it is billed; `modalActive` its active time alone, which cannot win. */
  readonly kind: 'modal' | 'modalActive' | 'provider';
  readonly id: string;
  readonly provider: string;
  /** As the provider names it; for Modal the GPU. */
  readonly product: string;
  /** For which time it is paid; null for Modal. */
  readonly bills: Provider['bills'] | null;
  /** USD a month: likely, and its bounds. */
  readonly monthUsd: number;
  readonly range: Interval;
  /** A part of it is not known and not counted: it costs this much or more, and so cannot win. */
  readonly atLeast: boolean;
  /** USD for an hour of one container's active time; null where there is none. */
  readonly effectivePerHour: number | null;
  /** USD for a million tokens that were served; null where their number is not known. */
  readonly perMillionTokens: number | null;
  /** This month − Modal's, in USD and as a share of Modal's; the share is null where Modal costs nothing. */
  readonly difference: { readonly usd: number; readonly share: number | null };
  /** Machines or always-on workers; null for what is billed by time. */
  readonly machines: number | null;
  readonly utilization: UtilizationBreakEven | null;
  readonly rate: RateBreakEven | null;
  /** Null for a GPU that no book has a price for. */
  readonly price: PriceOrigin | null;
  /** What a reader should know of this row. */
  readonly notes: readonly RowNote[];
}

/** An offer that the book knows and that is not compared. */
export interface LeftOut {
  readonly id: string;
  readonly provider: string;
  readonly product: string;
  readonly reason: LeftOutReason;
}

export interface Comparison {
  readonly gpu: Gpu;
  /** The book that the prices are from: the list's where it lends Modal's rate too. */
  readonly bookId: string;
  readonly hoursPerMonth: number;
  /** Containers busy at once within the active hours, on average. */
  readonly busyContainers: number;
  /** Container-seconds with a request, a month. */
  readonly activeSeconds: number;
  /** The cheapest first; at the same price Modal, then by id. */
  readonly rows: readonly ComparisonRow[];
  /** Modal's month. */
  readonly modal: ComparisonRow;
  readonly winner: ComparisonRow;
  /** Rows that may be cheaper than the winner: what is known of them is, but not all is known. */
  readonly unsure: readonly ComparisonRow[];
  readonly leftOut: readonly LeftOut[];
  /** What holds for all rows. */
  readonly assumptions: readonly ComparisonAssumption[];
}

/** Where a figure of a book is from. */
export function priceOrigin(book: PriceBook, figure: Figure): PriceOrigin {
  const origin = originOf(book, figure);
  return { figure, source: origin?.source, bookId: origin?.bookId ?? book.id };
}
