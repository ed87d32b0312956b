/** What a declaration costs per month with a given usage, and how that splits. All money is in USD. */
import { gpuLabel } from '../modal/gpu';
import { isCountUnknown, type Declaration } from '../modal/declaration';
import {
  bill,
  billSum,
  withRealUse,
  type Bill,
  type BillPart,
  type BillPartName,
  type PoolSeconds,
} from './monthBill';
import type { Usage } from '../modal/usageFields';
import type { Pool } from './traffic/trafficInput';
import type { LikelyRange } from './traffic/likelyRange';
import { demandOf, poolOf, valueNotKnown, type PoolSetting } from './demand';
import { dataUsd, type DataCost } from './dataCost';
import { dearestSides } from './dearestSides';
import { changesOf, isOpen, type Alternative, type Estimate } from './estimate';
import { overHours } from './overHours';
import type { ContainerRate } from './containerRate';
import type { MonthAssumption, MonthReason, Overload } from './monthOutcomes';
import { addedWait, type Wait } from './addedWait';
import { poolSeconds, unknown, workOf, type UnknownMonth, type Work } from './monthWork';
import { liveSeconds } from './traffic/liveSeconds';
import type { Simulations } from './simulations';
import type { ResolvedUsage } from './usage';

/** The cost per month of one container rate and one pool, if both are known. */
export interface MonthInput {
  /** The pool, in groups of `clusterSize` containers. */
  readonly pool: Pool;
  readonly rate: ContainerRate;
  /** Containers that serve one input together: 1 for all but clusters. */
  readonly clusterSize: number;
  readonly usage: Usage;
  readonly hoursPerMonth: number;
  /** Whether start-up is billed if the book bills running time; Modal does not document it. */
  readonly includeStartup: boolean;
}

export interface Month extends Bill {
  readonly seconds: PoolSeconds;
  readonly assumptions: readonly MonthAssumption[];
}

/**
 * The cost per month of one rate and one pool. Throws RangeError, with each invalid value, if the model rejects the
 * input.
 */
export function monthOf(input: MonthInput): Month {
  const demand = demandOf(input.usage, input.hoursPerMonth);
  const seconds = liveSeconds(demand.traffic, input.pool, demand.period);
  const rate = withRealUse(input.rate, input.usage);
  return {
    ...bill(seconds, rate, input.clusterSize, input.includeStartup),
    seconds,
    assumptions: [...demand.assumptions, ...seconds.assumptions],
  };
}

/** A GPU option of a declaration, and the cost per month with that option. */
export interface MonthOption {
  readonly label: string;
  readonly rate: ContainerRate;
  readonly bill: Bill;
}

/** A known cost per month. */
export interface KnownMonth {
  readonly status: 'known';
  /** Over all options: the lowest low, the likely figure of the first option, the highest high. */
  readonly total: LikelyRange;
  /** The likely figure if each switch is set to its dearest side. */
  readonly dearest: number;
  /** Active, idle floor, tail and start-up, each combined over all options like the total. */
  readonly parts: readonly BillPart[];
  /** Fallbacks or candidates, in the order of the code. `likely` figures are those of the first. */
  readonly options: readonly [MonthOption, ...MonthOption[]];
  /** Options without a price in any book, which are in no figure. */
  readonly unpriced: readonly string[];
  /** The likely pool, in groups of `clusterSize` containers. */
  readonly pool: Pool;
  readonly clusterSize: number;
  /** Seconds, cold starts and similar figures of that pool, in groups. */
  readonly seconds: PoolSeconds;
  /** True for a schedule whose runs have an unknown duration: they count with their timeout. */
  readonly atTimeout: boolean;
  /** True if the figures at the timeout are a bound: CPU and memory are in the price, and only active time is billed. */
  readonly atMost: boolean;
  /** Whether the total includes start-up. */
  readonly includesStartup: boolean;
  /** What is stored and sent, which is in the total and in no part; null without any. */
  readonly data: DataCost | null;
  /** Why the pool cannot keep up with the traffic, so that the queue grows without limit; null if it can. */
  readonly unstable: Overload | null;
  /** Whether the code declares it nobody knows how often: the figures are for one. */
  readonly countUnknown: boolean;
  /** How long requests wait for containers to start. */
  readonly wait: Wait;
  readonly assumptions: readonly MonthAssumption[];
}

