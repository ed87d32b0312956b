/** The input that the traffic model accepts: units and ranges. */
import type { Period, Pool, Traffic } from './trafficInput';
import type { TrafficError, TrafficUnit } from './trafficOutcomes';

/** The highest mean number of requests in progress that the model accepts (λS). */
export const MAX_IN_PROGRESS = 1_000_000;

type Field = TrafficError['field'];

/** The unit of a value and its bounds, inclusive; `whole` for values that must be whole numbers. */
type Bounds = readonly [Field, TrafficUnit, number, number, 'whole'?];

const OF_TRAFFIC: readonly Bounds[] = [
  ['arrivalsPerSecond', 'requestsPerSecond', 0, 1e6],
  ['serviceSeconds', 'seconds', 1e-6, 604_800],
  ['concurrency', 'requests', 1, 100_000, 'whole'],
  ['startupSeconds', 'seconds', 0, 86_400],
];
const OF_POOL: readonly Bounds[] = [
  ['minContainers', 'containers', 0, 100_000, 'whole'],
  ['maxContainers', 'containers', 1, 100_000, 'whole'],
  ['bufferContainers', 'containers', 0, 100_000, 'whole'],
  ['scaledownWindow', 'seconds', 0, 604_800],
];
const OF_PERIOD: readonly Bounds[] = [
  ['seconds', 'seconds', 1e-3, 1e9],
  ['activeSeconds', 'seconds', 0, 1e9],
  ['activePeriods', 'periods', 0, 1e6, 'whole'],
];

/** All problems of an input, in the order of its fields; empty if it is valid. Never throws. */
export function validateTraffic(traffic: Traffic, pool: Pool, period: Period): TrafficError[] {
  const errors: TrafficError[] = [];
  beyond(traffic, OF_TRAFFIC, errors);
  beyond(pool, OF_POOL, errors);
  beyond(period, OF_PERIOD, errors);
  return errors.length > 0 ? errors : together(traffic, pool);
}

/** Adds the values that are out of their bounds. In a loop, since a month is worked out for thousands of pools. */
function beyond(
  input: Partial<Readonly<Record<Field, unknown>>>,
  all: readonly Bounds[],
  errors: TrafficError[],
): void {
  for (const [field, unit, min, bound, whole] of all) {
    const value = input[field];
    // These mean no limit, and the default of one stretch.
    if ((field === 'maxContainers' && value === null) || (field === 'activePeriods' && value === undefined))
      continue;
    const max = field === 'activeSeconds' ? Math.min(bound, Number(input.seconds)) || 0 : bound;
    // Written so that NaN, Infinity and values of other types are rejected.
    if (typeof value === 'number' && value >= min && value <= max && (!whole || Number.isInteger(value)))
      continue;
    errors.push({
      kind: 'outOfRange',
      ...{ field, unit, min, max, whole: whole !== undefined, given: String(value) },
    });
  }
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
