/** In which units a trace's times and durations are, as far as nothing says it. */
import type { GrowingNumbers } from './growingNumbers';
import {
  MAX_INPUT_SECONDS,
  UNIT_SECONDS,
  type TraceGuess,
  type TraceUnit,
  type UnitDoubt,
} from './traceOutcomes';

/** Seconds since 1970 of 3 March 1973. Smaller numbers count from something else, such as the first request. */
const MIN_EPOCH = 1e8;
/** Seconds. A trace counted from its beginning is not taken to be longer. */
const MAX_LIKELY_SPAN = 366 * 86_400;
/** Seconds. The median request of a trace is not taken to be longer. */
const MAX_LIKELY_DURATION = 3_600;
/** So many values, evenly chosen with the first and the last, stand for all. */
const SAMPLE = 1_001;

const COARSE_FIRST: readonly TraceUnit[] = ['s', 'ms', 'us', 'ns'];

type Told<K extends TraceGuess['kind']> = Omit<Extract<TraceGuess, { kind: K }>, 'kind'>;

/** The unit of times that are numbers. */
export function timeUnitOf(times: GrowingNumbers): Told<'timeUnit'> {
  const middle = sampleMedian(times);
  if (middle >= MIN_EPOCH)
    return { unit: coarsest((unit) => middle * UNIT_SECONDS[unit] < 1e11), because: 'size' };
  const sample = sampleOf(times).sort();
  const span = sample.at(-1)! - sample[0]!;
  const unit = coarsest((each) => span * UNIT_SECONDS[each] <= MAX_LIKELY_SPAN);
  return { unit, because: unit === 's' ? 'default' : 'size' };
}

/** Whether times, in seconds, count from 1970. */
export const isEpoch = (times: GrowingNumbers, unitSeconds: number): boolean =>
  sampleMedian(times) * unitSeconds >= MIN_EPOCH;

/**
 * The unit of durations that are numbers. `timeUnit`: that of the times beside them, if these are numbers whose name says
 * no unit either.
 */
export function durationUnitOf(
  durations: GrowingNumbers,
  timeUnit: TraceUnit | undefined,
): Told<'durationUnit'> {
  if (timeUnit !== undefined && timeUnit !== 's' && sampleOf(durations).every(Number.isInteger))
    return { unit: timeUnit, because: 'time' };
  const middle = sampleMedian(durations);
  const unit = coarsest((each) => middle * UNIT_SECONDS[each] <= MAX_LIKELY_DURATION);
  const doubt = doubtOf(durations, unit);
  return { unit, because: unit === 's' ? 'default' : 'size', ...(doubt && { doubt }) };
}

/** Seconds. A median request that is shorter is as likely as any, so its unit is taken without a doubt. */
const MIN_DOUBTED = 30;
/** Seconds. The median request is not taken to be shorter. */
const MIN_LIKELY_DURATION = 1e-3;

/** Whole numbers may be in the next finer unit as well, as Datadog's nanoseconds, which look like long microseconds. */
function doubtOf(durations: GrowingNumbers, unit: TraceUnit): UnitDoubt | undefined {
  const finer = COARSE_FIRST[COARSE_FIRST.indexOf(unit) + 1];
  if (!finer || !sampleOf(durations).every(Number.isInteger)) return undefined;
  const middle = sampleMedian(durations);
  const [taken, seconds] = [middle * UNIT_SECONDS[unit], middle * UNIT_SECONDS[finer]];
  if (seconds < MIN_LIKELY_DURATION || taken < MIN_DOUBTED) return undefined;
  return { taken, unit: finer, seconds };
}

/** Seconds of the median request, where these are more than Modal lets any run. */
export function tooLongIn(unit: TraceUnit, durations: GrowingNumbers): number | undefined {
  const middle = sampleMedian(durations) * UNIT_SECONDS[unit];
  return middle > MAX_INPUT_SECONDS ? middle : undefined;
}

const coarsest = (fits: (unit: TraceUnit) => boolean): TraceUnit => COARSE_FIRST.find(fits) ?? 'ns';

function sampleOf(values: GrowingNumbers): Float64Array {
  const count = Math.min(SAMPLE, values.length);
  const step = (values.length - 1) / Math.max(1, count - 1);
  return Float64Array.from({ length: count }, (_, i) => values.at(Math.round(i * step)));
}

function sampleMedian(values: GrowingNumbers): number {
  const sample = sampleOf(values).sort();
  return sample[Math.floor(sample.length / 2)]!;
}
