/**
 * Poisson weights and the two Erlang figures that follow from them.
 *
 * By the M/G/∞ result, with λ arrivals per second and a mean service time of S seconds, the number of requests in
 * progress is Poisson with mean ρ = λS, for any distribution of the service times. Every function here takes this ρ (a
 * number of containers, 0 ≤ ρ ≤ 1,000,000) and whole numbers of containers. None of them can overflow in this range,
 * and a weight too small for a double is 0.
 */
import { RecentResults } from '../../numbers/recentResults';

const LN_SQRT_2PI = 0.91893853320467274178;

/** A run of Poisson weights around the mode: `pmf[i]` is p at `first + i`, `upper[i]` is P(X ≥ first + i). */
export interface PoissonTable {
  readonly first: number;
  readonly pmf: Float64Array;
  readonly upper: Float64Array;
}

/** ln n! minus Stirling's approximation of it. */
function stirlingError(n: number): number {
  if (n < 16) {
    let factorial = 1;
    for (let i = 2; i <= n; i++) factorial *= i;
    return Math.log(factorial) - (n + 0.5) * Math.log(n) + n - LN_SQRT_2PI;
  }
  const square = n * n;
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / n;
}

/** x·ln(x/ρ) + ρ − x without the cancellation near x = ρ. */
function deviance(x: number, rho: number): number {
  const gap = x - rho;
  const ratio = gap / (x + rho);
  if (Math.abs(ratio) >= 0.1) return x * Math.log(x / rho) - gap;
  let sum = gap * ratio;
  let term = 2 * x * ratio;
  for (let i = 3; ; i += 2) {
    term *= ratio * ratio;
    const next = sum + term / i;
    if (next === sum) return sum;
    sum = next;
  }
}

/**
 * P(X = k) for X Poisson with mean `rho`, by Loader's saddle-point expansion: about 15 significant digits for every k,
 * while exp(k·ln ρ − ρ − ln k!) loses one digit for each power of ten of ρ. If k is below 0 or not whole: 0.
 */
export function poissonPmf(k: number, rho: number): number {
  if (k < 0 || !Number.isInteger(k)) return 0;
  if (rho <= 0) return k === 0 ? 1 : 0;
  if (k === 0) return Math.exp(-rho);
  return Math.exp(-stirlingError(k) - deviance(k, rho)) / Math.sqrt(2 * Math.PI * k);
}

/** P(X ≥ k): the upper tail, accurate in relative terms when it is small. */
export function poissonUpper(k: number, rho: number): number {
  if (k <= 0) return 1;
  if (rho <= 0) return 0;
  const start = Math.ceil(k);
  if (start <= rho) return 1 - sumDown(start - 1, rho);
  let term = poissonPmf(start, rho);
  let sum = 0;
  for (let j = start; sum + term !== sum; j++, term *= rho / j) sum += term;
  return Math.min(1, sum);
}

/** P(X ≤ k), the distribution function, accurate in relative terms when it is small. */
export function poissonCdf(k: number, rho: number): number {
  if (k < 0) return 0;
  if (rho <= 0) return 1;
  const end = Math.floor(k);
  return end + 1 <= rho ? sumDown(end, rho) : 1 - poissonUpper(end + 1, rho);
}

/** Σ_{j ≤ k} p_j for k below the mean, from the largest term down. */
function sumDown(k: number, rho: number): number {
  let term = poissonPmf(k, rho);
  let sum = 0;
  for (let j = k; j >= 0 && sum + term !== sum; term *= j / rho, j--) sum += term;
  return Math.min(1, sum);
}

/**
 * Erlang's loss formula: the share of arrivals that find all `k` servers busy in M/G/k/k, B_0 = 1, B_k = ρB_{k−1} / (k
 * + ρB_{k−1}); equal to p_k / F(k). Between 0 and 1. The recursion stops early when the loss is too small to differ
 * from 0 (Erlang 1917; Jagerman for the recursion).
 */
export function erlangB(k: number, rho: number): number {
  if (k <= 0) return 1;
  if (rho <= 0) return 0;
  let loss = 1;
  for (let i = 1; i <= k && loss > 0; i++) loss = (rho * loss) / (i + rho * loss);
  return loss;
}

/**
 * E[(m − X)⁺] = Σ_{j<m} (m − j)·p_j, in containers: how many of the `m` warm ones are idle, on average. Summed from the
 * side without cancellation: Σ_{k<m} F(k) below the mean, m − ρ + E[(X − m)⁺] above it.
 */
export function expectedShortfall(m: number, rho: number): number {
  if (m <= 0) return 0;
  if (rho <= 0) return m;
  let sum = 0;
  if (m <= rho) {
    let term = poissonPmf(m - 1, rho);
    for (let j = m - 1; j >= 0 && term > 0 && sum + (m - j) * term !== sum; term *= j / rho, j--)
      sum += (m - j) * term;
    return sum;
  }
  let term = poissonPmf(m + 1, rho);
  for (let j = m + 1; sum + (j - m) * term !== sum; j++, term *= rho / j) sum += (j - m) * term;
  return m - rho + sum;
}

/** Pools of the same traffic ask for the same few tables. */
const TABLES = new RecentResults<PoissonTable>(8);

/**
 * The weights from `first` up to where they fall below `smallest` (beyond the mean), with their upper tails. Filled
 * from the mode outwards, so they are accurate even if p_0 is too small for a double. Tables are shared: nobody changes one.
 */
export function poissonTable(rho: number, first: number, smallest: number): PoissonTable {
  return TABLES.get([rho, first, smallest], () => newTable(rho, first, smallest));
}

function newTable(rho: number, first: number, smallest: number): PoissonTable {
  const start = Math.max(first, Math.floor(rho));
  const mode = poissonPmf(start, rho);
  let size = start - first;
  let last = mode;
  for (; last > smallest; last *= rho / (first + size)) size++;
  const pmf = new Float64Array(size);
  for (let j = start, term = mode; j < first + size; j++, term *= rho / j) pmf[j - first] = term;
  for (let j = start, term = mode; j > first; j--) pmf[j - first - 1] = term *= j / rho;
  const upper = new Float64Array(size);
  let sum = last;
  for (let i = size - 1; i >= 0; i--) upper[i] = sum = Math.min(1, sum + pmf[i]!);
  return { first, pmf, upper };
}
