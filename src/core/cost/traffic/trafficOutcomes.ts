/** What the traffic model takes for granted and what it refuses, as data: render/words/traffic.ts words it. */
import type { Period, Pool, Traffic } from './trafficInput';

/** What a likely figure takes for granted. */
export interface TrafficAssumption {
  readonly kind:
    | 'poissonArrivals'
    | 'exponentialServiceTimes'
    | 'mostRecentContainerFirst'
    | 'fullestContainerFirst'
    | 'startupAddsItsSeconds'
    | 'queueBeyondMaxContainers'
    | 'buffersLiveWithRequests'
    | 'activePeriodsFromFloor'
    | 'maxContainersBusy'
    | 'queueWorkedOff'
    | 'evenRuns';
}

/** What a value of the model counts. */
export type TrafficUnit = 'requestsPerSecond' | 'seconds' | 'requests' | 'containers' | 'periods';

/** One value that the model does not take. */
export type TrafficError = {
  readonly field: keyof Traffic | keyof Pool | keyof Period;
  readonly unit: TrafficUnit;
  /** What it takes, both inclusive. */
  readonly min: number;
  readonly max: number;
} & (
  | { readonly kind: 'outOfRange'; readonly whole: boolean; readonly given: string }
  /** More containers are kept warm than there may be. */
  | { readonly kind: 'maxBelowMin'; readonly given: number }
  /** λS requests are in progress at once. */
  | { readonly kind: 'tooManyAtOnce'; readonly inProgress: number }
);
