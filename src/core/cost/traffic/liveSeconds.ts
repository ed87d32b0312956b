/**
 * From traffic to container-seconds: the one entry of the queueing model.
 *
 * Traffic is Poisson within the active seconds T_a of the period T; otherwise only the `m` warm containers live.
 * `low` and `high` hold for any law of the service times and any order in which idle containers are used again (see
 * `leastLive` and `mostLive`); `likely` is the model the assumptions name. Rates below are a second of active time.
 */
import { clamp } from '../../numbers/clamp';
import { leastBusy, leastLive, mostFloorIdle, mostLive, occupancy } from './concurrency';
import { limitedPool, queueingExcess } from './limited';
import { poolBounds, type PoolMethod } from './pool';
import { expectedShortfall, poissonUpper } from './poisson';
import { singleQueue } from './single';
import { validateTraffic, type Period, type Pool, type Traffic } from './validate';
import type { TrafficAssumption, TrafficError } from './trafficOutcomes';

/** low ≤ likely ≤ high, all finite and ≥ 0. */
export interface LikelyRange {
  readonly low: number;
  readonly likely: number;
  readonly high: number;
}

/** Where `likely` came from. */
export type LiveMethod = 'no-traffic' | PoolMethod | 'single-queue' | 'always-live' | 'overload';

/** Container-seconds of a period and what they are made of. */
export interface LiveSeconds {
  /** λ·T_a, requests of the period. */
  readonly requests: number;
  /** Container-seconds with at least one request in progress; λS·T_a exactly if a container takes one at a time. */
  readonly activeSeconds: LikelyRange;
  /** m·T, what the warm containers live by themselves. */
  readonly floorSeconds: number;
  /** Of these, the ones without a request. */
  readonly floorIdleSeconds: LikelyRange;
  /** All container-seconds from ready to stopped; start-up is apart. */
  readonly live: LikelyRange;
  /** Live but neither active nor idle floor: waiting for the scale-down, and buffer containers. */
  readonly tailSeconds: LikelyRange;
  /** Containers started in the period, those of the floor not counted. */
  readonly coldStarts: LikelyRange;
  /** Share of requests that find no place and wait for a start, 0…1. */
  readonly coldStartShare: LikelyRange;
  /** K × cold starts. */
  readonly startupSeconds: LikelyRange;
  /** Active ÷ live of the likely figures, 0…1; 0 if nothing lives. */
  readonly utilization: number;
  readonly method: LiveMethod;
  /** What the likely figure takes for granted. */
  readonly assumptions: readonly TrafficAssumption[];
  /** More arrives than max_containers can serve: the queue grows as long as the traffic lasts. */
  readonly unstable: boolean;
}

/** All that the period needs to know of one second of active time. */
interface Rates {
  readonly method: LiveMethod;
  readonly active: LikelyRange;
  readonly floorIdle: LikelyRange;
  readonly live: LikelyRange;
  /** Most containers live when the traffic stops. */
  readonly highAtEnd: number;
  readonly starts: LikelyRange;
  /** Likely live containers if the window were another. */
  readonly liveAt: (window: number) => number;
  readonly assumptions: readonly TrafficAssumption[];
}

/** Container-seconds of a period. Throws RangeError, which names each value, for what `validateTraffic` refuses. */
export function liveSeconds(traffic: Traffic, pool: Pool, period: Period): LiveSeconds {
  const errors = validateTraffic(traffic, pool, period);
  if (errors.length > 0) throw new RangeError(errors.map(refusal).join(' '));
  const { arrivalsPerSecond: lambda, serviceSeconds: service, concurrency: c } = traffic;
  if (lambda === 0 || period.activeSeconds === 0) return floorOnly(pool, period);
  const limit = pool.maxContainers;
  if (limit !== null && lambda * service >= limit * c) return overload(traffic, pool, limit, period);
  return overPeriod(rates(traffic, pool, period.activeSeconds), traffic, pool, period);
}

/** For a programmer: who asks for a person's traffic validates it first, and words the errors. */
function refusal({ field, unit, min, max, ...error }: TrafficError): string {
  const given = 'given' in error ? error.given : error.inProgress;
  return `${field} must be from ${min} to ${max} ${unit}, not ${given}.`;
}

