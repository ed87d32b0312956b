/** The mean figures of a pool for one second of active time. All rates below are per second of active time. */
import { leastBusy, leastLive, mostFloorIdle, mostLive, occupancy } from './concurrency';
import { exactly, range, type LikelyRange } from './likelyRange';
import { limitedPool, queueingExcess } from './limited';
import type { PoolMethod } from './pool';
import { poolBounds } from './poolBounds';
import { expectedShortfall, poissonUpper } from './poisson';
import { singleQueue } from './single';
import type { TrafficAssumption } from './trafficOutcomes';
import type { Pool, Traffic } from './trafficInput';

/** The method of the `likely` figures. */
export type LiveMethod = 'no-traffic' | PoolMethod | 'single-queue' | 'always-live' | 'overload';

/** The figures of one second of active time that the whole period needs. */
export interface ActiveRates {
  readonly method: LiveMethod;
  readonly active: LikelyRange;
  readonly floorIdle: LikelyRange;
  readonly live: LikelyRange;
  /** The most containers that are live when the traffic stops. */
  readonly highAtEnd: number;
  readonly starts: LikelyRange;
  /** Likely live containers with another window. */
  readonly liveAt: (window: number) => number;
  readonly assumptions: readonly TrafficAssumption[];
}

/** Selects the formula for the case. Not for overload. */
export function activeRates(traffic: Traffic, pool: Pool, horizon: number): ActiveRates {
  const { arrivalsPerSecond: lambda, serviceSeconds: service, concurrency: c, startupSeconds } = traffic;
  const { minContainers: m, maxContainers: most, scaledownWindow: window } = pool;
  if (most === m) return alwaysLive(traffic, m);
  if (most === 1 && c === 1) return oneAtATime(lambda, service, window, startupSeconds);
  return most === null
    ? unlimitedRates(traffic, pool, horizon)
    : limitedRates(traffic, { ...pool, maxContainers: most }, horizon);
}

/** A container for every request that finds no place. */
function unlimitedRates(traffic: Traffic, pool: Pool, horizon: number): ActiveRates {
  const { arrivalsPerSecond: lambda, serviceSeconds: service, concurrency: c, startupSeconds } = traffic;
  const { minContainers: m, scaledownWindow: window } = pool;
  const rho = lambda * service;
  const held = heldBy(traffic);
  const reach = mostLive(traffic, pool, horizon);
  const likely = occupancy(traffic, pool);
  const bounds = poolBounds(lambda, service, window, m);
  // Who waits for a start is then served together: only that c fit into a container at once still holds.
  const low = c > 1 && startupSeconds > 0 ? Math.max(m, rho / c) : leastLive(traffic, pool);
  const high = Math.min(bounds.high, reach.mean);
  const shortfall = expectedShortfall(m, rho);
  const leastStarts = m === 0 ? lambda * Math.exp(-held) * Math.exp(-lambda * window) : 0;
  return {
    method: likely.method,
    active: c === 1 ? exactly(rho) : range(leastBusy(rho, c), likely.busy, Math.min(rho, high)),
    floorIdle: c === 1 ? exactly(shortfall) : range(shortfall, likely.floorIdle, mostFloorIdle(m, rho, c)),
    live: range(low, likely.live, high),
    // One container a request is the most there can be.
    highAtEnd: Math.min(reach.atEnd, m + lambda * horizon),
    starts: range(leastStarts, likely.coldStarts, lambda * upper(c * m, held)),
    liveAt: (w) => occupancy(traffic, { ...pool, scaledownWindow: w }).live,
    assumptions: assumptionsOf(traffic),
  };
}

