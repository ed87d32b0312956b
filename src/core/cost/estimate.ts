import type { DeclaredGpu, Parameters, Subject } from '../modal/declaration';
import { gpuLabel, type Gpu } from '../modal/gpu';
import { choices, compareWithList, type ListDifference } from '../pricing/lookup';
import { hull, multiply, exactly, type Interval } from './interval';
import { attempts, parameter, quantity, stackedQuantity, type Quantity } from './quantities';
import { containerRate, type Books, type ContainerRate } from './containerRate';
import { runsPerMonth } from './runsPerMonth';
import { reasonText } from '../render/words/reasons';
import { t } from '../render/words/translate';

/** What an estimate needs to know besides the code. */
export interface PricingContext extends Books {
  /** Hours of a month: the book's, or the reader's own. */
  readonly hoursPerMonth: number;
  /** The name of the team's plan: a fee and a credit for the workspace's sum, never for one declaration. */
  readonly plan?: string | null;
  /** Where prices were chosen, such as `modal-cost.json, line 3`; absent where it was by a setting, an option or nobody. */
  readonly chosenIn?: Readonly<Partial<Record<'book' | 'hoursPerMonth' | 'discounts', string>>>;
}

/** One of the things a declaration may run on, and what it costs; `rate` undefined where no book has a price. */
export interface Alternative {
  readonly gpu: Gpu | null;
  readonly label: string;
  readonly rate: ContainerRate | undefined;
}

/** Money for some containers, in USD; null where it cannot be said, then `quantity` tells why. */
export interface ContainerMoney {
  readonly containers: Quantity;
  /** USD an hour and a month. */
  readonly perHour: Interval | null;
  readonly perMonth: Interval | null;
}

/** What a declaration costs before anything is known of its traffic. All money is USD. */
export interface Estimate {
  readonly subject: Subject;
  readonly context: PricingContext;
  readonly alternatives: readonly Alternative[];
  /** How sure the GPU, and with it the price, is; `unknown` also where no book has a price. */
  readonly certainty: 'known' | 'range' | 'unknown';
  /** Containers that serve one input together (`clustered`): 1 for all but clusters. */
  readonly clusterSize: Quantity;
  /** A live hour of one input's containers. Null where nothing is priced. */
  readonly livePerHour: Interval | null;
  /** The warm floor: `min_containers`, idle, all month. Null where none is asked for. */
  readonly floor: ContainerMoney | null;
  /** `max_containers`, all at work, where it is set. */
  readonly ceiling: ContainerMoney | null;
  /** The most that one input can cost, by its timeout and retries; null where there is none. */
  readonly call: CallMoney | null;
  /** What the schedule can run to at most; null where there is none. */
  readonly scheduled: ScheduledMoney | null;
  /** How far the book is from Modal's list, for each GPU where that is notable. */
  readonly differences: readonly ListDifference[];
}

export interface CallMoney {
  /** Seconds of one attempt at most. */
  readonly timeout: Quantity;
  readonly attempts: Quantity;
  /** USD. */
  readonly most: Interval | null;
}

export interface ScheduledMoney {
  readonly source: string;
  readonly runsPerMonth: number | null;
  readonly reason: string | null;
  /** USD a month, every run lasting until its timeout. */
  readonly mostPerMonth: Interval | null;
}

/** Modal's default for `timeout`, in seconds. */
const DEFAULT_TIMEOUT = 300;

/** Estimates a declaration, or a call that costs by itself, without knowing its traffic. */
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
  const clusterSize = stackedQuantity(subject.type === 'declaration' ? subject.clustered : null, 'size', 1);
  const input = active && clusterSize.interval ? multiply(active, clusterSize.interval) : null;
  const call = maxCall(subject, input);
  return {
    subject,
    context,
    alternatives,
    certainty: certaintyOf(gpu, alternatives),
    clusterSize,
    livePerHour: input && multiply(input, exactly(3_600)),
    floor: warmFloor(params, idle, context),
    ceiling: ceilingOf(params, active, context),
    call,
    scheduled: scheduledMoney(params, call, context),
    differences: notableDifferences(alternatives, context),
  };
}

/** Every option that may run: fallbacks, candidates of a range, and what Modal may choose for "any". */
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
  params: Parameters,
  idle: Interval | null,
  context: PricingContext,
): ContainerMoney | null {
  const containers = quantity(params, 'min_containers', 0);
  if (containers.interval?.high === 0) return null;
  // Containers are counted one by one, of a cluster too: min_containers must be a multiple of its size.
  return containerMoney(containers, idle, context);
}

function ceilingOf(
  params: Parameters,
  active: Interval | null,
  context: PricingContext,
): ContainerMoney | null {
  const containers = quantity(params, 'max_containers', null);
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

function maxCall(subject: Subject, perSecond: Interval | null): CallMoney | null {
  const hasTimeout = subject.type === 'declaration' ? subject.kind !== 'server' : subject.form === 'sandbox';
  if (!hasTimeout) return null;
  const timeout = quantity(subject.params, 'timeout', DEFAULT_TIMEOUT);
  const tries = attempts(subject.params);
  const known = perSecond && timeout.interval && tries.interval;
  return {
    timeout,
    attempts: tries,
    most: known ? multiply(timeout.interval, tries.interval, perSecond) : null,
  };
}

function scheduledMoney(
  params: Parameters,
  call: CallMoney | null,
  context: PricingContext,
): ScheduledMoney | null {
  const given = parameter(params, 'schedule');
  if (!given || given.status === 'absent' || (given.status === 'known' && given.value === null)) return null;
  const { source } = given;
  if (given.status !== 'known') {
    return {
      source,
      runsPerMonth: null,
      reason: given.reason ? reasonText(given.reason) : t('it is one of several schedules'),
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
