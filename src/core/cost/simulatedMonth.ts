/**
 * The cost per month by simulation, where the formulas are not exact. It takes up to seconds, so nothing does it on a
 * keystroke: `monthEstimate` stays what a lens shows, until somebody has simulated the same traffic and pool.
 */
import type { Pause, Steps } from '../python/resumable';
import { poolOf, type PoolSetting, type PoolSettings } from './demand';
import type { Estimate } from './estimate';
import {
  monthEstimate,
  monthOfPools,
  over,
  type MonthEstimate,
  type MonthOptions,
  type PoolMonth,
} from './month';
import type { PoolSeconds } from './monthBill';
import { workOf, type Work } from './monthWork';
import type { SimulationCache } from './traffic/simulationCache';
import type { Effort, SimulatedSeconds } from './traffic/simulatedSeconds';
import { ORDERS } from './traffic/simulation/simulatorRules';
import { validateTraffic } from './traffic/validate';
import type { ResolvedUsage } from './usage';

const EFFORT: Omit<Effort, 'order'> = { seed: 1, precision: 0.01, maxArrivals: 1_000_000 };

/**
 * Whether the formulas need no simulation: a schedule, no traffic, more traffic than `max_containers` can serve, a single
 * container, or neither start-up nor buffer with one input per container.
 */
export function isExact({ demand, scheduled }: Work, { likely: { pool }, singleUse }: PoolSettings): boolean {
  const { arrivalsPerSecond, serviceSeconds, startupSeconds, concurrency } = demand.traffic;
  const { maxContainers, bufferContainers } = pool;
  if (scheduled || arrivalsPerSecond === 0 || demand.period.activeSeconds === 0) return true;
  const slots = singleUse ? 1 : concurrency;
  if (maxContainers !== null && arrivalsPerSecond * serviceSeconds >= maxContainers * slots) return true;
  if (singleUse || slots > 1) return false;
  return maxContainers === 1 || (startupSeconds === 0 && bufferContainers === 0);
}

/**
 * Like `monthEstimate`, by simulation where that is not exact. Low and high are over all orders of reuse, with their 95%
 * intervals. Where there is too much traffic to simulate it is the month of `monthEstimate`; `seconds.method` says which.
 */
export function* monthInSteps(
  estimate: Estimate,
  usage: ResolvedUsage,
  options: MonthOptions,
  cache: SimulationCache,
  pause: Pause,
): Steps<MonthEstimate | null> {
  const byFormulas = monthEstimate(estimate, usage, options);
  const work = workOf(estimate, usage);
  const settings = poolOf(estimate.settings);
  if (byFormulas?.status !== 'known' || work === null || 'status' in work || 'reason' in settings)
    return byFormulas;
  if (isExact(work, settings)) return byFormulas;
  const month = yield* simulatedPools(work, settings, cache, pause);
  return month ? monthOfPools(estimate, usage, work, month, options.includeStartup ?? true) : byFormulas;
}

function* simulatedPools(
  work: Work,
  settings: PoolSettings,
  cache: SimulationCache,
  pause: Pause,
): Steps<PoolMonth | null> {
  const { low, likely, high, exact, singleUse, assumptions } = settings;
  const run = (setting: PoolSetting): Steps<PoolSeconds | null> =>
    anyOrder(work, setting, singleUse, cache, pause);
  const seconds = yield* run(likely);
  const cheap = exact ? seconds : yield* run(low);
  const dear = exact ? seconds : yield* run(high);
  if (!seconds || !cheap || !dear) return null;
  return {
    settings: [low, likely, high],
    seconds: [cheap, seconds, dear],
    assumptions: exact ? assumptions : [...assumptions, { kind: 'likelyIsFirstPool' }],
  };
}

/** The figures with the most recent container first; low and high are over all orders. */
function* anyOrder(
  { demand: { traffic, period } }: Work,
  { pool }: PoolSetting,
  singleUse: boolean,
  cache: SimulationCache,
  pause: Pause,
): Steps<PoolSeconds | null> {
  if (validateTraffic(traffic, pool, period).length > 0) return null;
  const all: SimulatedSeconds[] = [];
  for (const order of ORDERS) {
    const effort = { ...EFFORT, order };
    const each = yield* cache.findInSteps(traffic, { ...pool, singleUse }, period, effort, pause);
    if (!each) return null;
    all.push(each);
  }
  return {
    ...all[0]!,
    activeSeconds: over(all.map((each) => each.activeSeconds)),
    floorIdleSeconds: over(all.map((each) => each.floorIdleSeconds)),
    live: over(all.map((each) => each.live)),
    tailSeconds: over(all.map((each) => each.tailSeconds)),
    coldStarts: over(all.map((each) => each.coldStarts)),
    coldStartShare: over(all.map((each) => each.coldStartShare)),
    startupSeconds: over(all.map((each) => each.startupSeconds)),
  };
}
