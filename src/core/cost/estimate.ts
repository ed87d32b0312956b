import type { DeclaredGpu, Subject } from '../modal/declaration';
import { gpuLabel, type Gpu } from '../modal/gpu';
import { choices, compareWithList, type ListDifference } from '../pricing/lookup';
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
  /** The name of the team's plan. Its fee and credit apply to the sum of the workspace, never to one declaration. */
  readonly plan?: string | null;
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

/** What a declaration costs before its traffic is known. All money is in USD. */
export interface Estimate {
  readonly subject: Subject;
  readonly settings: SubjectSettings;
  readonly context: PricingContext;
  readonly alternatives: readonly Alternative[];
  /** How certain the GPU, and therefore the price, is; also `unknown` if no book has a price. */
  readonly certainty: 'known' | 'range' | 'unknown';
  /** Containers of a cluster (`clustered`), which serve one input together; otherwise 1. */
  readonly clusterSize: Quantity;
  /** The price per hour of one running container, or cluster. Null if nothing has a price. */
  readonly livePerHour: Interval | null;
  /** The warm floor: `min_containers`, idle, all month. Null if there is none. */
  readonly floor: ContainerMoney | null;
  /** `max_containers`, all active, if it is set. */
  readonly ceiling: ContainerMoney | null;
  /** The most that one input can cost, by its timeout and retries; null if there is no such limit. */
  readonly call: CallMoney | null;
  /** The most that the schedule can cost; null if there is none. */
  readonly scheduled: ScheduledMoney | null;
  /** The difference between the book and Modal's list, for each GPU for which it is notable. */
  readonly differences: readonly ListDifference[];
}

export interface CallMoney {
  /** Maximum seconds of one attempt. */
  readonly timeout: Quantity;
  readonly attempts: Quantity;
  /** USD. */
  readonly most: Interval | null;
}

export interface ScheduledMoney {
  readonly source: string;
  readonly runsPerMonth: number | null;
  readonly reason: ScheduleReason | null;
  /** USD per month if every run takes its whole timeout. */
  readonly mostPerMonth: Interval | null;
}

/** Estimates a declaration, or a call that costs something on its own, without its traffic. */
export function estimate(subject: Subject, context: PricingContext): Estimate {
  const { params, gpu } = subject;
  const sandbox = subject.type === 'call' && subject.form === 'sandbox';
  const alternatives = gpuAlternatives(gpu, context).map(({ gpu: option, label }) => ({
    gpu: option,
    label,
    rate: containerRate(option, { params, sandbox }, context),
  }));
  const priced = alternatives.flatMap((each) => (each.rate ? [each.rate] : []));
  const active = hull(priced.map((rate) => rate.activePerSecond)) ?? null;
  const idle = hull(priced.map((rate) => rate.idlePerSecond)) ?? null;
  const settings = settingsOf(subject);
  const { clusterSize } = settings;
  const input = active && clusterSize.interval ? multiply(active, clusterSize.interval) : null;
  const call = maxCall(subject, settings, input);
  return {
    subject,
    settings,
    context,
    alternatives,
    certainty: certaintyOf(gpu, alternatives),
    clusterSize,
    livePerHour: input && multiply(input, exactly(3_600)),
    floor: warmFloor(settings, idle, context),
    ceiling: ceilingOf(settings, active, context),
    call,
    scheduled: scheduledMoney(settings, call, context),
    differences: notableDifferences(alternatives, context),
  };
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

function certaintyOf(gpu: DeclaredGpu, alternatives: readonly Alternative[]): Estimate['certainty'] {
  if (gpu.status === 'unknown' || alternatives.some((each) => !each.rate)) return 'unknown';
  return alternatives.length > 1 ? 'range' : 'known';
}

function warmFloor(
  { minContainers: containers }: SubjectSettings,
  idle: Interval | null,
  context: PricingContext,
): ContainerMoney | null {
  if (containers.interval?.high === 0) return null;
  // Every container of a cluster counts: min_containers must be a multiple of its size.
  return containerMoney(containers, idle, context);
}

function ceilingOf(
  { maxContainers: containers }: SubjectSettings,
  active: Interval | null,
  context: PricingContext,
): ContainerMoney | null {
  return containers.status === 'absent' ? null : containerMoney(containers, active, context);
}

function containerMoney(
  containers: Quantity,
  perSecond: Interval | null,
  context: PricingContext,
): ContainerMoney {
  const perHour =
    perSecond && containers.interval ? multiply(containers.interval, perSecond, exactly(3_600)) : null;
  return { containers, perHour, perMonth: perHour && multiply(perHour, exactly(context.hoursPerMonth)) };
}

function maxCall(
  subject: Subject,
  { timeout, attempts: tries }: SubjectSettings,
  perSecond: Interval | null,
): CallMoney | null {
  const hasTimeout = subject.type === 'declaration' ? subject.kind !== 'server' : subject.form === 'sandbox';
  if (!hasTimeout) return null;
  const known = perSecond && timeout.interval && tries.interval;
  return {
    timeout,
    attempts: tries,
    most: known ? multiply(timeout.interval, tries.interval, perSecond) : null,
  };
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
      mostPerMonth: null,
    };
  }
  const rate = runsPerMonth(given.value, context.hoursPerMonth);
  if ('reason' in rate) return { source, runsPerMonth: null, reason: rate.reason, mostPerMonth: null };
  const most = call?.most ? multiply(call.most, exactly(rate.runsPerMonth)) : null;
  return { source, runsPerMonth: rate.runsPerMonth, reason: null, mostPerMonth: most };
}

function notableDifferences(alternatives: readonly Alternative[], { book, list }: Books): ListDifference[] {
  const types = new Set(alternatives.flatMap((each) => (each.gpu?.type ? [each.gpu.type] : [])));
  return [...types].flatMap((type) => {
    const difference = compareWithList(book, list, type);
    return difference?.notable ? [difference] : [];
  });
}
