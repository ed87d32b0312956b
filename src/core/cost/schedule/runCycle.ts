/** When the runs of a schedule start, over a time that repeats. */
import type { ParameterValue } from '../../modal/declaration';
import { cronFields, runsOnDay, type CronFields } from './cronFields';
import { calendar, DAYS_OF_WEEK, repeatsWeekly } from './poolHours';

/** Runs in order, and the time after which they repeat. */
export interface RunCycle {
  /** Seconds from the beginning of the cycle. */
  readonly at: readonly number[];
  /** Above 0. */
  readonly seconds: number;
  /** Whether all runs are equally far apart. */
  readonly isEven: boolean;
}

/** Runs of a period, and how long each takes. */
export interface ScheduledRuns {
  readonly runs: number;
  /** Seconds per run. */
  readonly serviceSeconds: number;
  readonly startupSeconds: number;
  /** The period, in seconds. */
  readonly seconds: number;
  /** When they start; null if they count as evenly spaced. */
  readonly cycle: RunCycle | null;
}

/** Of a line with more runs in its cycle the first days stand for all. */
const MAX_RUNS = 12_000;
const DAY = 86_400;

/**
 * The runs of a cron line over a week, or over four years if weeks differ; those of a period one after the other. Null for
 * another value. A cron line runs by the clock of its time zone, whose offset from UTC does not matter for the time between
 * runs. The hour that daylight saving time adds once and takes once a year is left out.
 * @param distance the mean seconds between two runs
 */
export function runCycle(schedule: ParameterValue, distance: number): RunCycle | null {
  if (typeof schedule !== 'object' || schedule === null || !('type' in schedule)) return null;
  if (schedule.type === 'period') return { at: [0], seconds: distance, isEven: true };
  if (schedule.type !== 'cron') return null;
  const fields = cronFields(schedule.cron);
  return 'kind' in fields ? null : cronCycle(fields);
}

function cronCycle(fields: CronFields): RunCycle | null {
  const days = repeatsWeekly(fields) ? DAYS_OF_WEEK : [...calendar()];
  const daily = [...fields.hours]
    .flatMap((hour) => [...fields.minutes].map((minute) => hour * 3_600 + minute * 60))
    .sort((a, b) => a - b);
  const at: number[] = [];
  let length = 0;
  for (const day of days) {
    if (at.length + daily.length > MAX_RUNS) break;
    if (runsOnDay(fields, day)) for (const second of daily) at.push(length * DAY + second);
    length++;
  }
  if (at.length === 0) return null;
  const seconds = length * DAY;
  return { at, seconds, isEven: isEven(at, seconds) };
}

function isEven(at: readonly number[], seconds: number): boolean {
  const distance = seconds / at.length;
  return at.every((each, i) => (at[i + 1] ?? at[0]! + seconds) - each === distance);
}