/** The case at hand; not for overload. */
function rates(traffic: Traffic, pool: Pool, horizon: number): Rates {
  const { arrivalsPerSecond: lambda, serviceSeconds: service, concurrency: c, startupSeconds } = traffic;
  const { minContainers: m, maxContainers: most, scaledownWindow: window } = pool;
  const rho = lambda * service;
  if (most === m) return alwaysLive(lambda, service, c, m);
  if (most === 1 && c === 1) return oneAtATime(lambda, service, window, startupSeconds);

  const assumptions: TrafficAssumption[] = [{ kind: 'poissonArrivals' }, { kind: 'exponentialServiceTimes' }];
  assumptions.push(c === 1 ? { kind: 'mostRecentContainerFirst' } : { kind: 'fullestContainerFirst' });
  if (startupSeconds > 0) assumptions.push({ kind: 'startupAddsItsSeconds' });
  if (most !== null) assumptions.push({ kind: 'queueBeyondMaxContainers' });
  // Each request may count as being in progress for S + K if it had to wait for a start; see `mostLive`.
  const held = rho + lambda * startupSeconds;
  const empty = most === null ? Math.exp(-held) : Math.max(0, 1 - held);
  const leastStarts = m === 0 ? lambda * empty * Math.exp(-lambda * window) : 0;

  if (most === null) {
    const reach = mostLive(lambda, service, startupSeconds, m, c, horizon);
    const likely = occupancy(lambda, service, window, m, c);
    const bounds = poolBounds(lambda, service, window, m);
    // Who waits for a start is then served together: only that c fit into a container at once still holds.
    const low = c > 1 && startupSeconds > 0 ? Math.max(m, rho / c) : leastLive(lambda, service, window, m, c);
    const high = Math.min(bounds.high, reach.mean);
    const shortfall = expectedShortfall(m, rho);
    return {
      method: likely.method,
      active: c === 1 ? exactly(rho) : range(leastBusy(rho, c), likely.busy, Math.min(rho, high)),
      floorIdle: c === 1 ? exactly(shortfall) : range(shortfall, likely.floorIdle, mostFloorIdle(m, rho, c)),
      live: range(low, likely.live, high),
      // One container a request is the most there can be.
      highAtEnd: Math.min(reach.atEnd, m + lambda * horizon),
      starts: range(leastStarts, likely.coldStarts, lambda * upper(c * m, held)),
      liveAt: (w) => occupancy(lambda, service, w, m, c).live,
      assumptions,
    };
  }
  const limited = limitedPool(lambda, service, window, startupSeconds, m, most, c, horizon);
  if (!limited.stable) return alwaysLive(lambda, service, c, most);
  const { likely } = limited;
  const { everFull, atEnd } = limited.most;
  return {
    method: likely.method,
    active:
      c === 1
        ? exactly(rho)
        : range(Math.max(rho / c, leastBusy(rho, c, most)), likely.busy, Math.min(rho, limited.high)),
    floorIdle: range(Math.max(0, m - rho), likely.floorIdle, mostFloorIdle(m, rho, c)),
    live: range(limited.low, likely.live, limited.high),
    highAtEnd: atEnd,
    starts: range(leastStarts, likely.coldStarts, lambda * Math.min(1, upper(c * m, held) + everFull)),
    liveAt: (w) => occupancy(lambda, service, w, m, c, most, limited.excess).live,
    assumptions,
  };
}

/** P(X ≥ k) of a Poisson mean that may be beyond any table. */
function upper(k: number, mean: number): number {
  return mean > 1e6 ? 1 : poissonUpper(k, mean);
}

/** min_containers = max_containers: nothing ever starts or stops. Exact but for how busy containers of many inputs are. */
function alwaysLive(lambda: number, service: number, c: number, m: number): Rates {
  const rho = lambda * service;
  const busy = c === 1 ? null : occupancy(lambda, service, 0, m, c, m, queueingExcess(m * c, rho));
  const least = Math.max(rho / c, leastBusy(rho, c, m));
  const active = busy === null ? exactly(rho) : range(least, busy.busy, Math.min(rho, m));
  return {
    method: 'always-live',
    active,
    floorIdle: { low: m - active.high, likely: m - active.likely, high: m - active.low },
    live: exactly(m),
    highAtEnd: m,
    starts: exactly(0),
    liveAt: () => m,
    assumptions:
      c === 1
        ? []
        : [
            { kind: 'poissonArrivals' },
            { kind: 'exponentialServiceTimes' },
            { kind: 'fullestContainerFirst' },
          ],
  };
}

/** max_containers = 1, one input, nothing kept warm. */
function oneAtATime(lambda: number, service: number, window: number, startup: number): Rates {
  const at = (w: number): { ready: number; coldStarts: number } => {
    const queue = singleQueue(lambda, service, w, startup);
    return queue.stable ? queue : { ready: 1, coldStarts: 0 };
  };
  const { ready, coldStarts } = at(window);
  return {
    method: 'single-queue',
    active: exactly(lambda * service),
    floorIdle: exactly(0),
    live: exactly(ready),
    highAtEnd: 1,
    starts: exactly(coldStarts),
    liveAt: (w) => at(w).ready,
    assumptions: [{ kind: 'poissonArrivals' }, { kind: 'queueBeyondMaxContainers' }],
  };
}

