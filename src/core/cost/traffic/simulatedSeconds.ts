/**
 * From traffic to container-seconds by simulation: what `liveSeconds` works out by formulas, also where there are none,
 * with start-up, buffers and several inputs per container together.
 */
import type { Pause, Steps } from '../../python/resumable';
import { activeHours, arrivalSource, cycleSeconds, meanRate } from './arrivalSources';
import type { AnySeconds } from './addedSeconds';
import { exactly, range, type LikelyRange } from './likelyRange';
import { simulateInSteps, type Simulated, type SimulationPlan } from './simulation/simulate';
import type { ReuseOrder, SimulatedPool, StartingReading } from './simulation/simulatorRules';
import type { Precise } from './simulation/batchMeans';
import type { WaitFigures } from './simulation/waits';
import type { TrafficAssumption } from './trafficOutcomes';
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
  /** By default `countsNot`. */
  readonly starting?: StartingReading;
}

/** The container-seconds of a period; likely figures are means, low and high their 95% interval. */
export interface SimulatedSeconds extends AnySeconds {
  readonly method: 'simulated';
  readonly wait: WaitFigures;
  /** Share of requests that wait while a container starts, whether it starts for them or for others; its 95% interval. */
  readonly startWaitShare: LikelyRange;
}

const DAY = 86_400;
/** A day that is only partly active is a cycle; less than three of them, and the first one, tell too little. */
const MIN_CYCLES = 4;
/** Constant traffic is measured in so many spans at least, and one before them. */
const MIN_SPANS = 17;

/** Each arrival ends, and its container starts, idles and stops at most; more come of a buffer with a short window. */
const EVENTS_PER_ARRIVAL = 8;
/** For a trace with few requests in much time. */
const MIN_TRACE_EVENTS = 2_000_000;

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
    arrivalSource(traffic, period, effort.seed),
    { ...pool, ...poolExtras(traffic, pool.singleUse, effort) },
    plan,
    pause,
  );
  // Of a trace nothing is left to chance; otherwise an interval needs some spans.
  const isTold = traffic.arrivals?.kind === 'trace' ? run.seconds > 0 : run.containers.halfWidth < Infinity;
  return isTold ? overPeriod(run, traffic, pool, period) : null;
}

function poolExtras(
  { startupSeconds, concurrency }: Traffic,
  singleUse: boolean,
  { order, starting = 'countsNot' }: Effort,
): Omit<SimulatedPool, keyof Pool> {
  return {
    startupSeconds,
    slots: singleUse ? 1 : concurrency,
    batchWaitSeconds: null,
    singleUse,
    order,
    starting,
  };
}

/** A trace is played once, from its beginning to its end. */
function planOf(traffic: Traffic, pool: Pool, period: Period, effort: Effort): SimulationPlan | null {
  if (traffic.arrivalsPerSecond <= 0 || period.activeSeconds <= 0) return null;
  const { arrivals } = traffic;
  const { maxArrivals, precision, seed } = effort;
  const once = { spansPerCycle: 1, seed };
  if (arrivals?.kind === 'trace') {
    const requests = arrivals.trace.arrivals.length;
    return {
      ...once,
      spanSeconds: arrivals.seconds,
      warmUpCycles: 0,
      maxCycles: 1,
      maxArrivals: Infinity,
      maxEvents: MIN_TRACE_EVENTS + EVENTS_PER_ARRIVAL * requests,
      precision: 0,
    };
  }
  const spanSeconds = spanOf(traffic, pool, period, maxArrivals);
  if (spanSeconds === null) return null;
  return {
    ...once,
    spanSeconds,
    warmUpCycles: 1,
    maxCycles: Infinity,
    maxArrivals,
    maxEvents: EVENTS_PER_ARRIVAL * maxArrivals,
    precision,
  };
}

/** The seconds of a span, of which there are to be enough; null if that would take too many arrivals. */
function spanOf(traffic: Traffic, pool: Pool, period: Period, maxArrivals: number): number | null {
  const { serviceSeconds, startupSeconds, arrivals } = traffic;
  const rate = meanRate(traffic, period);
  const cycle = cycleSeconds(traffic, period);
  if (cycle !== null) return rate * cycle * MIN_CYCLES > maxArrivals ? null : cycle;
  const memory = pool.scaledownWindow + serviceSeconds + startupSeconds;
  if (arrivals?.kind !== 'pattern') {
    const span = Math.min(Math.max(5 * memory, 200 / rate), maxArrivals / (rate * MIN_SPANS));
    return span < 2 * memory ? null : span;
  }
  const { bursts, requestsAtOnce } = arrivals;
  const spacing = bursts ? DAY / bursts.perDay : 0;
  const least = Math.max(memory, spacing, (50 * requestsAtOnce) / rate);
  const span = Math.min(4 * least, maxArrivals / (rate * MIN_SPANS));
  return span < least ? null : span;
}

