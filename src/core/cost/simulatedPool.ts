/**
 * The container-seconds of a pool by simulation: what a month takes where no formula is exact. It takes up to
 * seconds, so nothing does it on a keystroke; see simulations.ts.
 */
import type { Pause, Steps } from '../python/resumable';
import type { PoolSeconds } from './monthBill';
import type { LikelyRange } from './traffic/likelyRange';
import { shapedSecondsInSteps } from './traffic/shapedSeconds';
import { simulatedSecondsInSteps, type Effort } from './traffic/simulatedSeconds';
import { ORDERS, type ReuseOrder } from './traffic/simulation/simulatorRules';
import type { PatternArrivals, Period, Pool, StatedArrivals, Traffic } from './traffic/trafficInput';

/** The pool of a month that is to be simulated. */
export interface SimulatedPoolAsked {
  readonly traffic: Traffic;
  readonly pool: Pool & { readonly singleUse: boolean };
  readonly period: Period;
  /** Whether nobody reads the bounds: the likely figures alone take less than half as long. */
  readonly isLikelyAlone?: boolean;
}

/** How thoroughly the likely figures are simulated, and those that only bound them. */
const LIKELY: Effort = { seed: 1, precision: 0.01, maxArrivals: 1_000_000, order: 'mostRecent' };
const BOUND = { seed: 1, precision: 0.01, maxArrivals: 400_000 };

/** The likely figures alone, with their 95% interval, for whoever asks about many usages at once; null if it would take too long. */
export function likelyInSteps(asked: SimulatedPoolAsked, pause: Pause): Steps<PoolSeconds | null> {
  return simulatedInSteps(asked, [LIKELY], pause);
}

/** By the first effort that is enough; only then traffic with a shape rate by rate, by the first that is enough for that. */
function* simulatedInSteps(
  { traffic, pool, period }: SimulatedPoolAsked,
  efforts: readonly Effort[],
  pause: Pause,
): Steps<PoolSeconds | null> {
  for (const simulate of [simulatedSecondsInSteps, shapedSecondsInSteps])
    for (const effort of efforts) {
      const found: PoolSeconds | null = yield* simulate(traffic, pool, period, effort, pause);
      if (found) return found;
    }
  return null;
}

/**
 * The likely figures are those with the most recent container first. Low and high are over all orders of reuse, and over
 * requests that all take the same time, and groups that are all of one size, as far as nobody says how much these vary; each
 * with its 95% interval. Null if it would take too long.
 */
export function* anyOrderInSteps(
  { traffic, pool, period, isLikelyAlone = false }: SimulatedPoolAsked,
  pause: Pause,
): Steps<PoolSeconds | null> {
  const likely = yield* likelyInSteps({ traffic, pool, period }, pause);
  if (!likely || isLikelyAlone) return likely;
  const all = [likely];
  for (const order of ORDERS) {
    if (order === LIKELY.order || isOneContainer(pool)) continue;
    const each = yield* boundInSteps({ traffic, pool, period }, order, pause);
    if (each) all.push(each);
  }
  for (const arrivals of variants(traffic.arrivals)) {
    const varied = { traffic: { ...traffic, arrivals }, pool, period };
    const each = yield* boundInSteps(varied, LIKELY.order, pause);
    if (each) all.push(each);
  }
  return spanned(likely, all);
}

/** Traffic whose cycle has too many arrivals for a bound has as many as the likely figures: else there would be none. */
function boundInSteps(asked: SimulatedPoolAsked, order: ReuseOrder, pause: Pause): Steps<PoolSeconds | null> {
  const efforts = [BOUND, LIKELY].map((effort) => ({ ...effort, order }));
  return simulatedInSteps(asked, efforts, pause);
}

/** What the arrivals may be as well, by what is said of them: requests, or groups, that are all alike. */
function variants(arrivals: StatedArrivals | undefined): readonly StatedArrivals[] {
  if (arrivals?.kind === 'trace') return [];
  const { serviceCv, requestsAtOnce } = arrivals ?? EVEN;
  return [
    ...(serviceCv === null ? [{ ...EVEN, ...arrivals, serviceCv: 0 }] : []),
    ...(requestsAtOnce > 1 ? [{ ...EVEN, ...arrivals, equalGroups: true }] : []),
  ];
}

/** What nobody states: one request at a time, at any time. */
export const EVEN: PatternArrivals = {
  kind: 'pattern',
  requestsAtOnce: 1,
  equalGroups: false,
  bursts: null,
  hourly: null,
  weekly: null,
  serviceCv: null,
};

/** With one container there is no choice. */
function isOneContainer({ maxContainers }: Pool): boolean {
  return maxContainers === 1;
}

function spanned(likely: PoolSeconds, all: readonly PoolSeconds[]): PoolSeconds {
  const range = (pick: (seconds: PoolSeconds) => LikelyRange): LikelyRange => ({
    low: Math.min(...all.map((each) => pick(each).low)),
    likely: pick(likely).likely,
    high: Math.max(...all.map((each) => pick(each).high)),
  });
  return {
    ...likely,
    activeSeconds: range((each) => each.activeSeconds),
    floorIdleSeconds: range((each) => each.floorIdleSeconds),
    live: range((each) => each.live),
    tailSeconds: range((each) => each.tailSeconds),
    coldStarts: range((each) => each.coldStarts),
    coldStartShare: range((each) => each.coldStartShare),
    startupSeconds: range((each) => each.startupSeconds),
  };
}