/**
 * Adds up a period: T_a at the rates, the floor in the rest, a scale-down after each active stretch, buffers.
 *
 * A stretch begins at the floor and ends with containers that outlive it. With L(w) the live containers at a
 * window of w, the ramp lacks ∫(L(W) − L(w))dw and the end adds ∫(L(W − w) − m)dw over 0…W: together
 * 2∫L − W(m + L(W)), which is at least 0 and at most W(L(W) − m) as L is concave; Simpson's rule on 0, W/2, W.
 * Starts are the derivative of live seconds in W, so a stretch adds L(W) − m − W·L′(W) of them.
 */
function overPeriod(rate: Rates, traffic: Traffic, pool: Pool, period: Period): LiveSeconds {
  const { arrivalsPerSecond: lambda, serviceSeconds: service, startupSeconds } = traffic;
  const { minContainers: m, bufferContainers: buffer, scaledownWindow: window } = pool;
  const { seconds, activeSeconds: active } = period;
  const rest = seconds - active;
  const stretches = rest > 0 ? Math.max(1, period.activePeriods ?? 1) : 0;
  const gap = stretches > 0 ? rest / stretches : 0;
  const most = pool.maxContainers ?? Infinity;
  const requests = lambda * active;

  const { live, starts } = rate;
  let [tailLikely, tailHigh, startsLikely] = [0, 0, 0];
  if (stretches > 0) {
    const cut = Math.min(window, gap);
    const share = window > 0 ? cut / window : 0;
    const extra = live.likely - m;
    const third = (rate.liveAt(0) + 4 * rate.liveAt(window / 2) - 2 * live.likely) / 3;
    tailLikely = stretches * cut * clamp(third - m, 0, extra);
    const left = Math.max(0, rate.highAtEnd - m);
    tailHigh = stretches * (cut * left + Math.min(service, gap) * Math.min(left, rate.active.high));
    startsLikely = stretches * share * clamp(extra - window * starts.likely, 0, extra);
  }

  // While in use (a request within the last S + W) the buffer adds at most b containers.
  const room = Math.min(buffer, most - m);
  const inUse = -Math.expm1(-lambda * (service + window));
  const bufferHigh = room * (active + stretches * Math.min(window, gap));
  const bufferStarts =
    room * (lambda * Math.exp(-lambda * (service + window)) * active + Math.max(1, stretches));

  const floorSeconds = m * seconds;
  const floorRest = m * rest;
  // No request keeps a container for longer than its own time and a window.
  const ceiling = floorSeconds + requests * (service + window);
  const liveTotal = range(
    live.low * active + floorRest,
    Math.min(live.likely + room * inUse, most) * active + floorRest + tailLikely,
    Math.min(most * seconds, Math.min(ceiling, live.high * active + floorRest + tailHigh) + bufferHigh),
  );
  const activeSeconds = scale(rate.active, active);
  const floorIdleSeconds = plus(scale(rate.floorIdle, active), floorRest);

  // A container that stops has idled a whole window beyond the floor, so starts × W fit into the tail.
  const spareHigh = live.high - Math.max(m, rate.active.low + rate.floorIdle.low);
  const stopped = window > 0 ? (spareHigh * active) / window : Infinity;
  const remaining = Math.max(1, stretches) * Math.max(0, rate.highAtEnd - m);
  const startsHigh = starts.high * active + (rate.method === 'single-queue' ? stretches : 0);
  const waits = range(
    buffer > 0 ? 0 : starts.low * active,
    Math.min(requests, starts.likely * active + startsLikely),
    Math.min(requests, startsHigh, stopped + remaining),
  );
  const coldStarts =
    room > 0
      ? range(starts.low * active, waits.likely + bufferStarts, requests + bufferStarts)
      : range(waits.low, waits.likely, waits.high);
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
      ...(room > 0 ? [{ kind: 'buffersLiveWithRequests' } as const] : []),
      ...(stretches > 0 ? [{ kind: 'activePeriodsFromFloor' } as const] : []),
    ],
    unstable: false,
  };
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

/** ρ ≥ M·c: all M are busy. Low: what is not served in time is dropped. Likely and high: the queue is worked off. */
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

/** What is left of `live`; the likely parts add up, low and high are as far apart as they can be. */
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

function exactly(value: number): LikelyRange {
  return { low: value, likely: value, high: value };
}

/** In order, whatever rounding and the short spans that stationary bounds do not know have done. */
function range(low: number, likely: number, high: number): LikelyRange {
  const top = Math.max(low, high);
  return { low, likely: clamp(likely, low, top), high: top };
}

function scale(value: LikelyRange, by: number): LikelyRange {
  return { low: value.low * by, likely: value.likely * by, high: value.high * by };
}

function plus(value: LikelyRange, add: number): LikelyRange {
  return { low: value.low + add, likely: value.likely + add, high: value.high + add };
}