/**
 * A mean cycle, as often as the period has it; the rest of the period is the floor. Active seconds are known exactly if
 * containers take one input at a time: what was simulated is moved by the difference. A trace is what it is.
 */
function overPeriod(run: Simulated, traffic: Traffic, pool: Pool, period: Period): SimulatedSeconds {
  const { sums } = run;
  const { serviceSeconds, concurrency, startupSeconds, arrivals } = traffic;
  const isTrace = arrivals?.kind === 'trace';
  const played = isTrace ? period.seconds : (period.activeSeconds * 24) / activeHours(period);
  const times = played / run.seconds;
  const requests = isTrace ? sums.requests * times : traffic.arrivalsPerSecond * period.activeSeconds;
  const floorSeconds = pool.minContainers * period.seconds;
  const floorRest = pool.minContainers * (period.seconds - played);
  const active = concurrency === 1 && !isTrace ? requests * serviceSeconds : sums.activeSeconds * times;
  const moved = active - sums.activeSeconds * times;
  const floorIdle = Math.max(0, sums.floorIdleSeconds * times + floorRest);
  const live = Math.max(active + floorIdle, sums.readySeconds * times + moved + floorRest);
  const { within, share } = intervals(run, isTrace);
  const starts = sums.starts * times;
  return {
    requests,
    activeSeconds: exactly(active),
    floorSeconds,
    floorIdleSeconds: exactly(floorIdle),
    live: range(Math.max(floorSeconds, within(live).low), live, within(live).high),
    tailSeconds: within(live - active - floorIdle),
    coldStarts: within(starts),
    coldStartShare: share(run.coldStartShare),
    startWaitShare: share(run.startWaitShare),
    startupSeconds: within(starts * startupSeconds),
    utilization: live > 0 ? Math.min(1, active / live) : 0,
    method: 'simulated',
    assumptions: [...assumptionsOf(traffic), ...roughness(run)],
    unstable: false,
    wait: run.wait,
  };
}

/** The 95% intervals of a run; none of a trace, which has no chance in it. */
function intervals(
  { containers }: Simulated,
  isTrace: boolean,
): {
  readonly within: (value: number) => LikelyRange;
  readonly share: (precise: Precise) => LikelyRange;
} {
  if (isTrace) return { within: exactly, share: ({ mean }) => exactly(mean) };
  const relative = containers.mean > 0 ? containers.halfWidth / containers.mean : 0;
  return {
    within: (value) => range(Math.max(0, value * (1 - relative)), value, value * (1 + relative)),
    share: ({ mean, halfWidth }) => range(Math.max(0, mean - halfWidth), mean, Math.min(1, mean + halfWidth)),
  };
}

/** A run that ends early is worth a word if its interval is wider than this share of the mean, either way. */
const ROUGH = 0.05;

function roughness({ end, containers: { mean, halfWidth } }: Simulated): TrafficAssumption[] {
  const share = mean > 0 ? halfWidth / mean : 0;
  return end === 'workLimit' && share > ROUGH ? [{ kind: 'simulatedRoughly', share }] : [];
}

function assumptionsOf({ concurrency, arrivals }: Traffic): TrafficAssumption[] {
  const order: TrafficAssumption = {
    kind: concurrency === 1 ? 'mostRecentContainerFirst' : 'fullestContainerFirst',
  };
  if (!arrivals) return [{ kind: 'poissonArrivals' }, { kind: 'exponentialServiceTimes' }, order];
  if (arrivals.kind === 'trace') return [{ kind: 'requestsAsInTrace' }, order];
  const { requestsAtOnce, bursts, hourly, weekly, serviceCv } = arrivals;
  return [
    ...(requestsAtOnce > 1 ? [{ kind: 'groupsAtOnce', requests: requestsAtOnce } as const] : []),
    ...(bursts ? [{ kind: 'bursts', ...bursts } as const] : []),
    ...(hourly ? [{ kind: 'hourlyShape' } as const] : []),
    ...(weekly ? [{ kind: 'weeklyShape' } as const] : []),
    { kind: 'poissonArrivals' },
    serviceCv === null || serviceCv === 1
      ? { kind: 'exponentialServiceTimes' }
      : { kind: 'serviceTimesVary', cv: serviceCv },
    order,
  ];
}
