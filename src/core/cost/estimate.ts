import { makesVariant } from '../modal/callChange';
import type { ChangedBy, DeclaredGpu, PoolHours, Subject } from '../modal/declaration';
import { gpuLabel, type Gpu } from '../modal/gpu';
import { choices } from '../pricing/lookup';
import { hull, multiply, exactly, type Interval } from './interval';
import type { Quantity } from './quantities';
import { settingsOf, type SubjectSettings } from './subjectSettings';
import { containerRate, type Books, type ContainerRate } from './containerRate';
import type { TeamFilePlace } from './usage';
import { runsPerMonth } from './schedule/runsPerMonth';
import type { ScheduleReason } from './schedule/scheduleOutcomes';

/** The input of an estimate besides the code. */
export interface PricingContext extends Books {
  /** Hours per month: the book's, or those that the user sets. */
  readonly hoursPerMonth: number;
  /** Whether the user chose the hours, so that they apply with any book. */
  readonly hoursChosen?: boolean;
  /** The name of the team's plan; see `planInUse` in planCredit.ts. Its fee and credit apply once, to the sum of the workspace. */
  readonly plan?: string | null;
  /** The day of the host's clock, `YYYY-MM-DD`: a price book that is old by then says so. Left out, none does. */
  readonly today?: string;
  /** The path of the price book that was asked for, if its file has errors and another book is used in its place. */
  readonly refusedBook?: string;
  /** Where in the team file the price book was chosen; absent if a setting, an option or the default decides. */
  readonly chosenIn?: Readonly<Partial<Record<'book' | 'hoursPerMonth' | 'discounts', TeamFilePlace>>>;
}

/** One GPU option, or the CPU, and what it costs; `rate` is undefined if no book has a price. */
export interface Alternative {
  readonly gpu: Gpu | null;
  readonly label: string;
  readonly rate: ContainerRate | undefined;
}

/** The cost of a number of containers, in USD; null if it is unknown, and `quantity` has the reason. */
export interface ContainerMoney {
  readonly containers: Quantity;
  /** USD per hour and per month. */
  readonly perHour: Interval | null;
  readonly perMonth: Interval | null;
}

/** Containers that stay warm, idle. */
export interface WarmFloor extends ContainerMoney {
  /** How many there are likely to be, on average over time; null if that is unknown. */
  readonly likelyContainers: number | null;
  /** Their number over time, where schedules switch it; null for the same number all month. */
  readonly hours: readonly PoolHours[] | null;
}

/** What a declaration costs before its traffic is known. All money is in USD. */
export interface Estimate {
  readonly subject: Subject;
  readonly settings: SubjectSettings;
  readonly context: PricingContext;
  readonly alternatives: readonly Alternative[];
  /**
   * How certain the GPU, and therefore the price, is: `atLeast` if some options have a price and another is unknown or
   * has none, `unknown` if nothing has a price.
   */
  readonly certainty: 'known' | 'range' | 'atLeast' | 'unknown';
  /** Containers of a cluster (`clustered`), which serve one input together; otherwise 1. */
  readonly clusterSize: Quantity;
  /** The price per hour of one running container, or cluster. Null if nothing has a price. */
  readonly livePerHour: Interval | null;
  /** The warm floor: `min_containers`, idle, all month or at its hours. Null if there is none. */
  readonly floor: WarmFloor | null;
  /** `max_containers`, all active, if it is set. */
  readonly ceiling: ContainerMoney | null;
  /** What one input costs at its timeout, and the most that it can cost; null if it has no timeout. */
  readonly call: CallMoney | null;
  /** What the schedule costs if every run takes its whole timeout; null if there is none. */
  readonly scheduled: ScheduledMoney | null;
}

export interface CallMoney {
  /** Maximum seconds of one attempt. */
  readonly timeout: Quantity;
  readonly attempts: Quantity;
  /** USD for the whole timeout of every attempt, at the requested CPU and memory: neither start-up nor idle time. */
  readonly atTimeout: Interval | null;
  /** A bound of all that can be billed for it; null if there is none, as for memory without a limit. */
  readonly most: CallBound | null;
}

/** containers × attempts × (timeout + start-up + window) × rate, each at its most. */
export interface CallBound {
  /** Those of a cluster, and the buffer. */
  readonly containers: number;
  readonly attempts: number;
  readonly timeoutSeconds: number;
  /** Seconds that an attempt's container may take to start; 0 if the book does not bill them. */
  readonly startupSeconds: number;
  /** Seconds that it may be idle afterwards; 0 if the book does not bill them. */
  readonly windowSeconds: number;
  /** USD for one container at the limits of CPU and memory. */
  readonly perSecond: number;
  readonly usd: number;
}

