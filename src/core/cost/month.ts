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
  type LikelyRange,
} from './monthBill';
import { demandOf, poolOf, unknownReason, type Demand, type PoolSetting } from './demand';
import type { Alternative, Estimate } from './estimate';
import { flag } from './quantities';
import type { ContainerRate } from './containerRate';
import { scheduledSeconds, type ScheduledRuns } from './scheduledSeconds';
import { liveSeconds } from './traffic/liveSeconds';
import { validateTraffic, type Pool } from './traffic/validate';
import type { ResolvedUsage, Usage } from './usage';
import { t, translated } from '../render/words/translate';

export type { Bill, BillPart, BillPartName, BillShare, PoolSeconds, LikelyRange } from './monthBill';

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
  readonly assumptions: readonly string[];
}

/** The month of one rate and one pool. Throws RangeError, with a sentence for each value, where the model takes none. */
export function monthOf(input: MonthInput): Month {
  const demand = demandOf(input.usage, input.hoursPerMonth);
  const seconds = liveSeconds(demand.traffic, input.pool, demand.period);
  const rate = withRealUse(input.rate, input.usage);
  return {
    ...bill(seconds, rate, input.clusterSize, input.includeStartup),
    seconds,
    assumptions: [...demand.assumptions, ...seconds.assumptions.map(translated)],
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
  readonly unstable: string | null;
  /** What the figures take for granted, in short human words. */
  readonly assumptions: readonly string[];
}

/** A month that cannot be said, and why. */
export interface UnknownMonth {
  readonly status: 'unknown';
  readonly reason: string;
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
    unstable: seconds[1].unstable ? overloadReason(work, likely.pool) : null,
    assumptions: assumptionsOf(estimate, usage, work, month, [first, ...others]),
  };
}

/** What there is to do in a month: requests at random, or a schedule's runs. */
export interface Work {
  readonly demand: Demand;
  readonly scheduled: ScheduledRuns | null;
  readonly atMost: boolean;
  readonly assumptions: readonly string[];
}

/** The work of a declaration; null where nothing is known of it. */
export function workOf(estimate: Estimate, resolved: ResolvedUsage): Work | UnknownMonth | null {
  const { subject, context, scheduled } = estimate;
  if (subject.type === 'call') return null;
  const demand = demandOf(resolved.usage, context.hoursPerMonth);
  if (scheduled === null) {
    return resolved.given
      ? { demand, scheduled: null, atMost: false, assumptions: demand.assumptions }
      : null;
  }
  if (scheduled.runsPerMonth === null) {
    return unknown(
      t(
        'schedule={0} is not known here: {1}',
        scheduled.source,
        scheduled.reason ?? t('it is not a schedule'),
      ),
    );
  }
  const assumptions: string[] = [];
  if (!resolved.missing.includes('requestsPerDay'))
    assumptions.push(t('the schedule gives the runs: requests_per_day is not counted'));
  const run = secondsOfRun(estimate, resolved, assumptions);
  if (typeof run === 'object') return run;
  return {
    demand,
    scheduled: {
      runs: scheduled.runsPerMonth,
      serviceSeconds: run,
      startupSeconds: resolved.usage.startupSeconds,
      seconds: demand.period.seconds,
    },
    atMost: resolved.missing.includes('secondsPerRequest'),
    assumptions,
  };
}

/** How long one scheduled run keeps a container: as the usage says but at most its timeout, or that. */
function secondsOfRun(
  { call }: Estimate,
  { usage, missing }: ResolvedUsage,
  assumptions: string[],
): number | UnknownMonth {
  const timeout = call?.timeout.interval?.high;
  if (!missing.includes('secondsPerRequest')) {
    if (timeout === undefined || usage.secondsPerRequest <= timeout) return usage.secondsPerRequest;
    assumptions.push(t('a run ends at its timeout of {0} s', timeout));
    return timeout;
  }
  const tries = call?.attempts.interval?.high;
  if (call && timeout === undefined) return unknown(unknownReason(call.timeout));
  if (call && tries === undefined) return unknown(unknownReason(call.attempts));
  assumptions.push(t('every run takes its whole timeout, retries included: give seconds_per_request'));
  return (timeout ?? 0) * (tries ?? 1);
}

type Three<T> = readonly [low: T, likely: T, high: T];

