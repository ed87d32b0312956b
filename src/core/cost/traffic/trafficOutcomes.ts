/** What the traffic model assumes and rejects, as data: render/words/traffic.ts has the words. */
import type { Period, Pool, Traffic } from './trafficInput';

/** What a likely figure assumes. */
export type TrafficAssumption =
  | { readonly kind: PlainAssumption }
  /** Requests come in groups of this size, at the same instant. */
  | { readonly kind: 'groupsAtOnce'; readonly requests: number }
  /** Bursts of so many seconds, with that share of all requests; the others come evenly. */
  | { readonly kind: 'bursts'; readonly perDay: number; readonly seconds: number; readonly share: number }
  /** How much the seconds of requests vary. */
  | { readonly kind: 'serviceTimesVary'; readonly cv: number }
  /** The simulation reached its limit of work first: half of its 95% interval is this share of the likely figure. */
  | { readonly kind: 'simulatedRoughly'; readonly share: number };

type PlainAssumption =
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
  | 'evenRuns'
  | 'runsAsScheduled'
  | 'runsTakeTheSame'
  | 'hourlyShape'
  | 'weeklyShape'
  | 'eachRateByItself'
  | 'requestsAsInTrace'
  | 'tooManyRequestsToSimulate';

/** The unit of a value of the model. */
export type TrafficUnit = 'requestsPerSecond' | 'seconds' | 'requests' | 'containers' | 'periods';

/** A value that the model rejects. */
export type TrafficError = {
  readonly field: Exclude<keyof Traffic, 'arrivals'> | keyof Pool | keyof Period;
  readonly unit: TrafficUnit;
  /** The accepted range, inclusive. */
  readonly min: number;
  readonly max: number;
} & (
  | { readonly kind: 'outOfRange'; readonly whole: boolean; readonly given: string }
  /** More containers are kept warm than are allowed. */
  | { readonly kind: 'maxBelowMin'; readonly given: number }
  /** Too many requests are in progress at once: λS. */
  | { readonly kind: 'tooManyAtOnce'; readonly inProgress: number }
);
