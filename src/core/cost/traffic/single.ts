/** One container: the two cases with a closed form that is valid for any distribution of the service times. */

/** A single container that serves all requests at once. */
export interface SingleUnbounded {
  /** Share of time it is live, 0…1. */
  readonly live: number;
  /** Cold starts per second. */
  readonly coldStarts: number;
}

/**
 * One container with unbounded concurrency, M/G/∞: it is stopped exactly if nothing was in progress one window ago
 * (probability e^{−λS}, Poisson) and nothing has arrived since (e^{−λW}). Without start-up. λ ≥ 0 per second, S ≥ 0 and
 * W ≥ 0 seconds, all finite.
 */
export function singleUnbounded(lambda: number, service: number, window: number): SingleUnbounded {
  const exponent = lambda * (service + window);
  return { live: -Math.expm1(-exponent), coldStarts: lambda * Math.exp(-exponent) };
}

/** A single container with one request at a time and a queue. */
export type SingleQueue =
  | {
      readonly stable: true;
      /** Share of time it is up or starting, 0…1. */
      readonly live: number;
      /** The same without the start-up: `live` − K × cold starts. */
      readonly ready: number;
      /** Cold starts per second. */
      readonly coldStarts: number;
      /** Mean seconds a request waits before it is served, start-up included. */
      readonly meanWait: number;
    }
  | {
      /**
       * More requests arrive than one container can serve: the queue grows without limit, and the container is always
       * busy.
       */
      readonly stable: false;
      readonly live: 1;
    };

/**
 * `max_containers=1`, one input: M/G/1 with a set-up of K seconds after it was idle for W (removable server).
 *
 * Renewal cycle from one end of a busy period to the next: idle for 1/λ. With probability q = e^{−λW} the container has
 * stopped by then, and the cycle has a set-up, which together with the requests that arrive during it makes a busy
 * period of (K + S)/(1−ρ); otherwise it is S/(1−ρ). The container is live for the whole cycle except the q/λ in which
 * it is stopped. Everything is multiplied by λ(1−ρ), so that neither λ → 0 nor ρ → 1 divides by 0. For any distribution
 * of the service times.
 *
 * Mean wait: Pollaczek–Khinchine plus the set-up term (2E[D] + λE[D²])/(2(1 + λE[D])) of M/G/1 with a set-up D (Welch
 * 1964), where D = K with probability q and otherwise 0. `serviceVariation` is Var(S)/S², 1 for exponential times.
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
