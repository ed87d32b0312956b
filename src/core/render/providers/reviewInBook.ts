import type { PricingContext } from '../../cost/estimate';
import { reviewBook } from '../../pricing/bundled';
import type { Review } from '../../pricing/reviewSchema';
import type { PriceBook } from '../../pricing/schema';

/** What a review says, and the book that has its sources and measurements. */
export interface ReviewInBook {
  readonly review: Review;
  readonly book: PriceBook;
}

/** The review of the book in use; the bundled one where it has none. */
export function reviewFor({ book }: PricingContext): ReviewInBook {
  return book.review ? { review: book.review, book } : { review: reviewBook.review!, book: reviewBook };
}
