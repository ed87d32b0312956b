/** What a declaration costs in a month of a given usage, and how that splits. All money is USD. */
import { gpuLabel } from '../modal/gpu';
import type { Declaration } from '../modal/declaration';
import {
  bill,
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
import type { Alternative, Estimate } from './estimate';
import type { ContainerRate } from './containerRate';
import type { MonthAssumption, MonthReason, Overload } from './monthOutcomes';
import { poolSeconds, unknown, workOf, type UnknownMonth, type Work } from './monthWork';
import { liveSeconds } from './traffic/liveSeconds';
import type { ResolvedUsage } from './usage';

/** A month of one container rate and one pool, for who knows both. */
export interface MonthInput {
  /** In groups of `clusterSize` containers. */
  readonly pool: Pool;
  readonly rate: ContainerRate;
  /** Containers that serve one input together: 1 for all but clusters. */
  readonly clusterSize: number;
  readonly usage: Usage;
  readonly hoursPerMonth: number;
  /** Whether start-up is billed where the book bills live time; Modal does not say. */
  readonly includeStartup: boolean;
}

export interface Month extends Bill {
  readonly seconds: PoolSeconds;
  readonly assumptions: readonly MonthAssumption[];
}

/** The month of one rate and one pool. Throws RangeError, naming each value, where the model takes none. */
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

/** What a declaration may run on, and its month on that alone. */
export interface MonthOption {
  readonly label: string;
  readonly rate: ContainerRate;
  readonly bill: Bill;
}

/** A month that can be said. */
export interface KnownMonth {
  readonly status: 'known';
  /** Over all options: the lowest low, the first option's likely, the highest high. */
  readonly total: LikelyRange;
  /** Active, idle floor, tail and start-up, each over all options like the total. */
  readonly parts: readonly BillPart[];
  /** In the order of the code: fallbacks, candidates. The first is the one that `likely` figures are of. */
  readonly options: readonly [MonthOption, ...MonthOption[]];
  /** Options that no book has a price for, which are in no figure. */
  readonly unpriced: readonly string[];
  /** The pool as it most likely is, in groups of `clusterSize` containers. */
  readonly pool: Pool;
  readonly clusterSize: number;
  /** Seconds, cold starts and the like of that pool, in groups. */
  readonly seconds: PoolSeconds;
  /** Where the runs are a schedule's and nothing says how long each takes: figures are for its timeout, at most. */
  readonly atMost: boolean;
  /** Whether start-up is in the total. */
  readonly includesStartup: boolean;
  /** Why the pool cannot keep up, if it cannot: the queue grows as long as the traffic lasts. */
  readonly unstable: Overload | null;
  readonly assumptions: readonly MonthAssumption[];
}

export type MonthEstimate = KnownMonth | UnknownMonth;

export interface MonthOptions {
  /** Whether start-up is billed where the book bills live time; by default it is, as Modal does not say. */
  readonly includeStartup?: boolean;
}

/**
 * The month of an estimate's declaration. Null where there is nothing to say: its usage is not known and it has no
 * schedule, or it is no declaration. A schedule's runs take the place of requests.
 */
export function monthEstimate(
  estimate: Estimate,
  usage: ResolvedUsage,
  { includeStartup = true }: MonthOptions = {},
): MonthEstimate | null {
  const work = workOf(estimate, usage);
  if (work === null || 'status' in work) return work;
  const month = secondsOf(work, estimate);
  if ('status' in month) return month;
  const { settings, seconds } = month;
  const options = pricedOptions(estimate).map(({ label, rate }): MonthOption => {
    const real = withRealUse(rate, usage.usage);
    const bills = settings.map(({ size }, i) => bill(seconds[i]!, real, size, includeStartup));
    return { label, rate: real, bill: spanned(bills[0]!, bills[1]!, bills[2]!) };
  });
  const [first, ...others] = options;
  if (!first) return unknown(noPrice(estimate));
  const likely = settings[1];
  const total = over([first, ...others].map((each) => each.bill.total));
  return {
    status: 'known',
    total,
    parts: first.bill.parts.map((part, i) => ({
      ...part,
      seconds: over(options.map((each) => each.bill.parts[i]!.seconds)),
      perSecond: over(options.map((each) => each.bill.parts[i]!.perSecond)),
      usd: over(options.map((each) => each.bill.parts[i]!.usd)),
      billed: options.some((each) => each.bill.parts[i]!.billed),
    })),
    options: [first, ...others],
    unpriced: estimate.alternatives.filter(({ rate }) => !rate).map(({ label }) => label),
    pool: likely.pool,
    clusterSize: likely.size,
    seconds: seconds[1],
    atMost: work.atMost,
    includesStartup: isBilled('startup', first.bill),
    unstable: seconds[1].unstable ? overloadOf(work, likely.pool) : null,
    assumptions: assumptionsOf(estimate, usage, work, month, [first, ...others]),
  };
}

type Three<T> = readonly [low: T, likely: T, high: T];

/** The pool at its cheapest, its first and its dearest, and what each does. */
interface PoolMonth {
  readonly settings: Three<PoolSetting>;
  readonly seconds: Three<PoolSeconds>;
  readonly assumptions: readonly MonthAssumption[];
}

function secondsOf(work: Work, estimate: Estimate): PoolMonth | UnknownMonth {
  const found = poolOf(estimate.settings);
  if ('reason' in found) return unknown(found.reason);
  const run = (setting: PoolSetting): PoolSeconds | UnknownMonth =>
    poolSeconds(work, setting.pool, found.singleUse);
  const likely = run(found.likely);
  const low = found.exact ? likely : run(found.low);
  const high = found.exact ? likely : run(found.high);
  for (const each of [likely, low, high]) if ('status' in each) return each;
  return {
    settings: [found.low, found.likely, found.high],
    seconds: [low as PoolSeconds, likely as PoolSeconds, high as PoolSeconds],
    assumptions: found.exact ? found.assumptions : [...found.assumptions, { kind: 'likelyIsFirstPool' }],
  };
}

/** What may run, with its rate. */
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

/** The lowest low, the first likely, the highest high. */
export function over(ranges: readonly LikelyRange[]): LikelyRange {
  return {
    low: Math.min(...ranges.map(({ low }) => low)),
    likely: ranges[0]!.likely,
    high: Math.max(...ranges.map(({ high }) => high)),
  };
}

/** The bill of the likely pool, from the low of the cheapest to the high of the dearest. */
function spanned(low: Bill, likely: Bill, high: Bill): Bill {
  if (low === likely && high === likely) return likely;
  const all = [likely, low, high];
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
  const said: MonthAssumption[] = [...work.assumptions, ...month.assumptions, ...ofModel];
  const traffic = requests > 0;
  const { concurrency, startupSeconds } = origins;
  if (options.length > 1) said.push({ kind: 'likelyIsFirstOption', label: options[0].label });
  if (traffic && concurrency.source === 'code')
    said.push({
      kind: 'concurrencyFromCode',
      requests: usage.concurrency,
      where: concurrency.where ?? null,
    });
  if (traffic && declaration.batched !== null && concurrency.source === 'default')
    said.push({ kind: 'batchesNotCounted' });
  if (traffic && isBilled('startup', options[0].bill) && startupSeconds.source === 'default')
    said.push({ kind: 'startupNotGiven' });
  if (estimate.settings.singleUse === undefined) said.push({ kind: 'singleUseNotKnown' });
  if (options.some(({ rate }) => rate.activePerSecond.low !== rate.activePerSecond.high))
    said.push({ kind: 'rateWithinBounds' });
  return said;
}
