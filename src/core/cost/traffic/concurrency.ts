/**
 * Containers with `c` concurrent inputs. Container number n is first needed when c(n − 1) + 1 requests are in progress,
 * its *level*; with c = 1 the level is n itself. A sum over containers is a sum over levels of one table.
 */
import { poissonPmf, poissonTable, poissonUpper } from './poisson';
import { firstContainer, poolTable, type PoolTable } from './pool';
import { poolBounds } from './poolBounds';
import type { Pool, Traffic } from './trafficInput';

/** The number of requests in progress at which container `n` is first needed, with `c` inputs per container. */
export function levelOf(n: number, c: number): number {
  return c * (n - 1) + 1;
}

/**
 * Σ_{n=m+1}^{most} value(level of n), where every level ≤ `certain` counts 1 and every level ≥ `end` counts 0.
 * Work: (end − certain)/c terms.
 */
export function sumLevels(
  m: number,
  most: number,
  c: number,
  range: { readonly certain: number; readonly end: number },
  value: (level: number) => number,
): number {
  const sure = Math.min(most, Math.floor((range.certain - 1) / c) + 1);
  const last = Math.min(most, Math.ceil((range.end - 1) / c));
  let sum = 0;
  for (let n = Math.max(m, sure, 0) + 1; n <= last; n++) sum += value(levelOf(n, c));
  return sum + Math.max(0, sure - m);
}

/**
 * The least mean number of busy containers that ρ requests in progress need, E⌈X/c⌉ = Σ_j p_j·⌈j/c⌉, between ρ/c and
 * min(ρ, ρ/c + 1), and at most `most`. It is reached if all busy containers but one are full. For any distribution of
 * the service times.
 */
export function leastBusy(rho: number, c: number, most = Infinity): number {
  if (rho <= 0) return 0;
  if (c === 1 && most === Infinity) return rho;
  const first = Math.max(0, Math.floor(rho - 12 * Math.sqrt(rho)));
  const { upper } = poissonTable(rho, first, 1e-18 * Math.min(1, rho));
  const range = { certain: first, end: first + upper.length };
  return sumLevels(0, most, c, range, (level) => upper[level - first] ?? 0);
}

/** E[(m − ⌈X/c⌉)⁺]: the highest mean number of idle containers among the `m` warm ones. */
export function mostFloorIdle(m: number, rho: number, c: number): number {
  return m === 0 ? 0 : Math.max(0, m - leastBusy(rho, c, m));
}

/** The mean figures of a pool in the likely case. */
export interface Occupancy {
  readonly method: PoolTable['method'];
  /** Mean live containers. */
  readonly live: number;
  /** Mean busy containers (at least one input in progress). */
  readonly busy: number;
  /** Mean number of idle containers among the `m` warm ones. */
  readonly floorIdle: number;
  /** Cold starts per second. */
  readonly coldStarts: number;
}

/**
 * The likely case for `c` inputs per container, exponential service times, and the fullest container first.
 *
 * c = 1: the exact chain. c > 1: we know no formula (it is the overflow of an overflow). When the requests in progress
 * fall below the level of container n ≥ 2, it still has at least one request, which keeps it for another service time
 * although other containers have room again. So it stays busy for about S, and live for about S + W, after its level
 * was last reached. The first container needs no such correction, because any request keeps it busy. Within 8% of a
 * simulation with the fullest container first for live containers, and within 10% for busy ones. If requests are spread
 * evenly over containers, more of them stay live, which only `high` covers.
 *
 * @param excess the queueing excess x of `limited.ts`; 0 without max_containers
 */
export function occupancy(
  { arrivalsPerSecond: lambda, serviceSeconds: service, concurrency: c }: Traffic,
  { minContainers: m, maxContainers, scaledownWindow: window }: Omit<Pool, 'bufferContainers'>,
  excess = 0,
): Occupancy {
  const most = maxContainers ?? Infinity;
  const later = poolTable(lambda, service, c === 1 ? window : window + service);
  const first = c === 1 ? later : firstContainer(lambda, service, window);
  const busyLater = poolTable(lambda, service, c === 1 ? 0 : service);
  const busyFirst = c === 1 ? busyLater : firstContainer(lambda, service, 0);
  const queued = (p: number): number => (p + excess) / (1 + excess);
  const sum = (table: PoolTable, firstTable: Pick<PoolTable, 'atLeast'>, from: number, to: number): number =>
    (from === 0 && to > 0 ? queued(firstTable.atLeast(1)) : 0) +
    sumLevels(Math.max(1, from), to, c, table, (level) => queued(table.atLeast(level)));
  const busyFloor = sum(busyLater, busyFirst, 0, m);
  const starts =
    (m === 0 ? first.startsOf(1) : 0) +
    sumLevels(Math.max(1, m), most, c, { certain: 0, end: later.end }, (level) => later.startsOf(level));
  return {
    method: first.method,
    live: m + sum(later, first, m, most),
    busy: busyFloor + sum(busyLater, busyFirst, m, most),
    floorIdle: Math.max(0, m - busyFloor),
    coldStarts: starts / (1 + excess),
  };
}

