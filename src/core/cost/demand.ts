/** From a usage to the input of the queueing model, and from parameters to its pool. */
import type { Quantity } from './quantities';
import type { Setting, SubjectSettings } from './subjectSettings';
import type { Usage } from '../modal/usageFields';
import type { Period, Pool, StatedArrivals, Traffic } from './traffic/trafficInput';
import { secondsOf } from './trace/requestTrace';
import type { ResolvedUsage } from './usage';
import type { BurstReason, DemandAssumption, PoolAssumption, PoolReason } from './monthOutcomes';

/** The traffic of a usage in a month. */
export interface Demand {
  readonly traffic: Traffic;
  readonly period: Period;
  readonly assumptions: readonly DemandAssumption[];
}

/** The fields of a usage that determine the traffic of a month. */
export type TrafficUsage = Pick<
  Usage,
  | 'requestsPerDay'
  | 'secondsPerRequest'
  | 'activeHoursPerDay'
  | 'daysPerMonth'
  | 'concurrency'
  | 'startupSeconds'
>;

/**
 * The requests of a usage in a month of `hoursPerMonth`, at an even rate: λ is the rate within the active hours. With fewer
 * than 24 active hours, each day with traffic is a period of its own. Otherwise there is no break between the days.
 */
export function demandOf(usage: TrafficUsage, hoursPerMonth: number): Demand {
  const seconds = hoursPerMonth * 3_600;
  const daysInMonth = hoursPerMonth / 24;
  const days = Math.min(usage.daysPerMonth, daysInMonth);
  const wanted = usage.activeHoursPerDay * 3_600 * days;
  // 24 hours on every day are the whole month, whatever the rounding of the division.
  const activeSeconds = Math.abs(wanted - seconds) < 1e-9 * seconds ? seconds : wanted;
  const assumptions: DemandAssumption[] = [];
  if (usage.daysPerMonth > daysInMonth * (1 + 1e-9))
    assumptions.push({ kind: 'fewerDays', hoursPerMonth, days: daysInMonth, given: usage.daysPerMonth });
  return {
    traffic: {
      arrivalsPerSecond: usage.requestsPerDay / (usage.activeHoursPerDay * 3_600),
      serviceSeconds: usage.secondsPerRequest,
      concurrency: usage.concurrency,
      startupSeconds: usage.startupSeconds,
    },
    period: {
      seconds,
      activeSeconds,
      activePeriods: usage.activeHoursPerDay < 24 ? Math.max(1, Math.round(days)) : 1,
    },
    assumptions,
  };
}

/** The requests of a usage in a month, as the usage says that they arrive. */
export function statedDemand(resolved: ResolvedUsage, hoursPerMonth: number): Demand {
  const { usage } = resolved;
  const arrivals = arrivalsOf(resolved);
  if (!arrivals) return demandOf(usage, hoursPerMonth);
  const demand = demandOf({ ...usage, ...shapedDays(arrivals, usage, hoursPerMonth / 24) }, hoursPerMonth);
  return { ...demand, traffic: { ...demand.traffic, arrivals } };
}

/** Whether a usage says more of its arrivals than that they come evenly. */
export function isStated(resolved: ResolvedUsage): boolean {
  return arrivalsOf(resolved) !== undefined;
}

function arrivalsOf({ usage, origins, trace }: ResolvedUsage): StatedArrivals | undefined {
  if (trace?.read.status === 'read') {
    const { id, trace: requests } = trace.read.trace;
    return { kind: 'trace', trace: requests, seconds: secondsOf(trace.read.trace), id };
  }
  const { requestsAtOnce, burstsPerDay, burstMinutes, burstShare, secondsCv } = usage;
  const bursts =
    burstsPerDay === null || burstMinutes === null
      ? null
      : { perDay: burstsPerDay, seconds: burstMinutes * 60, share: burstShare };
  const [hourly, weekly] = [uneven(usage.hourly), uneven(usage.weekly)];
  const isEven = requestsAtOnce === 1 && !bursts && !hourly && !weekly && secondsCv === 1;
  const serviceCv = origins.secondsCv.source === 'default' ? null : secondsCv;
  return isEven
    ? undefined
    : { kind: 'pattern', requestsAtOnce, equalGroups: false, bursts, hourly, weekly, serviceCv };
}

/** Weights, unless they are all alike. */
function uneven(weights: readonly number[] | null): readonly number[] | null {
  return weights?.some((each) => each !== weights[0]) ? weights : null;
}

