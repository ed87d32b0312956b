import { listBook, reviewBook } from './bundled';
import type { PriceBook } from './schema';

/** Whether `book` is the bundled book of an id, or extends it. */
export function isOver({ lineage }: Pick<PriceBook, 'lineage'>, bundledId: string): boolean {
  return lineage.some(({ id }) => id === bundledId);
}

/**
 * The bundled book that a reader sees beside the one in use, never in one sum with it: the review's beside Modal's list
 * and all that extends that, otherwise Modal's list.
 */
export function otherBook(book: PriceBook): PriceBook {
  return isOver(book, listBook.id) ? reviewBook : listBook;
}
