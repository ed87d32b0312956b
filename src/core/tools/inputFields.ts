/** Reads the properties of what a model wrote as the input of a tool: null and "" stand for what is not given. */
import { isRecord } from '../json/isRecord';
import { bundledBook, bundledBooks } from '../pricing/bundled';
import type { PriceBook } from '../pricing/schema';
import { oneLine, shorten } from '../render/escape';
import { ToolProblem } from './toolProblem';

/** An input that nobody has checked. */
export type GivenInput = Readonly<Record<string, unknown>>;

/** Longer than any path, name or commit. */
export const MAX_TEXT = 1_000;

/** @throws ToolProblem for what is no object, and for a property that the tool does not have */
export function inputOf(given: unknown, properties: object): GivenInput {
  if (!isRecord(given)) throw new ToolProblem('The input must be an object.');
  const names = Object.keys(properties);
  const unknown = Object.keys(given).find((key) => !names.includes(key));
  if (unknown !== undefined)
    throw new ToolProblem(`Unknown input ${shown(unknown)}. The inputs are ${names.join(', ')}.`);
  return given;
}

export function textIn(given: GivenInput, key: string): string | undefined {
  const value = given[key] ?? '';
  if (typeof value !== 'string' || value.length > MAX_TEXT)
    throw new ToolProblem(`\`${key}\` must be a string, not ${shown(value)}.`);
  return value === '' ? undefined : value;
}

/** @param what such as `paths` */
export function textsIn(given: GivenInput, key: string, what: string, max: number): readonly string[] {
  const value = given[key] ?? [];
  const isText = (each: unknown): each is string => typeof each === 'string' && each.length <= MAX_TEXT;
  if (Array.isArray(value) && value.length <= max && value.every(isText)) return value;
  throw new ToolProblem(`\`${key}\` must be a list of at most ${max} ${what}, not ${shown(value)}.`);
}

export function flagIn(given: GivenInput, key: string): boolean {
  const value = given[key] ?? false;
  if (typeof value === 'boolean') return value;
  throw new ToolProblem(`\`${key}\` must be true or false, not ${shown(value)}.`);
}

/** @param what such as `USD per month`; the bounds are inclusive */
export function numberIn(
  given: GivenInput,
  key: string,
  what: string,
  [min, max]: readonly [number, number],
): number | undefined {
  const value = given[key] ?? undefined;
  if (value === undefined || (typeof value === 'number' && value >= min && value <= max)) return value;
  const bounds = max === Number.MAX_VALUE ? `${min} or more` : `from ${min} to ${max}`;
  throw new ToolProblem(`\`${key}\` must be ${what}, ${bounds}, not ${shown(value)}.`);
}

export function wordIn<T extends string>(given: GivenInput, key: string, words: readonly T[]): T | undefined {
  const value = textIn(given, key);
  const word = words.find((each) => each === value);
  if (value === undefined || word !== undefined) return word;
  throw new ToolProblem(`\`${key}\` must be one of ${words.join(', ')}, not ${shown(value)}.`);
}

/** A bundled price book, by its id. */
export function bookIn(given: GivenInput): PriceBook | undefined {
  const id = textIn(given, 'priceBook');
  const book = id === undefined ? undefined : bundledBook(id);
  if (id === undefined || book) return book;
  throw new ToolProblem(
    `Unknown price book ${shown(id)}. The price books are ${[...bundledBooks.keys()].join(' and ')}.`,
  );
}

export function shown(value: unknown): string {
  return shorten(oneLine(JSON.stringify(value)), 60);
}