/** The days and hours with traffic, where a trace or the weights of a usage say them. */
function shapedDays(
  arrivals: StatedArrivals,
  { requestsPerDay }: Usage,
  daysInMonth: number,
): Partial<TrafficUsage> {
  if (arrivals.kind === 'trace') return { activeHoursPerDay: 24, daysPerMonth: daysInMonth };
  const { hourly, weekly } = arrivals;
  const days = weekly ? weekly.filter((weight) => weight > 0).length : 7;
  return {
    ...(hourly && { activeHoursPerDay: 24 }),
    // Requests are those of a day with traffic, on average over such days; here they are those of any day.
    ...(weekly && { daysPerMonth: daysInMonth, requestsPerDay: (requestsPerDay * days) / 7 }),
  };
}

/** Why the bursts of a usage are none; null if there is nothing wrong with them. */
export function burstReason({
  burstsPerDay,
  burstMinutes,
}: Pick<Usage, 'burstsPerDay' | 'burstMinutes'>): BurstReason | null {
  if (burstsPerDay === null && burstMinutes === null) return null;
  if (burstsPerDay === null) return { kind: 'burstsIncomplete', missing: 'burstsPerDay' };
  if (burstMinutes === null) return { kind: 'burstsIncomplete', missing: 'burstMinutes' };
  return burstsPerDay * burstMinutes < 24 * 60
    ? null
    : { kind: 'burstsTooLong', perDay: burstsPerDay, minutes: burstMinutes };
}

/** The pool that the parameters define. Containers of a cluster, which serve one input together, count as one. */
export interface PoolSetting {
  readonly pool: Pool;
  /** Containers per group: 1 unless it is a cluster. */
  readonly size: number;
}

/** The pool by the code: if several values are possible, the cheapest, the first and the most expensive one. */
export interface PoolSettings {
  readonly low: PoolSetting;
  readonly likely: PoolSetting;
  readonly high: PoolSetting;
  readonly exact: boolean;
  readonly assumptions: readonly PoolAssumption[];
  /** A new container for every input, so no container is reused. */
  readonly singleUse: boolean;
}

/**
 * The autoscaler settings of a declaration, or a reason why there are none: a value that is only known at run time. An
 * unknown `max_containers` is no such reason: it counts as no limit, which is never cheaper.
 */
export function poolOf(settings: SubjectSettings): PoolSettings | { readonly reason: PoolReason } {
  const { minContainers, maxContainers, bufferContainers, scaledownWindow, clusterSize } = settings;
  const needed = [minContainers, bufferContainers, scaledownWindow, clusterSize];
  const refused = maxContainers.reason?.kind === 'notWholeForParameter' ? maxContainers : undefined;
  const unknown = needed.find(({ interval }) => interval === null) ?? refused;
  if (unknown) return { reason: valueNotKnown(unknown) };
  const singleUse = settings.singleUse === true;
  const assumptions: PoolAssumption[] = [];
  if (maxContainers.status === 'unknown')
    assumptions.push({ kind: 'maxContainersNotKnown', source: maxContainers.source });
  if (singleUse && !settings.isSandbox) assumptions.push({ kind: 'singleUseContainers' });
  const exact = [...needed, maxContainers].every(
    ({ interval }) => interval === null || interval.low === interval.high,
  );
  const likely = poolSetting(settings, ({ first }) => first!);
  const low = exact ? likely : poolSetting(settings, ({ interval }) => interval!.low);
  const high = exact ? likely : poolSetting(settings, ({ interval }) => interval!.high);
  if ('reason' in low) return low;
  if ('reason' in likely) return likely;
  if ('reason' in high) return high;
  return { low, likely, high, exact, assumptions, singleUse };
}

/** The pool with one of the possible values of each setting. */
function poolSetting(
  {
    minContainers,
    maxContainers,
    bufferContainers,
    scaledownWindow,
    clusterSize,
    singleUse,
  }: SubjectSettings,
  pick: (setting: Setting) => number,
): PoolSetting | { readonly reason: PoolReason } {
  const size = Math.max(1, pick(clusterSize));
  const groups = (setting: Setting): number => pick(setting) / size;
  const min = groups(minContainers);
  const max = maxContainers.interval ? groups(maxContainers) : null;
  const buffer = groups(bufferContainers);
  const counts = [
    [min, minContainers] as const,
    [max, maxContainers] as const,
    [buffer, bufferContainers] as const,
  ];
  for (const [value, { name }] of counts)
    if (value !== null && !Number.isInteger(value))
      return { reason: { kind: 'notWhole', name, clusterSize: size } };
  return {
    pool: {
      minContainers: min,
      // Zero would mean that nothing ever runs; Modal rejects a value below the minimum.
      maxContainers: max === null ? null : Math.max(1, min, max),
      bufferContainers: buffer,
      scaledownWindow: singleUse === true ? 0 : pick(scaledownWindow),
    },
    size,
  };
}

/** Why a quantity has no interval. */
export function valueNotKnown({
  name,
  source,
  reason,
}: Pick<Quantity, 'name' | 'source' | 'reason'>): PoolReason {
  return { kind: 'valueNotKnown', name, source, reason };
}
