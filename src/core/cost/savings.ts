/**
 * Where a setting of a declaration is beaten: another value costs less, and nothing that is known of the work gets worse.
 * Fewer warm containers, or a shorter window, with no more cold starts and no longer wait for the same traffic; a cheaper
 * GPU with at least as much memory, which may take longer. What would cost more by the other bundled book is not advised.
 */
import { atOnce, neverPause, type Pause, type Steps } from '../python/resumable';
import type { Declaration } from '../modal/declaration';
import type { Gpu } from '../modal/gpu';
import { WINDOWS } from './advisor';
import type { Assessment } from './assess';
import { changeCost, disagreementOn, type ChangeCost, type Disagreement } from './changeCost';
import type { Books } from './containerRate';
import { livePerHour } from './estimate';
import { gpuMemoryGb } from './gpuMemory';
import { isExact } from './interval';
import { isAwaited, type KnownMonth } from './month';
import { partOf } from './monthBill';
import { vary } from './varyDeclaration';
import { withChange } from './withChange';
import { isWorthChanging } from './worthChanging';

/** Fewer warm containers, or a shorter window in seconds. */
export interface PoolSaving {
  readonly kind: 'min_containers' | 'scaledown_window';
  readonly from: number;
  readonly to: number;
  /** Likely USD per month. */
  readonly usdPerMonth: number;
  /** Share of requests, or of a schedule's runs, that hit a cold start, 0…1. */
  readonly nowColdStartShare: number;
  readonly coldStartShare: number;
}

/** A cheaper GPU with at least as much memory, if requests take no longer on it. */
export interface GpuSaving {
  readonly kind: 'gpu';
  readonly from: Gpu;
  readonly to: Gpu;
  /** Of all its GPUs together. */
  readonly vramGb: number;
  /** The share of the price per running second that it saves, 0…1. */
  readonly rateShare: number;
  /** Likely USD per month; null while the usage is not known. */
  readonly usdPerMonth: number | null;
}

export type Saving = PoolSaving | GpuSaving;

/** A setting of the pool that stays as it is: what the next lesser value would do. */
export interface PoolKept {
  readonly kind: PoolSaving['kind'];
  readonly from: number;
  readonly to: number;
  /** Likely USD per month that it would cost more than now; less than 0 if it would cost less. */
  readonly moreUsdPerMonth: number;
  /** What would get worse; `nothing` if only too little would be saved. */
  readonly worse: 'coldStarts' | 'wait' | 'nothing';
  /** Why it would cost as much, where the seconds tell. */
  readonly sameCost: SameCost | null;
  readonly now: KeptFigures;
  readonly then: KeptFigures;
  /** The price books, if it saves by the one in use and costs more by the other one. */
  readonly books: Disagreement | null;
}

/**
 * - `asManyRun`: without the warm containers, requests keep as many running.
 * - `idleIsFree`: the book does not bill warm containers that are idle.
 * - `noneIsIdle`: no container is idle as long as the shorter window.
 * - `warmAreIdle`: none but the warm ones is.
 */
export type SameCost = 'asManyRun' | 'idleIsFree' | 'noneIsIdle' | 'warmAreIdle';

/** What requests, or a schedule's runs, meet with a setting. */
export interface KeptFigures {
  readonly coldStartShare: number;
  readonly coldStartsPerMonth: number;
  /** Mean seconds for a container. */
  readonly wait: number;
}

export interface Savings {
  /** What is the same work for less comes first, the most that it saves before the rest. */
  readonly savings: readonly Saving[];
  /** The settings of the pool that stay, where that was worked out. */
  readonly kept: readonly PoolKept[];
  /** Something is still being simulated: ask again. */
  readonly isWaiting: boolean;
}

export const NO_SAVINGS: Savings = { savings: [], kept: [], isWaiting: false };

/** The change of the code that a saving asks for. */
export function changeOf(
  saving: Saving,
): { readonly gpu: Gpu } | Partial<Record<PoolSaving['kind'], number>> {
  return saving.kind === 'gpu' ? { gpu: saving.to } : { [saving.kind]: saving.to };
}

