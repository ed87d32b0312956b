/**
 * The container-seconds of requests whose rate follows the hours of a day or the days of a week, by formulas: for so many
 * requests that simulating a day of them would take too long.
 */
import { activeHours, meanRate, rateShape } from './arrivalSources';
import { exactly, scale, type LikelyRange } from './likelyRange';
import { liveSeconds, type LiveSeconds } from './liveSeconds';
import type { TrafficAssumption } from './trafficOutcomes';
import type { Period, Pool, Traffic } from './trafficInput';

/**
 * Each rate counts as if it had always been that, for the time that it lasts: what a container still idles after an hour with
 * more requests is left out: live seconds are then up to 1% too low. Null where the formulas are not exact for one rate: for
 * groups, bursts and traces, with start-up, a buffer or several inputs per container, and where one rate is more than
 * `maxContainers` can serve, so that the next one has its queue. For what `validateTraffic` accepts.
 */
export function shapedSeconds(traffic: Traffic, pool: Pool, period: Period): LiveSeconds | null {
  const { arrivals, ...even } = traffic;
  if (arrivals?.kind !== 'pattern' || arrivals.bursts || arrivals.requestsAtOnce > 1) return null;
  if (even.startupSeconds > 0 || even.concurrency > 1 || pool.bufferContainers > 0) return null;
  const seconds = Math.min(period.seconds, (period.activeSeconds * 24) / activeHours(period));
  const parts = [...ratesOf(traffic, period)].map(([arrivalsPerSecond, share]) => {
    const lasts = share * seconds;
    return liveSeconds({ ...even, arrivalsPerSecond }, pool, { seconds: lasts, activeSeconds: lasts });
  });
  if (parts.some(({ unstable }) => unstable)) return null;
  const rest = period.seconds - seconds;
  const without = rest > 0 ? [liveSeconds(even, pool, { seconds: rest, activeSeconds: 0 })] : [];
  return added(
    [...parts, ...without],
    [
      ...(arrivals.hourly ? [{ kind: 'hourlyShape' } as const] : []),
      ...(arrivals.weekly ? [{ kind: 'weeklyShape' } as const] : []),
    ],
  );
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

/** All parts together; the method and the assumptions are those of the part with the most requests. */
function added(parts: readonly LiveSeconds[], shapes: readonly TrafficAssumption[]): LiveSeconds {
  const sum = (pick: (part: LiveSeconds) => number): number =>
    parts.reduce((total, part) => total + pick(part), 0);
  const range = (pick: (part: LiveSeconds) => LikelyRange): LikelyRange => ({
    low: sum((part) => pick(part).low),
    likely: sum((part) => pick(part).likely),
    high: sum((part) => pick(part).high),
  });
  const busiest = parts.reduce((most, part) => (part.requests > most.requests ? part : most));
  const requests = sum((part) => part.requests);
  const activeSeconds = range((part) => part.activeSeconds);
  const live = range((part) => part.live);
  const waiting = range((part) => scale(part.coldStartShare, part.requests));
  return {
    requests,
    activeSeconds,
    floorSeconds: sum((part) => part.floorSeconds),
    floorIdleSeconds: range((part) => part.floorIdleSeconds),
    live,
    tailSeconds: range((part) => part.tailSeconds),
    coldStarts: range((part) => part.coldStarts),
    coldStartShare: requests > 0 ? scale(waiting, 1 / requests) : exactly(0),
    startupSeconds: range((part) => part.startupSeconds),
    utilization: live.likely > 0 ? activeSeconds.likely / live.likely : 0,
    method: busiest.method,
    assumptions: [...shapes, ...busiest.assumptions],
    unstable: false,
  };
}
