/** The input that the traffic model accepts: units and ranges. */
import type { Period, Pool, Traffic } from './trafficInput';
import type { TrafficError, TrafficUnit } from './trafficOutcomes';

/** The highest mean number of requests in progress that the model accepts (λS). */
export const MAX_IN_PROGRESS = 1_000_000;

type Field = TrafficError['field'];

/** The unit of each value and its bounds, inclusive; `whole` for values that must be whole numbers. */
function bounds({ seconds }: Period): readonly (readonly [Field, TrafficUnit, number, number, 'whole'?])[] {
  return [
    ['arrivalsPerSecond', 'requestsPerSecond', 0, 1e6],
    ['serviceSeconds', 'seconds', 1e-6, 604_800],
    ['concurrency', 'requests', 1, 100_000, 'whole'],
    ['startupSeconds', 'seconds', 0, 86_400],
    ['minContainers', 'containers', 0, 100_000, 'whole'],
    ['maxContainers', 'containers', 1, 100_000, 'whole'],
    ['bufferContainers', 'containers', 0, 100_000, 'whole'],
    ['scaledownWindow', 'seconds', 0, 604_800],
    ['seconds', 'seconds', 1e-3, 1e9],
    ['activeSeconds', 'seconds', 0, Math.min(1e9, seconds) || 0],
    ['activePeriods', 'periods', 0, 1e6, 'whole'],
  ];
}

/** All problems of an input, in the order of its fields; empty if it is valid. Never throws. */
export function validateTraffic(traffic: Traffic, pool: Pool, period: Period): TrafficError[] {
  const values: Readonly<Record<Field | 'arrivals', unknown>> = {
    activePeriods: undefined,
    arrivals: undefined,
    ...traffic,
    ...pool,
    ...period,
  };
  const errors = bounds(period).flatMap(([field, unit, min, max, whole]): TrafficError[] => {
    const value = values[field];
    // These mean no limit, and the default of one stretch.
    if ((field === 'maxContainers' && value === null) || (field === 'activePeriods' && value === undefined))
      return [];
    // Written so that NaN, Infinity and values of other types are rejected.
    if (typeof value === 'number' && value >= min && value <= max && (!whole || Number.isInteger(value)))
      return [];
    return [{ kind: 'outOfRange', field, unit, min, max, whole: whole !== undefined, given: String(value) }];
  });
  return errors.length > 0 ? errors : together(traffic, pool);
}

/** Problems of combinations of values that are each in range. */
function together(
  { arrivalsPerSecond, serviceSeconds }: Traffic,
  { minContainers, maxContainers }: Pool,
): TrafficError[] {
  const errors: TrafficError[] = [];
  if (maxContainers !== null && maxContainers < minContainers)
    errors.push({
      kind: 'maxBelowMin',
      field: 'maxContainers',
      unit: 'containers',
      min: minContainers,
      max: 100_000,
      given: maxContainers,
    });
  const inProgress = arrivalsPerSecond * serviceSeconds;
  if (inProgress > MAX_IN_PROGRESS)
    errors.push({
      kind: 'tooManyAtOnce',
      field: 'arrivalsPerSecond',
      unit: 'requestsPerSecond',
      min: 0,
      max: MAX_IN_PROGRESS / serviceSeconds,
      inProgress,
    });
  return errors;
}
