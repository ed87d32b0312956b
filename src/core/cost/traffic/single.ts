/** One container: the two cases with a closed form that holds for any law of the service times. */

/** A single container that takes every request at once. */
export interface SingleUnbounded {
  /** Share of time it is live, 0…1. */
  readonly live: number;
  /** Cold starts a second. */
  readonly coldStarts: number;
}

/**
 * One container of unbounded concurrency, M/G/∞: it is gone exactly if nothing was in progress a window ago
 * (probability e^{−λS}, Poisson) and nothing has arrived since (e^{−λW}). Start-up is not part of it.
 * λ ≥ 0 a second, S ≥ 0 and W ≥ 0 seconds, all finite.
 */
export function singleUnbounded(lambda: number, service: number, window: number): SingleUnbounded {
  const exponent = lambda * (service + window);
  return { live: -Math.expm1(-exponent), coldStarts: lambda * Math.exp(-exponent) };
}

/** A single container with one request at a time and a queue before it. */
export type SingleQueue =
  | {
      readonly stable: true;
      /** Share of time it is up or starting, 0…1. */
      readonly live: number;
      /** The same without the start-up: `live` − K × cold starts. */
      readonly ready: number;
      /** Cold starts a second. */
      readonly coldStarts: number;
      /** Mean seconds a request waits before it is served, start-up included. */
      readonly meanWait: number;
    }
  | {
      /** More arrives than one container can serve: the queue grows without bound, the container never rests. */
      readonly stable: false;
      readonly live: 1;
    };

/**
 * `max_containers=1`, one input: M/G/1 with a set-up of K seconds when it has been idle for W (removable server).
 *
 * Renewal cycle from one end of a busy period to the next: idle 1/λ; with probability q = e^{−λW} the container is
 * gone by then and the cycle has a set-up, which with those who arrive during it makes a busy period of
 * (K + S)/(1−ρ), else S/(1−ρ). Live is all of it but the q/λ it is gone. Multiplied through by λ(1−ρ), so that
 * neither λ → 0 nor ρ → 1 divides by 0. Any law of the service times.
 *
 * Mean wait: Pollaczek–Khinchine plus the set-up term (2E[D] + λE[D²])/(2(1 + λE[D])) of M/G/1 with a set-up D
 * (Welch 1964), D = K with probability q and else 0. `serviceVariation` is Var(S)/S², 1 for exponential times.
 */
export function singleQueue(
  lambda: number,
  service: number,
  window: number,
  startup: number,
  serviceVariation = 1,
): SingleQueue {
  const rho = lambda * service;
  if (rho >= 1) return { stable: false, live: 1 };
  const q = Math.exp(-lambda * window);
  const cycle = 1 - rho + lambda * (service + q * startup);
  const coldStarts = (lambda * q * (1 - rho)) / cycle;
  const live = (-Math.expm1(-lambda * window) * (1 - rho) + lambda * (service + q * startup)) / cycle;
  const ready = (-Math.expm1(-lambda * window) * (1 - rho) + rho + q * lambda * startup * rho) / cycle;
  const queueing = (rho * service * (1 + serviceVariation)) / (2 * (1 - rho));
  const setUp = (q * startup * (2 + lambda * startup)) / (2 * (1 + lambda * q * startup));
  return { stable: true, live, ready, coldStarts, meanWait: queueing + setUp };
}
