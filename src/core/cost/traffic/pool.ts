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
 * The method: in the Laplace domain both are rational functions that follow from the textbook recursion for
 * first-passage times upwards (Karlin and McGregor), φ_n = ρ / (ρ + σ + n(1 − φ_{n−1})), for *all* n in one pass:
 *
 *     A_n = (A_{n−1} + p_{n−1})·φ_{n−1};   density of the first passage to n = L⁻¹[A_n],   P(N ≥ n) = P(X ≥ n) + L⁻¹[A_n/s]
 *
 * The inverse is taken on the modified Talbot contour of Trefethen, Weideman and Schmelzer (2006) with 12 conjugate
 * pairs. It is a rational approximation of e^z on the negative axis with an error of about 1e-14 *uniformly*. The chain
 * is reversible, so its spectrum lies there, and the error is the same for all λ, S and W. Work: 12 complex steps per
 * level, compared with n³ for the eigenvalues and ΛW matrix products for uniformization (Jensen), which the tests use
 * as a reference.
 */
import { clamp } from '../../numbers/clamp';
import { expectedShortfall, poissonTable, poissonUpper } from './poisson';

/** The formula of a figure. */
export type PoolMethod = 'chain' | 'closed-form';

/** With more busy containers than this, on average, the closed form is used: it takes √ρ steps instead of 12ρ. */
export const CHAIN_LIMIT = 10_000;

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

/**
 * Points z and weights w with (1/2πi)∫ e^z f(z) dz ≈ Σ 2·Re(w·f(z)), and q = w/z for functions that are divided by z.
 */
const CONTOUR = contour(24);

