/**
 * The warm-pool advisor where the formulas are not exact: with start-up, buffers, or several inputs per container.
 *
 * One pass over a month of drawn requests gives every pair of `min_containers` and `scaledown_window`, without start-up.
 * The pairs on that frontier, and some with `buffer_containers`, are then simulated, all with the same requests. What is
 * recommended is simulated once more at length, with other requests: it meets the target in both runs, with all of its
 * 95% interval. Everything goes in steps, for whoever must not be kept waiting.
 */
import type { Pause, Steps } from '../python/resumable';
import {
  advicePoint,
  adviceSubject,
  advise,
  assumptionsOf,
  billsWindow,
  byUsd,
  gridOf,
  paretoFrontier,
  type Advice,
  type AdviceOptions,
  type AdvicePoint,
  type AdviceSubject,
  type WithheldAdvice,
} from './advisor';
import { inBook, type Assessment } from './assess';
import type { BookCost } from './changeCost';
import { otherBook } from '../pricing/otherBook';
import { bill, type PoolSeconds } from './monthBill';
import { pricedOptions } from './month';
import type { UnknownMonth, Work } from './monthWork';
import type { PoolSettings } from './demand';
import { observeInSteps, type RequestsInProgress } from './traffic/inProgress';
import { exactly } from './traffic/likelyRange';
import { arrivalSource, meanRate } from './traffic/arrivalSources';
import { simulatedSecondsInSteps, type Effort } from './traffic/simulatedSeconds';
import type { Pool } from './traffic/trafficInput';

/** How thoroughly all settings are simulated, and the one that is recommended. */
const SCREENING: Effort = { seed: 1, precision: 0.01, maxArrivals: 400_000, order: 'mostRecent' };
const VERIFYING: Effort = { seed: 2, precision: 0.005, maxArrivals: 1_000_000, order: 'mostRecent' };
/** At most so many requests are drawn for the one pass. */
const MAX_DRAWN = 200_000;
/** At most so many points of the one pass are simulated, and so many windows with each buffer. */
const MAX_PAIRS = 48;
const MAX_BUFFERED_WINDOWS = 4;
const BUFFERS = [1, 2, 4];
/** At most so many settings are verified until one holds. */
const MAX_VERIFIED = 6;

/** A setting and its container-seconds, by which other books can bill it too. */
interface Simulation {
  readonly pool: Pool;
  readonly seconds: PoolSeconds;
  readonly point: AdvicePoint;
}

/**
 * The advice for a declaration; like `monthEstimate`, null or a reason if there is none. Where the formulas are exact,
 * and where there is too much traffic to simulate, it is that of `advise`. Each point says what it is from.
 */
export function* adviseInSteps(
  assessment: Assessment,
  options: AdviceOptions,
  pause: Pause,
): Steps<Advice | UnknownMonth | null> {
  const model = advise(assessment, options);
  const subject = adviceSubject(assessment);
  if (model?.status !== 'known' || subject === null || 'status' in subject) return model;
  if (isExact(subject.work, subject.settings)) return model;
  const now = subject.settings.likely.pool;
  const screened = yield* simulate(subject, now, SCREENING, pause);
  const current = screened && (yield* simulate(subject, now, VERIFYING, pause));
  if (!current) return { ...model, assumptions: [...model.assumptions, { kind: 'notSimulated' }] };

  const simulated = [current];
  for (const pool of yield* candidates(subject, model, pause)) {
    const each = isSame(pool, now) ? null : yield* simulate(subject, pool, SCREENING, pause);
    if (each) simulated.push(each);
  }
  const target = options.coldStartShare ?? current.point.coldStartShare.likely;
  const best = yield* cheapestThatHolds(subject, simulated, current, target, pause);
  const points = simulated.map((each) => (each.pool === best?.pool ? best.point : each.point));
  const frontier = paretoFrontier(points);
  const withheld = best && best !== current ? withheldBy(assessment, subject, current, best) : null;
  const cheapest = withheld ? null : (best?.point ?? null);
  return {
    status: 'known',
    current: current.point,
    currentIsBest: frontier.includes(current.point),
    frontier,
    points: points.length,
    target,
    cheapest,
    saves: cheapest && current.point.usd.likely - cheapest.usd.likely,
    withheld,
    assumptions: [
      ...assumptionsOf(subject.work, subject.rates, subject.usage),
      { kind: 'settingsSimulated' },
    ],
  };
}

