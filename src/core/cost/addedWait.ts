/** How long requests wait for containers to start, in seconds. */
import type { PoolSeconds } from './monthBill';
import type { Work } from './monthWork';
import { singleQueue } from './traffic/single';
import type { Pool } from './traffic/trafficInput';

export interface Wait {
  readonly mean: number;
  /** 95% of requests wait no longer; null where only the mean is known. */
  readonly p95: number | null;
}

/**
 * The wait that cold starts add. A simulation has measured it, with all that waits for a free container. For one container
 * with a queue, the mean is the additional wait of M/G/1 with a set-up, which includes the requests that queue behind a
 * start. Otherwise, each request that hits a cold start waits for all of it. That is an upper bound, because another
 * container may become free earlier.
 */
export function addedWait({ demand, scheduled }: Work, pool: Pool, seconds: PoolSeconds): Wait {
  if (seconds.wait) return seconds.wait;
  const { arrivalsPerSecond, serviceSeconds, startupSeconds } = demand.traffic;
  const share = seconds.coldStartShare.likely;
  if (seconds.method !== 'single-queue' || scheduled)
    return { mean: share * startupSeconds, p95: share > 0.05 ? startupSeconds : 0 };
  const wait = (startup: number): number => {
    const queue = singleQueue(arrivalsPerSecond, serviceSeconds, pool.scaledownWindow, startup);
    return queue.stable ? queue.meanWait : 0;
  };
  return { mean: wait(startupSeconds) - wait(0), p95: startupSeconds === 0 ? 0 : null };
}
