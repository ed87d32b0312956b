import type { ParameterValue, Period } from '../../modal/declaration';
import { cronFields, runsOnDay, type CronFields } from './cronFields';
import type { RunsReason } from './scheduleOutcomes';

const SECONDS = { weeks: 604_800, days: 86_400, hours: 3_600, minutes: 60, seconds: 1 } as const;

/** How often a schedule runs, or why that is unknown. */
export type RunRate = { readonly runsPerMonth: number } | { readonly reason: RunsReason };

/**
 * Runs per month of a `modal.Period` or `modal.Cron`, averaged over the calendar.
 * @param hoursPerMonth the length of the month in hours
 */
export function runsPerMonth(schedule: ParameterValue, hoursPerMonth: number): RunRate {
  if (typeof schedule !== 'object' || schedule === null || !('type' in schedule))
    return { reason: { kind: 'notSchedule' } };
  if (schedule.type === 'period') return periodRuns(schedule, hoursPerMonth);
  return schedule.type === 'cron'
    ? cronRuns(schedule.cron, hoursPerMonth)
    : { reason: { kind: 'notSchedule' } };
}

function periodRuns(period: Period, hoursPerMonth: number): RunRate {
  let seconds = ((period.years ?? 0) * 12 + (period.months ?? 0)) * hoursPerMonth * 3_600;
  for (const [unit, each] of Object.entries(SECONDS))
    seconds += (period[unit as keyof typeof SECONDS] ?? 0) * each;
  return seconds > 0
    ? { runsPerMonth: (hoursPerMonth * 3_600) / seconds }
    : { reason: { kind: 'periodNotPositive' } };
}

function cronRuns(line: string, hoursPerMonth: number): RunRate {
  const fields = cronFields(line);
  if ('kind' in fields) return { reason: fields };
  return {
    runsPerMonth: (fields.minutes.size * fields.hours.size * shareOfDays(fields) * hoursPerMonth) / 24,
  };
}

const DAYS_OF_MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** 28 years from 2001, which starts on a Monday: after that, weekdays and dates repeat. */
const [FIRST_YEAR, YEARS, FIRST_WEEKDAY] = [2001, 28, 1];

/** The share of days on which a line runs. */
export function shareOfDays(fields: CronFields): number {
  let [count, total, weekday] = [0, 0, FIRST_WEEKDAY];
  for (let year = FIRST_YEAR; year < FIRST_YEAR + YEARS; year++) {
    for (let month = 1; month <= 12; month++) {
      const leapDay = month === 2 && year % 4 === 0 ? 1 : 0;
      for (let date = 1; date <= DAYS_OF_MONTHS[month - 1]! + leapDay; date++) {
        if (runsOnDay(fields, { month, date, weekday })) count++;
        total++;
        weekday = (weekday + 1) % 7;
      }
    }
  }
  return count / total;
}
