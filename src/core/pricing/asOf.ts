/** A price book as of an earlier day, by the former rates that it has. */
import { compareText } from '../text/compareText';
import type { HistoryEntry, PriceBook } from './schema';

/** A book as of a date, and what of it is not of that date. */
export interface FormerBook {
  readonly book: PriceBook;
  /** GPU types of the book whose rate of that date is unknown: they have no price in `book`. */
  readonly unpriced: readonly string[];
  /** Whether all of it holds for the date: the book's own date is not later. */
  readonly isWhole: boolean;
}

/** Why there is no book as of a date; `first` is the date of its oldest rate, null if it has no dated one. */
export interface NoFormerBook {
  readonly kind: 'noFormerRates';
  readonly first: string | null;
}

/**
 * The rates of `book` that were in force at the end of `date` (`YYYY`, `YYYY-MM`, `YYYY-MM-DD`). A GPU has the newest
 * dated rate of the book's history until then; without one, it has no price. No history says what idle containers, CPU,
 * memory and regions cost: those keep the rates and factors of the book's own date. Other providers, plans, storage and
 * egress are left out.
 */
export function bookAsOf(book: PriceBook, date: string): FormerBook | NoFormerBook {
  if (firstDay(book.date) <= lastDay(date)) return { book, unpriced: [], isWhole: true };
  const former = formerRates(book.history, lastDay(date));
  if (former.size === 0) return { kind: 'noFormerRates', first: datesOf(book.history)[0] ?? null };
  const gpus = Object.entries(book.gpus).flatMap(([type, rates]) => {
    const entry = former.get(type);
    return entry ? [[type, { ...rates, active: entry.active }] as const] : [];
  });
  const rest = { ...book };
  delete rest.volumes;
  delete rest.egress;
  const [own] = book.lineage;
  const id = `${book.id}-as-of-${date}`;
  return {
    book: {
      ...rest,
      id,
      date,
      lineage: [{ id, title: `${own.title}, as of ${date}`, date }, ...book.lineage],
      gpus: Object.fromEntries(gpus),
      plans: [],
      providers: [],
    },
    unpriced: Object.keys(book.gpus).filter((type) => !former.has(type)),
    isWhole: false,
  };
}

/** The dates of a history, the oldest first; undated entries have none. */
export function datesOf(history: readonly HistoryEntry[]): string[] {
  const dates = new Set(history.map(({ date }) => date).filter((date) => date !== 'undated'));
  return [...dates].sort((a, b) => compareText(firstDay(a), firstDay(b)));
}

/** The newest entry of each GPU until a day, as a text. */
function formerRates(history: readonly HistoryEntry[], until: string): Map<string, HistoryEntry> {
  const found = new Map<string, HistoryEntry>();
  for (const entry of history) {
    const from = firstDay(entry.date);
    const before = found.get(entry.gpu);
    if (entry.date === 'undated' || from > until || (before && firstDay(before.date) > from)) continue;
    found.set(entry.gpu, entry);
  }
  return found;
}

/**
 * Undated counts as later than any date, which as a text it is: an unknown day is no proof that a rate was in force.
 */
function firstDay(date: string): string {
  return `${date}-01-01`.slice(0, 10);
}

/** As a text not before any day of the date: no month and no day is above 31. */
function lastDay(date: string): string {
  return `${date}-31`;
}
