/**
 * The warm-pool advisor: what `min_containers` and `scaledown_window` buy. Each pair of settings has three figures: the
 * likely cost per month, the share of requests that hit a cold start, and the mean wait that this adds. The frontier
 * consists of the pairs for which no other pair is better in one figure and at least equal in the others.
 *
 * All figures are by the book in use. If that book does not bill the window, it cannot tell a good window from a bad one:
 * only `min_containers` varies. What would cost more by the other bundled book is not recommended.
 */
import { atOnce, neverPause, type Pause, type Steps } from '../python/resumable';
import type { Assessment } from './assess';
import { changeCost, disagreementOn, raisesBill, type ChangeCost, type Disagreement } from './changeCost';
import { billSum, withRealUse, type PoolSeconds } from './monthBill';
import type { Pool } from './traffic/trafficInput';
import type { LikelyRange } from './traffic/likelyRange';
import { poolOf, type PoolSettings } from './demand';
import { noPrice, over, pricedOptions } from './month';
import { formulaSeconds, unknown, workOf, type UnknownMonth, type Work } from './monthWork';
import type { ContainerRate } from './containerRate';
import { addedWait, type Wait } from './addedWait';
import type { ResolvedUsage } from './usage';
import type { AdviceAssumption } from './monthOutcomes';

/** One setting of the warm pool, and what it means for a month. */
export interface AdvicePoint {
  /** As written in code: a number of containers, counting each container of a cluster. */
  readonly minContainers: number;
  /** As written in code, like `minContainers`. */
  readonly bufferContainers: number;
  /** Seconds. */
  readonly scaledownWindow: number;
  /** Where the figures are from: the formulas, a simulation with start-up and buffers, or one pass over a trace. */
  readonly method: 'model' | 'simulated' | 'observed';
  /** USD per month. */
  readonly usd: LikelyRange;
  /** Share of requests that hit a cold start, 0…1. */
  readonly coldStartShare: LikelyRange;
  /** Mean seconds that cold starts add to the wait of a request; 0 if the start-up time is not given. */
  readonly addedWait: number;
  /** The wait that 95% of requests do not exceed, in seconds; null where only the mean is known. */
  readonly addedWaitP95: number | null;
}

export interface Advice {
  readonly status: 'known';
  /** The setting in the code now; the first one if several are possible. */
  readonly current: AdvicePoint;
  /** Whether no other setting is better than it in one figure and as good in the others. */
  readonly currentIsBest: boolean;
  /** From the cheapest to the one with the fewest cold starts. */
  readonly frontier: readonly AdvicePoint[];
  /** How many settings were compared. */
  readonly points: number;
  /** The largest acceptable share of cold starts; by default the present one. */
  readonly target: number;
  /** The cheapest setting that meets `target`; null if none does, or if the books disagree on it. */
  readonly cheapest: AdvicePoint | null;
  /** USD per month that it saves; negative if it costs more than now; null if there is no such setting. */
  readonly saves: number | null;
  /** The cheapest setting by the book in use, if it would cost more by the other bundled book: it is not recommended. */
  readonly withheld: WithheldAdvice | null;
  readonly assumptions: readonly AdviceAssumption[];
}

export interface WithheldAdvice {
  readonly point: AdvicePoint;
  readonly books: Disagreement;
}

export interface AdviceOptions {
  /** The share of requests that may hit a cold start, 0…1. */
  readonly coldStartShare?: number;
}

/** The windows to compare, in seconds: Modal documents 2 to 1,200. */
export const WINDOWS = [2, 5, 10, 20, 30, 60, 120, 180, 300, 450, 600, 900, 1_200];
const MAX_FLOORS = 14;
/** With more requests in progress than this, a point takes longer to compute, and the grid has fewer points. */
const FULL_GRID = 200;

/** What the settings of a declaration are compared by. */
export interface AdviceSubject {
  readonly work: Work;
  readonly settings: PoolSettings;
  readonly rates: readonly ContainerRate[];
  readonly usage: ResolvedUsage;
  readonly includeStartup: boolean;
}

/** Like `monthEstimate`, null or a reason if there is no cost per month. */
export function adviceSubject({ estimate, usage, use }: Assessment): AdviceSubject | UnknownMonth | null {
  if (!usage) return null;
  if (estimate.settings.isSandbox) return unknown({ kind: 'sandboxHasNoPool' });
  const work = workOf(estimate, usage);
  if (work === null || 'status' in work) return work;
  const settings = poolOf(estimate.settings);
  if ('reason' in settings) return unknown(settings.reason);
  const rates = pricedOptions(estimate).map(({ rate }) => withRealUse(rate, usage.usage));
  if (rates.length === 0) return unknown(noPrice(estimate));
  return { work, settings, rates, usage, includeStartup: use.includeStartup };
}

/**
 * The advice for a declaration by the formulas of the model alone, which takes milliseconds; null or a reason if there
 * is none. `adviseInSteps` simulates where the formulas are not exact.
 */
