/** Simulations that were done, by what they are of: traffic, pool, period and effort say all, so a result never ages. */
import type { Pause, Steps } from '../../python/resumable';
import { simulatedSecondsInSteps, type Effort, type SimulatedSeconds } from './simulatedSeconds';
import type { Period, Pool, Traffic } from './trafficInput';

type SingleUsePool = Pool & { readonly singleUse: boolean };

export class SimulationCache {
  /** The least recently used first. Null is what cannot be simulated. */
  readonly #known = new Map<string, SimulatedSeconds | null>();

  constructor(private readonly maxEntries = 512) {}

  /** What is known of a pool; undefined if it was not simulated. For whoever must not wait. */
  find(
    traffic: Traffic,
    pool: SingleUsePool,
    period: Period,
    effort: Effort,
  ): SimulatedSeconds | null | undefined {
    const key = keyOf(traffic, pool, period, effort);
    const known = this.#known.get(key);
    if (known !== undefined) {
      this.#known.delete(key);
      this.#known.set(key, known);
    }
    return known;
  }

  /** Simulates what is not known. */
  *findInSteps(
    traffic: Traffic,
    pool: SingleUsePool,
    period: Period,
    effort: Effort,
    pause: Pause,
  ): Steps<SimulatedSeconds | null> {
    const known = this.find(traffic, pool, period, effort);
    if (known !== undefined) return known;
    const seconds = yield* simulatedSecondsInSteps(traffic, pool, period, effort, pause);
    this.#known.set(keyOf(traffic, pool, period, effort), seconds);
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= this.maxEntries) break;
      this.#known.delete(oldest);
    }
    return seconds;
  }
}

function keyOf(traffic: Traffic, pool: SingleUsePool, period: Period, effort: Effort): string {
  return JSON.stringify([
    [traffic.arrivalsPerSecond, traffic.serviceSeconds, traffic.concurrency, traffic.startupSeconds],
    [pool.minContainers, pool.maxContainers, pool.bufferContainers, pool.scaledownWindow, pool.singleUse],
    [period.seconds, period.activeSeconds, period.activePeriods ?? 1],
    [effort.seed, effort.precision, effort.maxArrivals, effort.order],
  ]);
}
