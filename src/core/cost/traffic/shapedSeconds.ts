/**
 * The container-seconds of requests whose rate follows the hours of a day or the days of a week, rate by rate: for so many
 * requests that simulating days of them would take too long. Each rate counts as if it had always been that, for the time
 * that it lasts: what a container still idles after an hour with more requests is left out, and live seconds are then up to
 * 1% too low.
 */
import type { Pause, Steps } from '../../python/resumable';
import { addedSeconds, type AnySeconds } from './addedSeconds';
import { activeHours, meanRate, rateShape } from './arrivalSources';
import { liveSeconds, type LiveSeconds } from './liveSeconds';
import { simulatedSecondsInSteps, type Effort, type SimulatedSeconds } from './simulatedSeconds';
import type { TrafficAssumption } from './trafficOutcomes';
import type { PatternArrivals, Period, Pool, Traffic } from './trafficInput';

/** The likely figures by simulation, of requests and of groups of them. */
export type RateByRate = Omit<SimulatedSeconds, 'wait' | 'startWaitShare'>;

/** All rates together have so many times the arrivals of one simulation. */
const MORE_ARRIVALS = 4;

/**
 * By formulas. Null where they are not exact for one rate: for groups, bursts and traces, with start-up, a buffer or several
 * inputs per container, and where one rate is more than `maxContainers` can serve, so that the next one has its queue. For
 * what `validateTraffic` accepts.
 */
export function shapedSeconds(traffic: Traffic, pool: Pool, period: Period): LiveSeconds | null {
  const { concurrency, startupSeconds } = traffic;
  const shaped = shapeOf(traffic, period);
  if (!shaped || shaped.pattern.requestsAtOnce > 1) return null;
  if (startupSeconds > 0 || concurrency > 1 || pool.bufferContainers > 0) return null;
  const parts = shaped.parts.map((part) => liveSeconds(part.traffic, pool, part.period));
  const { busiest, ...sum } = addedSeconds(parts as [LiveSeconds, ...LiveSeconds[]]);
  if (sum.unstable) return null;
  return { ...sum, method: busiest.method, assumptions: [...shaped.assumptions, ...sum.assumptions] };
}

/**
 * By simulation. Null for bursts and traces, where one rate is more than `maxContainers` can serve, and where one has too
 * many requests by itself. The waits are left out: those of all rates together are not known.
 */
export function* shapedSecondsInSteps(
  traffic: Traffic,
  pool: Pool & { readonly singleUse: boolean },
  period: Period,
  effort: Effort,
  pause: Pause,
): Steps<RateByRate | null> {
  const shaped = shapeOf(traffic, period);
  if (!shaped) return null;
  const slots = (pool.maxContainers ?? Infinity) * (pool.singleUse ? 1 : traffic.concurrency);
  const maxArrivals = Math.min(1, MORE_ARRIVALS / shaped.parts.length) * effort.maxArrivals;
  const parts: AnySeconds[] = [];
  for (const part of shaped.parts) {
    const { arrivalsPerSecond, serviceSeconds } = part.traffic;
    if (arrivalsPerSecond * serviceSeconds >= slots) return null;
    const found =
      arrivalsPerSecond === 0
        ? liveSeconds(part.traffic, pool, part.period)
        : yield* simulatedSecondsInSteps(part.traffic, pool, part.period, { ...effort, maxArrivals }, pause);
    if (!found) return null;
    parts.push(found);
  }
  const { busiest, ...sum } = addedSeconds(parts as [AnySeconds, ...AnySeconds[]]);
  return { ...sum, method: 'simulated', assumptions: [...shaped.assumptions, ...busiest.assumptions] };
}

/** One rate of requests, and the part of the period that has it. */
interface RatePart {
  readonly traffic: Traffic;
  readonly period: Period;
}

/** Traffic with a shape, rate by rate, with the time without any; null for what has no rates. */
function shapeOf(
  traffic: Traffic,
  period: Period,
): {
  readonly parts: readonly RatePart[];
  readonly pattern: PatternArrivals;
  readonly assumptions: readonly TrafficAssumption[];
} | null {
  const { arrivals } = traffic;
  if (arrivals?.kind !== 'pattern' || arrivals.bursts) return null;
  const part = (arrivalsPerSecond: number, seconds: number): RatePart => ({
    traffic: { ...traffic, arrivalsPerSecond, arrivals: { ...arrivals, hourly: null, weekly: null } },
    period: { seconds, activeSeconds: arrivalsPerSecond > 0 ? seconds : 0 },
  });
  const seconds = Math.min(period.seconds, (period.activeSeconds * 24) / activeHours(period));
  const rates = [...ratesOf(traffic, period)];
  const parts = rates.map(([rate, share]) => part(rate, share * seconds));
  const rest = period.seconds - seconds;
  return {
    parts: rest > 0 ? [...parts, part(0, rest)] : parts,
    pattern: arrivals,
    assumptions: [
      ...(arrivals.hourly ? [{ kind: 'hourlyShape' } as const] : []),
      ...(arrivals.weekly ? [{ kind: 'weeklyShape' } as const] : []),
      { kind: 'eachRateByItself' },
    ],
  };
}

/** The requests per second that there are, and the share of the time that each has. */
function ratesOf(traffic: Traffic, period: Period): ReadonlyMap<number, number> {
  const mean = meanRate(traffic, period);
  const rates = new Map<number, number>();
  const shape = rateShape(traffic, period);
  if (!shape) return rates.set(mean, 1);
  const { until, weights } = shape;
  const cycle = until.at(-1)!;
  const lengths = until.map((end, i) => end - (until[i - 1] ?? 0));
  const whole = lengths.reduce((sum, length, i) => sum + length * weights[i]!, 0);
  for (const [i, weight] of weights.entries()) {
    const rate = (mean * weight * cycle) / whole;
    rates.set(rate, (rates.get(rate) ?? 0) + lengths[i]! / cycle);
  }
  return rates;
}
