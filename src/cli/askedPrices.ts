import { bundledBook, bundledBooks, defaultBook, isReplaced, listBook } from '../core/pricing/bundled';
import { parsePriceBook } from '../core/pricing/parsePriceBook';
import type { PriceBook } from '../core/pricing/schema';
import { oneLine } from '../core/render/escape';
import { bookProblemLine, replacedBookText } from '../core/render/words/priceBooks';
import { ratesNoteText } from '../core/render/words/workspaceRates';
import type { PricesAsked } from '../core/review/team/assessWithTeam';
import { dateOf } from './fileTree';
import { UsageError } from './options';
import { readBeginning } from './readBeginning';
import { today } from './today';

/** A price book, and what a reader should know of its file, a line each. */
export interface ReadBook {
  readonly book: PriceBook;
  readonly notes: readonly string[];
}

/** The prices that options ask for: a bundled book by its id, or a file over one. A bad file is refused whole. */
export function askedPrices(
  book: string | undefined,
  hours: number | undefined,
): PricesAsked & Pick<ReadBook, 'notes'> {
  const bundled = book === undefined ? defaultBook : bundledBook(book);
  const read = bundled ? { book: bundled, notes: replacementNotes(book) } : readBook(book!);
  return { ...read, list: listBook, hoursPerMonth: hours ?? null, today: today() };
}

/** What to say of a book of an earlier version. */
function replacementNotes(id: string | undefined): string[] {
  return id !== undefined && isReplaced(id) ? [`--book: ${replacedBookText(id)}`] : [];
}

function readBook(path: string): ReadBook {
  let text: string;
  try {
    ({ text } = readBeginning(path, MAX_BYTES));
  } catch {
    throw new UsageError(
      `--book ${oneLine(path)}: not a bundled price book (${[...bundledBooks.keys()].join(', ')}) and not a readable file`,
    );
  }
  return parseBook(path, text, dateOf(path));
}

/** A larger file is no price book. */
const MAX_BYTES = 1_000_000;

/**
 * A price book's text; what is wrong with it is named by the file's name and line.
 * @param date the file's, where that is known
 */
export function parseBook(path: string, text: string, date?: string): ReadBook {
  const result = parsePriceBook(text, { date });
  if (result.ok) {
    const notes = result.notes.map((note) => oneLine(`${path}: ${ratesNoteText(note)}`));
    return { book: result.book, notes };
  }
  const lines = result.errors.map(
    (error) =>
      `  ${oneLine(path)}${error.line === undefined ? '' : `:${error.line}`}: ${oneLine(bookProblemLine(error))}`,
  );
  throw new UsageError(`invalid price book:\n${lines.join('\n')}`);
}
