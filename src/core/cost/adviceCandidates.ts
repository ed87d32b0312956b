/**
 * Which settings of a pool are worth simulating: those that no other one beats in one pass over the requests, without
 * start-up, and some with buffers. Of a trace that needs neither start-up nor buffer the pass is all there is to know.
 */
import type { Pause, Steps } from '../python/resumable';
import {
  advicePoint,
  billsWindow,
  byUsd,
  gridOf,
  paretoFrontier,
  type AdvicePoint,
  type AdviceSubject,
} from './advisor';
import type { Demand } from './demand';
import type { PoolSeconds } from './monthBill';
import { arrivalSource, meanRate } from './traffic/arrivalSources';
import { observeInSteps, type RequestsInProgress } from './traffic/inProgress';
import { exactly, type LikelyRange } from './traffic/likelyRange';
import type { Pool } from './traffic/trafficInput';

/** At most so many requests are drawn for the one pass. */
const MAX_DRAWN = 200_000;
/** At most so many points of the one pass are simulated, and so many windows with each buffer. */
const MAX_PAIRS = 48;
const MAX_BUFFERED_WINDOWS = 4;
const BUFFERS = [1, 2, 4];
/** Of a long trace fewer settings are simulated: together about so many of its requests. */
const MAX_TRACE_WORK = 8_000_000;
const MIN_PAIRS = 6;

type Pair = Pick<Pool, 'minContainers' | 'scaledownWindow'>;

/** The requests of a month, or of a trace, as drawn; null for containers that are used once. */
export function* onePass({ work, settings }: AdviceSubject, pause: Pause): Steps<RequestsInProgress | null> {
  const { traffic, period } = work.demand;
  const { arrivals } = traffic;
  if (settings.singleUse || (!arrivals && traffic.concurrency > 1)) return null;
  const isTrace = arrivals?.kind === 'trace';
  const { maxContainers } = settings.likely.pool;
  return yield* observeInSteps(
    {
      source: arrivalSource(traffic, period, 1),
      seconds: isTrace ? arrivals.seconds : Math.min(period.seconds, MAX_DRAWN / meanRate(traffic, period)),
      maxContainers: maxContainers === null ? null : maxContainers * traffic.concurrency,
      maxRequests: isTrace ? Infinity : 2 * MAX_DRAWN,
    },
    pause,
  );
}

/** Whether one pass over a trace says all: one input per container, no start-up, no buffer, containers used again. */
export function isObservable({ work, settings }: AdviceSubject): boolean {
  const { arrivals, concurrency, startupSeconds } = work.demand.traffic;
  const { bufferContainers } = settings.likely.pool;
  return (
    arrivals?.kind === 'trace' &&
    concurrency === 1 &&
    startupSeconds === 0 &&
    bufferContainers === 0 &&
    !settings.singleUse
  );
}

/** The pools that are worth simulating, beside the present one. */
export function candidates(
  subject: AdviceSubject,
  pass: RequestsInProgress | null,
  modelFrontier: readonly AdvicePoint[] | null,
): readonly Pool[] {
  const { settings, work, rates } = subject;
  const { size, pool: now } = settings.likely;
  const frontier = pass ? onePassFrontier(subject, pass) : pairsOf(modelFrontier ?? [], size);
  const most = maxPairs(subject);
  const pairs = thinned(frontier, most).map((pair) => ({ ...now, ...pair }));
  // Without a start-up a buffer would be there at once, and a book that bills none cannot tell how many are worth it.
  if (work.demand.traffic.startupSeconds === 0 || !rates.some(billsWindow)) return pairs;
  const windows = thinned(
    [...new Set(pairs.map(({ scaledownWindow }) => scaledownWindow))],
    most < MAX_PAIRS ? 1 : MAX_BUFFERED_WINDOWS,
  );
  const room = (now.maxContainers ?? Infinity) - now.minContainers;
  const buffered = BUFFERS.filter((buffer) => buffer <= room && buffer !== now.bufferContainers).flatMap(
    (bufferContainers) => windows.map((scaledownWindow) => ({ ...now, scaledownWindow, bufferContainers })),
  );
  return [...pairs, ...buffered];
}

function maxPairs(subject: AdviceSubject): number {
  const { arrivals } = subject.work.demand.traffic;
  if (arrivals?.kind !== 'trace' || isObservable(subject)) return MAX_PAIRS;
  const fitting = Math.floor(MAX_TRACE_WORK / arrivals.trace.arrivals.length);
  return Math.max(MIN_PAIRS, Math.min(MAX_PAIRS, fitting));
}

function pairsOf(frontier: readonly AdvicePoint[], size: number): Pair[] {
  return frontier.map(({ minContainers, scaledownWindow }) => ({
    minContainers: minContainers / size,
    scaledownWindow,
  }));
}

/** The pairs of settings that no other pair beats in the pass, start-up only added. */
function onePassFrontier(subject: AdviceSubject, pass: RequestsInProgress): readonly Pool[] {
  const { work, settings, rates } = subject;
  const now = settings.likely.pool;
  const { concurrency, arrivals } = work.demand.traffic;
  const peak = arrivals ? Math.ceil(pass.peak / concurrency) : undefined;
  const { floors, windows } = gridOf(work, settings, rates.some(billsWindow), peak);
  const points = windows.flatMap((scaledownWindow) =>
    floors.map((minContainers) => {
      const pool = { ...now, minContainers, scaledownWindow };
      return { pool, point: advicePoint(subject, pool, observedSeconds(pass, pool, work.demand), null) };
    }),
  );
  const best = new Set(paretoFrontier(points.map(({ point }) => point)));
  return points
    .filter(({ point }) => best.has(point))
    .sort((a, b) => byUsd(a.point, b.point))
    .map(({ pool }) => pool);
}

/**
 * The container-seconds of a month in which requests come as they did in the pass; start-up only added. Exact if containers
 * take one input each. With more, every one counts as full, which is for comparison only.
 */
export function observedSeconds(
  pass: RequestsInProgress,
  pool: Pool,
  { traffic: { concurrency, startupSeconds }, period }: Demand,
): PoolSeconds {
  const seen = pass.pool(pool.minContainers * concurrency, pool.scaledownWindow);
  const times = period.seconds / pass.seconds;
  const perContainer = (value: number): LikelyRange => exactly((value * times) / concurrency);
  const { liveSeconds, activeSeconds, floorIdleSeconds, coldStarts } = seen;
  return {
    requests: pass.requests * times,
    activeSeconds: perContainer(activeSeconds),
    floorSeconds: pool.minContainers * period.seconds,
    floorIdleSeconds: perContainer(floorIdleSeconds),
    live: perContainer(liveSeconds),
    tailSeconds: perContainer(Math.max(0, liveSeconds - activeSeconds - floorIdleSeconds)),
    coldStarts: perContainer(coldStarts),
    coldStartShare: exactly(pass.requests > 0 ? coldStarts / pass.requests : 0),
    startupSeconds: perContainer(coldStarts * startupSeconds),
    utilization: liveSeconds > 0 ? activeSeconds / liveSeconds : 0,
    method: 'observed',
    assumptions: [{ kind: 'requestsAsInTrace' }, { kind: 'mostRecentContainerFirst' }],
    unstable: false,
  };
}

/** At most so many of some items, evenly chosen, the first and the last among them; a single one from the middle. */
function thinned<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) return items;
  if (most === 1) return items.slice(items.length >> 1, (items.length >> 1) + 1);
  return Array.from({ length: most }, (_, i) => items[Math.round((i * (items.length - 1)) / (most - 1))]!);
}