/**
 * Whether the formulas need no simulation: requests that come evenly, or as a schedule has them, or none at all; more than
 * `max_containers` can serve; a single container, or neither start-up nor buffer with one input per container.
 */
function isExact({ demand, scheduled }: Work, { likely: { pool }, singleUse }: PoolSettings): boolean {
  const { arrivalsPerSecond, serviceSeconds, startupSeconds, concurrency, arrivals } = demand.traffic;
  const { maxContainers, bufferContainers } = pool;
  if (scheduled || arrivalsPerSecond === 0 || demand.period.activeSeconds === 0) return true;
  const slots = singleUse ? 1 : concurrency;
  if (maxContainers !== null && arrivalsPerSecond * serviceSeconds >= maxContainers * slots) return true;
  if (arrivals || singleUse || slots > 1) return false;
  return maxContainers === 1 || (startupSeconds === 0 && bufferContainers === 0);
}

function* simulate(
  subject: AdviceSubject,
  pool: Pool,
  effort: Effort,
  pause: Pause,
): Steps<Simulation | null> {
  const { work, settings } = subject;
  const { traffic, period } = work.demand;
  const asked = { ...pool, singleUse: settings.singleUse };
  const seconds = yield* simulatedSecondsInSteps(traffic, asked, period, effort, pause);
  return seconds && { pool, seconds, point: advicePoint(subject, pool, seconds, seconds.wait.mean) };
}

/** The pools that are worth simulating. */
function* candidates(subject: AdviceSubject, model: Advice, pause: Pause): Steps<readonly Pool[]> {
  const { settings, work, rates } = subject;
  const now = settings.likely.pool;
  const isPlain = work.demand.traffic.concurrency === 1 && !settings.singleUse;
  const frontier = isPlain ? yield* onePassFrontier(subject, pause) : pairsOf(model, settings.likely.size);
  const pairs = thinned(frontier, MAX_PAIRS).map((pair) => ({ ...now, ...pair }));
  // Without a start-up a buffer would be there at once, and a book that bills none cannot tell how many are worth it.
  if (work.demand.traffic.startupSeconds === 0 || !rates.some(billsWindow)) return pairs;
  const windows = thinned(
    [...new Set(pairs.map(({ scaledownWindow }) => scaledownWindow))],
    MAX_BUFFERED_WINDOWS,
  );
  const room = (now.maxContainers ?? Infinity) - now.minContainers;
  const buffered = BUFFERS.filter((buffer) => buffer <= room && buffer !== now.bufferContainers).flatMap(
    (bufferContainers) => windows.map((scaledownWindow) => ({ ...now, scaledownWindow, bufferContainers })),
  );
  return [...pairs, ...buffered];
}

function pairsOf({ frontier }: Advice, size: number): Pick<Pool, 'minContainers' | 'scaledownWindow'>[] {
  return frontier.map(({ minContainers, scaledownWindow }) => ({
    minContainers: minContainers / size,
    scaledownWindow,
  }));
}

/** The pairs of settings that no other pair beats on one drawn month, start-up only added. */
function* onePassFrontier(
  subject: AdviceSubject,
  pause: Pause,
): Steps<Pick<Pool, 'minContainers' | 'scaledownWindow'>[]> {
  const { work, settings, rates } = subject;
  const { traffic, period } = work.demand;
  const now = settings.likely.pool;
  const pass = yield* observeInSteps(
    {
      source: arrivalSource(traffic, period, SCREENING.seed),
      seconds: Math.min(period.seconds, MAX_DRAWN / meanRate(traffic, period)),
      maxContainers: now.maxContainers,
      maxRequests: 2 * MAX_DRAWN,
    },
    pause,
  );
  const { floors, windows } = gridOf(work, settings, rates.some(billsWindow));
  const points = windows.flatMap((scaledownWindow) =>
    floors.map((minContainers) => {
      const pool = { ...now, minContainers, scaledownWindow };
      return { pool, point: advicePoint(subject, pool, drawnSeconds(pass, pool, traffic.startupSeconds), 0) };
    }),
  );
  const best = new Set(paretoFrontier(points.map(({ point }) => point)));
  return points
    .filter(({ point }) => best.has(point))
    .sort((a, b) => byUsd(a.point, b.point))
    .map(({ pool }) => pool);
}

