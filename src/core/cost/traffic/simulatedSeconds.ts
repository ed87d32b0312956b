/**
 * From traffic to container-seconds by simulation: what `liveSeconds` works out by formulas, also where there are none,
 * with start-up, buffers and several inputs per container together.
 */
import type { Pause, Steps } from '../../python/resumable';
import { exactly, range, type LikelyRange } from './likelyRange';
import type { LiveSeconds } from './liveSeconds';
import { activeHoursShape, GeneratedArrivals, type GeneratedTraffic } from './simulation/arrivals';
import { simulateInSteps, type Simulated, type SimulationPlan } from './simulation/simulate';
import type { ReuseOrder, SimulatedPool } from './simulation/simulatorRules';
import type { WaitFigures } from './simulation/waits';
import type { Period, Pool, Traffic } from './trafficInput';

/** How thoroughly to simulate. */
export interface Effort {
  /** Of random numbers: the same seed gives every pool the same requests. */
  readonly seed: number;
  /** Half of the 95% interval to stop at: as a share of container-seconds, and of the share of cold starts itself. */
  readonly precision: number;
  /** The most arrivals, about. */
  readonly maxArrivals: number;
  readonly order: ReuseOrder;
}

/** The container-seconds of a period; likely figures are means, low and high their 95% interval. */
export interface SimulatedSeconds extends Omit<LiveSeconds, 'method'> {
  readonly method: 'simulated';
  readonly wait: WaitFigures;
  readonly mostContainers: number;
  readonly end: Simulated['end'];
}

const DAY = 86_400;
/** A day that is only partly active is a cycle; less than three of them, and the first one, tell too little. */
const MIN_CYCLES = 4;
/** Constant traffic is measured in so many spans at least, and one before them. */
const MIN_SPANS = 17;

/** Each arrival ends, and its container starts, idles and stops at most; more come of a buffer with a short window. */
const EVENTS_PER_ARRIVAL = 8;

/**
 * Simulates a period. Null if there is nothing to simulate, or if it would take more arrivals than `effort` allows: too
 * many requests come while a container starts, serves and idles, or on a day that is only partly active. For traffic and
 * pools that `validateTraffic` accepts and that keep up with it. `singleUse` is for containers that serve one input.
 */
export function* simulatedSecondsInSteps(
  traffic: Traffic,
  pool: Pool & { readonly singleUse: boolean },
  period: Period,
  effort: Effort,
  pause: Pause,
): Steps<SimulatedSeconds | null> {
  const plan = planOf(traffic, pool, period, effort);
  if (!plan) return null;
  const run = yield* simulateInSteps(
    new GeneratedArrivals(generated(traffic, period), effort.seed),
    { ...pool, ...poolExtras(traffic, pool.singleUse, effort) },
    plan,
    pause,
  );
  return run.containers.halfWidth === Infinity ? null : overPeriod(run, traffic, pool, period);
}

function poolExtras(
  { startupSeconds, concurrency }: Traffic,
  singleUse: boolean,
  { order }: Effort,
): Omit<SimulatedPool, keyof Pool> {
  return { startupSeconds, slots: singleUse ? 1 : concurrency, batchWaitSeconds: null, singleUse, order };
}

/** The arrivals of the active time: all day, or in the first hours of each day. */
export function generated(traffic: Traffic, period: Period): GeneratedTraffic {
  const { arrivalsPerSecond, serviceSeconds } = traffic;
  const hours = activeHours(period);
  const shape = activeHoursShape(hours);
  return {
    requestsPerSecond: (arrivalsPerSecond * hours) / 24,
    serviceSeconds,
    ...(shape ? { shape } : {}),
  };
}

/** Hours of an active day. A period with one stretch of traffic has 24 of them. */
function activeHours({ activeSeconds, activePeriods = 1 }: Period): number {
  return activePeriods <= 1 ? 24 : Math.min(24, activeSeconds / activePeriods / 3_600);
}

function planOf(traffic: Traffic, pool: Pool, period: Period, effort: Effort): SimulationPlan | null {
  const { arrivalsPerSecond, serviceSeconds, startupSeconds } = traffic;
  const { precision, maxArrivals, seed } = effort;
  if (arrivalsPerSecond <= 0 || period.activeSeconds <= 0) return null;
  const hours = activeHours(period);
  const daily = hours < 24;
  const memory = pool.scaledownWindow + serviceSeconds + startupSeconds;
  const spanSeconds = daily ? DAY : Math.max(5 * memory, 200 / arrivalsPerSecond);
  const perSpan = arrivalsPerSecond * (daily ? hours * 3_600 : spanSeconds);
  if (perSpan * (daily ? MIN_CYCLES : MIN_SPANS) > maxArrivals) return null;
  return {
    spanSeconds,
    spansPerCycle: 1,
    warmUpCycles: 1,
    maxCycles: Infinity,
    maxArrivals,
    maxEvents: EVENTS_PER_ARRIVAL * maxArrivals,
    precision,
    seed,
  };
}

/**
 * A mean cycle, as often as the period has it; the rest of the period is the floor. Active seconds are known exactly if
 * containers take one input at a time: what was simulated is moved by the difference.
 */
function overPeriod(run: Simulated, traffic: Traffic, pool: Pool, period: Period): SimulatedSeconds {
  const { sums, containers, coldStartShare } = run;
  const { arrivalsPerSecond, serviceSeconds, concurrency, startupSeconds } = traffic;
  const played = (period.activeSeconds * 24) / activeHours(period);
  const times = played / run.seconds;
  const requests = arrivalsPerSecond * period.activeSeconds;
  const floorSeconds = pool.minContainers * period.seconds;
  const floorRest = pool.minContainers * (period.seconds - played);
  const active = concurrency === 1 ? requests * serviceSeconds : sums.activeSeconds * times;
  const moved = active - sums.activeSeconds * times;
  const floorIdle = Math.max(0, sums.floorIdleSeconds * times + floorRest);
  const live = Math.max(active + floorIdle, sums.readySeconds * times + moved + floorRest);
  const relative = containers.mean > 0 ? containers.halfWidth / containers.mean : 0;
  const within = (value: number, share = relative): LikelyRange =>
    range(Math.max(0, value * (1 - share)), value, value * (1 + share));
  const starts = sums.starts * times;
  return {
    requests,
    activeSeconds: exactly(active),
    floorSeconds,
    floorIdleSeconds: exactly(floorIdle),
    live: range(Math.max(floorSeconds, within(live).low), live, within(live).high),
    tailSeconds: within(live - active - floorIdle),
    coldStarts: within(starts),
    coldStartShare: range(
      Math.max(0, coldStartShare.mean - coldStartShare.halfWidth),
      coldStartShare.mean,
      Math.min(1, coldStartShare.mean + coldStartShare.halfWidth),
    ),
    startupSeconds: within(starts * startupSeconds),
    utilization: live > 0 ? Math.min(1, active / live) : 0,
    method: 'simulated',
    assumptions: [
      { kind: 'poissonArrivals' },
      { kind: 'exponentialServiceTimes' },
      { kind: concurrency === 1 ? 'mostRecentContainerFirst' : 'fullestContainerFirst' },
    ],
    unstable: false,
    wait: run.wait,
    mostContainers: run.mostContainers,
    end: run.end,
  };
}
