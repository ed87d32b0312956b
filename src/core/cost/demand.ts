/** From a usage to the traffic that the queueing model takes, and from parameters to its pool. */
import type { Parameters } from '../modal/declaration';
import type { ParameterName } from '../modal/parameters';
import { flag, parameter, quantity, type Quantity } from './quantities';
import type { Usage } from './usageFields';
import type { Period, Pool, Traffic } from './traffic/validate';
import { reasonText } from '../render/words/reasons';
import { t } from '../render/words/translate';

/** Modal's default for `scaledown_window`, in seconds. */
export const DEFAULT_SCALEDOWN_WINDOW = 60;

/** What a usage asks of the pool in a month. */
export interface Demand {
  readonly traffic: Traffic;
  readonly period: Period;
  /** What was taken for granted, in short human words. */
  readonly assumptions: readonly string[];
}

/**
 * Requests of a usage over a month of `hoursPerMonth`: λ is the rate within the active hours.
 * With fewer than 24 active hours each day with traffic is a stretch of its own, else the days follow one another.
 */
export function demandOf(usage: Usage, hoursPerMonth: number): Demand {
  const seconds = hoursPerMonth * 3_600;
  const daysInMonth = hoursPerMonth / 24;
  const days = Math.min(usage.daysPerMonth, daysInMonth);
  const wanted = usage.activeHoursPerDay * 3_600 * days;
  // 24 hours on every day is the whole month, whatever the division has done to the last digit.
  const activeSeconds = Math.abs(wanted - seconds) < 1e-9 * seconds ? seconds : wanted;
  const assumptions: string[] = [];
  if (usage.daysPerMonth > daysInMonth * (1 + 1e-9))
    assumptions.push(
      t('a month of {0} hours has {1} days, not {2}', hoursPerMonth, round(daysInMonth), usage.daysPerMonth),
    );
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

function round(value: number): number {
  return Number(value.toPrecision(4));
}

/** The pool that parameters ask for, counted in groups of containers that serve one input together. */
export interface PoolSetting {
  readonly pool: Pool;
  /** Containers of a group: 1 for all but clusters. */
  readonly size: number;
}

/** The pool as the code may have it: where several values are possible the cheapest, the first and the dearest. */
export interface PoolSettings {
  readonly low: PoolSetting;
  readonly likely: PoolSetting;
  readonly high: PoolSetting;
  readonly exact: boolean;
  readonly assumptions: readonly string[];
  /** A fresh container for every input, so that nothing is reused. */
  readonly singleUse: boolean;
}

/**
 * The autoscaler's settings of a declaration, with Modal's defaults and under their old names. A value that only a run
 * knows is a reason for there being none, but for `max_containers`: without a limit no month is cheaper.
 */
export function poolOf(
  { params }: { readonly params: Parameters },
  clusterSize: Quantity,
): PoolSettings | { readonly reason: string } {
  const min = quantity(params, 'min_containers', 0);
  const max = quantity(params, 'max_containers', null);
  const buffer = quantity(params, 'buffer_containers', 0);
  const window = quantity(params, 'scaledown_window', DEFAULT_SCALEDOWN_WINDOW);
  const unknown = [min, buffer, window, clusterSize].find(({ interval }) => interval === null);
  if (unknown) return { reason: unknownReason(unknown) };
  const assumptions: string[] = [];
  if (max.status === 'unknown')
    assumptions.push(t('max_containers={0} is not known here: counted as no limit', max.source));
  const singleUse = flag(params, 'single_use_containers') === true;
  if (singleUse)
    assumptions.push(t('single-use containers: every request starts one, none waits for another'));

  const setting = (pick: 'low' | 'first' | 'high'): PoolSetting | { readonly reason: string } => {
    const of = (given: Quantity): number =>
      pick === 'first' ? firstOf(params, given) : given.interval![pick];
    const size = Math.max(1, of(clusterSize));
    const groups = (given: Quantity): number => of(given) / size;
    const m = groups(min);
    const most = max.interval ? groups(max) : null;
    const b = groups(buffer);
    for (const [value, { name }] of [[m, min] as const, [most, max] as const, [b, buffer] as const]) {
      if (value !== null && !Number.isInteger(value))
        return {
          reason:
            size === 1
              ? t('{0} is not a whole number', name)
              : t('{0} is not a whole number of clusters of {1} containers', name, size),
        };
    }
    // Zero would mean that nothing ever runs; below the minimum Modal refuses it.
    const limit = most === null ? null : Math.max(1, m, most);
    const scaledownWindow = singleUse ? 0 : of(window);
    return { pool: { minContainers: m, maxContainers: limit, bufferContainers: b, scaledownWindow }, size };
  };
  const [low, likely, high] = [setting('low'), setting('first'), setting('high')];
  for (const each of [low, likely, high]) if ('reason' in each) return each;
  return {
    low: low as PoolSetting,
    likely: likely as PoolSetting,
    high: high as PoolSetting,
    exact: [min, max, buffer, window, clusterSize].every(
      ({ interval }) => interval === null || interval.low === interval.high,
    ),
    assumptions,
    singleUse,
  };
}

export function unknownReason({ name, source, reason }: Quantity): string {
  return reason === null
    ? t('{0}={1} is not known here', name, source)
    : t('{0}={1} is not known here: {2}', name, source, reasonText(reason));
}

/** Of several candidates the first in the source. */
function firstOf(params: Parameters, { name, interval }: Quantity): number {
  const candidates: readonly unknown[] = parameter(params, name as ParameterName)?.candidates ?? [];
  const first = candidates.find((each) => typeof each === 'number');
  const { low, high } = interval!;
  return typeof first === 'number' && first >= low && first <= high ? first : low;
}
