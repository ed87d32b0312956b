import { readFileSync } from 'node:fs';
import { bundledBooks, defaultBookId, listBook } from '../core/pricing/bundled';
import { parsePriceBook } from '../core/pricing/parsePriceBook';
import type { PriceBook } from '../core/pricing/schema';
import { bookProblemLine } from '../core/render/words/priceBooks';
import type { PricesAsked } from '../core/review/team/assessWithTeam';
import { UsageError } from './options';

/** The prices that options ask for: a bundled book by its id, or a file over one. An invalid file is rejected as a whole. */
export function askedPrices(book: string | undefined, hours: number | undefined): PricesAsked {
  const used = bundledBooks.get(book ?? defaultBookId) ?? readBook(book!);
  return { book: used, list: listBook, hoursPerMonth: hours ?? null };
}

function readBook(path: string): PriceBook {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new UsageError(
      `--book ${path}: not a bundled price book (${[...bundledBooks.keys()].join(', ')}) and not a readable file`,
    );
  }
  return parseBook(path, text);
}

/** A price book's text; what is wrong with it is named by the file's name and line. */
export function parseBook(path: string, text: string): PriceBook {
  const result = parsePriceBook(text);
  if (result.ok) return result.book;
  const lines = result.errors.map(
    (error) => `  ${path}${error.line === undefined ? '' : `:${error.line}`}: ${bookProblemLine(error)}`,
  );
  throw new UsageError(`invalid price book:\n${lines.join('\n')}`);
}