/**
 * The least mean number of live containers, for any distribution of the service times, any order of reuse and any
 * assignment of inputs to containers. At every moment of the last W at least ⌈X/c⌉ containers were in use, and all of
 * those are still live. The last arrival of the window found X ~ Poisson(ρ), so P(N ≥ n) ≥ P(X ≥ k) + (1 −
 * e^{−λW})·p_{k−1} at the level k of n. With c = 1 this is the `low` of `poolBounds`.
 */
export function leastLive(
  { arrivalsPerSecond: lambda, serviceSeconds: service, concurrency: c }: Traffic,
  { minContainers: m, maxContainers, scaledownWindow: window }: Omit<Pool, 'bufferContainers'>,
): number {
  const most = maxContainers ?? Infinity;
  const rho = lambda * service;
  if (rho <= 0) return m;
  if (c === 1 && most === Infinity) return poolBounds(lambda, service, window, m).low;
  const arrived = -Math.expm1(-lambda * window);
  const first = Math.max(0, Math.floor(rho - 12 * Math.sqrt(rho)));
  const smallest = 1e-17 * Math.min(1, lambda * (service + window));
  const { pmf, upper } = poissonTable(rho, first, smallest);
  // One level past the last weight still has its (1 − q)·p_{k−1}.
  const range = { certain: first, end: first + upper.length + 1 };
  const value = (level: number): number =>
    (upper[level - first] ?? 0) + arrived * (pmf[level - 1 - first] ?? 0);
  return m + sumLevels(m, most, c, range, value);
}

/** The most mean live containers over a time span, and at its end. */
export interface MostLive {
  readonly mean: number;
  readonly atEnd: number;
  /** An upper bound of the probability that all places of `most` containers are ever taken; 0 without a maximum. */
  readonly everFull: number;
}

/**
 * The most mean live containers over `horizon` seconds, for any distribution of the service times, any order of reuse
 * and any assignment of inputs to containers, provided that a container starts only when all live ones are full.
 * Container n then exists only if its level has been reached since the beginning. P(reached by t) ≤ P(X ≥ k) +
 * λt·p_{k−1}, the mean number of upcrossings (union bound, M/G/∞ and PASTA), of which the mean over 0…horizon is taken.
 * A request counts as in progress for S + K, as if each had waited for a start. With a maximum, all the time after all
 * `most` were full counts as `most`. For sparse traffic, m + λ(S + W) can be lower: use the smaller of both.
 */
export function mostLive(
  { arrivalsPerSecond: lambda, serviceSeconds: service, concurrency: c, startupSeconds: startup }: Traffic,
  { minContainers: m, maxContainers }: Pick<Pool, 'minContainers' | 'maxContainers'>,
  horizon: number,
): MostLive {
  const most = maxContainers ?? Infinity;
  const rho = lambda * (service + startup);
  if (rho > 1e6) return { mean: most, atEnd: most, everFull: most === Infinity ? 0 : 1 };
  const first = Math.max(0, Math.floor(rho) - 1);
  const { pmf, upper } = poissonTable(rho, first, 1e-17 / (1 + lambda * horizon));
  const range = { certain: first, end: first + upper.length + 1 };
  const startOf = (level: number): number => Math.min(1, upper[level - first] ?? 0);
  const riseOf = (level: number): number => lambda * horizon * (pmf[level - 1 - first] ?? 0);
  const atEnd = m + sumLevels(m, most, c, range, (level) => Math.min(1, startOf(level) + riseOf(level)));
  const mean =
    m +
    sumLevels(m, most, c, range, (level) => {
      const [start, rise] = [startOf(level), riseOf(level)];
      const left = 1 - start;
      return rise <= left ? start + rise / 2 : 1 - (left * left) / (2 * rise);
    });
  if (most === Infinity) return { mean, atEnd, everFull: 0 };
  const places = c * most;
  const everFull =
    places <= rho
      ? 1
      : Math.min(1, poissonUpper(places, rho) + lambda * horizon * poissonPmf(places - 1, rho));
  const full = everFull * (most - m);
  return { mean: Math.min(most, mean + full), atEnd: Math.min(most, atEnd + full), everFull };
}