export function advise(assessment: Assessment, options: AdviceOptions = {}): Advice | UnknownMonth | null {
  return atOnce(formulaAdviceInSteps(assessment, options, neverPause));
}

/** The same with pauses between the settings. */
export function* formulaAdviceInSteps(
  assessment: Assessment,
  { coldStartShare }: AdviceOptions,
  pause: Pause,
): Steps<Advice | UnknownMonth | null> {
  const subject = adviceSubject(assessment);
  if (subject === null || 'status' in subject) return subject;
  const { work, settings, rates, usage } = subject;
  if (work.demand.traffic.arrivals) return unknown({ kind: 'needsSimulation' });
  const point = (change: Partial<Pool>): AdvicePoint | UnknownMonth => pointAt(change, subject);

  const now = settings.likely.pool;
  const current = point({});
  if ('status' in current) return current;
  const points: AdvicePoint[] = [current];
  const { floors, windows } = gridOf(work, settings, rates.some(billsWindow));
  for (const scaledownWindow of windows) {
    for (const minContainers of floors) {
      if (minContainers === now.minContainers && scaledownWindow === now.scaledownWindow) continue;
      if (pause()) yield;
      const each = point({ minContainers, scaledownWindow });
      if ('coldStartShare' in each) points.push(each);
    }
  }
  const target = coldStartShare ?? current.coldStartShare.likely;
  const onGrid = cheapestOf(points, target);
  const best = onGrid && (yield* fewerContainers(onGrid, floors, settings.likely.size, target, point, pause));
  if (best && best !== onGrid) points.push(best);
  const found = orCurrent(best, current, paretoFrontier(points, current), target);
  const cost = found && found !== current ? costOf(assessment, current, found) : null;
  const isRefuted = cost !== null && raisesBill(cost) && meetsTarget(current, target);
  const frontier = paretoFrontier(
    isRefuted ? points.filter((each) => !isBetter(each, current)) : points,
    current,
  );
  const cheapest = isRefuted ? current : found;
  const books = cheapest === current ? null : disagreementOn(cost);
  const recommended = books ? null : cheapest;
  return {
    status: 'known',
    current,
    currentIsBest: frontier.includes(current),
    frontier,
    points: points.length,
    target,
    cheapest: recommended,
    saves: recommended && current.usd.likely - recommended.usd.likely,
    withheld: books && cheapest && { point: cheapest, books },
    assumptions: assumptionsOf(work, rates, usage),
  };
}

/** What a setting costs instead of the current one, from the whole month: with what is simulated of it, by both books. */
function costOf(assessment: Assessment, now: AdvicePoint, point: AdvicePoint): ChangeCost | null {
  const { minContainers, scaledownWindow } = point;
  return changeCost(assessment, {
    ...(minContainers === now.minContainers ? {} : { min_containers: minContainers }),
    ...(scaledownWindow === now.scaledownWindow ? {} : { scaledown_window: scaledownWindow }),
  });
}

export function billsWindow({ book }: ContainerRate): boolean {
  return book.billing.scaledownTail;
}

function pointAt(change: Partial<Pool>, subject: AdviceSubject): AdvicePoint | UnknownMonth {
  const { work, settings } = subject;
  const pool = { ...settings.likely.pool, ...change };
  const seconds = formulaSeconds(work, pool, settings.singleUse);
  if ('status' in seconds) return seconds;
  return advicePoint(subject, pool, seconds, addedWait(work, pool, seconds));
}

/** The figures of a setting from its container-seconds. */
export function advicePoint(
  { settings, rates, includeStartup }: AdviceSubject,
  pool: Pool,
  seconds: PoolSeconds,
  wait: Wait | null,
): AdvicePoint {
  const { size } = settings.likely;
  return {
    minContainers: pool.minContainers * size,
    bufferContainers: pool.bufferContainers * size,
    scaledownWindow: pool.scaledownWindow,
    method: seconds.method === 'simulated' || seconds.method === 'observed' ? seconds.method : 'model',
    usd: over(rates.map((rate) => billSum(seconds, rate, size, includeStartup).total)),
    coldStartShare: seconds.coldStartShare,
    addedWait: wait?.mean ?? 0,
    addedWaitP95: wait?.p95 ?? null,
  };
}

/**
 * Which settings to compare: from no warm containers to so many that one more would hardly ever be used.
 * @param peak the most containers in use at once, where that is known
 */
