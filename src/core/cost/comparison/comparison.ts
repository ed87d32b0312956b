/** The same work on Modal and with every other provider: input and result of a comparison. */
import type { Gpu } from '../../modal/gpu';
import { originOf } from '../../pricing/lookup';
import type { Figure, PriceBook, Provider, Source } from '../../pricing/schema';
import type { Books } from '../containerRate';
import type { TrafficUsage } from '../demand';
import type { Interval } from '../interval';
import type { Simulations } from '../simulations';
import type { Usage } from '../../modal/usageFields';
import type { CannotWin, ComparisonAssumption, LeftOutReason, RowNote } from './comparisonOutcomes';
import type { HostRequest } from './offerMonth';
import type { MachineQueue } from './queue';
import type { RateBreakEven } from './rateBreakEven';
import type { UtilizationBreakEven } from './utilizationBreakEven';

/** The traffic that is compared. */
export interface ComparedWork {
  /** What one container requests. */
  readonly gpu: Gpu;
  /** Containers that serve one request together; 1 for all but clusters. */
  readonly clusterSize: number;
  /** CPU and memory of one container; by default none. */
  readonly host?: HostRequest;
  readonly usage: TrafficUsage & Pick<Usage, 'tokensPerSecond'>;
}

/** Modal's side, computed elsewhere. */
export interface ModalSide {
  /** One active container, in USD per hour, with all its GPUs, and CPU and memory if they are billed. */
  readonly activePerHour: number;
  /** The likely cost per month in USD, floor and tail included, at a number of requests per day. */
  readonly monthUsd: (requestsPerDay: number) => number;
  /** Whether that can fall as requests rise, because fewer containers are started; by default it never does. */
  readonly mayFall?: boolean;
  /**
   * All that `monthUsd` depends on, as texts, numbers and objects that never change: who has the same here has the same
   * costs. Without it, nothing is shared.
   */
  readonly monthKey?: readonly unknown[];
  /** Low and high cost per month at the rate of the usage, if known. */
  readonly range?: Interval;
  /** Container-seconds per month with a request in progress; by default as the traffic model computes them. */
  readonly activeSeconds?: number;
  /**
   * Requests per day that Modal's containers can serve, if `max_containers` limits them. Above this rate the cost no
   * longer rises and the work is not done, so no break-even is searched there.
   */
  readonly mostRequestsPerDay?: number;
}

export interface CompareOptions extends Books {
  /** The declaration's own book has no price for the GPU, so that everything is by the list: a note on Modal's row. */
  readonly byList?: boolean;
  /** Hours per month; by default those of the book. */
  readonly hoursPerMonth?: number;
  /** Simulates offers whose workers take time to start; by default the formulas count. */
  readonly simulations?: Simulations;
  /**
   * Whether to look for break-even request rates, which takes some hundred evaluations of Modal's cost; by default
   * true.
   */
  readonly rateBreakEvens?: boolean;
}

/** A figure that a price is based on, and its source. */
export interface PriceOrigin {
  readonly figure: Figure;
  readonly source: Source | undefined;
  readonly bookId: string;
}

/** One way to have the work done for a month. */
export interface ComparisonRow {
  /** `modal` is the cost as billed; `modalActive` its active time only, which cannot be the cheapest. */
  readonly kind: 'modal' | 'modalActive' | 'provider';
  /** Unique in a comparison. */
  readonly id: string;
  /** The id of the offer in the book, which may have two rows; null for Modal. */
  readonly offerId: string | null;
  readonly provider: string;
  /** As the provider names it; for Modal the GPU. */
  readonly product: string;
  /** The time that it is billed for; null for Modal. */
  readonly bills: Provider['bills'] | null;
  /** USD per month: the likely figure (if `atLeast`, the lower bound) and its bounds. */
  readonly monthUsd: number;
  readonly range: Interval;
  /** A part of the cost is unknown and not included: it costs this much or more, and so cannot be the cheapest. */
  readonly atLeast: boolean;
  /** Why this is not the same work at a known cost, and so cannot be the cheapest; null if it can. */
  readonly cannotWin: CannotWin | null;
  /** The wait on machines that are 80% busy or more; null for any other row. */
  readonly queue: MachineQueue | null;
  /** USD per hour of one container's active time; null if there is none. */
  readonly effectivePerHour: number | null;
  /** USD per million tokens served; null if their number is unknown. */
  readonly perMillionTokens: number | null;
  /**
   * This cost per month − Modal's, in USD and as a share of Modal's; the share is null if Modal costs nothing, and without
   * requests.
   */
  readonly difference: { readonly usd: number; readonly share: number | null };
  /** The number of machines or always-on workers; null for an offer that is billed by time. */
  readonly machines: number | null;
  readonly utilization: UtilizationBreakEven | null;
  readonly rate: RateBreakEven | null;
  /** Null if no book has a price for the GPU. */
  readonly price: PriceOrigin | null;
  /** Notes for the reader on this row. */
  readonly notes: readonly RowNote[];
}

/** An offer in the book that is not compared. */
export interface LeftOut {
  readonly id: string;
  readonly provider: string;
  readonly product: string;
  readonly reason: LeftOutReason;
}

export interface Comparison {
  readonly gpu: Gpu;
  /** The book of all prices, Modal's too. */
  readonly bookId: string;
  readonly hoursPerMonth: number;
  /** Mean number of busy containers within the active hours. */
  readonly busyContainers: number;
  /** Container-seconds per month with a request in progress. */
  readonly activeSeconds: number;
  /** The cheapest first; at the same price Modal first, then by id. */
  readonly rows: readonly ComparisonRow[];
  /** Modal's cost per month. */
  readonly modal: ComparisonRow;
  /** Without requests there is nothing to rank: no row can win, and `winner` is Modal's. */
  readonly ranked: boolean;
  readonly winner: ComparisonRow;
  /** Rows that may be cheaper than the winner: their known part is cheaper, but a part is unknown. */
  readonly unsure: readonly ComparisonRow[];
  readonly leftOut: readonly LeftOut[];
  /** Notes that apply to all rows. */
  readonly assumptions: readonly ComparisonAssumption[];
}

/** Whether a part of it is still being simulated. */
export function isBeingSimulated(comparison: Comparison | null): boolean {
  return comparison?.leftOut.some(({ reason }) => reason.kind === 'simulating') ?? false;
}

/** The source of a figure of a book. */
export function priceOrigin(book: PriceBook, figure: Figure): PriceOrigin {
  const origin = originOf(book, figure);
  return { figure, source: origin?.source, bookId: origin?.bookId ?? book.id };
}
