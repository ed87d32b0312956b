/** A user's price book, read from the text of a file. */
import * as v from 'valibot';
import { bundledBooks } from './bundled';
import { visible } from '../render/words/quoted';
import { strictJsonText } from '../render/words/jsonText';
import { LineIndex } from '../text/lineIndex';
import { childPath } from '../json/jsonPath';
import { readStrictJson } from '../json/strictJson';
import { checkBook, checkSources, type BookProblem } from './checkBook';
import { mergeBook, MergeError } from './mergeBook';
import { fullBookSchema, ownBookSchema, type PriceBook } from './schema';
import { t } from '../render/words/translate';

/** One reason why a book was refused. */
export interface PriceBookError {
  /** The JSON path of what is wrong: `$.gpus.H100.active.value`; `$` for the whole. */
  path: string;
  /** What is wrong, for the person who wrote the file. */
  message: string;
  /** The line in the text, from 1. */
  line?: number;
  /** The column in that line, from 1. */
  column?: number;
}

/** What {@link parsePriceBook} answers: a complete book, or every reason why there is none. */
export type PriceBookResult = { ok: true; book: PriceBook } | { ok: false; errors: PriceBookError[] };

/** Options of {@link parsePriceBook}. */
export interface ParseOptions {
  /** The most bytes of UTF-8 the text may have; default 1,000,000. */
  maxBytes?: number;
  /** The books that `extends` may name; default the bundled ones. */
  bases?: ReadonlyMap<string, PriceBook>;
}

/** A book nests seven levels at most (`$.providers[0].price.value`, ranges of measurements). */
const MAX_DEPTH = 12;

/** Enough for a person to work with; a broken file may hold thousands. */
const MAX_ERRORS = 50;

/** One complaint about one value is enough: a negative rate need not be called too low as well. */
const ONE_A_FIGURE = { abortPipeEarly: true };

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** How a found value reads in a message: short, and never the whole of a long text. */
function shown(received: string): string {
  return received.length > 60 ? `${received.slice(0, 57)}…` : received;
}

/** A valibot issue in words for the person who wrote the file. */
function explain(issue: v.BaseIssue<unknown>): BookProblem {
  const steps = (issue.path ?? []).map((step) => step.key);
  const names = steps.filter((step): step is string | number => ['string', 'number'].includes(typeof step));
  const path = names.reduce<string>(childPath, '$');
  const parent = names.slice(0, -1).reduce<string>(childPath, '$');
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    return { path, message: t('"{0}" is not known here', shown(String(names.at(-1)))) };
  }
  if (issue.received === 'undefined' && issue.kind === 'schema') {
    return { path: parent, message: t('"{0}" is missing', String(names.at(-1))) };
  }
  if (issue.kind === 'schema' && issue.expected !== null) {
    const perHour = issue.type === 'literal' || issue.type === 'variant' ? hourHint(issue) : '';
    return {
      path,
      message: `${t('must be {0}, found {1}', issue.expected, shown(issue.received))}${perHour}`,
    };
  }
  return { path, message: issue.message };
}

/** The advice for the likeliest slip: a rate by the hour where one by the second is meant. */
function hourHint({ expected, received }: v.BaseIssue<unknown>): string {
  const hourly = /-h(?:our)?"$|\/h(?:our|r)?"$/i.test(received);
  return hourly && expected?.endsWith('-s"') === true && !expected.includes('|')
    ? `; ${t('divide the rate by 3,600')}`
    : '';
}

/**
 * Reads a price book: a complete one, or one that `extends` a bundled book and gives only what differs (then the
 * answer is the two merged). Plain JSON, without comments.
 *
 * The text is hostile until it has passed: its size and depth are bounded, names that reach a prototype are refused,
 * and so is every figure that is not finite, is 0 or less, or is absurd for its unit. A book with any error is refused
 * whole. Never throws; at most 50 errors are named.
 */
export function parsePriceBook(text: string, options: ParseOptions = {}): PriceBookResult {
  const { maxBytes = 1_000_000, bases = bundledBooks } = options;
  const json = readStrictJson(text, { maxBytes, maxDepth: MAX_DEPTH });
  if (!json.ok) {
    const message = visible(strictJsonText(json.problem));
    return { ok: false, errors: [{ path: '$', message, ...placeOf(new LineIndex(text), json.at) }] };
  }

  const lines = new LineIndex(text);
  const refuse = (problems: readonly BookProblem[]): PriceBookResult => ({
    ok: false,
    errors: problems.slice(0, MAX_ERRORS).map(({ path, message }) => {
      const offset = nearest(json.places, path);
      const shown = { path: visible(path), message: visible(message) };
      return offset === undefined ? shown : { ...shown, ...placeOf(lines, offset) };
    }),
  });

  if (!isObject(json.value)) return refuse([{ path: '$', message: t('must be a JSON object') }]);
  const { value } = json;
  if (value.version !== undefined && value.version !== 1) {
    return refuse([{ path: '$.version', message: t('only version 1 is known here') }]);
  }

  if (!Object.hasOwn(value, 'extends')) {
    const parsed = v.safeParse(fullBookSchema, value, ONE_A_FIGURE);
    if (!parsed.success) return refuse(parsed.issues.map(explain));
    const book: PriceBook = parsed.output;
    const problems = [...checkName(book.id, bases), ...checkSources(book), ...checkBook(book)];
    return problems.length > 0 ? refuse(problems) : { ok: true, book };
  }

  const parsed = v.safeParse(ownBookSchema, value, ONE_A_FIGURE);
  if (!parsed.success) return refuse(parsed.issues.map(explain));
  const own = parsed.output;
  const base = bases.get(own.extends);
  if (base === undefined) {
    const known = [...bases.keys()].map((id) => `"${id}"`).join(', ');
    return refuse([{ path: '$.extends', message: t('no such book: it can be {0}', known) }]);
  }
  const early = [...checkName(own.id, bases), ...checkSources(own)];
  if (early.length > 0) return refuse(early);
  try {
    const book = mergeBook(base, own);
    const problems = checkBook(book);
    return problems.length > 0 ? refuse(problems) : { ok: true, book };
  } catch (error) {
    if (error instanceof MergeError) return refuse([{ path: error.path, message: error.message }]);
    throw error;
  }
}

/** A book of one's own must not pass for a bundled one. */
function checkName(id: string, bases: ReadonlyMap<string, PriceBook>): BookProblem[] {
  return bases.has(id)
    ? [{ path: '$.id', message: t('"{0}" is the id of a bundled book; choose another', id) }]
    : [];
}

/** Line and column of an offset, both from 1. */
function placeOf(lines: LineIndex, offset: number): { line: number; column: number } {
  const { line, column } = lines.at(offset);
  return { line: line + 1, column: column + 1 };
}

/** Where `path` begins, or else the nearest that contains it. */
function nearest(places: ReadonlyMap<string, number>, path: string): number | undefined {
  for (let at = path; at !== ''; at = at.replace(/(?:\.[\w-]+|\[[^\]]*\]|\$)$/, '')) {
    const offset = places.get(at);
    if (offset !== undefined) return offset;
    if (!/(?:\.[\w-]+|\[[^\]]*\]|\$)$/.test(at)) return undefined;
  }
  return undefined;
}
