/** What the traffic model takes, in which units, and within which ranges. */
import { message, t, translated } from '../../render/words/translate';

/** The requests that a function gets while it is used. */
export interface Traffic {
  /** λ, requests a second within the active hours, 0…1,000,000. */
  readonly arrivalsPerSecond: number;
  /** S, mean seconds one request keeps its place, start-up not counted, 0.000001…604,800. */
  readonly serviceSeconds: number;
  /** c, requests that one container takes at once, whole, 1…100,000. */
  readonly concurrency: number;
  /** K, seconds from the start of a container to its first request, 0…86,400. */
  readonly startupSeconds: number;
}

/** The autoscaler's settings. */
export interface Pool {
  /** m, kept warm at all times, whole, 0…100,000. */
  readonly minContainers: number;
  /** M, whole, 1…100,000 and at least `minContainers`; null for no limit. */
  readonly maxContainers: number | null;
  /** b, extra idle containers while the function is in use, whole, 0…100,000. */
  readonly bufferContainers: number;
  /** W, seconds a container idles before it is stopped, 0…604,800. */
  readonly scaledownWindow: number;
}

/** The time that is accounted for. */
export interface Period {
  /** T, seconds, above 0 and up to 1,000,000,000. */
  readonly seconds: number;
  /** T_a ≤ T, seconds with traffic. */
  readonly activeSeconds: number;
  /** Stretches that the active seconds come in, each with a scale-down at its end. By default 1; none if T_a = T. */
  readonly activePeriods?: number;
}

/** One value that the model does not take. */
export interface TrafficError {
  readonly field: keyof Traffic | keyof Pool | keyof Period;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  /** A sentence with the field, the unit and the range. */
  readonly message: string;
}

/** Most requests in progress at once, on average, that the model takes (λS). */
export const MAX_IN_PROGRESS = 1_000_000;

/** All that is wrong with an input, in the order of its fields; empty if it is valid. Never throws. */
export function validateTraffic(traffic: Traffic, pool: Pool, period: Period): TrafficError[] {
  const errors: TrafficError[] = [];
  const add = (field: TrafficError['field'], unit: string, min: number, max: number, said: string): void => {
    errors.push({ field, unit: translated(unit), min, max, message: said });
  };
  const number = (
    field: TrafficError['field'],
    value: number,
    unit: string,
    [min, max]: readonly [number, number],
    whole = false,
  ): void => {
    // Written so that NaN, Infinity and what is not a number at all fail.
    if (typeof value === 'number' && value >= min && value <= max && (!whole || Number.isInteger(value)))
      return;
    const values = [field, translated(unit), min, max, String(value)] as const;
    add(
      field,
      unit,
      min,
      max,
      whole
        ? t('{0} must be a whole number of {1} from {2} to {3}, not {4}.', ...values)
        : t('{0} must be {1} from {2} to {3}, not {4}.', ...values),
    );
  };
  const { arrivalsPerSecond, serviceSeconds } = traffic;
  number('arrivalsPerSecond', arrivalsPerSecond, message('requests a second'), [0, 1e6]);
  number('serviceSeconds', serviceSeconds, message('seconds'), [1e-6, 604_800]);
  number('concurrency', traffic.concurrency, message('requests'), [1, 100_000], true);
  number('startupSeconds', traffic.startupSeconds, message('seconds'), [0, 86_400]);
  number('minContainers', pool.minContainers, message('containers'), [0, 100_000], true);
  if (pool.maxContainers !== null)
    number('maxContainers', pool.maxContainers, message('containers'), [1, 100_000], true);
  number('bufferContainers', pool.bufferContainers, message('containers'), [0, 100_000], true);
  number('scaledownWindow', pool.scaledownWindow, message('seconds'), [0, 604_800]);
  number('seconds', period.seconds, message('seconds'), [1e-3, 1e9]);
  number('activeSeconds', period.activeSeconds, message('seconds'), [0, Math.min(1e9, period.seconds) || 0]);
  if (period.activePeriods !== undefined)
    number('activePeriods', period.activePeriods, message('periods'), [0, 1e6], true);
  if (errors.length > 0) return errors;
  if (pool.maxContainers !== null && pool.maxContainers < pool.minContainers)
    add(
      'maxContainers',
      message('containers'),
      pool.minContainers,
      100_000,
      t(
        'maxContainers ({0}) must be at least minContainers ({1}) containers.',
        pool.maxContainers,
        pool.minContainers,
      ),
    );
  if (arrivalsPerSecond * serviceSeconds > MAX_IN_PROGRESS)
    add(
      'arrivalsPerSecond',
      message('requests a second'),
      0,
      MAX_IN_PROGRESS / serviceSeconds,
      t(
        'arrivalsPerSecond × serviceSeconds is {0} requests at once; the most is {1}.',
        arrivalsPerSecond * serviceSeconds,
        MAX_IN_PROGRESS,
      ),
    );
  return errors;
}
