import { nearestGpu, quoteGpu } from '../../pricing/lookup';
import type { PricingContext } from '../../cost/estimate';
import { oneLine, shorten } from '../escape';

/** The type of the book in use that a name stands for, such as `A10` for `A10G`; or what is wrong with the name. */
export function namedGpu(
  name: string,
  { book, list }: PricingContext,
): { readonly type: string } | { readonly problem: string } {
  const quote = quoteGpu(book, list, name);
  if (quote) return { type: quote.pricedAs };
  const near = nearestGpu(book, list, name);
  const meant = near === undefined ? '' : `; did you mean ${near}?`;
  const types = Object.keys(book.gpus).join(', ');
  return { problem: `${book.id} has no GPU ${shorten(oneLine(name), 60)}${meant}; it has ${types}` };
}
