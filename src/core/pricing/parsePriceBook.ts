/** Reads a user's price book from the text of a file. */
import * as v from 'valibot';
import { readStrictJson } from '../json/strictJson';
import { LineIndex } from '../text/lineIndex';
import { standingAlone } from './bookName';
import { bundledBook, bundledBooks, listBook } from './bundled';
import type { BookProblemAt } from './bookProblem';
import { checkBook, checkSources } from './checkBook';
import { mergeBook } from './mergeBook';
import { fullBookSchema, ownBookSchema, type PriceBook } from './schema';
import { schemaProblem } from './schemaProblem';
import { isRates, ratesBook, type RatesNote } from './workspaceRates';

/** One reason why a book is rejected. */
export interface PriceBookError extends BookProblemAt {
  /** The line in the text, from 1. */
  line?: number;
  /** The column in that line, from 1. */
  column?: number;
}

/** The result of {@link parsePriceBook}: a complete book with notes, or all reasons why it is rejected. */
export type PriceBookResult =
  { ok: true; book: PriceBook; notes: readonly RatesNote[] } | { ok: false; errors: PriceBookError[] };

/** Options of {@link parsePriceBook}. */
export interface ParseOptions {
  /** The maximum number of bytes of the text in UTF-8; default 1,000,000. */
  maxBytes?: number;
  /** The books that `extends` may name; by default the bundled ones. */
  bases?: ReadonlyMap<string, PriceBook>;
  /** The file's date, `YYYY-MM-DD`, for a workspace's rates, which have none in them; default `undated`. */
  date?: string | undefined;
}

/** A valid book has at most seven levels (`$.providers[0].price.value`, ranges of measurements). */
const MAX_DEPTH = 12;

/** As many as a person can work with; a broken file may have thousands. Notes have the same limit. */
const MAX_ERRORS = 50;

/** Reports one problem per value: a negative rate is not reported as too low as well. */
const ONE_A_FIGURE = { abortPipeEarly: true };

/**
 * Reads a price book: a complete one, or one that `extends` a bundled book and contains only the differences (the
 * result is then the merged book), or the output of `modal billing rates --json` (the result is then that over Modal's
 * list, with notes). Plain JSON, without comments.
 *
 * The text may be hostile: its size and depth are limited. Names that reach a prototype are rejected, and so is every
 * figure that is not finite, is 0 or less, or is out of range for its unit. A book with any error is rejected as a
 * whole. Never throws; reports at most 50 errors or notes.
 */
export function parsePriceBook(text: string, options: ParseOptions = {}): PriceBookResult {
  const { maxBytes = 1_000_000, bases = bundledBooks, date = 'undated' } = options;
  const json = readStrictJson(text, { maxBytes, maxDepth: MAX_DEPTH });
  if (!json.ok) return refused([{ path: '$', problem: json.problem }], text, () => json.at);
  const read = bookOf(json.value, bases, date);
  return 'book' in read
    ? { ok: true, book: read.book, notes: (read.notes ?? []).slice(0, MAX_ERRORS) }
    : refused(read.problems, text, (path) => nearestPlace(json.places, path));
}

type ReadBook =
  | { readonly book: PriceBook; readonly notes?: readonly RatesNote[] }
  | { readonly problems: readonly BookProblemAt[] };

function bookOf(value: unknown, bases: ReadonlyMap<string, PriceBook>, date: string): ReadBook {
  if (!isObject(value)) return { problems: [{ path: '$', problem: { kind: 'notAnObject' } }] };
  if (isRates(value)) return ratesBook(value, date, listBook);
  if (value.version !== undefined && value.version !== 1)
    return { problems: [{ path: '$.version', problem: { kind: 'unknownVersion' } }] };
  return Object.hasOwn(value, 'extends') ? ownBook(value, bases) : fullBook(value, bases);
}

function fullBook(value: unknown, bases: ReadonlyMap<string, PriceBook>): ReadBook {
  const parsed = v.safeParse(fullBookSchema, value, ONE_A_FIGURE);
  if (!parsed.success) return { problems: parsed.issues.map(schemaProblem) };
  const book = standingAlone(parsed.output);
  const problems = [...checkName(book.id, bases), ...checkSources(book), ...checkBook(book)];
  return problems.length > 0 ? { problems } : { book };
}

function ownBook(value: unknown, bases: ReadonlyMap<string, PriceBook>): ReadBook {
  const parsed = v.safeParse(ownBookSchema, value, ONE_A_FIGURE);
  if (!parsed.success) return { problems: parsed.issues.map(schemaProblem) };
  const own = parsed.output;
  const base = bases.get(own.extends) ?? (bases === bundledBooks ? bundledBook(own.extends) : undefined);
  if (base === undefined)
    return { problems: [{ path: '$.extends', problem: { kind: 'unknownBase', bases: [...bases.keys()] } }] };
  const early = [...checkName(own.id, bases), ...checkSources(own)];
  if (early.length > 0) return { problems: early };
  const merged = mergeBook(base, own);
  if (!merged.ok) return { problems: [merged] };
  const problems = checkBook(merged.book);
  return problems.length > 0 ? { problems } : { book: merged.book };
}

/** A user's book must not have the id of a bundled one. */
function checkName(id: string, bases: ReadonlyMap<string, PriceBook>): BookProblemAt[] {
  return bases.has(id) ? [{ path: '$.id', problem: { kind: 'bundledId', id } }] : [];
}

/** @param offsetOf where the value of a path begins in the text; undefined if that is unknown */
function refused(
  problems: readonly BookProblemAt[],
  text: string,
  offsetOf: (path: string) => number | undefined,
): PriceBookResult {
  const lines = new LineIndex(text);
  const errors = problems.slice(0, MAX_ERRORS).map(({ path, problem }): PriceBookError => {
    const offset = offsetOf(path);
    if (offset === undefined) return { path, problem };
    const { line, column } = lines.at(offset);
    return { path, problem, line: line + 1, column: column + 1 };
  });
  return { ok: false, errors };
}

/** Where `path` begins, or otherwise the nearest path that contains it. */
function nearestPlace(places: ReadonlyMap<string, number>, path: string): number | undefined {
  for (let at = path; at !== ''; at = at.replace(LAST_STEP, '')) {
    const offset = places.get(at);
    if (offset !== undefined) return offset;
    if (!LAST_STEP.test(at)) return undefined;
  }
  return undefined;
}

const LAST_STEP = /(?:\.[\w-]+|\[[^\]]*\]|\$)$/;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