export interface ScheduledMoney {
  readonly source: string;
  readonly runsPerMonth: number | null;
  readonly reason: ScheduleReason | null;
  /** USD per month if every run takes its whole timeout, as `CallMoney.atTimeout`. */
  readonly atTimeoutPerMonth: Interval | null;
}

/** Whether it is a sandbox, which bills its live seconds alone, at rates of its own. */
export function isSandbox(subject: Subject): boolean {
  return subject.type === 'declaration' && subject.kind === 'sandbox';
}

/** Estimates a declaration, or a call that costs something on its own, without its traffic. */
export function estimate(subject: Subject, context: PricingContext): Estimate {
  const alternatives = alternativesOf(subject, context);
  const priced = ratesOf(alternatives);
  const active = hull(priced.map((rate) => rate.activePerSecond)) ?? null;
  const idle = hull(priced.map((rate) => rate.idlePerSecond)) ?? null;
  const settings = settingsOf(subject);
  const { clusterSize } = settings;
  const input = inputPerSecond(active, clusterSize);
  const certainty = certaintyOf(subject, alternatives);
  const call = callMoney(
    subject,
    settings,
    input,
    certainty === 'known' || certainty === 'range' ? priced : [],
  );
  return {
    subject,
    settings,
    context,
    alternatives,
    certainty,
    clusterSize,
    livePerHour: input && multiply(input, exactly(3_600)),
    floor: warmFloor(settings, idle, context, changesOf(subject)?.hours ?? null),
    ceiling: ceilingOf(settings, active, context),
    call,
    scheduled: scheduledMoney(settings, call, context),
  };
}

/** The price per hour alone of a running container, or cluster: `livePerHour` of an estimate. */
export function livePerHour(
  subject: Subject,
  clusterSize: Quantity,
  context: PricingContext,
): Interval | null {
  const rates = ratesOf(alternativesOf(subject, context));
  const input = inputPerSecond(hull(rates.map((rate) => rate.activePerSecond)) ?? null, clusterSize);
  return input && multiply(input, exactly(3_600));
}

function inputPerSecond(active: Interval | null, clusterSize: Quantity): Interval | null {
  return active && clusterSize.interval ? multiply(active, clusterSize.interval) : null;
}

function ratesOf(alternatives: readonly Alternative[]): ContainerRate[] {
  return alternatives.flatMap(({ rate }) => (rate ? [rate] : []));
}

function alternativesOf(subject: Subject, context: PricingContext): Alternative[] {
  const { params, gpu } = subject;
  const sandbox = isSandbox(subject);
  return gpuAlternatives(gpu, context).map(({ gpu: option, label }) => ({
    gpu: option,
    label,
    rate: containerRate(option, { params, sandbox }, context),
  }));
}

/**
 * Every GPU option that may be used: fallbacks, candidates of a range, and the GPUs that Modal may choose for "any".
 */
function gpuAlternatives(gpu: DeclaredGpu, books: Books): { gpu: Gpu | null; label: string }[] {
  if (gpu.status === 'absent') return [{ gpu: null, label: 'CPU' }];
  const lists = gpu.status === 'known' ? [gpu.value ?? []] : gpu.candidates;
  const options = lists
    .flatMap((list) => (list.length === 0 ? [{ type: null, count: 0 }] : list))
    .flatMap((each) => expand(each, books));
  const distinct = new Map(options.map((each) => [gpuLabel(each), each]));
  return [...distinct].map(([label, each]) => ({ gpu: each.type === null ? null : each, label }));
}

function expand(gpu: Gpu, { book, list }: Books): Gpu[] {
  const types = gpu.type === null ? undefined : choices(book, list, gpu.type);
  return types ? types.map((type) => ({ type, count: gpu.count })) : [gpu];
}

function certaintyOf(subject: Subject, alternatives: readonly Alternative[]): Estimate['certainty'] {
  if (subject.gpu.status === 'unknown' || isOfUnknown(subject) || alternatives.some((each) => !each.rate))
    return alternatives.some((each) => each.rate) ? 'atLeast' : 'unknown';
  return alternatives.length > 1 ? 'range' : 'known';
}

/** Whether a call changes something that is not found, of which CPU and memory are unknown. */
function isOfUnknown(subject: Subject): boolean {
  return subject.type === 'call' && subject.joined?.declaration === null;
}

/** What calls change in a declaration, or in the variant of a call; null if nothing. */
export function changesOf(subject: Subject): ChangedBy | null {
  return (subject.type === 'declaration' ? subject.changedBy : subject.joined?.changedBy) ?? null;
}