/** The container-seconds of the requests that were drawn; their cost is for comparison only. */
function drawnSeconds(pass: RequestsInProgress, pool: Pool, startup: number): PoolSeconds {
  const { liveSeconds, activeSeconds, floorIdleSeconds, coldStarts } = pass.pool(
    pool.minContainers,
    pool.scaledownWindow,
  );
  return {
    requests: pass.requests,
    activeSeconds: exactly(activeSeconds),
    floorSeconds: pool.minContainers * pass.seconds,
    floorIdleSeconds: exactly(floorIdleSeconds),
    live: exactly(liveSeconds),
    tailSeconds: exactly(Math.max(0, liveSeconds - activeSeconds - floorIdleSeconds)),
    coldStarts: exactly(coldStarts),
    coldStartShare: exactly(pass.requests > 0 ? coldStarts / pass.requests : 0),
    startupSeconds: exactly(coldStarts * startup),
    utilization: liveSeconds > 0 ? activeSeconds / liveSeconds : 0,
    method: 'observed',
    assumptions: [],
    unstable: false,
  };
}

/** The cheapest setting that keeps cold starts at the target in a long run too; null if none does. */
function* cheapestThatHolds(
  subject: AdviceSubject,
  simulated: readonly Simulation[],
  current: Simulation,
  target: number,
  pause: Pause,
): Steps<Simulation | null> {
  const mayMeet = ({ point }: Simulation): boolean => point.coldStartShare.likely <= target;
  const currentHolds = mayMeet(current);
  const promising = simulated.filter(mayMeet).sort((a, b) => byUsd(a.point, b.point));
  for (const each of promising.slice(0, MAX_VERIFIED)) {
    if (each === current) return current;
    const fewer = yield* fewerContainers(subject, each, simulated, target, pause);
    const verified = yield* simulate(subject, fewer.pool, VERIFYING, pause);
    if (!verified || !meets(verified, target)) continue;
    return currentHolds && byUsd(current.point, verified.point) <= 0 ? current : verified;
  }
  return currentHolds ? current : null;
}

/** With all of the 95% interval. */
function meets({ point }: Simulation, target: number): boolean {
  return point.coldStartShare.high <= target;
}

/** Between a setting and the next one below it, the fewest warm containers that meet the target, by bisection. */
function* fewerContainers(
  subject: AdviceSubject,
  from: Simulation,
  simulated: readonly Simulation[],
  target: number,
  pause: Pause,
): Steps<Simulation> {
  let best = from;
  const floors = simulated.map(({ pool }) => pool.minContainers);
  let fails = Math.max(-1, ...floors.filter((floor) => floor < from.pool.minContainers));
  while (best.pool.minContainers - fails > 1) {
    const minContainers = Math.floor((best.pool.minContainers + fails) / 2);
    const each = yield* simulate(subject, { ...from.pool, minContainers }, SCREENING, pause);
    if (each && meets(each, target) && byUsd(each.point, best.point) <= 0) best = each;
    else fails = minContainers;
  }
  return best;
}

/** Whether the other bundled book has a setting cost more that saves by the one in use, as simulated. */
function withheldBy(
  assessment: Assessment,
  subject: AdviceSubject,
  now: Simulation,
  then: Simulation,
): WithheldAdvice | null {
  const elsewhere = inBook(assessment, otherBook(assessment.estimate.context.book));
  const other = adviceSubject(elsewhere);
  if (other === null || 'status' in other) return null;
  const [here, there] = [assessment, elsewhere].map(({ estimate }) => pricedOptions(estimate)[0]?.label);
  if (here !== there) return null;
  const inUse = bookCost(subject, assessment, now, then);
  const inOther = bookCost(other, elsewhere, now, then);
  const isDisputed = inUse.thenUsd < inUse.nowUsd && inOther.nowUsd < inOther.thenUsd;
  return isDisputed ? { point: then.point, books: [inUse, inOther] } : null;
}

function bookCost(
  { rates, settings, includeStartup }: AdviceSubject,
  { estimate: { context } }: Assessment,
  now: Simulation,
  then: Simulation,
): BookCost {
  const usd = ({ seconds }: Simulation): number =>
    bill(seconds, rates[0]!, settings.likely.size, includeStartup).total.likely;
  const { id: bookId, lineage } = context.book;
  return { bookId, lineage, nowUsd: usd(now), thenUsd: usd(then) };
}

function isSame(a: Pool, b: Pool): boolean {
  return (
    a.minContainers === b.minContainers &&
    a.scaledownWindow === b.scaledownWindow &&
    a.bufferContainers === b.bufferContainers
  );
}

/** At most so many of some items, evenly chosen, the first and the last among them. */
function thinned<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) return items;
  return Array.from({ length: most }, (_, i) => items[Math.round((i * (items.length - 1)) / (most - 1))]!);
}
