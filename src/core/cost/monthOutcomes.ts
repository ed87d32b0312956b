/** Why a cost per month is unknown, and what it assumes, as data: render/words/monthWords.ts has the words. */
import type { Quantity } from './quantities';
import type { ScheduleReason } from './schedule/scheduleOutcomes';
import type { TrafficAssumption, TrafficError } from './traffic/trafficOutcomes';
import type { TraceFileProblem } from './trace/requestTrace';
import type { LeftOut, TraceProblem } from './trace/traceOutcomes';
import type { UsagePlace } from './usage';

/** Why the pool of a declaration is unknown. */
export type PoolReason =
  /** A value that is only known at run time; `reason` is that of the scan. */
  | {
      readonly kind: 'valueNotKnown';
      readonly name: string;
      readonly source: string;
      readonly reason: Quantity['reason'];
    }
  /** A number of containers that is not whole, or is no multiple of `clusterSize`. */
  | { readonly kind: 'notWhole'; readonly name: string; readonly clusterSize: number };

/** Bursts that cannot be. */
export type BurstReason =
  | { readonly kind: 'burstsIncomplete'; readonly missing: 'burstsPerDay' | 'burstMinutes' }
  /** All bursts of a day together are not shorter than the day. */
  | { readonly kind: 'burstsTooLong'; readonly perDay: number; readonly minutes: number };

/** Why a trace that the usage names is of no use. */
export type TraceReason = { readonly file: string } & (
  | { readonly kind: 'traceNotRead' }
  | { readonly kind: 'traceNoFile'; readonly problem: TraceFileProblem }
  | { readonly kind: 'traceRefused'; readonly problem: TraceProblem; readonly leftOut: LeftOut }
);

/** Why a cost per month is unknown. */
export type MonthReason =
  | PoolReason
  | BurstReason
  | TraceReason
  /** A simulation of these requests is under way. */
  | { readonly kind: 'simulating' }
  /** So many requests come that a simulation would take too long. */
  | { readonly kind: 'tooManyToSimulate' }
  /** Asked for advice by formulas, for requests that only a simulation has. */
  | { readonly kind: 'needsSimulation' }
  | { readonly kind: 'scheduleNotKnown'; readonly source: string; readonly reason: ScheduleReason }
  /** No book has a price for any of these; `CPU` means no GPU. */
  | { readonly kind: 'noPrice'; readonly gpus: readonly string[] }
  /** A server does not scale with its requests, and how many a container serves at a time is not given. */
  | { readonly kind: 'autoscalingOff'; readonly source: string }
  /** Asked for advice on its pool, which a sandbox does not have. */
  | { readonly kind: 'sandboxHasNoPool' }
  | { readonly kind: 'beyondModel'; readonly errors: readonly TrafficError[] };

/** A pool that cannot keep up with the traffic: on average, the work needs more containers than it may have. */
export interface Overload {
  readonly kind: 'requestsOverload' | 'runsOverload';
  readonly containersNeeded: number;
  readonly maxContainers: number;
}

/** What the traffic of a month assumes. */
export interface DemandAssumption {
  /** The usage has more days than the month; `days` are those of the month. */
  readonly kind: 'fewerDays';
  readonly hoursPerMonth: number;
  readonly days: number;
  readonly given: number;
}

/** What a pool assumes. */
export type PoolAssumption =
  | { readonly kind: 'maxContainersNotKnown'; readonly source: string }
  | { readonly kind: 'singleUseContainers' };

/** What a cost per month assumes. */
export type MonthAssumption =
  | TrafficAssumption
  | DemandAssumption
  | PoolAssumption
  | { readonly kind: 'scheduleGivesRuns' }
  | { readonly kind: 'runEndsAtTimeout'; readonly seconds: number }
  /** A sandbox is given more seconds than its timeout lets it live. */
  | { readonly kind: 'sandboxEndsAtTimeout'; readonly seconds: number }
  | { readonly kind: 'runsTakeTheirTimeout' }
  | { readonly kind: 'likelyIsFirstPool' }
  /** Schedules switch the warm pool: each size counts for its hours, and requests come alike at all of them. */
  | { readonly kind: 'poolByHours' }
  /** Calls make variants, as these GPU options, that may serve the requests: they count in the low and high figures. */
  | { readonly kind: 'requestsMayRunInVariants'; readonly labels: readonly string[] }
  | { readonly kind: 'likelyIsFirstOption'; readonly label: string }
  | { readonly kind: 'concurrencyFromCode'; readonly requests: number; readonly where: UsagePlace | null }
  | { readonly kind: 'batchesNotCounted' }
  /** The code turns autoscaling off; the model counts containers as if it were on. */
  | { readonly kind: 'autoscalingIsOff'; readonly source: string }
  /** Seconds of a request, and the lower timeout that ends it. */
  | { readonly kind: 'requestsCutOff'; readonly timeoutSeconds: number; readonly secondsPerRequest: number }
  | { readonly kind: 'startupNotGiven' }
  | { readonly kind: 'singleUseNotKnown' }
  | { readonly kind: 'rateWithinBounds' };

/** What the advisor assumes in addition. */
export type AdviceAssumption =
  | MonthAssumption
  | { readonly kind: 'waitNotKnown' }
  | { readonly kind: 'tailNotBilled' }
  /** The settings were simulated, start-up and buffers together. */
  | { readonly kind: 'settingsSimulated' }
  /** The same for requests that come as the usage says. */
  | { readonly kind: 'settingsAsStated' }
  /** The recommended setting meets the target however undocumented rules of the autoscaler are read. */
  | { readonly kind: 'targetHoldsEitherWay' }
  /** The settings were worked out from the requests of a trace, exactly. */
  | { readonly kind: 'settingsObserved' }
  /** There is too much traffic to simulate, so that the figures are the model's. */
  | { readonly kind: 'notSimulated' };
