/** The sizes over time of a warm pool that schedules switch: `update_autoscaler(min_containers=…)` in cron functions. */
import type { Cron, PoolHours } from '../../modal/declaration';
import { cronFields, runsOnDay, type CronFields } from './cronFields';
import { runTimes } from './runTimes';

/** A schedule that gives the pool a size at each run. */
export interface PoolSwitch {
  readonly schedule: Cron;
  readonly containers: number;
}

/** With more switches than this in the time that is looked at, the pool counts as unknown. */
const MAX_SWITCHES = 20_000;

const MINUTES_PER_DAY = 24 * 60;

/**
 * How long the pool has each size, as shares of all time, the largest first: each run sets the size until the next one.
 * Before the very first run after a deploy the declaration's own size holds, which does not count.
 * Null for an invalid schedule or time zone, for one that never runs, and if two runs at once give different sizes.
 */
export function poolHours(switches: readonly PoolSwitch[]): readonly PoolHours[] | null {
  const zones = new Set(switches.map(({ schedule }) => schedule.timezone));
  const timeline = zones.size === 1 ? inOneZone(switches) : inSeveralZones(switches);
  return timeline && sharesOf(timeline);
}

/** Runs in order, as minutes from the start of a period that repeats. */
interface Timeline {
  readonly minutes: number;
  readonly runs: readonly { readonly at: number; readonly containers: number }[];
}

/** In one time zone its offset does not matter. */
function inOneZone(switches: readonly PoolSwitch[]): Timeline | null {
  const lines = switches.map(({ schedule, containers }) => ({
    fields: cronFields(schedule.cron),
    containers,
  }));
  const isWeekly = lines.every(({ fields }) => !('kind' in fields) && repeatsWeekly(fields));
  const days = isWeekly ? DAYS_OF_WEEK : [...calendar()];
  const runs: { at: number; containers: number }[] = [];
  for (const { fields, containers } of lines) {
    if ('kind' in fields) return null;
    const before = runs.length;
    for (const [i, day] of days.entries()) {
      if (!runsOnDay(fields, day)) continue;
      for (const hour of fields.hours)
        for (const minute of fields.minutes)
          runs.push({ at: i * MINUTES_PER_DAY + hour * 60 + minute, containers });
      if (runs.length > MAX_SWITCHES) return null;
    }
    if (runs.length === before) return null;
  }
  return { minutes: days.length * MINUTES_PER_DAY, runs };
}

/** Whether all weeks of a line are alike. */
export function repeatsWeekly({ days, months, needsBothDays, weekdays }: CronFields): boolean {
  return months.size === 12 && days.size === 31 && (needsBothDays || weekdays.size === 7);
}

export interface Day {
  readonly month: number;
  readonly date: number;
  readonly weekday: number;
}

export const DAYS_OF_WEEK: readonly Day[] = [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({
  month: 1,
  date: 1,
  weekday,
}));

const DAYS_OF_MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Four years from 2001-01-01, a Monday, in which a leap day counts as much as it does on average. */
export function* calendar(): Iterable<Day> {
  let weekday = 1;
  for (let year = 1; year <= 4; year++)
    for (let month = 1; month <= 12; month++) {
      const leapDay = month === 2 && year === 4 ? 1 : 0;
      for (let date = 1; date <= DAYS_OF_MONTHS[month - 1]! + leapDay; date++) {
        yield { month, date, weekday };
        weekday = (weekday + 1) % 7;
      }
    }
}

/** A year of 52 weeks with its daylight saving time, from a Monday on. */
const YEAR_MINUTES = 364 * MINUTES_PER_DAY;
/** A second before, for runs at its very start. */
const BEFORE_YEAR = '2026-01-04T23:59:59Z';
/** 2026-01-05T00:00:00Z in minutes since 1970. */
const YEAR_START_MINUTES = 20_458 * MINUTES_PER_DAY;

function inSeveralZones(switches: readonly PoolSwitch[]): Timeline | null {
  const runs: { at: number; containers: number }[] = [];
  for (const { schedule, containers } of switches) {
    const times = yearOf(schedule);
    if (!times) return null;
    runs.push(...times.map((at) => ({ at, containers })));
  }
  return { minutes: YEAR_MINUTES, runs };
}

/** The runs in the year, for the schedules that were asked for last: time zones take milliseconds. */
const years = new Map<string, readonly number[] | null>();
const MAX_YEARS = 64;

function yearOf(schedule: Cron): readonly number[] | null {
  const key = JSON.stringify([schedule.cron, schedule.timezone]);
  const known = years.get(key);
  if (known !== undefined) return known;
  if (years.size >= MAX_YEARS) years.clear();
  const minutes = runsInYear(schedule);
  years.set(key, minutes);
  return minutes;
}

/** A run a day, or a little more than two: more often, a schedule is no switch of a pool. */
const MAX_RUNS = [370, 750] as const;

function runsInYear(schedule: Cron): readonly number[] | null {
  for (const count of MAX_RUNS) {
    const times = runTimes(schedule, BEFORE_YEAR, count);
    if ('kind' in times || times.length === 0) return null;
    const minutes = times.map((time) => time / 60_000 - YEAR_START_MINUTES);
    const inYear = minutes.filter((at) => at < YEAR_MINUTES);
    if (inYear.length < count) return inYear;
  }
  return null;
}

function sharesOf({ minutes, runs }: Timeline): readonly PoolHours[] | null {
  const ordered = [...runs].sort((a, b) => a.at - b.at);
  const shares = new Map<number, number>();
  for (const [i, { at, containers }] of ordered.entries()) {
    const next = ordered[i + 1] ?? { ...ordered[0]!, at: ordered[0]!.at + minutes };
    if (next.at === at && next.containers !== containers) return null;
    shares.set(containers, (shares.get(containers) ?? 0) + (next.at - at) / minutes);
  }
  return [...shares]
    .map(([containers, share]) => ({ containers, share }))
    .sort((a, b) => b.containers - a.containers);
}