/** What may be saved in a declaration; nothing of a call. Takes milliseconds, with pauses for whoever must not wait. */
export function* savingsInSteps(assessment: Assessment, pause: Pause): Steps<Savings> {
  const { subject } = assessment.estimate;
  if (subject.type !== 'declaration' || subject.stale || !assessment.usage) return NO_SAVINGS;
  if (isAwaited(assessment.month)) return { ...NO_SAVINGS, isWaiting: true };
  const pool = [yield* fewerContainers(assessment, pause), yield* shorterWindow(assessment, pause)];
  const found = [
    ...pool.map((each) => (each === 'waiting' ? null : each.saving)),
    gpuSaving(assessment, subject),
  ];
  return {
    savings: found.filter((each) => each !== null).sort(byAdvice),
    kept: pool.flatMap((each) => (each === 'waiting' ? [] : (each.kept ?? []))),
    isWaiting: pool.includes('waiting'),
  };
}

/** What a piece of advice comes to; the one order of advice everywhere is made of it. */
export interface AdviceWeight {
  /** `gpu` saves on a condition, `elsewhere` on another provider's machines. */
  readonly kind: Saving['kind'] | 'elsewhere';
  /** Likely USD per month; null while the usage is not known. */
  readonly usdPerMonth: number | null;
}

/** What changes nothing but the cost first, then what saves on a condition; of each the most that it saves first. */
export function byAdvice(a: AdviceWeight, b: AdviceWeight): number {
  const rank = ({ kind }: AdviceWeight): number => (kind === 'elsewhere' ? 2 : kind === 'gpu' ? 1 : 0);
  return rank(a) - rank(b) || (b.usdPerMonth ?? 0) - (a.usdPerMonth ?? 0);
}

/** Fewer warm containers with the same cold starts, if that saves and nothing of it is still being simulated. */
export function fewerWarm(assessment: Assessment): PoolSaving | null {
  const found = atOnce(fewerContainers(assessment, neverPause));
  return found === 'waiting' ? null : found.saving;
}

/** The most that one setting of the pool saves; `waiting` while something of it is still being simulated. */
export function* poolSavingInSteps(
  assessment: Assessment,
  pause: Pause,
): Steps<PoolSaving | 'waiting' | null> {
  const { subject } = assessment.estimate;
  if (subject.type !== 'declaration' || subject.stale) return null;
  const found = [yield* fewerContainers(assessment, pause), yield* shorterWindow(assessment, pause)];
  if (found.includes('waiting')) return 'waiting';
  return found.flatMap((each) => (each === 'waiting' ? [] : (each.saving ?? []))).sort(byAdvice)[0] ?? null;
}

/** The cheapest GPU that fits, of a declaration whose code is as it stands. */
export function gpuSavingOf(assessment: Assessment): GpuSaving | null {
  const { subject } = assessment.estimate;
  if (subject.type !== 'declaration' || subject.stale) return null;
  return gpuSaving(assessment, subject);
}

/** Whether it changes nothing but the cost: a GPU may take longer. */
export function isSure(saving: Saving): saving is PoolSaving {
  return saving.kind !== 'gpu';
}

/** What lesser values of a setting come to: a saving, or why it stays; `waiting` for a simulation. */
type PoolSearch = { readonly saving: PoolSaving | null; readonly kept: PoolKept | null } | 'waiting';

const NOTHING_FOUND: PoolSearch = { saving: null, kept: null };

function* fewerContainers(assessment: Assessment, pause: Pause): Steps<PoolSearch> {
  const { subject, settings } = assessment.estimate;
  if (subject.type !== 'declaration') return NOTHING_FOUND;
  const { minContainers, clusterSize } = settings;
  const [now, size] = [minContainers.interval, clusterSize.interval];
  if (!now || !isExact(now) || !size || !isExact(size) || isSetByCalls(assessment)) return NOTHING_FOUND;
  const clusters = Math.floor(now.low / size.low);
  // From none to one fewer than now.
  const values = { count: clusters, at: (i: number) => i * size.low };
  return yield* poolSaving(assessment, 'min_containers', now.low, values, pause);
}

