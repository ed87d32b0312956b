/** Where the requests of a simulation come from: the traffic of a month, as a sequence of arrivals. */
import type { Period, PatternArrivals, Traffic } from './trafficInput';
import {
  activeHoursShape,
  calendarShape,
  GeneratedArrivals,
  TraceArrivals,
  weekOf,
  type ArrivalSource,
  type GeneratedTraffic,
  type RateShape,
} from './simulation/arrivals';

/** The requests of the active time, or of a trace. The same seed gives the same requests. */
export function arrivalSource(traffic: Traffic, period: Period, seed: number): ArrivalSource {
  const { arrivals } = traffic;
  return arrivals?.kind === 'trace'
    ? new TraceArrivals(arrivals.trace.arrivals, arrivals.trace.durations)
    : new GeneratedArrivals(generated(traffic, period), seed);
}

/** Requests per second on average over all hours of the days with traffic. */
export function meanRate({ arrivalsPerSecond }: Traffic, period: Period): number {
  return (arrivalsPerSecond * activeHours(period)) / 24;
}

function generated(traffic: Traffic, period: Period): GeneratedTraffic {
  const pattern = traffic.arrivals?.kind === 'pattern' ? traffic.arrivals : undefined;
  const shape = rateShape(traffic, period);
  return {
    requestsPerSecond: meanRate(traffic, period),
    serviceSeconds: traffic.serviceSeconds,
    ...(shape ? { shape } : {}),
    ...(pattern ? patternOf(pattern) : {}),
  };
}

function patternOf({
  requestsAtOnce,
  equalGroups,
  bursts,
  serviceCv,
}: PatternArrivals): Partial<GeneratedTraffic> {
  return {
    requestsAtOnce,
    equalGroups,
    serviceCv: serviceCv ?? 1,
    ...(bursts ? { bursts } : {}),
  };
}

/** The first hours of each day, the hours of a day by weights, or those of a week; undefined for one rate all the time. */
export function rateShape({ arrivals }: Traffic, period: Period): RateShape | undefined {
  const pattern = arrivals?.kind === 'pattern' ? arrivals : undefined;
  const day = pattern?.hourly ? calendarShape(pattern.hourly) : activeHoursShape(activeHours(period));
  if (!pattern?.weekly) return day;
  return weekOf(day ?? { until: [86_400], weights: [1] }, pattern.weekly);
}

/** Hours of an active day. A period with one stretch of traffic has 24 of them. */
export function activeHours({ activeSeconds, activePeriods = 1 }: Period): number {
  return activePeriods <= 1 ? 24 : Math.min(24, activeSeconds / activePeriods / 3_600);
}

/** Seconds after which the traffic repeats its shape; null where it has none. */
export function cycleSeconds({ arrivals }: Traffic, period: Period): number | null {
  const pattern = arrivals?.kind === 'pattern' ? arrivals : undefined;
  if (pattern?.weekly) return 7 * 86_400;
  return pattern?.hourly || activeHours(period) < 24 ? 86_400 : null;
}
