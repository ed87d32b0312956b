/**
 * A pool of at most M containers: requests that find all of them full wait.
 *
 * Below the limit the M/M/s queue (s = cM places) moves exactly as M/M/∞ does, up λ and down j/S. Only its stationary
 * weights are all smaller by one factor, because some of the time there is a queue. "At most n − 1 busy throughout W"
 * with n ≤ M never leaves those states, so
 *
 *     1 − P_M(N ≥ n) = (1 − P_∞(N ≥ n)) / (1 + x),   n ≤ M
 *
 * which is exact for exponential service times without start-up. x = p_s·a/(1−a) − P(X > s), with a = ρ/s, is the
 * additional weight of the queue compared with the Poisson tail that it replaces (Erlang C). M = 1 gives the closed
 * form of `singleQueue` with K = 0.
 */
import { leastLive, mostLive, occupancy, type MostLive, type Occupancy } from './concurrency';
import { poissonPmf, poissonUpper } from './poisson';
import type { Pool, Traffic } from './trafficInput';

/**
 * The queueing excess x of M/M/s for the load `rho`: about 0 with many free places, growing without limit as ρ → s.
 * Infinity for ρ ≥ s, where there is no stationary state: check for overload first.
 */
export function queueingExcess(places: number, rho: number): number {
  if (rho <= 0) return 0;
  if (rho >= places) return Infinity;
  const load = rho / places;
  return Math.max(0, (poissonPmf(places, rho) * load) / (1 - load) - poissonUpper(places + 1, rho));
}

/** The figures of a limited pool that keeps up with the traffic. */
export interface StableLimitedPool {
  readonly stable: true;
  /** Mean live containers, a valid bound for any distribution of service times and any order of reuse. */
  readonly low: number;
  /** The chain with the queueing excess. */
  readonly likely: Occupancy;
  /** Mean live containers, a valid bound if a container starts only when all others are full. */
  readonly high: number;
  /** The same at the end of the horizon, and the probability that the limit is ever reached. */
  readonly most: MostLive;
  /** The queueing excess x. */
  readonly excess: number;
}

/** A limited pool; `stable: false` when ρ ≥ M·c. */
export type LimitedPool =
  | StableLimitedPool
  | {
      /**
       * More requests arrive than M containers can serve: all of them are always busy, and the queue grows without
       * limit.
       */
      readonly stable: false;
      readonly live: number;
    };

/**
 * `max_containers = M`, at least 1, over `horizon` seconds of traffic. Low: at least as many requests are in the system as in M/G/∞ (requests only leave
 * later), so its bound is valid up to M, and mean busy containers are at least ρ/c. High: min(M, m + λ(S + W),
 * `mostLive`).
 */
export function limitedPool(
  traffic: Traffic,
  pool: Omit<Pool, 'bufferContainers'> & { readonly maxContainers: number },
  horizon: number,
): LimitedPool {
  const { arrivalsPerSecond: lambda, serviceSeconds: service, concurrency: c, startupSeconds } = traffic;
  const { minContainers: m, maxContainers: limit, scaledownWindow: window } = pool;
  const rho = lambda * service;
  if (rho >= limit * c) return { stable: false, live: limit };
  const excess = queueingExcess(limit * c, rho);
  const likely = occupancy(traffic, pool, excess);
  const most = mostLive(traffic, pool, horizon);
  // As without a limit: requests that wait for a start are served together.
  const apart = c > 1 && startupSeconds > 0 ? 0 : leastLive(traffic, pool);
  const low = Math.min(limit, Math.max(m, rho / c, apart));
  const high = Math.max(low, Math.min(limit, m + lambda * (service + window), most.mean));
  return { stable: true, low, likely, high, most, excess };
}
