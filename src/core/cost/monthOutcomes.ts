/** Why a month is not known, and what one takes for granted, as data: render/words/monthWords.ts words it. */
import type { Quantity } from './quantities';
import type { ScheduleReason } from './schedule/scheduleOutcomes';
import type { TrafficAssumption, TrafficError } from './traffic/trafficOutcomes';
import type { UsagePlace } from './usage';

/** Why the pool of a declaration is not known. */
export type PoolReason =
  /** A value that only a run knows; `reason` as the code's reading has it. */
  | {
      readonly kind: 'valueNotKnown';
      readonly name: string;
      readonly source: string;
      readonly reason: Quantity['reason'];
    }
  /** Half a container, or containers that make no whole clusters of `clusterSize`. */
  | { readonly kind: 'notWhole'; readonly name: string; readonly clusterSize: number };

/** Why a month is not known. */
export type MonthReason =
  | PoolReason
  | { readonly kind: 'scheduleNotKnown'; readonly source: string; readonly reason: ScheduleReason }
  /** No book has a price for any of these; `CPU` for none. */
  | { readonly kind: 'noPrice'; readonly gpus: readonly string[] }
  | { readonly kind: 'beyondModel'; readonly errors: readonly TrafficError[] };

/** Why a pool cannot keep up: its work needs more containers, on average, than it may have. */
export interface Overload {
  readonly kind: 'requestsOverload' | 'runsOverload';
  readonly containersNeeded: number;
  readonly maxContainers: number;
}

/** What the traffic of a month takes for granted. */
export interface DemandAssumption {
  /** The usage has more days than the month, which has `days`. */
  readonly kind: 'fewerDays';
  readonly hoursPerMonth: number;
  readonly days: number;
  readonly given: number;
}

/** What a pool takes for granted. */
export type PoolAssumption =
  | { readonly kind: 'maxContainersNotKnown'; readonly source: string }
  | { readonly kind: 'singleUseContainers' };

/** What a month takes for granted. */
export type MonthAssumption =
  | TrafficAssumption
  | DemandAssumption
  | PoolAssumption
  | { readonly kind: 'scheduleGivesRuns' }
  | { readonly kind: 'runEndsAtTimeout'; readonly seconds: number }
  | { readonly kind: 'runsTakeTheirTimeout' }
  | { readonly kind: 'likelyIsFirstPool' }
  | { readonly kind: 'likelyIsFirstOption'; readonly label: string }
  | { readonly kind: 'concurrencyFromCode'; readonly requests: number; readonly where: UsagePlace | null }
  | { readonly kind: 'batchesNotCounted' }
  | { readonly kind: 'startupNotGiven' }
  | { readonly kind: 'singleUseNotKnown' }
  | { readonly kind: 'rateWithinBounds' };

/** What the advisor takes for granted besides. */
export type AdviceAssumption =
  MonthAssumption | { readonly kind: 'waitNotKnown' } | { readonly kind: 'tailNotBilled' };
