/** The input of the traffic model: requests, pool and time. */
import type { Trace } from '../trace/traceOutcomes';
import type { Bursts } from './simulation/arrivals';

/** The requests of a function within its active hours. */
export interface Traffic {
  /** λ, requests per second within the active hours, 0…1,000,000. */
  readonly arrivalsPerSecond: number;
  /** S, mean seconds that a request occupies its place, without start-up, 0.000001…604,800. */
  readonly serviceSeconds: number;
  /** c, concurrent requests per container, whole, 1…100,000. */
  readonly concurrency: number;
  /** K, seconds from the start of a container to its first request, 0…86,400. */
  readonly startupSeconds: number;
  /** How requests arrive, where that is stated; otherwise at random times (Poisson), of exponential seconds. */
  readonly arrivals?: StatedArrivals;
}

/** Arrivals that no formula has: they are simulated. */
export type StatedArrivals = PatternArrivals | RecordedArrivals;

/** Random requests with a shape. */
export interface PatternArrivals {
  readonly kind: 'pattern';
  /** Requests that come at the same instant, on average: 1 to 10,000. */
  readonly requestsAtOnce: number;
  /** Whether groups are all of that size; otherwise their sizes vary (geometric). */
  readonly equalGroups: boolean;
  readonly bursts: Bursts | null;
  /** The weights of the 24 hours of a day, and of the 7 days of a week from Monday on. */
  readonly hourly: readonly number[] | null;
  readonly weekly: readonly number[] | null;
  /** How much seconds of service vary: 0 fixed, 1 exponential. Null where nobody says: exponential, or all alike. */
  readonly serviceCv: number | null;
}

/** The requests of a trace, as they came; a month is as many of its spans as fit. */
export interface RecordedArrivals {
  readonly kind: 'trace';
  readonly trace: Trace;
  /** The time that the trace stands for: from its first arrival to its last, and a mean gap. Seconds, above 0. */
  readonly seconds: number;
  /** Tells it from all other traces. */
  readonly id: string;
}

/** The autoscaler's settings. */
export interface Pool {
  /** m, kept warm at all times, whole, 0…100,000. */
  readonly minContainers: number;
  /** M, whole, 1…100,000 and at least `minContainers`; null for no limit. */
  readonly maxContainers: number | null;
  /** b, additional idle containers while the function is in use, whole, 0…100,000. */
  readonly bufferContainers: number;
  /** W, seconds that a container is idle before it is stopped, 0…604,800. */
  readonly scaledownWindow: number;
}

/** The period of the calculation. */
export interface Period {
  /** T, seconds, above 0 and up to 1,000,000,000. */
  readonly seconds: number;
  /** T_a ≤ T, seconds with traffic. */
  readonly activeSeconds: number;
  /**
   * Number of separate stretches of the active seconds, each with a scale-down at its end. By default 1; none if T_a =
   * T.
   */
  readonly activePeriods?: number;
}
