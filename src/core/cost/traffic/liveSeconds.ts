/**
 * From traffic to container-seconds: the entry point of the queueing model.
 *
 * A container is live from ready to stopped. Traffic is Poisson within the active seconds T_a of the period T;
 * otherwise only the `m` warm containers are live. `low` and `high` are valid for any distribution of the service times
 * and any order in which idle containers are reused (see `leastLive` and `mostLive`). `likely` is the model with the
 * listed assumptions. All rates below are per second of active time.
 */
import { activeRates, type ActiveRates, type LiveMethod } from './activeRates';
import { clamp } from '../../numbers/clamp';
import { RecentResults } from '../../numbers/recentResults';
import { exactly, plus, range, scale, type LikelyRange } from './likelyRange';
import type { TrafficAssumption, TrafficError } from './trafficOutcomes';
import { validateTraffic } from './validate';
import type { Period, Pool, Traffic } from './trafficInput';

/** The container-seconds of a period, and their parts. */
export interface LiveSeconds {
  /** λ·T_a, the requests of the period. */
  readonly requests: number;
  /**
   * Container-seconds with at least one request in progress; exactly λS·T_a if containers take one request at a time.
   */
  readonly activeSeconds: LikelyRange;
  /** m·T, the seconds of the warm containers. */
  readonly floorSeconds: number;
  /** The part of `floor` without a request in progress. */
  readonly floorIdleSeconds: LikelyRange;
  /** All container-seconds from ready to stopped, without start-up. */
  readonly live: LikelyRange;
  /** Live, but neither active nor idle floor: idle before scale-down, and buffer containers. */
  readonly tailSeconds: LikelyRange;
  /** Containers started in the period, without those of the floor. */
  readonly coldStarts: LikelyRange;
  /** Share of requests that find no free place and wait for a start, 0…1. */
  readonly coldStartShare: LikelyRange;
  /** K × cold starts. */
  readonly startupSeconds: LikelyRange;
  /** Active ÷ live of the likely figures, 0…1; 0 if nothing is live. */
  readonly utilization: number;
  readonly method: LiveMethod;
  /** What the likely figure assumes. */
  readonly assumptions: readonly TrafficAssumption[];
  /** More requests arrive than max_containers can serve: the queue grows as long as the traffic lasts. */
  readonly unstable: boolean;
}

/**
 * The container-seconds of a period. Throws RangeError, with each invalid value, for what `validateTraffic` rejects.
 */
export function liveSeconds(traffic: Traffic, pool: Pool, period: Period): LiveSeconds {
  const errors = validateTraffic(traffic, pool, period);
  if (errors.length > 0) throw new RangeError(errors.map(refusal).join(' '));
  const { arrivalsPerSecond: lambda, serviceSeconds: service, concurrency: c, startupSeconds } = traffic;
  const { minContainers, maxContainers: limit, bufferContainers, scaledownWindow } = pool;
  const { seconds, activeSeconds, activePeriods } = period;
  if (lambda === 0 || activeSeconds === 0) return floorOnly(pool, period);
  const of = [lambda, service, c, startupSeconds];
  const by = [minContainers, limit, bufferContainers, scaledownWindow];
  return RECENT.get([...of, ...by, seconds, activeSeconds, activePeriods], () =>
    limit !== null && lambda * service >= limit * c
      ? overload(traffic, pool, limit, period)
      : overPeriod(activeRates(traffic, pool, activeSeconds), traffic, pool, period),
  );
}

/** Books, offers and changes of the code are compared by the same few pools. */
const RECENT = new RecentResults<LiveSeconds>(16);

/** An error for developers: input from users is validated before, with messages for them. */
function refusal({ field, unit, min, max, ...error }: TrafficError): string {
  const given = 'given' in error ? error.given : error.inProgress;
  return `${field} must be from ${min} to ${max} ${unit}, not ${given}.`;
}

