/** The price books that are part of the product. */
import modalList from './books/modal-list-2026-10.json';
import review from './books/review-2026-05.json';
import { standingAlone } from './bookName';
import type { FullBook, PriceBook } from './schema';

/** The id of Modal's published list, the default book. */
export const listBookId = 'modal-list-2026-10';

/** Modal's published list of October 2026. A unit test validates it; validating it at load would make the start slower. */
export const listBook = standingAlone(modalList as FullBook);

/** The review's rates of May 2026, validated likewise. */
export const reviewBook = standingAlone(review as FullBook);

/** All bundled books by id, the default one first. */
export const bundledBooks: ReadonlyMap<string, PriceBook> = new Map([
  [listBookId, listBook],
  [reviewBook.id, reviewBook],
]);

/** The default book. */
export const defaultBook = listBook;

/** The books that earlier versions had: settings and team files may still name them. */
const REPLACED: ReadonlyMap<string, string> = new Map([['modal-list-2026-07', listBookId]]);

/** The bundled book of an id, or the one that replaced it; undefined for any other id. */
export function bundledBook(id: string): PriceBook | undefined {
  return bundledBooks.get(REPLACED.get(id) ?? id);
}

/** Whether an id is that of an earlier version's book, whose successor is used instead. */
export function isReplaced(id: string): boolean {
  return REPLACED.has(id);
}
