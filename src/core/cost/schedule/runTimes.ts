/** When a cron line runs, as instants, in its time zone and with daylight saving time. */
import { Cron as Croner } from 'croner';
import type { Cron } from '../../modal/declaration';
import { cronFields, type CronFields } from './cronFields';
import { shareOfDays } from './runsPerMonth';
import type { RunsReason } from './scheduleOutcomes';

/** More than a month has minutes. */
const MAX_RUN_TIMES = 50_000;

/** Why there are no times. */
export type RunTimesReason = RunsReason | { readonly kind: 'timeZoneNotKnown'; readonly timezone: string };

/**
 * The first runs after an instant, in milliseconds since 1970 (UTC), in order.
 * @param after an instant as ISO 8601 has it, such as `2026-10-01T00:00:00Z`; croner throws for another text
 * @param count how many, at most `MAX_RUN_TIMES`
 */
export function runTimes(schedule: Cron, after: string, count: number): readonly number[] | RunTimesReason {
  const fields = cronFields(schedule.cron);
  if ('kind' in fields) return fields;
  // Without this, croner would search until the year 3000 for a day that never occurs.
  if (shareOfDays(fields) === 0) return [];
  const { timezone } = schedule;
  if (!isTimeZone(timezone)) return { kind: 'timeZoneNotKnown', timezone };
  // Our own code reads the line and passes the values to croner, which accepts fewer lines than Modal does.
  const times = new Croner(patternOf(fields), {
    mode: '5-part',
    timezone,
    domAndDow: fields.needsBothDays,
    paused: true,
  });
  return times.nextRuns(Math.min(count, MAX_RUN_TIMES), after).map((time) => time.getTime());
}

function patternOf({ minutes, hours, days, months, weekdays }: CronFields): string {
  const list = (values: ReadonlySet<number>, all = Infinity): string =>
    values.size === all ? '*' : [...values].sort((a, b) => a - b).join(',');
  return [list(minutes, 60), list(hours, 24), list(days), list(months, 12), list(weekdays)].join(' ');
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