/** At most so many containers: a request that finds no place beyond them waits for one. */
function limitedRates(
  traffic: Traffic,
  pool: Pool & { readonly maxContainers: number },
  horizon: number,
): ActiveRates {
  const { arrivalsPerSecond: lambda, serviceSeconds: service, concurrency: c } = traffic;
  const { minContainers: m, maxContainers: most, scaledownWindow: window } = pool;
  const rho = lambda * service;
  const limited = limitedPool(traffic, pool, horizon);
  if (!limited.stable) return alwaysLive(traffic, most);
  const { likely } = limited;
  const { everFull, atEnd } = limited.most;
  const held = heldBy(traffic);
  const leastStarts = m === 0 ? lambda * Math.max(0, 1 - held) * Math.exp(-lambda * window) : 0;
  return {
    method: likely.method,
    active:
      c === 1
        ? exactly(rho)
        : range(Math.max(rho / c, leastBusy(rho, c, most)), likely.busy, Math.min(rho, limited.high)),
    floorIdle: range(Math.max(0, m - rho), likely.floorIdle, mostFloorIdle(m, rho, c)),
    live: range(limited.low, likely.live, limited.high),
    highAtEnd: atEnd,
    starts: range(leastStarts, likely.coldStarts, lambda * Math.min(1, upper(c * m, held) + everFull)),
    liveAt: (w) => occupancy(traffic, { ...pool, scaledownWindow: w }, limited.excess).live,
    assumptions: [...assumptionsOf(traffic), { kind: 'queueBeyondMaxContainers' }],
  };
}

/** Each request may count as being in progress for S + K if it had to wait for a start; see `mostLive`. */
function heldBy({ arrivalsPerSecond: lambda, serviceSeconds: service, startupSeconds }: Traffic): number {
  return lambda * service + lambda * startupSeconds;
}

function assumptionsOf({ concurrency, startupSeconds }: Traffic): TrafficAssumption[] {
  return [
    { kind: 'poissonArrivals' },
    { kind: 'exponentialServiceTimes' },
    { kind: concurrency === 1 ? 'mostRecentContainerFirst' : 'fullestContainerFirst' },
    ...(startupSeconds > 0 ? [{ kind: 'startupAddsItsSeconds' } as const] : []),
  ];
}

/** P(X ≥ k) of a Poisson mean that may be beyond any table. */
function upper(k: number, mean: number): number {
  return mean > 1e6 ? 1 : poissonUpper(k, mean);
}

/**
 * min_containers = max_containers: no container ever starts or stops. Exact, except for the busy time of containers
 * with several inputs.
 */
function alwaysLive(traffic: Traffic, m: number): ActiveRates {
  const { arrivalsPerSecond: lambda, serviceSeconds: service, concurrency: c } = traffic;
  const rho = lambda * service;
  const pool = { minContainers: m, maxContainers: m, scaledownWindow: 0 };
  const busy = c === 1 ? null : occupancy(traffic, pool, queueingExcess(m * c, rho));
  const least = Math.max(rho / c, leastBusy(rho, c, m));
  const active = busy === null ? exactly(rho) : range(least, busy.busy, Math.min(rho, m));
  return {
    method: 'always-live',
    active,
    floorIdle: { low: m - active.high, likely: m - active.likely, high: m - active.low },
    live: exactly(m),
    highAtEnd: m,
    starts: exactly(0),
    liveAt: () => m,
    assumptions:
      c === 1
        ? []
        : [
            { kind: 'poissonArrivals' },
            { kind: 'exponentialServiceTimes' },
            { kind: 'fullestContainerFirst' },
          ],
  };
}

/** max_containers = 1, one input, nothing kept warm. */
function oneAtATime(lambda: number, service: number, window: number, startup: number): ActiveRates {
  const at = (w: number): { ready: number; coldStarts: number } => {
    const queue = singleQueue(lambda, service, w, startup);
    return queue.stable ? queue : { ready: 1, coldStarts: 0 };
  };
  const { ready, coldStarts } = at(window);
  return {
    method: 'single-queue',
    active: exactly(lambda * service),
    floorIdle: exactly(0),
    live: exactly(ready),
    highAtEnd: 1,
    starts: exactly(coldStarts),
    liveAt: (w) => at(w).ready,
    assumptions: [{ kind: 'poissonArrivals' }, { kind: 'queueBeyondMaxContainers' }],
  };
}
