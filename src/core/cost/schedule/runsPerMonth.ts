import type { ParameterValue, Period } from '../../modal/declaration';
import type { RunsReason } from './scheduleOutcomes';

const SECONDS = { weeks: 604_800, days: 86_400, hours: 3_600, minutes: 60, seconds: 1 } as const;

/** How often a schedule runs, or why that cannot be said. */
export type RunRate = { readonly runsPerMonth: number } | { readonly reason: RunsReason };

/**
 * Runs a month of a `modal.Period` or `modal.Cron`, averaged over the calendar.
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

/** The five fields of a cron line, with their bounds and names. */
const FIELDS = [
  { name: 'minute', min: 0, max: 59, names: '' },
  { name: 'hour', min: 0, max: 23, names: '' },
  { name: 'dayOfMonth', min: 1, max: 31, names: '' },
  { name: 'month', min: 1, max: 12, names: 'JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC' },
  { name: 'dayOfWeek', min: 0, max: 7, names: 'SUNMONTUEWEDTHUFRISAT' },
] as const;

function cronRuns(line: string, hoursPerMonth: number): RunRate {
  const texts = line.trim().split(/\s+/);
  if (texts.length !== 5)
    return { reason: { kind: 'cronFieldCount', line: line.slice(0, 40), fields: texts.length } };
  const sets: ReadonlySet<number>[] = [];
  for (const [i, spec] of FIELDS.entries()) {
    const set = cronField(texts[i]!, spec.min, spec.max, spec.names);
    if (!set) return { reason: { kind: 'cronField', field: spec.name, text: texts[i]!.slice(0, 20) } };
    sets.push(set);
  }
  const [minutes, hours, days, months, weekdays] = sets as [
    ReadonlySet<number>,
    ReadonlySet<number>,
    ReadonlySet<number>,
    ReadonlySet<number>,
    ReadonlySet<number>,
  ];
  // Cron's rule: with both days restricted, either of them is enough; a `*` (and `*/2`) makes both count.
  const anyDay = texts[2]!.startsWith('*');
  const anyWeekday = texts[4]!.startsWith('*');
  const matches = (date: Date): boolean => {
    if (!months.has(date.getUTCMonth() + 1)) return false;
    const day = days.has(date.getUTCDate());
    const weekday = weekdays.has(date.getUTCDay()) || (date.getUTCDay() === 0 && weekdays.has(7));
    return anyDay || anyWeekday ? day && weekday : day || weekday;
  };
  return { runsPerMonth: (minutes.size * hours.size * shareOfDays(matches) * hoursPerMonth) / 24 };
}

/** The share of days that match, over 28 years: after that weekdays and dates repeat. */
function shareOfDays(matches: (date: Date) => boolean): number {
  const start = Date.UTC(2001, 0, 1);
  const total = 28 * 365 + 7;
  let count = 0;
  for (let day = 0; day < total; day++) if (matches(new Date(start + day * 86_400_000))) count++;
  return count / total;
}

/** The values of one cron field: lists, ranges, steps and names; undefined for anything else. */
function cronField(text: string, min: number, max: number, names: string): ReadonlySet<number> | undefined {
  const values = new Set<number>();
  const value = (word: string): number => {
    if (/^\d+$/.test(word)) return Number(word);
    const at = word.length === 3 ? names.indexOf(word.toUpperCase()) : -1;
    return at >= 0 && at % 3 === 0 ? at / 3 + min : NaN;
  };
  for (const part of text.split(',')) {
    const match = /^(\*|\w+)(?:-(\w+))?(?:\/(\d+))?$/.exec(part);
    if (!match) return undefined;
    const [, head, tail, step] = match as unknown as [string, string, string | undefined, string | undefined];
    const from = head === '*' ? min : value(head);
    const to = head === '*' || (step !== undefined && tail === undefined) ? max : value(tail ?? head);
    const by = Number(step ?? 1);
    if (!(from >= min && to <= max && from <= to && by >= 1)) return undefined;
    for (let each = from; each <= to; each += by) values.add(each);
  }
  return values;
}
