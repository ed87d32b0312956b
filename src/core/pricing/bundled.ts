/** The price books that are part of the product. */
import modalList from './books/modal-list-2026-07.json';
import review from './books/review-2026-05.json';
import { standingAlone } from './bookName';
import type { FullBook, PriceBook } from './schema';

/** The id of the default book. */
export const defaultBookId = 'review-2026-05';

/** The id of Modal's published list, which has missing rates and is compared with other books. */
export const listBookId = 'modal-list-2026-07';

/**
 * The default book: the review's rates of May 2026. A unit test validates it; validating it at load would make the
 * start slower.
 */
export const reviewBook = standingAlone(review as FullBook);

/** Modal's published list, as transcribed on 1 July 2026. A unit test validates it. */
export const listBook = standingAlone(modalList as FullBook);

/** All bundled books by id, the default one first. */
export const bundledBooks: ReadonlyMap<string, PriceBook> = new Map([
  [defaultBookId, reviewBook],
  [listBookId, listBook],
]);
