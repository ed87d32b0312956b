import type { FullBook, PriceBook } from '../../../src/core/pricing/schema';

/** A book that stands alone as its file has it. */
export function fileOf({ lineage: [{ title }], ...book }: PriceBook): FullBook {
  return { ...book, title };
}