function* shorterWindow(assessment: Assessment, pause: Pause): Steps<PoolSearch> {
  const now = assessment.estimate.settings.scaledownWindow.interval;
  const { book } = assessment.estimate.context;
  if (!now || !isExact(now) || !book.billing.scaledownTail || isSetByCalls(assessment)) return NOTHING_FOUND;
  const shorter = WINDOWS.filter((each) => each < now.low);
  const values = { count: shorter.length, at: (i: number) => shorter[i]! };
  return yield* poolSaving(assessment, 'scaledown_window', now.low, values, pause);
}

function isWorthwhile(cost: ChangeCost): boolean {
  return isWorthChanging(savedBy(cost), cost.inUse.nowUsd);
}

function savedBy({ inUse }: ChangeCost): number {
  return inUse.nowUsd - inUse.thenUsd;
}

function isSetByCalls({ estimate: { subject } }: Assessment): boolean {
  return subject.type === 'declaration' && subject.changedBy !== undefined;
}

/** The values that are less than the present one, the least first. */
interface LesserValues {
  readonly count: number;
  readonly at: (index: number) => number;
}

/**
 * The least value that is as good as the present one. Cold starts never fall with it: most settings are known to be needed
 * once the next lesser value has more of them.
 */
function* poolSaving(
  assessment: Assessment,
  kind: PoolSaving['kind'],
  from: number,
  { count, at }: LesserValues,
  pause: Pause,
): Steps<PoolSearch> {
  const { subject, settings } = assessment.estimate;
  const now = stableMonth(assessment);
  if (!now || subject.type === 'call' || settings.isSandbox || count === 0) return NOTHING_FOUND;
  let [bad, good] = [-1, count];
  let best: KnownMonth | null = null;
  let worse: KnownMonth | null = null;
  let next = count - 1;
  while (good - bad > 1) {
    const then = withValue(assessment, subject, kind, at(next));
    if (then === 'waiting') return 'waiting';
    if (then && isAsGood(then, now)) [good, best] = [next, then];
    else [bad, worse] = [next, then];
    // Nothing that is less than a value with more cold starts has fewer.
    next = Math.floor((bad + good) / 2);
    if (pause()) yield;
  }
  const values = { kind, from, to: at(best ? good : bad) };
  if (!best) return { saving: null, kept: worse && poolKept(values, now, worse) };
  const cost = changeCost(assessment, { [kind]: values.to });
  if (cost?.verdict !== 'saves' || !isWorthwhile(cost))
    return { saving: null, kept: poolKept(values, now, best, disagreementOn(cost)) };
  const [nowColdStartShare, coldStartShare] = [now, best].map(({ seconds }) => seconds.coldStartShare.likely);
  return {
    saving: {
      ...values,
      usdPerMonth: savedBy(cost),
      nowColdStartShare: nowColdStartShare!,
      coldStartShare: coldStartShare!,
    },
    kept: null,
  };
}

function poolKept(
  values: Pick<PoolKept, 'kind' | 'from' | 'to'>,
  now: KnownMonth,
  then: KnownMonth,
  books: Disagreement | null = null,
): PoolKept {
  return {
    ...values,
    moreUsdPerMonth: then.total.likely - now.total.likely,
    worse: hasMoreColdStarts(then, now) ? 'coldStarts' : waitsLonger(then, now) ? 'wait' : 'nothing',
    now: keptFigures(now),
    then: keptFigures(then),
    sameCost: sameCostOf(values.kind, now, then),
    books,
  };
}

/** Figures in USD per month that differ by less are printed the same. */
export const SAME_USD = 0.005;
/** Seconds of a month that differ by less than this share are the same but for rounding. */
const SAME_SECONDS = 1e-6;

