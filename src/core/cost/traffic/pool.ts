/**
 * The pool: any number of containers, one input in each; a container stops after W idle seconds.
 *
 * Write X(t) for the number of requests in progress. If a request always goes to the container that was used most
 * recently, the number of live containers is exactly the largest X of the last W seconds. With any other order it is at
 * least that: at the moment of the largest X, this many containers were busy; each was released later, and none has
 * been idle for W since. With m kept warm, N = max(m, largest X of the last W).
 *
 * For Poisson arrivals and exponential service times X is the M/M/∞ queue, so
 *
 *     P(N ≥ n) = 1 − P(X ≤ n − 1 throughout W) = 1 − p·e^{QW}·1
 *
 * with Q the generator of the birth–death chain on 0…n−1 (up λ, down j/S), killed when it leaves these states, and p
 * the Poisson weights 0…n−1, *not* normalized: "at most n − 1 at the start" is part of the event. Its derivative in W
 * is λ·(p·e^{QW})_{n−1}: arrivals that find n − 1 busy, after at most n − 1 were busy for W. That is exactly the rate
 * at which containers number n start, so cold starts come out of the same computation.
 *
 * The sums over the chain are worked out in firstPassage.ts.
 */
import { clamp } from '../../numbers/clamp';
import { invert } from './firstPassage';
import { poissonTable } from './poisson';

/** The formula of a figure. */
export type PoolMethod = 'chain' | 'closed-form';

/** With more busy containers than this, on average, the closed form is used: it takes √ρ steps instead of 12ρ. */
export const MAX_CHAIN_LOAD = 10_000;

/** Live containers and cold starts for one (λ, S, W), for every m at once. */
export interface PoolTable {
  readonly method: PoolMethod;
  /** ρ = λS, mean busy containers. */
  readonly rho: number;
  /** P(N ≥ n) with nothing kept warm; 1 for n ≤ 0. */
  atLeast(n: number): number;
  /** Starts of container number n per second: ∂P(N ≥ n)/∂W. */
  startsOf(n: number): number;
  /** Mean live containers with `m` kept warm: m + Σ_{n>m} P(N ≥ n). */
  live(m: number): number;
  /** Cold starts per second with `m` kept warm: Σ_{n>m} ∂P(N ≥ n)/∂W. */
  coldStarts(m: number): number;
  /** Up to this n, P(N ≥ n) is 1 to the last digit. */
  readonly certain: number;
  /** From this n on, P(N ≥ n) is less than rounding. */
  readonly end: number;
}

class Levels implements PoolTable {
  readonly #first: number;
  readonly #atLeast: Float64Array;
  readonly #starts: Float64Array;

  /** `atLeast[i]` and `starts[i]` are those of n = first + 1 + i; for every lower n, P(N ≥ n) is 1. */
  constructor(
    readonly method: PoolMethod,
    readonly rho: number,
    first: number,
    atLeast: Float64Array,
    starts: Float64Array,
  ) {
    this.#first = first;
    this.#atLeast = atLeast;
    this.#starts = starts;
  }

  get certain(): number {
    return this.#first;
  }

  get end(): number {
    return this.#first + 1 + this.#atLeast.length;
  }

  atLeast(n: number): number {
    return n <= this.#first ? 1 : (this.#atLeast[n - this.#first - 1] ?? 0);
  }

  startsOf(n: number): number {
    return n <= this.#first ? 0 : (this.#starts[n - this.#first - 1] ?? 0);
  }

