/** From a usage to the input of the queueing model, and from parameters to its pool. */
import type { Quantity } from './quantities';
import type { Setting, SubjectSettings } from './subjectSettings';
import type { Usage } from '../modal/usageFields';
import type { Period, Pool, Traffic } from './traffic/trafficInput';
import type { DemandAssumption, PoolAssumption, PoolReason } from './monthOutcomes';

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
 * The requests of a usage in a month of `hoursPerMonth`: λ is the rate within the active hours. With fewer than 24
 * active hours, each day with traffic is a period of its own. Otherwise there is no break between the days.
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
  const low = poolSetting(settings, ({ interval }) => interval!.low);
  const likely = poolSetting(settings, ({ first }) => first!);
  const high = poolSetting(settings, ({ interval }) => interval!.high);
  if ('reason' in low) return low;
  if ('reason' in likely) return likely;
  if ('reason' in high) return high;
  const exact = [...needed, maxContainers].every(
    ({ interval }) => interval === null || interval.low === interval.high,
  );
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