export type MonthEstimate = KnownMonth | UnknownMonth;

/** A month with what is stored and sent, which costs the same whatever the requests. */
export function withData(month: MonthEstimate, data: DataCost | null): MonthEstimate {
  if (month.status === 'unknown' || data === null) return month;
  const { total, dearest } = month;
  const more = dataUsd(data);
  return {
    ...month,
    total: { low: total.low + more, likely: total.likely + more, high: total.high + more },
    dearest: dearest + more,
    data,
  };
}

/** Whether a month is only unknown until a simulation is done or a trace is read, whoever asks again then. */
export function isAwaited(month: MonthEstimate | null): month is UnknownMonth {
  return isSimulating(month) || (month?.status === 'unknown' && month.reason.kind === 'traceNotRead');
}

/** Whether a month is only unknown until a simulation is done. */
export function isSimulating(month: MonthEstimate | null): boolean {
  return month?.status === 'unknown' && month.reason.kind === 'simulating';
}

export interface MonthOptions {
  /** Whether start-up is billed if the book bills running time; true by default, because Modal does not document it. */
  readonly includeStartup?: boolean;
  /** Simulates what no formula has; by default at once. */
  readonly simulations?: Simulations;
}

/**
 * The cost per month of a declaration. Null for a call, and if the usage is unknown and there is no schedule. With a
 * schedule, its runs count instead of requests.
 */
export function monthEstimate(
  estimate: Estimate,
  usage: ResolvedUsage,
  { includeStartup = true, simulations }: MonthOptions = {},
): MonthEstimate | null {
  const work = workOf(estimate, usage);
  if (work === null || 'status' in work) return work;
  const month = secondsOf(work, estimate, simulations);
  return 'status' in month ? month : monthOfPools(estimate, usage, work, month, includeStartup);
}

/** The likely cost per month with the first option alone, in USD: of `monthEstimate`; null where that is not known. */
export function likelyMonthUsd(
  estimate: Estimate,
  usage: ResolvedUsage,
  { includeStartup = true, simulations }: MonthOptions = {},
): number | null {
  const work = workOf(estimate, usage);
  if (work === null || 'status' in work) return null;
  const month = secondsOf(work, estimate, simulations);
  const [first] = pricedOptions(estimate);
  if ('status' in month || !first) return null;
  const rate = withRealUse(first.rate, usage.usage);
  const billsStartup = includeStartup && !estimate.settings.isSandbox;
  return billSum(month.seconds[1], rate, month.settings[1].size, billsStartup).total.likely;
}

/** The cost per month of container-seconds, whatever they are from. */
export function monthOfPools(
  estimate: Estimate,
  usage: ResolvedUsage,
  work: Work,
  month: PoolMonth,
  includeStartup: boolean,
): MonthEstimate {
  const { settings, seconds } = month;
  const billsStartup = includeStartup && !estimate.settings.isSandbox;
  const options = pricedOptions(estimate).map(({ label, rate }): MonthOption => {
    const real = withRealUse(rate, usage.usage);
    return { label, rate: real, bill: spannedBill(month, real, billsStartup) };
  });
  const [first, ...others] = options;
  if (!first) return unknown(noPrice(estimate));
  const likely = settings[1];
  const sides = dearestSides(estimate).flatMap((rate) =>
    settings.map(
      ({ size }, i) => bill(seconds[i]!, withRealUse(rate, usage.usage), size, billsStartup).total.likely,
    ),
  );
  const total = over([first, ...others].map((each) => each.bill.total));
  return {
    status: 'known',
    total,
    dearest: Math.max(total.likely, ...sides),
    parts: others.length === 0 ? first.bill.parts : partsOver(options),
    options: [first, ...others],
    unpriced: estimate.alternatives.filter(({ rate }) => !rate).map(({ label }) => label),
    pool: likely.pool,
    clusterSize: likely.size,
    seconds: seconds[1],
    atTimeout: work.atTimeout,
    atMost: work.atTimeout && isBound(estimate, options),
    includesStartup: isBilled('startup', first.bill),
    data: null,
    unstable: seconds[1].unstable ? overloadOf(work, likely.pool) : null,
    countUnknown: isCountUnknown(estimate.subject),
    wait: addedWait(work, likely.pool, seconds[1]),
    assumptions: assumptionsOf(estimate, usage, work, month, [first, ...others]),
  };
}