/** The pool at its cheapest, its first and its dearest, and what each does. */
interface PoolMonth {
  readonly settings: Three<PoolSetting>;
  readonly seconds: Three<PoolSeconds>;
  readonly assumptions: readonly string[];
}

function secondsOf(work: Work, estimate: Estimate): PoolMonth | UnknownMonth {
  const found = poolOf(estimate.subject, estimate.clusterSize);
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
    assumptions: [
      ...found.assumptions,
      ...(found.exact ? [] : [t('of several values of the pool, likely is for the first')]),
    ],
  };
}

/** What one pool does with the work, or why the model cannot say. */
export function poolSeconds(
  { demand, scheduled }: Work,
  pool: Pool,
  singleUse: boolean,
): PoolSeconds | UnknownMonth {
  const { traffic, period } = demand;
  const asked = {
    ...traffic,
    ...(scheduled
      ? { arrivalsPerSecond: scheduled.runs / scheduled.seconds, serviceSeconds: scheduled.serviceSeconds }
      : {}),
    ...(singleUse ? { concurrency: 1 } : {}),
  };
  const errors = validateTraffic(asked, pool, period);
  if (errors.length > 0) {
    return unknown(t('the model does not go so far: {0}', errors.map(({ message }) => message).join(' ')));
  }
  const seconds = scheduled ? scheduledSeconds(scheduled, pool) : liveSeconds(asked, pool, period);
  return singleUse ? freshEach(seconds, asked.startupSeconds) : seconds;
}

/** Single-use containers: one for each request, that of the floor is replaced as well. */
function freshEach(seconds: PoolSeconds, startup: number): PoolSeconds {
  const one = (value: number): LikelyRange => ({ low: value, likely: value, high: value });
  return {
    ...seconds,
    coldStarts: one(seconds.requests),
    startupSeconds: one(seconds.requests * startup),
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

export function noPrice({ alternatives, subject }: Estimate): string {
  if (alternatives.length === 0) return unknownReason({ ...subject.gpu, name: 'gpu', interval: null });
  return t('no price for {0}', alternatives.map(({ gpu }) => (gpu ? gpuLabel(gpu) : 'CPU')).join(', '));
}

export function unknown(reason: string): UnknownMonth {
  return { status: 'unknown', reason };
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

function overloadReason({ demand: { traffic }, scheduled }: Work, { maxContainers }: Pool): string {
  const needed = scheduled
    ? (scheduled.runs * scheduled.serviceSeconds) / scheduled.seconds
    : (traffic.arrivalsPerSecond * traffic.serviceSeconds) / traffic.concurrency;
  const figures = [Number(needed.toPrecision(3)), maxContainers ?? 0] as const;
  return scheduled
    ? t(
        'the runs need {0} containers at work on average, max_containers is {1}: the queue grows as long as the traffic lasts',
        ...figures,
      )
    : t(
        'the requests need {0} containers at work on average, max_containers is {1}: the queue grows as long as the traffic lasts',
        ...figures,
      );
}

function assumptionsOf(
  estimate: Estimate,
  { usage, origins }: ResolvedUsage,
  work: Work,
  month: PoolMonth,
  options: readonly [MonthOption, ...MonthOption[]],
): string[] {
  const declaration = estimate.subject as Declaration;
  const ofModel = month.seconds[1].assumptions.map(translated);
  const said: string[] = [...work.assumptions, ...month.assumptions, ...ofModel];
  const traffic = month.seconds[1].requests > 0;
  const startupBilled = isBilled('startup', options[0].bill);
  if (options.length > 1) said.push(t('the likely figures are for {0}, the first option', options[0].label));
  if (traffic && origins.concurrency.source === 'code')
    said.push(
      t(
        'a container takes {0} requests at once, by {1}',
        usage.concurrency,
        origins.concurrency.where ?? t('the code'),
      ),
    );
  if (traffic && declaration.batched !== null && origins.concurrency.source === 'default')
    said.push(t('batches are not counted: concurrency=… says how many requests a container takes at once'));
  if (traffic && startupBilled && origins.startupSeconds.source === 'default')
    said.push(t('start-up takes no time: startup_seconds is not given'));
  if (flag(declaration.params, 'single_use_containers') === undefined)
    said.push(t('single_use_containers is not known here: counted as not set'));
  if (options.some(({ rate }) => rate.activePerSecond.low !== rate.activePerSecond.high))
    said.push(t('the rate is known within bounds only: the likely figures take their middle'));
  return said;
}