/** Adds up a period: T_a at the rates, the floor in the rest, a scale-down after each active stretch, buffers. */
function overPeriod(rate: ActiveRates, traffic: Traffic, pool: Pool, period: Period): LiveSeconds {
  const { arrivalsPerSecond: lambda, serviceSeconds: service, startupSeconds } = traffic;
  const { minContainers: m, scaledownWindow: window } = pool;
  const { seconds, activeSeconds: active } = period;
  const most = pool.maxContainers ?? Infinity;
  const requests = lambda * active;
  const stretches = stretchesOf(period);
  const ends = endsOf(stretches, rate, pool, service);
  const buffer = bufferOf(stretches, traffic, pool, active);

  const { live } = rate;
  const floorSeconds = m * seconds;
  const floorRest = m * (seconds - active);
  // No request keeps a container for longer than its own time and a window.
  const ceiling = floorSeconds + requests * (service + window);
  const liveTotal = range(
    live.low * active + floorRest,
    Math.min(live.likely + buffer.likely, most) * active + floorRest + ends.tailLikely,
    Math.min(
      most * seconds,
      Math.min(ceiling, live.high * active + floorRest + ends.tailHigh) + buffer.highSeconds,
    ),
  );
  const activeSeconds = scale(rate.active, active);
  const floorIdleSeconds = plus(scale(rate.floorIdle, active), floorRest);
  const waits = waitsOf(stretches, ends, rate, pool, requests, active);
  const coldStarts =
    buffer.room > 0
      ? range(rate.starts.low * active, waits.likely + buffer.starts, requests + buffer.starts)
      : waits;
  return {
    requests,
    activeSeconds,
    floorSeconds,
    floorIdleSeconds,
    live: liveTotal,
    tailSeconds: tailOf(liveTotal, activeSeconds, floorIdleSeconds),
    coldStarts,
    coldStartShare: shareOf(waits, requests),
    startupSeconds: scale(coldStarts, startupSeconds),
    utilization: ratio(activeSeconds.likely, liveTotal.likely),
    method: rate.method,
    assumptions: [
      ...rate.assumptions,
      ...(buffer.room > 0 ? [{ kind: 'buffersLiveWithRequests' } as const] : []),
      ...(stretches.count > 0 ? [{ kind: 'activePeriodsFromFloor' } as const] : []),
    ],
    unstable: false,
  };
}

/** The stretches that the active time comes in, and the seconds between two of them; none where traffic never ends. */
interface Stretches {
  readonly count: number;
  readonly gap: number;
}

function stretchesOf({ seconds, activeSeconds, activePeriods }: Period): Stretches {
  const rest = seconds - activeSeconds;
  if (rest <= 0) return { count: 0, gap: 0 };
  const count = Math.max(1, activePeriods ?? 1);
  return { count, gap: rest / count };
}

/** What the beginnings and ends of all stretches add: container-seconds, and containers started. */
interface Ends {
  readonly tailLikely: number;
  readonly tailHigh: number;
  readonly startsLikely: number;
}

/**
 * A stretch begins at the floor and ends with containers that outlive it. With L(w) the live containers at a
 * window of w, the ramp lacks ∫(L(W) − L(w))dw and the end adds ∫(L(W − w) − m)dw over 0…W: together
 * 2∫L − W(m + L(W)), which is at least 0 and at most W(L(W) − m) as L is concave; Simpson's rule on 0, W/2, W.
 * Starts are the derivative of live seconds in W, so a stretch adds L(W) − m − W·L′(W) of them.
 */
function endsOf({ count, gap }: Stretches, rate: ActiveRates, pool: Pool, service: number): Ends {
  if (count === 0) return { tailLikely: 0, tailHigh: 0, startsLikely: 0 };
  const { minContainers: m, scaledownWindow: window } = pool;
  const { live, starts } = rate;
  const cut = Math.min(window, gap);
  const share = window > 0 ? cut / window : 0;
  const extra = live.likely - m;
  const third = (rate.liveAt(0) + 4 * rate.liveAt(window / 2) - 2 * live.likely) / 3;
  const left = Math.max(0, rate.highAtEnd - m);
  return {
    tailLikely: count * cut * clamp(third - m, 0, extra),
    tailHigh: count * (cut * left + Math.min(service, gap) * Math.min(left, rate.active.high)),
    startsLikely: count * share * clamp(extra - window * starts.likely, 0, extra),
  };
}

/** What buffer containers add. */
interface Buffer {
  /** How many of them there is room for. */
  readonly room: number;
  /** Live on average in active time. */
  readonly likely: number;
  readonly highSeconds: number;
  /** Of the whole period. */
  readonly starts: number;
}

/** While in use (a request within the last S + W) the buffer adds at most b containers. */
function bufferOf({ count, gap }: Stretches, traffic: Traffic, pool: Pool, active: number): Buffer {
  const { arrivalsPerSecond: lambda, serviceSeconds: service } = traffic;
  const { scaledownWindow: window } = pool;
  const room = Math.min(pool.bufferContainers, (pool.maxContainers ?? Infinity) - pool.minContainers);
  return {
    room,
    likely: room * -Math.expm1(-lambda * (service + window)),
    highSeconds: room * (active + count * Math.min(window, gap)),
    starts: room * (lambda * Math.exp(-lambda * (service + window)) * active + Math.max(1, count)),
  };
}

