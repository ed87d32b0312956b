/** A cron line as Modal accepts it: five fields, with lists, ranges, steps, and names of months and weekdays. */
import type { CronFieldName, RunsReason } from './scheduleOutcomes';

/** The values of each field. */
export interface CronFields {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  /** Days of a month, 1 to 31. */
  readonly days: ReadonlySet<number>;
  /** 1 to 12. */
  readonly months: ReadonlySet<number>;
  /** 0 (Sunday) to 6. */
  readonly weekdays: ReadonlySet<number>;
  /**
   * Whether a day must match both by date and by weekday. Cron's rule: if both fields are restricted, one match is
   * enough. A field that starts with a star (`*`, also with a step) counts as unrestricted, and then both must match.
   */
  readonly needsBothDays: boolean;
}

interface FieldSpec {
  readonly name: CronFieldName;
  readonly min: number;
  readonly max: number;
  /** The names of the values, three letters each. */
  readonly names: string;
}

const FIELDS: readonly FieldSpec[] = [
  { name: 'minute', min: 0, max: 59, names: '' },
  { name: 'hour', min: 0, max: 23, names: '' },
  { name: 'dayOfMonth', min: 1, max: 31, names: '' },
  { name: 'month', min: 1, max: 12, names: 'JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC' },
  // Sunday is both 0 and 7.
  { name: 'dayOfWeek', min: 0, max: 7, names: 'SUNMONTUEWEDTHUFRISAT' },
];

/** Reads a cron line. Work: the length of the line. */
export function cronFields(line: string): CronFields | RunsReason {
  const texts = line.trim().split(/\s+/);
  if (texts.length !== FIELDS.length)
    return { kind: 'cronFieldCount', line: line.slice(0, 40), fields: texts.length };
  const sets: ReadonlySet<number>[] = [];
  for (const [i, spec] of FIELDS.entries()) {
    const text = texts[i]!;
    const set = valuesOf(text, spec);
    if (!set) return { kind: 'cronField', field: spec.name, text: text.slice(0, 20) };
    sets.push(set);
  }
  const [minutes, hours, days, months, weekdays] = sets as [
    CronFields['minutes'],
    CronFields['hours'],
    CronFields['days'],
    CronFields['months'],
    CronFields['weekdays'],
  ];
  return {
    minutes,
    hours,
    days,
    months,
    weekdays: new Set([...weekdays].map((day) => day % 7)),
    needsBothDays: texts[2]!.startsWith('*') || texts[4]!.startsWith('*'),
  };
}

/** The values of one field; undefined if it is invalid. */
function valuesOf(text: string, { min, max, names }: FieldSpec): ReadonlySet<number> | undefined {
  const values = new Set<number>();
  const value = (word: string): number => {
    if (/^\d+$/.test(word)) return Number(word);
    const at = names.indexOf(word.toUpperCase());
    return word.length === 3 && at % 3 === 0 ? at / 3 + min : NaN;
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

/** Whether a line runs on a day. */
export function runsOnDay(
  { days, months, weekdays, needsBothDays }: CronFields,
  day: { readonly month: number; readonly date: number; readonly weekday: number },
): boolean {
  if (!months.has(day.month)) return false;
  const [byDate, byWeekday] = [days.has(day.date), weekdays.has(day.weekday)];
  return needsBothDays ? byDate && byWeekday : byDate || byWeekday;
}