/** The parts of the first option's bill, with the bounds of all. */
function partsOver(options: readonly MonthOption[]): readonly BillPart[] {
  return options[0]!.bill.parts.map((part, i) => {
    const all = options.map(({ bill }) => bill.parts[i]!);
    return {
      ...part,
      seconds: over(all.map(({ seconds }) => seconds)),
      perSecond: over(all.map(({ perSecond }) => perSecond)),
      usd: over(all.map(({ usd }) => usd)),
      billed: all.some(({ billed }) => billed),
    };
  });
}

/** Whether nothing is billed beside the active time of containers, at prices that do not depend on what they use. */
function isBound(estimate: Estimate, options: readonly MonthOption[]): boolean {
  return !isOpen(estimate) && options.every(({ rate }) => !rate.atLeast && !rate.book.billing.scaledownTail);
}

export type Three<T> = readonly [low: T, likely: T, high: T];

/** The cheapest, the first and the most expensive pool, and what each does. */
export interface PoolMonth {
  readonly settings: Three<PoolSetting>;
  readonly seconds: Three<PoolSeconds>;
  readonly assumptions: readonly MonthAssumption[];
}

function secondsOf(work: Work, estimate: Estimate, simulations?: Simulations): PoolMonth | UnknownMonth {
  const found = poolOf(estimate.settings);
  if ('reason' in found) return unknown(found.reason);
  const hours = changesOf(estimate.subject)?.hours ?? null;
  const run = ({ pool, size }: PoolSetting): PoolSeconds | UnknownMonth =>
    hours
      ? overHours(hours, (containers) =>
          poolSeconds(
            work,
            { ...pool, minContainers: Math.round(containers / size) },
            found.singleUse,
            simulations,
          ),
        )
      : poolSeconds(work, pool, found.singleUse, simulations);
  const likely = run(found.likely);
  const low = found.exact ? likely : run(found.low);
  const high = found.exact ? likely : run(found.high);
  for (const each of [likely, low, high]) if ('status' in each) return each;
  return {
    settings: [found.low, found.likely, found.high],
    seconds: [low as PoolSeconds, likely as PoolSeconds, high as PoolSeconds],
    assumptions: [
      ...found.assumptions,
      ...(hours ? [{ kind: 'poolByHours' } as const] : []),
      ...(found.exact || hours ? [] : [{ kind: 'likelyIsFirstPool' } as const]),
    ],
  };
}

/** The options that have a price, with their rates. */
export function pricedOptions({
  alternatives,
}: Estimate): readonly (Alternative & { readonly rate: ContainerRate })[] {
  return alternatives.filter(
    (each): each is Alternative & { readonly rate: ContainerRate } => each.rate !== undefined,
  );
}

export function noPrice({ alternatives, subject }: Estimate): MonthReason {
  if (alternatives.length === 0) return valueNotKnown({ ...subject.gpu, name: 'gpu' });
  return { kind: 'noPrice', gpus: alternatives.map(({ gpu }) => (gpu ? gpuLabel(gpu) : 'CPU')) };
}

