import { expectedShortfall, poissonUpper } from './poisson';

/** A sound range for mean live containers. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/**
 * Bounds on mean live containers that need no law of the service times and no order of reuse, only Poisson arrivals.
 *
 * Low: E[max(m, X)] + (1 − e^{−λW})·P(X ≥ m). The last arrival of the window found X ~ Poisson(ρ) (PASTA, M/G/∞) and
 * made it X + 1; without one, X at the window's start is Poisson too. For m = 0 and n = 1 it is exact.
 * High: m + λ(S + W), since a request keeps one container alive for at most its own time and a window.
 * (It takes every container that starts to serve at least one request.)
 */
export function poolBounds(lambda: number, service: number, window: number, m: number): Bounds {
  const rho = lambda * service;
  const last = -Math.expm1(-lambda * window) * poissonUpper(m, rho);
  const high = m + lambda * (service + window);
  return { low: Math.min(high, rho + expectedShortfall(m, rho) + last), high };
}
