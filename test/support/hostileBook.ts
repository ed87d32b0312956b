import { reviewBook } from '../../src/core/pricing/bundled';
import type { PriceBook } from '../../src/core/pricing/schema';

/** What a person may write in a price book as they like. */
const FREE = new Set(['title', 'name', 'note', 'product', 'workload', 'provider']);

/** The review's book with a text in every place that takes any; names of plans stay distinct. */
export function hostileBook(text: string): PriceBook {
  const filled = (value: unknown, key: string, index: number): unknown => {
    if (typeof value === 'string')
      return FREE.has(key) ? `${text}${key === 'name' ? ` ${index}` : ''}` : value;
    if (Array.isArray(value)) return value.map((each, i) => filled(each, key, i));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, filled(each, name, index)]));
  };
  return filled(reviewBook, '', 0) as PriceBook;
}