/** Whether the price of an option is unknown. */
export function isOpen({ certainty }: Pick<Estimate, 'certainty'>): boolean {
  return certainty === 'atLeast' || certainty === 'unknown';
}

function warmFloor(
  { minContainers: containers }: SubjectSettings,
  idle: Interval | null,
  context: PricingContext,
  hours: WarmFloor['hours'],
): WarmFloor | null {
  if (containers.interval?.high === 0) return null;
  // Every container of a cluster counts: min_containers must be a multiple of its size.
  if (!hours)
    return {
      ...containerMoney(containers, containers.interval, idle, context),
      likelyContainers: containers.first,
      hours,
    };
  const average = hours.reduce((sum, each) => sum + each.containers * each.share, 0);
  return {
    ...containerMoney(containers, exactly(average), idle, context),
    likelyContainers: average,
    hours,
  };
}

function ceilingOf(
  { maxContainers: containers }: SubjectSettings,
  active: Interval | null,
  context: PricingContext,
): ContainerMoney | null {
  return containers.status === 'absent'
    ? null
    : containerMoney(containers, containers.interval, active, context);
}

function containerMoney(
  containers: Quantity,
  count: Interval | null,
  perSecond: Interval | null,
  context: PricingContext,
): ContainerMoney {
  const perHour = perSecond && count ? multiply(count, perSecond, exactly(3_600)) : null;
  return { containers, perHour, perMonth: perHour && multiply(perHour, exactly(context.hoursPerMonth)) };
}

function callMoney(
  subject: Subject,
  settings: SubjectSettings,
  perSecond: Interval | null,
  rates: readonly ContainerRate[],
): CallMoney | null {
  const { timeout, attempts: tries } = settings;
  if (!hasTimeout(subject)) return null;
  const known = perSecond && timeout.interval && tries.interval;
  return {
    timeout,
    attempts: tries,
    atTimeout: known ? multiply(timeout.interval, tries.interval, perSecond) : null,
    most: callBound(subject, settings, rates),
  };
}

function hasTimeout(subject: Subject): boolean {
  if (subject.type === 'declaration') return subject.kind !== 'server';
  return makesVariant(subject) && subject.joined?.declaration?.kind !== 'server';
}

/**
 * The most that one input can cost: every attempt in a container of its own, which takes as long to start and stays idle
 * afterwards as it may.
 * @param rates of all GPU options; empty if one is unknown
 */
function callBound(
  subject: Subject,
  settings: SubjectSettings,
  rates: readonly ContainerRate[],
): CallBound | null {
  const { timeout, startupTimeout, attempts, clusterSize, bufferContainers, scaledownWindow, singleUse } =
    settings;
  const seconds = rates.map(({ mostPerSecond }) => mostPerSecond);
  const [limit, start, tries, size, buffer, window] = [
    timeout,
    startupTimeout,
    attempts,
    clusterSize,
    bufferContainers,
    scaledownWindow,
  ].map(({ interval }) => interval?.high);
  if (limit === undefined || tries === undefined || size === undefined || buffer === undefined) return null;
  if (start === undefined || window === undefined || seconds.length === 0) return null;
  if (!seconds.every((each) => each !== null)) return null;
  const billsIdle = !isSandbox(subject) && rates.some(({ book }) => book.billing.scaledownTail);
  const bound = {
    containers: size + buffer,
    attempts: tries,
    timeoutSeconds: limit,
    startupSeconds: billsIdle ? start : 0,
    windowSeconds: billsIdle && singleUse !== true ? window : 0,
    perSecond: Math.max(...seconds),
  };
  const each = bound.timeoutSeconds + bound.startupSeconds + bound.windowSeconds;
  return { ...bound, usd: bound.containers * bound.attempts * each * bound.perSecond };
}

function scheduledMoney(
  { schedule: given }: SubjectSettings,
  call: CallMoney | null,
  context: PricingContext,
): ScheduledMoney | null {
  if (!given) return null;
  const { source } = given;
  if (given.status !== 'known') {
    return {
      source,
      runsPerMonth: null,
      reason:
        given.reason === null
          ? { kind: 'severalSchedules' }
          : { kind: 'scheduleInCode', reason: given.reason },
      atTimeoutPerMonth: null,
    };
  }
  const rate = runsPerMonth(given.value, context.hoursPerMonth);
  if ('reason' in rate) return { source, runsPerMonth: null, reason: rate.reason, atTimeoutPerMonth: null };
  const atTimeoutPerMonth = call?.atTimeout ? multiply(call.atTimeout, exactly(rate.runsPerMonth)) : null;
  return { source, runsPerMonth: rate.runsPerMonth, reason: null, atTimeoutPerMonth };
}