/** Requests that find no place and wait for a start. */
function waitsOf(
  { count }: Stretches,
  ends: Ends,
  rate: ActiveRates,
  pool: Pool,
  requests: number,
  active: number,
): LikelyRange {
  const { minContainers: m, scaledownWindow: window } = pool;
  const { live, starts } = rate;
  // A container that stops has idled a whole window beyond the floor, so starts × W fit into the tail.
  const spareHigh = live.high - Math.max(m, rate.active.low + rate.floorIdle.low);
  const stopped = window > 0 ? (spareHigh * active) / window : Infinity;
  const remaining = Math.max(1, count) * Math.max(0, rate.highAtEnd - m);
  const startsHigh = starts.high * active + (rate.method === 'single-queue' ? count : 0);
  return range(
    pool.bufferContainers > 0 ? 0 : starts.low * active,
    Math.min(requests, starts.likely * active + ends.startsLikely),
    Math.min(requests, startsHigh, stopped + remaining),
  );
}

function floorOnly(pool: Pool, period: Period): LiveSeconds {
  const floorSeconds = pool.minContainers * period.seconds;
  const none = exactly(0);
  return {
    requests: 0,
    activeSeconds: none,
    floorSeconds,
    floorIdleSeconds: exactly(floorSeconds),
    live: exactly(floorSeconds),
    tailSeconds: none,
    coldStarts: none,
    coldStartShare: none,
    startupSeconds: none,
    utilization: 0,
    method: 'no-traffic',
    assumptions: [],
    unstable: false,
  };
}

/**
 * ρ ≥ M·c: all M are busy. Low: requests that are not served in time are dropped. Likely and high: the queue is served
 * after the traffic stops.
 */
function overload(traffic: Traffic, pool: Pool, most: number, period: Period): LiveSeconds {
  const { minContainers: m, scaledownWindow: window } = pool;
  const { seconds, activeSeconds: active } = period;
  const requests = traffic.arrivalsPerSecond * active;
  const stretches = active < seconds ? Math.max(1, period.activePeriods ?? 1) : 1;
  const work = (requests * traffic.serviceSeconds) / (most * traffic.concurrency);
  const busyTime = { low: active, likely: Math.min(seconds, work), high: Math.min(seconds, work) };
  const tail = Math.min(seconds - busyTime.high, stretches * window);
  const live = range(
    most * busyTime.low + m * (seconds - busyTime.low),
    most * busyTime.likely + m * (seconds - busyTime.likely),
    most * (busyTime.high + tail) + m * (seconds - busyTime.high - tail),
  );
  const activeSeconds = scale(range(busyTime.low, busyTime.likely, busyTime.high), most);
  const floorIdleSeconds = {
    low: m * (seconds - busyTime.high),
    likely: m * (seconds - busyTime.likely),
    high: m * (seconds - busyTime.low),
  };
  const started = Math.min(requests, stretches * (most - m));
  const coldStarts = { low: 0, likely: started, high: started };
  return {
    requests,
    activeSeconds,
    floorSeconds: m * seconds,
    floorIdleSeconds,
    live,
    tailSeconds: tailOf(live, activeSeconds, floorIdleSeconds),
    coldStarts,
    coldStartShare: shareOf(coldStarts, requests),
    startupSeconds: scale(coldStarts, traffic.startupSeconds),
    utilization: ratio(activeSeconds.likely, live.likely),
    method: 'overload',
    assumptions: [{ kind: 'maxContainersBusy' }, { kind: 'queueWorkedOff' }],
    unstable: true,
  };
}

/** The rest of `live`. The likely parts add up; low and high are as far apart as they can be. */
function tailOf(live: LikelyRange, active: LikelyRange, floorIdle: LikelyRange): LikelyRange {
  return range(
    Math.max(0, live.low - active.high - floorIdle.high),
    Math.max(0, live.likely - active.likely - floorIdle.likely),
    Math.max(0, live.high - active.low - floorIdle.low),
  );
}

function shareOf(part: LikelyRange, whole: number): LikelyRange {
  return { low: ratio(part.low, whole), likely: ratio(part.likely, whole), high: ratio(part.high, whole) };
}

function ratio(part: number, whole: number): number {
  return whole > 0 ? Math.min(1, part / whole) : 0;
}