/** The lowest low, the first likely figure, the highest high. */
export function over(ranges: readonly LikelyRange[]): LikelyRange {
  return {
    low: Math.min(...ranges.map(({ low }) => low)),
    likely: ranges[0]!.likely,
    high: Math.max(...ranges.map(({ high }) => high)),
  };
}

/** The bill of the likely pool, with the low of the cheapest and the high of the most expensive pool. */
function spannedBill({ settings, seconds }: PoolMonth, rate: ContainerRate, billsStartup: boolean): Bill {
  const of = (i: 0 | 1 | 2): Bill => bill(seconds[i], rate, settings[i].size, billsStartup);
  const likely = of(1);
  const isOne = settings.every(({ size }, i) => size === settings[1].size && seconds[i] === seconds[1]);
  if (isOne) return likely;
  const all = [likely, of(0), of(2)];
  return {
    total: over(all.map(({ total }) => total)),
    parts: likely.parts.map((part, i) => ({
      ...part,
      seconds: over(all.map(({ parts }) => parts[i]!.seconds)),
      usd: over(all.map(({ parts }) => parts[i]!.usd)),
    })),
    shares: likely.shares,
  };
}

function isBilled(name: BillPartName, { parts }: Bill): boolean {
  return parts.some(({ part, billed }) => part === name && billed);
}

function overloadOf({ demand: { traffic }, scheduled }: Work, { maxContainers }: Pool): Overload {
  const containersNeeded = scheduled
    ? (scheduled.runs * scheduled.serviceSeconds) / scheduled.seconds
    : (traffic.arrivalsPerSecond * traffic.serviceSeconds) / traffic.concurrency;
  return {
    kind: scheduled ? 'runsOverload' : 'requestsOverload',
    containersNeeded,
    maxContainers: maxContainers ?? 0,
  };
}

function assumptionsOf(
  estimate: Estimate,
  { usage, origins }: ResolvedUsage,
  work: Work,
  month: PoolMonth,
  options: readonly [MonthOption, ...MonthOption[]],
): MonthAssumption[] {
  const declaration = estimate.subject as Declaration;
  const [, { requests, assumptions: ofModel }] = month.seconds;
  const { isSandbox } = estimate.settings;
  // Nothing waits for a sandbox, and none is used again: its seconds do not hang on when it is created.
  const model = isSandbox ? [] : ofModel;
  const said: MonthAssumption[] = [...work.assumptions, ...month.assumptions, ...model];
  const traffic = requests > 0;
  const { concurrency, startupSeconds } = origins;
  if (options.length > 1) said.push({ kind: 'likelyIsFirstOption', label: options[0].label });
  if (traffic && concurrency.source === 'code')
    said.push({
      kind: 'concurrencyFromCode',
      requests: usage.concurrency,
      where: concurrency.where ?? null,
    });
  if (traffic && estimate.settings.autoscalingOff)
    said.push({ kind: 'autoscalingIsOff', source: estimate.settings.autoscalingOff.source });
  const timeoutSeconds = estimate.call?.timeout.interval?.high;
  if (
    traffic &&
    !work.scheduled &&
    !isSandbox &&
    timeoutSeconds !== undefined &&
    timeoutSeconds < usage.secondsPerRequest
  )
    said.push({ kind: 'requestsCutOff', timeoutSeconds, secondsPerRequest: usage.secondsPerRequest });
  if (traffic && declaration.batched !== null && concurrency.source === 'default')
    said.push({ kind: 'batchesNotCounted' });
  if (traffic && isBilled('startup', options[0].bill) && startupSeconds.source === 'default')
    said.push({ kind: 'startupNotGiven' });
  if (estimate.settings.singleUse === undefined) said.push({ kind: 'singleUseNotKnown' });
  if (options.some(({ rate }) => rate.activePerSecond.low !== rate.activePerSecond.high))
    said.push({ kind: 'rateWithinBounds' });
  return said;
}
