/** The pages about a price book as the host makes them. */
import { listBook } from '../../../src/core/pricing/bundled';
import type { PriceBook } from '../../../src/core/pricing/schema';
import { bookPage } from '../../../src/core/render/report/bookPage';
import type { BookPageView } from '../../../src/protocol';

export function bookPageOf(id: BookPageView['id'], book: PriceBook): BookPageView {
  const context = { book, list: listBook, hoursPerMonth: book.hoursPerMonth.value };
  return bookPage(id, context, { gpu: 'H100', tokensPerSecond: null });
}