export function gridOf(
  { demand: { traffic }, scheduled }: Work,
  { likely: { pool }, singleUse }: PoolSettings,
  variesWindow: boolean,
  peak?: number,
): { floors: readonly number[]; windows: readonly number[] } {
  const busy = scheduled
    ? (scheduled.runs * scheduled.serviceSeconds) / scheduled.seconds
    : traffic.arrivalsPerSecond * traffic.serviceSeconds;
  const needed = peak ?? Math.ceil((busy + 4 * Math.sqrt(busy) + 2) / traffic.concurrency);
  const most = Math.min(pool.maxContainers ?? 100_000, 100_000, needed);
  const fewer = Math.min(1, Math.sqrt(FULL_GRID / Math.max(1, busy)));
  const steps = Math.max(4, Math.round(MAX_FLOORS * fewer)) - 1;
  const floors = Array.from({ length: steps + 1 }, (_, i) => Math.round(Math.min(1, i / steps) * most));
  if (most >= 1) floors.push(1);
  const windows = singleUse || !variesWindow ? [] : WINDOWS.filter((_, i) => i % Math.ceil(1 / fewer) === 0);
  const distinct = (values: readonly number[]): number[] => [...new Set(values)].sort((a, b) => a - b);
  return {
    floors: distinct([...floors, pool.minContainers]),
    windows: distinct([...windows, pool.scaledownWindow]),
  };
}

function cheapestOf(points: readonly AdvicePoint[], target: number): AdvicePoint | null {
  return points.filter((each) => meetsTarget(each, target)).sort(byUsd)[0] ?? null;
}

/** Whether a setting has no more cold starts than it may. */
export function meetsTarget(
  { coldStartShare }: Pick<AdvicePoint, 'coldStartShare'>,
  target: number,
): boolean {
  return visible(coldStartShare.likely) <= visible(target);
}

/** Nobody changes a setting to save less, in USD per month: it would be printed as $0.00. */
const LEAST_SAVING = 0.005;

/** The cheapest setting, or the current one where that is as good, or costs no cent more. */
export function orCurrent<Point extends AdvicePoint | null>(
  cheapest: Point,
  current: AdvicePoint,
  frontier: readonly AdvicePoint[],
  target: number,
): AdvicePoint | Point {
  if (cheapest === null) return cheapest;
  const isGood = frontier.includes(current) && meetsTarget(current, target);
  return isGood && current.usd.likely - cheapest.usd.likely < LEAST_SAVING ? current : cheapest;
}

/**
 * Between two points of the grid with the same window, the fewest warm containers that meet the target, by bisection.
 */
function* fewerContainers(
  best: AdvicePoint,
  floors: readonly number[],
  size: number,
  target: number,
  point: (change: Partial<Pool>) => AdvicePoint | UnknownMonth,
  pause: Pause,
): Steps<AdvicePoint> {
  let meets = best.minContainers / size;
  let fails = Math.max(-1, ...floors.filter((each) => each < meets));
  let found = best;
  while (meets - fails > 1) {
    if (pause()) yield;
    const middle = Math.floor((meets + fails) / 2);
    const each = point({ minContainers: middle, scaledownWindow: best.scaledownWindow });
    if ('coldStartShare' in each && meetsTarget(each, target) && byUsd(each, found) <= 0) {
      found = each;
      meets = middle;
    } else fails = middle;
  }
  return found;
}

/**
 * The points for which no other point is better in one of cost, cold starts and wait, and at least equal in the others.
 * Of several with the same figures it has one: the current one, if it is among them.
 */
export function paretoFrontier(
  points: readonly AdvicePoint[],
  current: AdvicePoint | null = null,
): AdvicePoint[] {
  const frontier: AdvicePoint[] = [];
  const sorted = [...points].sort(byUsd);
  for (const each of current ? [current, ...sorted] : sorted)
    if (!frontier.some((other) => isAsGood(other, each))) frontier.push(each);
  return frontier.filter((each) => !frontier.some((other) => isBetter(other, each))).sort(byUsd);
}

/** Whether a point is as good in every figure, and better in one. */
export function isBetter(point: AdvicePoint, other: AdvicePoint): boolean {
  return isAsGood(point, other) && !isAsGood(other, point);
}

function isAsGood(point: AdvicePoint, other: AdvicePoint): boolean {
  return (
    visible(point.usd.likely) <= visible(other.usd.likely) &&
    visible(point.coldStartShare.likely) <= visible(other.coldStartShare.likely) &&
    visible(point.addedWait) <= visible(other.addedWait)
  );
}

/** By cost; at the same cost, by the share of cold starts and the wait, then by the size of the pool. */
export function byUsd(a: AdvicePoint, b: AdvicePoint): number {
  return (
    visible(a.usd.likely) - visible(b.usd.likely) ||
    visible(a.coldStartShare.likely) - visible(b.coldStartShare.likely) ||
    visible(a.addedWait) - visible(b.addedWait) ||
    a.minContainers - b.minContainers ||
    a.bufferContainers - b.bufferContainers ||
    a.scaledownWindow - b.scaledownWindow
  );
}

/** Compares in millionths: smaller differences of dollars, shares or seconds count as none. */
function visible(value: number): number {
  return Math.round(value * 1e6);
}

export function assumptionsOf(
  work: Work,
  rates: readonly ContainerRate[],
  { origins }: ResolvedUsage,
): AdviceAssumption[] {
  const said: AdviceAssumption[] = [...work.assumptions];
  if (origins.startupSeconds.source === 'default') said.push({ kind: 'waitNotKnown' });
  if (!rates.some(billsWindow)) said.push({ kind: 'tailNotBilled' });
  return said;
}
