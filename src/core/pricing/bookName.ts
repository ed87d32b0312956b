import type { BookName, FullBook, PriceBook } from './schema';

/** A book's name, without the rest of it. */
export function nameOf({ id, title, date }: BookName): BookName {
  return { id, title, date };
}

/** A book that lies over no other. */
export function standingAlone({ title, ...rest }: FullBook): PriceBook {
  return { ...rest, lineage: [nameOf({ ...rest, title })] };
}