  live(m: number): number {
    return Math.max(m, this.#first) + sumFrom(this.#atLeast, m - this.#first);
  }

  coldStarts(m: number): number {
    return sumFrom(this.#starts, m - this.#first);
  }
}

/** Σ_{k ≥ from} values[k], the smallest first. */
function sumFrom(values: Float64Array, from: number): number {
  let sum = 0;
  for (let i = values.length - 1; i >= Math.max(0, from); i--) sum += values[i]!;
  return sum;
}

/**
 * The tables of the most recent traffic, by window. When pools or offers are compared, the traffic stays the same: the
 * number of warm containers and the concurrency only read the table.
 */
let last = {
  lambda: NaN,
  service: NaN,
  tables: new Map<number, { readonly containers: number; readonly table: PoolTable }>(),
};

/**
 * The table for `lambda` arrivals per second (≥ 0), a mean service time of `service` seconds (> 0) and a window of
 * `window` seconds (≥ 0). λS may be up to 1,000,000; up to MAX_CHAIN_LOAD the table is the exact chain, above it the
 * closed form.
 */
export function poolTable(lambda: number, service: number, window: number): PoolTable {
  return lastTable(lambda, service, window, Infinity);
}

/** The same figures of container number 1 alone: a chain takes one step for them, in place of one for each container. */
export function firstContainer(
  lambda: number,
  service: number,
  window: number,
): Pick<PoolTable, 'atLeast' | 'startsOf' | 'method'> {
  return lastTable(lambda, service, window, 1);
}

/** A table of at least so many containers. */
function lastTable(lambda: number, service: number, window: number, containers: number): PoolTable {
  if (lambda !== last.lambda || service !== last.service) last = { lambda, service, tables: new Map() };
  const known = last.tables.get(window);
  if (known && known.containers >= containers) return known.table;
  const table = newTable(lambda, service, window, containers);
  last.tables.set(window, { containers, table });
  return table;
}

function newTable(lambda: number, service: number, window: number, containers: number): PoolTable {
  const rho = lambda * service;
  if (rho <= 0) return new Levels('chain', 0, 0, new Float64Array(0), new Float64Array(0));
  return rho <= MAX_CHAIN_LOAD
    ? chain(lambda, service, window, containers)
    : closedForm(lambda, service, window);
}

/** Weights below this, times the starts in a window, do not affect the sum (which is at least about λ(S + W)). */
function smallestWeight(lambda: number, service: number, window: number): number {
  return (1e-17 * Math.min(1, lambda * (service + window))) / (1 + lambda * window);
}

function chain(lambda: number, service: number, window: number, containers: number): PoolTable {
  const rho = lambda * service;
  const { pmf, upper } = poissonTable(rho, 0, smallestWeight(lambda, service, window));
  const size = Math.min(pmf.length, containers);
  const passed = new Float64Array(size);
  const starts = new Float64Array(size);
  if (window > 0) {
    // A window of 1e-12 service times is indistinguishable from none; the bounds below are then sufficient.
    const ratio = Math.max(window / service, 1e-12);
    invert(ratio, rho, pmf.subarray(0, size), passed, starts);
    for (let i = 0; i < size; i++) starts[i]! /= ratio * service;
  }
  for (let i = 0; i < size; i++) {
    // Number n = i + 1. At most λ·p_{n−1} upcrossings per second: the union bound over the whole window.
    const [least, most] = [upper[i]! - pmf[i]!, lambda * pmf[i]!];
    const above = i + 1 < pmf.length ? upper[i + 1]! : Math.max(0, least);
    passed[i] = Math.min(1, above + clamp(passed[i]!, 0, window * most));
    starts[i] = window > 0 ? clamp(starts[i]!, 0, most) : most;
  }
  return new Levels('chain', rho, 0, passed, starts);
}

/**
 * P(N ≥ n) ≈ 1 − F(n−1)·e^{−λW·B_{n−1}}, an upper bound: p·e^{QW}·1 is a mixture of exponentials in W with total
 * weight F(n−1) and mean rate λB_{n−1}, and e^{−x} is convex (Jensen's inequality). Its derivative is
 * λ·p_{n−1}·e^{−λW·B_{n−1}}.
 */
function closedForm(lambda: number, service: number, window: number): PoolTable {
  const rho = lambda * service;
  const smallest = smallestWeight(lambda, service, window);
  // 12 standard deviations below the mean P(X ≥ n) is 1 to the last digit.
  const first = Math.max(0, Math.floor(rho - 12 * Math.sqrt(rho)));
  const { pmf, upper } = poissonTable(rho, first, smallest);
  const atLeast = new Float64Array(pmf.length);
  const starts = new Float64Array(pmf.length);
  for (let i = 0; i < pmf.length; i++) {
    const above = i + 1 < pmf.length ? upper[i + 1]! : 0;
    const below = 1 - above;
    const exponent = below > 0 ? (lambda * window * pmf[i]!) / below : 0;
    atLeast[i] = Math.min(1, above - below * Math.expm1(-exponent));
    starts[i] = lambda * pmf[i]! * Math.exp(-exponent);
  }
  return new Levels('closed-form', rho, first, atLeast, starts);
}

/** The closed form at any ρ, for comparison and tests. Same arguments and result as `poolTable`. */
export function poolTableClosedForm(lambda: number, service: number, window: number): PoolTable {
  if (lambda * service <= 0) return poolTable(lambda, service, window);
  return closedForm(lambda, service, window);
}
