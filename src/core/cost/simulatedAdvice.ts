/**
 * The warm-pool advisor where the formulas are not exact: with start-up, buffers, or several inputs per container, and for
 * requests that do not come evenly.
 *
 * One pass over a month of drawn requests gives every pair of `min_containers` and `scaledown_window`, without start-up.
 * The pairs on that frontier, and some with `buffer_containers`, are then simulated, all with the same requests. What is
 * recommended is simulated once more at length, with other requests: it meets the target in both runs, with all of its
 * 95% interval, and for an asked target also where Modal's undocumented rules are read the other way: if every request that
 * waits while a container starts counts as a cold start, and if an idle container stops while another starts. Everything
 * goes in steps, for whoever must not be kept waiting.
 */
import type { Pause, Steps } from '../python/resumable';
import { candidates, isObservable, observedSeconds, onePass } from './adviceCandidates';
import {
  advicePoint,
  adviceSubject,
  assumptionsOf,
  byUsd,
  formulaAdviceInSteps,
  isBetter,
  meetsTarget,
  orCurrent,
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
import { billSum, type PoolSeconds } from './monthBill';
import { pricedOptions } from './month';
import { isExact, isNeverSimulated, unknown, type UnknownMonth } from './monthWork';
import type { RequestsInProgress } from './traffic/inProgress';
import { simulatedSecondsInSteps, type Effort } from './traffic/simulatedSeconds';
import type { LikelyRange } from './traffic/likelyRange';
import { STARTING } from './traffic/simulation/simulatorRules';
import type { Pool } from './traffic/trafficInput';

/** How thoroughly all settings are simulated, and the one that is recommended. */
const SCREENING: Effort = { seed: 1, precision: 0.01, maxArrivals: 400_000, order: 'mostRecent' };
const VERIFYING: Effort = { seed: 2, precision: 0.005, maxArrivals: 1_000_000, order: 'mostRecent' };
/** The reading of the rules that is not the usual one. */
const [, OTHER_READING] = STARTING;
/** At most so many settings are verified until one holds. */
const MAX_VERIFIED = 6;

/** A setting and its container-seconds, by which other books can bill it too. */
interface Simulation {
  readonly pool: Pool;
  readonly seconds: PoolSeconds;
  readonly point: AdvicePoint;
  /** The share of requests that wait while any container starts, whichever way the rules are read, and its 95% interval. */
  readonly startWaitShare: LikelyRange;
}

/**
 * The advice for a declaration; like `monthEstimate`, null or a reason if there is none. Where the formulas are exact it is
 * that of `advise`, and also where there is too much even traffic to simulate. Each point says what it is from.
 */
export function* adviseInSteps(
  assessment: Assessment,
  options: AdviceOptions,
  pause: Pause,
): Steps<Advice | UnknownMonth | null> {
  const subject = adviceSubject(assessment);
  if (subject === null || 'status' in subject) return subject;
  if (isExactForAll(subject)) return yield* formulaAdviceInSteps(assessment, options, pause);
  const { arrivals } = subject.work.demand.traffic;
  const pass = yield* onePass(subject, pause);
  const asked = options.coldStartShare ?? null;
  const trial: Trial = isObservable(subject) ? observer(subject, pass!) : simulator(subject, asked, pause);
  const now = subject.settings.likely.pool;
  const screened = yield* trial(now, SCREENING);
  const current = screened && (yield* trial(now, VERIFYING));
  if (!current)
    return arrivals
      ? unknown({ kind: 'tooManyToSimulate' })
      : yield* notSimulated(assessment, options, pause);

  const simulated = [current];
  const model = yield* modelFrontier(assessment, options, pause);
  for (const pool of candidates(subject, pass, model)) {
    const each = isSame(pool, now) ? null : yield* trial(pool, SCREENING);
    if (each) simulated.push(each);
  }
  const target: Target = {
    share: asked ?? current.point.coldStartShare.likely,
    // What is asked for holds however the rules are read; what is as good as now is so by the same reading.
    shareOf: ({ startWaitShare, point }) => (asked === null ? point.coldStartShare : startWaitShare),
  };
  const best = yield* cheapestThatHolds(trial, simulated, current, target);
  const withheld = best && best !== current ? withheldBy(assessment, subject, current, best) : null;
  return {
    status: 'known',
    ...advised({ simulated, current, best, target, withheld }),
    assumptions: adviceAssumptions(subject, current, asked),
  };
}

/** What the settings that were tried come to. */
function advised({
  simulated,
  current,
  best,
  target,
  withheld,
}: {
  readonly simulated: readonly Simulation[];
  readonly current: Simulation;
  readonly best: Simulation | null;
  readonly target: Target;
  readonly withheld: WithheldAdvice | null;
}): Omit<Advice, 'status' | 'assumptions'> {
  const tried = simulated.map((each) => (each.pool === best?.pool ? best.point : each.point));
  // What seemed better than the current setting did not hold in the long run.
  const points = best === current ? tried.filter((each) => !isBetter(each, current.point)) : tried;
  const frontier = paretoFrontier(points, current.point);
  const cheapest =
    withheld || !best
      ? null
      : mayMeetTarget(current, target)
        ? orCurrent(best.point, current.point, frontier, target.share)
        : best.point;
  return {
    current: current.point,
    currentIsBest: frontier.includes(current.point),
    frontier,
    points: tried.length,
    target: target.share,
    cheapest,
    saves: cheapest && current.point.usd.likely - cheapest.usd.likely,
    withheld,
  };
}

function adviceAssumptions(
  subject: AdviceSubject,
  current: Simulation,
  asked: number | null,
): Advice['assumptions'] {
  const { arrivals } = subject.work.demand.traffic;
  const isObserved = isObservable(subject);
  return [
    ...assumptionsOf(subject.work, subject.rates, subject.usage),
    ...(arrivals ? current.seconds.assumptions : []),
    { kind: !arrivals ? 'settingsSimulated' : isObserved ? 'settingsObserved' : 'settingsAsStated' },
    ...(asked !== null && !isObserved ? [{ kind: 'targetHoldsEitherWay' } as const] : []),
  ];
}

function* notSimulated(
  assessment: Assessment,
  options: AdviceOptions,
  pause: Pause,
): Steps<Advice | UnknownMonth | null> {
  const model = yield* formulaAdviceInSteps(assessment, options, pause);
  return model?.status === 'known'
    ? { ...model, assumptions: [...model.assumptions, { kind: 'notSimulated' }] }
    : model;
}

/** Works out one setting; null if that would take too long. */
type Trial = (pool: Pool, effort: Effort) => Steps<Simulation | null>;

/** @param target the share that is asked for: a setting that meets it is simulated by the other reading of the rules too */
function simulator(subject: AdviceSubject, target: number | null, pause: Pause): Trial {
  const { work, settings } = subject;
  const { traffic, period } = work.demand;
  return function* (pool, effort) {
    const asked = { ...pool, singleUse: settings.singleUse };
    const seconds = yield* simulatedSecondsInSteps(traffic, asked, period, effort, pause);
    if (!seconds) return null;
    const point = advicePoint(subject, pool, seconds, seconds.wait);
    let { startWaitShare } = seconds;
    // Without a floor or a buffer no container stays for others to start.
    const differs = pool.minContainers + pool.bufferContainers > 0 && traffic.startupSeconds > 0;
    if (differs && target !== null && startWaitShare.likely <= target) {
      const reading = { ...effort, starting: OTHER_READING };
      const other = yield* simulatedSecondsInSteps(traffic, asked, period, reading, pause);
      if (!other) return null;
      startWaitShare = worse(startWaitShare, other.startWaitShare);
    }
    return { pool, seconds, point, startWaitShare };
  };
}

/** The one with more of them. */
function worse(a: LikelyRange, b: LikelyRange): LikelyRange {
  return a.high < b.high ? b : a;
}

/** For a trace that one pass has whole. */
function observer(subject: AdviceSubject, pass: RequestsInProgress): Trial {
  return function* (pool) {
    const seconds = observedSeconds(pass, pool, subject.work.demand);
    const point = advicePoint(subject, pool, seconds, NO_WAIT);
    return { pool, seconds, point, startWaitShare: point.coldStartShare };
  };
}

const NO_WAIT = { mean: 0, p95: 0 };

/** The settings of the frontier by the formulas, for even traffic; null where there are none. */
function* modelFrontier(
  assessment: Assessment,
  options: AdviceOptions,
  pause: Pause,
): Steps<readonly AdvicePoint[] | null> {
  const model = yield* formulaAdviceInSteps(assessment, options, pause);
  return model?.status === 'known' ? model.frontier : null;
}

/** Whether the formulas are exact for every setting that is compared. */
function isExactForAll({ work, settings: { likely, singleUse } }: AdviceSubject): boolean {
  if (isNeverSimulated(work, likely.pool, singleUse)) return true;
  if (singleUse) return false;
  return isExact(work, { ...likely.pool, minContainers: 0 }, singleUse);
}

/** The share of cold starts that a target is about. */
type ShareOf = (of: Simulation) => LikelyRange;

interface Target {
  readonly share: number;
  readonly shareOf: ShareOf;
}

/** The cheapest setting that keeps cold starts at the target in a long run too; null if none does. */
function* cheapestThatHolds(
  trial: Trial,
  simulated: readonly Simulation[],
  current: Simulation,
  target: Target,
): Steps<Simulation | null> {
  const mayMeet = (each: Simulation): boolean => mayMeetTarget(each, target);
  const currentHolds = mayMeet(current);
  const promising = simulated.filter(mayMeet).sort((a, b) => byUsd(a.point, b.point));
  for (const each of promising.slice(0, MAX_VERIFIED)) {
    if (each === current) return current;
    const fewer = yield* fewerContainers(trial, each, simulated, target);
    const verified = yield* trial(fewer.pool, VERIFYING);
    if (!verified || !surelyMeets(verified, target)) continue;
    return currentHolds && byUsd(current.point, verified.point) <= 0 ? current : verified;
  }
  return currentHolds ? current : null;
}

function mayMeetTarget(each: Simulation, { share, shareOf }: Target): boolean {
  return meetsTarget({ coldStartShare: shareOf(each) }, share);
}

/** With all of the 95% interval. */
function surelyMeets(each: Simulation, { share, shareOf }: Target): boolean {
  return shareOf(each).high <= share;
}

/** Between a setting and the next one below it, the fewest warm containers that meet the target, by bisection. */
function* fewerContainers(
  trial: Trial,
  from: Simulation,
  simulated: readonly Simulation[],
  target: Target,
): Steps<Simulation> {
  let best = from;
  const floors = simulated.map(({ pool }) => pool.minContainers);
  let fails = Math.max(-1, ...floors.filter((floor) => floor < from.pool.minContainers));
  while (best.pool.minContainers - fails > 1) {
    const minContainers = Math.floor((best.pool.minContainers + fails) / 2);
    const each = yield* trial({ ...from.pool, minContainers }, SCREENING);
    if (each && surelyMeets(each, target) && byUsd(each.point, best.point) <= 0) best = each;
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
    billSum(seconds, rates[0]!, settings.likely.size, includeStartup).total.likely;
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
