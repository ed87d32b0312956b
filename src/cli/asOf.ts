/** `--as-of DATE`: the prices of an earlier day. */
import { bookAsOf, type FormerBook } from '../core/pricing/asOf';
import type { PricingContext } from '../core/cost/estimate';
import type { PriceBook } from '../core/pricing/schema';
import { formerBookNotes, noFormerBookText } from '../core/render/words/formerBooks';
import { UsageError } from './options';

/** A context with the prices of an earlier day, and what a reader should know of them. */
export function contextAsOf(
  context: PricingContext,
  date: string | undefined,
): { readonly context: PricingContext; readonly notes: readonly string[] } {
  if (date === undefined) return { context, notes: [] };
  const former = formerBook(context.book, date);
  if (former.isWhole) return { context, notes: [] };
  // Nobody takes the prices of an earlier day for those of today.
  const asked = { ...context, book: former.book, today: former.book.date };
  return { context: asked, notes: formerBookNotes(former, context.book) };
}

function formerBook(book: PriceBook, date: string): FormerBook {
  const found = bookAsOf(book, date);
  if ('kind' in found) throw new UsageError(`--as-of ${date}: ${noFormerBookText(found, book)}`);
  return found;
}
