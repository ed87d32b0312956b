/** The price books that come with the product. */
import modalList from './books/modal-list-2026-07.json';
import review from './books/review-2026-05.json';
import { standingAlone } from './bookName';
import type { FullBook, PriceBook } from './schema';

/** The id of the book in use when nobody chooses another. */
export const defaultBookId = 'review-2026-05';

/** The id of Modal's own published list: what lends a rate that a book lacks, and what a book is compared with. */
export const listBookId = 'modal-list-2026-07';

/**
 * The default book: the review's rates of May 2026. Not validated when it is loaded (that would cost time at start-up);
 * a unit test does.
 */
export const reviewBook = standingAlone(review as FullBook);

/** Modal's own published list, as transcribed on 1 July 2026. Not validated when it is loaded; a unit test does. */
export const listBook = standingAlone(modalList as FullBook);

/** Every bundled book by its id, the default one first. */
export const bundledBooks: ReadonlyMap<string, PriceBook> = new Map([
  [defaultBookId, reviewBook],
  [listBookId, listBook],
]);