function sameCostOf(kind: PoolKept['kind'], now: KnownMonth, then: KnownMonth): SameCost | null {
  if (Math.abs(then.total.likely - now.total.likely) >= SAME_USD) return null;
  const { live, floorIdleSeconds } = now.seconds;
  const more = Math.abs(then.seconds.live.likely - live.likely);
  const isAsLong = more <= SAME_SECONDS * live.likely;
  if (kind === 'scaledown_window')
    return !isAsLong ? null : floorIdleSeconds.likely > 0 ? 'warmAreIdle' : 'noneIsIdle';
  return isAsLong ? 'asManyRun' : partOf(now.parts, 'floorIdle').usd.likely === 0 ? 'idleIsFree' : null;
}

function keptFigures({ seconds, wait }: KnownMonth): KeptFigures {
  const { coldStartShare, requests } = seconds;
  return {
    coldStartShare: coldStartShare.likely,
    coldStartsPerMonth: coldStartShare.likely * requests,
    wait: wait.mean,
  };
}

function withValue(
  assessment: Assessment,
  subject: Declaration,
  kind: PoolSaving['kind'],
  value: number,
): KnownMonth | 'waiting' | null {
  const then = withChange(assessment, subject, { [kind]: value });
  return isAwaited(then.month) ? 'waiting' : stableMonth(then);
}

function stableMonth({ month }: Assessment): KnownMonth | null {
  return month?.status === 'known' && month.unstable === null ? month : null;
}

/** Figures that differ by less than this share are printed the same. */
const SAME_SHARE = 0.005;
/** Seconds of wait that nobody notices. */
const SAME_WAIT = 1e-3;

/** Whether it has the same cold starts as printed, or less than one more per month, and the same wait. */
function isAsGood(then: KnownMonth, now: KnownMonth): boolean {
  return !hasMoreColdStarts(then, now) && !waitsLonger(then, now);
}

function hasMoreColdStarts(then: KnownMonth, now: KnownMonth): boolean {
  const { coldStartShare, requests } = now.seconds;
  const more = then.seconds.coldStartShare.likely - coldStartShare.likely;
  return more * requests >= 1 && more > SAME_SHARE * coldStartShare.likely;
}

function waitsLonger(then: KnownMonth, now: KnownMonth): boolean {
  return then.wait.mean - now.wait.mean > Math.max(SAME_WAIT, SAME_SHARE * now.wait.mean);
}

/** The cheapest GPU that fits: as many of it have at least the memory of the present ones. */
function gpuSaving(assessment: Assessment, declaration: Declaration): GpuSaving | null {
  const { alternatives, clusterSize, context, livePerHour: now } = assessment.estimate;
  const [only] = alternatives;
  if (declaration.gpu.status !== 'known' || alternatives.length !== 1 || !only?.gpu?.type || !now)
    return null;
  const { gpu: from } = only;
  const perHour = (to: Gpu): number =>
    livePerHour(vary(declaration, { gpu: to }), clusterSize, context)?.low ?? Infinity;
  const [cheapest] = fittingGpus(from, context)
    .map((to) => ({ to, usd: perHour(to) }))
    .filter(({ usd }) => usd < (1 - MIN_RATE_SHARE) * now.low)
    .sort((a, b) => a.usd - b.usd);
  if (!cheapest) return null;
  const { to, usd } = cheapest;
  const cost = changeCost(assessment, { gpu: to });
  if (cost && (cost.verdict !== 'saves' || !isWorthwhile(cost))) return null;
  const vramGb = gpuMemoryGb(to, context)!;
  return {
    kind: 'gpu',
    from,
    to,
    vramGb,
    rateShare: 1 - usd / now.low,
    usdPerMonth: cost && savedBy(cost),
  };
}

/** A smaller share of the price is not worth another GPU. */
const MIN_RATE_SHARE = 0.05;

/** The other GPUs of the book in use with at least the memory of the present ones, as many of them. */
function fittingGpus(now: Gpu, books: Books): Gpu[] {
  const needed = gpuMemoryGb(now, books);
  if (needed === null) return [];
  return Object.entries(books.book.gpus).flatMap(([type, { maxCount }]): Gpu[] => {
    const gpu = { type, count: now.count };
    const has = gpuMemoryGb(gpu, books);
    return has !== null && has >= needed && now.count <= (maxCount ?? Infinity) ? [gpu] : [];
  });
}