function contour(
  size: number,
): Readonly<Record<'zRe' | 'zIm' | 'wRe' | 'wIm' | 'qRe' | 'qIm', Float64Array>> {
  const points = size / 2;
  const of = (): Float64Array => new Float64Array(points);
  const [zRe, zIm, wRe, wIm, qRe, qIm] = [of(), of(), of(), of(), of(), of()];
  for (let k = 0; k < points; k++) {
    const theta = ((2 * k + 1) * Math.PI) / size;
    const cot = 1 / Math.tan(0.6407 * theta);
    const re = size * (0.5017 * theta * cot - 0.6122);
    const im = size * 0.2645 * theta;
    // z′(θ)/(i·size), then times e^z
    const slope = 0.5017 * cot - 0.5017 * 0.6407 * theta * (1 + cot * cot);
    const [a, b] = [0.2645 * Math.exp(re), -slope * Math.exp(re)];
    const [weightRe, weightIm] = [a * Math.cos(im) - b * Math.sin(im), a * Math.sin(im) + b * Math.cos(im)];
    const norm = re * re + im * im;
    [zRe[k], zIm[k], wRe[k], wIm[k]] = [re, im, weightRe, weightIm];
    qRe[k] = (weightRe * re + weightIm * im) / norm;
    qIm[k] = (weightIm * re - weightRe * im) / norm;
  }
  return { zRe, zIm, wRe, wIm, qRe, qIm };
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
let last = { lambda: NaN, service: NaN, tables: new Map<number, PoolTable>() };

/**
 * The table for `lambda` arrivals per second (≥ 0), a mean service time of `service` seconds (> 0) and a window of
 * `window` seconds (≥ 0). λS may be up to 1,000,000; up to CHAIN_LIMIT the table is the exact chain, above it the
 * closed form.
 */
export function poolTable(lambda: number, service: number, window: number): PoolTable {
  if (lambda !== last.lambda || service !== last.service) last = { lambda, service, tables: new Map() };
  const known = last.tables.get(window);
  if (known) return known;
  const table = newTable(lambda, service, window);
  last.tables.set(window, table);
  return table;
}

function newTable(lambda: number, service: number, window: number): PoolTable {
  const rho = lambda * service;
  if (rho <= 0) return new Levels('chain', 0, 0, new Float64Array(0), new Float64Array(0));
  return rho <= CHAIN_LIMIT ? chain(lambda, service, window) : closedForm(lambda, service, window);
}

/** Weights below this, times the starts in a window, do not affect the sum (which is at least about λ(S + W)). */
function smallestWeight(lambda: number, service: number, window: number): number {
  return (1e-17 * Math.min(1, lambda * (service + window))) / (1 + lambda * window);
}

function chain(lambda: number, service: number, window: number): PoolTable {
  const rho = lambda * service;
  const { pmf, upper } = poissonTable(rho, 0, smallestWeight(lambda, service, window));
  const size = pmf.length;
  const passed = new Float64Array(size);
  const starts = new Float64Array(size);
  if (window > 0) {
    // A window of 1e-12 service times is indistinguishable from none; the bounds below are then sufficient.
    const ratio = Math.max(window / service, 1e-12);
    invert(ratio, rho, pmf, passed, starts);
    for (let i = 0; i < size; i++) starts[i]! /= ratio * service;
  }
  for (let i = 0; i < size; i++) {
    // Number n = i + 1. At most λ·p_{n−1} upcrossings per second: the union bound over the whole window.
    const [least, most] = [upper[i]! - pmf[i]!, lambda * pmf[i]!];
    const above = i + 1 < size ? upper[i + 1]! : Math.max(0, least);
    passed[i] = Math.min(1, above + clamp(passed[i]!, 0, window * most));
    starts[i] = window > 0 ? clamp(starts[i]!, 0, most) : most;
  }
  return new Levels('chain', rho, 0, passed, starts);
}

/**
 * The state of each point of the contour while n rises: s, ψ = 1 − φ (stored itself, because φ is close to 1 for n < ρ)
 * and A. Allocated once, because most tables are so short that allocating would take longer than filling them.
 */
const CLIMB = {
  sRe: new Float64Array(CONTOUR.zRe.length),
  sIm: new Float64Array(CONTOUR.zRe.length),
  psiRe: new Float64Array(CONTOUR.zRe.length),
  psiIm: new Float64Array(CONTOUR.zRe.length),
  aRe: new Float64Array(CONTOUR.zRe.length),
  aIm: new Float64Array(CONTOUR.zRe.length),
};

/**
 * L⁻¹[A_n/s] (`passed`) and window × L⁻¹[A_n] (`density`), for all n. All points of the contour advance one level
 * together: along n, each step depends on the one before; across the points, none does.
 */
function invert(
  ratio: number,
  rho: number,
  pmf: Float64Array,
  passed: Float64Array,
  density: Float64Array,
): void {
  const { zRe, zIm, wRe, wIm, qRe, qIm } = CONTOUR;
  const { sRe, sIm, psiRe, psiIm, aRe, aIm } = CLIMB;
  const points = zRe.length;
  for (let k = 0; k < points; k++) {
    sRe[k] = zRe[k]! / ratio;
    sIm[k] = zIm[k]! / ratio;
    psiRe[k] = psiIm[k] = aRe[k] = aIm[k] = 0;
  }
  for (let i = 0; i < pmf.length; i++) {
    const p = pmf[i]!;
    let sumPassed = 0;
    let sumDensity = 0;
    for (let k = 0; k < points; k++) {
      const upRe = sRe[k]! + i * psiRe[k]!;
      const upIm = sIm[k]! + i * psiIm[k]!;
      const denRe = rho + upRe;
      const den = denRe * denRe + upIm * upIm;
      const phiRe = (rho * denRe) / den;
      const phiIm = (-rho * upIm) / den;
      psiRe[k] = (upRe * denRe + upIm * upIm) / den;
      psiIm[k] = -phiIm;
      const fromRe = aRe[k]! + p;
      const fromIm = aIm[k]!;
      const re = fromRe * phiRe - fromIm * phiIm;
      const im = fromRe * phiIm + fromIm * phiRe;
      sumPassed += 2 * (qRe[k]! * re - qIm[k]! * im);
      sumDensity += 2 * (wRe[k]! * re - wIm[k]! * im);
      aRe[k] = re;
      aIm[k] = im;
    }
    passed[i] = sumPassed;
    density[i] = sumDensity;
  }
}

/**
 * P(N ≥ n) ≈ 1 − F(n−1)·e^{−λW·B_{n−1}}, an upper bound: p·e^{QW}·1 is a mixture of exponentials in W with total weight
 * F(n−1) and mean rate λB_{n−1}, and e^{−x} is convex (Jensen's inequality). Its derivative is
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

/** A valid range for mean live containers. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/**
 * Bounds of mean live containers for any distribution of the service times and any order of reuse, with Poisson
 * arrivals.
 *
 * Low: E[max(m, X)] + (1 − e^{−λW})·P(X ≥ m). The last arrival of the window found X ~ Poisson(ρ) (PASTA, M/G/∞) and
 * made it X + 1; without one, X at the start of the window is Poisson too. Exact for m = 0 and n = 1. High: m + λ(S +
 * W), because a request keeps one container live for at most its own time and a window. (Assumes that every container
 * that starts serves at least one request.)
 */
export function poolBounds(lambda: number, service: number, window: number, m: number): Bounds {
  const rho = lambda * service;
  const last = -Math.expm1(-lambda * window) * poissonUpper(m, rho);
  const high = m + lambda * (service + window);
  return { low: Math.min(high, rho + expectedShortfall(m, rho) + last), high };
}
