/** A bill with fewer rows and the same sums: what the editor keeps of a report of a hundred thousand rows. */
import { civilDate } from '../numbers/civilDate';
import type { Bill } from './bill';
import type { ReportRow } from './report';

const [HOUR, DAY] = [3_600, 86_400];

/** The rows of one object, resource and month become one. What tags say is left out. */
export function condensed(bill: Bill): Bill {
  const rows = new Map<string, ReportRow>();
  for (const row of bill.rows) {
    const { object, kind, description, environment, resource } = row;
    const key = JSON.stringify([object, kind, description, environment, resource, billMonthOf(row)]);
    const known = rows.get(key);
    rows.set(key, known ? merged(known, row) : { ...row, tags: null });
  }
  return { ...bill, rows: [...rows.values()] };
}

function merged(a: ReportRow, b: ReportRow): ReportRow {
  return { ...a, start: Math.min(a.start, b.start), end: Math.max(a.end, b.end), cost: a.cost + b.cost };
}

/** The calendar month of a row, `2026-10`. A day counts to the month that has most of it by UTC, which is that of its own clock. */
export function billMonthOf({ start, end }: Pick<ReportRow, 'start' | 'end'>): string {
  const isDay = end - start > 2 * HOUR;
  const { year, month } = civilDate(isDay ? Math.round(start / DAY) : Math.floor(start / DAY));
  return `${year}-${String(month).padStart(2, '0')}`;
}
