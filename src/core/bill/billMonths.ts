/** What apps cost in each month of a bill. */
import { hoursOf, type Bill, type Period } from './bill';
import { billMonthOf } from './condense';
import { dollars } from './dollars';
import type { ReportRow } from './report';

/** One month, or as much of it as the bill has. */
export interface BillMonth {
  readonly period: Period;
  /** US dollars in a month of the book's hours. */
  readonly perMonth: number;
}

/**
 * The months of some rows of a bill, in order. A month without any of them costs nothing, and is left out.
 * @param isWanted whether a row counts
 */
export function billMonths(
  { rows }: Pick<Bill, 'rows'>,
  hoursPerMonth: number,
  isWanted: (row: ReportRow) => boolean,
): readonly BillMonth[] {
  const months = new Map<string, { start: number; end: number; cost: bigint; isIn: boolean }>();
  for (const row of rows) {
    const key = billMonthOf(row);
    const known = months.get(key) ?? { start: Infinity, end: -Infinity, cost: 0n, isIn: false };
    const counts = isWanted(row);
    months.set(key, {
      start: Math.min(known.start, row.start),
      end: Math.max(known.end, row.end),
      cost: counts ? known.cost + row.cost : known.cost,
      isIn: known.isIn || counts,
    });
  }
  return [...months]
    .filter(([, { isIn }]) => isIn)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { start, end, cost }]) => {
      const period = { start, end };
      return { period, perMonth: (dollars(cost) / hoursOf(period)) * hoursPerMonth };
    });
}
