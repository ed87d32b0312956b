/** Where a row of the review is from, and what contradicts it. */
import type { Otherwise } from '../../pricing/reviewSchema';
import type { PriceBook } from '../../pricing/schema';
import { t } from '../words/translate';

interface Cited {
  readonly source: string;
  readonly date: string;
}

/** `review, 2026-11`: a key of the sources, which the last section names in full. */
export function sourceKeyText({ source, date }: Cited): string {
  return `${source}, ${date}`;
}

/** `Source: Modal Labs, deep review (GPU cloud), 2026, updated 8 November; 2026-11`. */
export function citedText(cited: Cited, book: PriceBook): string {
  const title = Object.hasOwn(book.sources, cited.source) ? book.sources[cited.source]?.title : undefined;
  return t('Source: {0}; {1}', title ?? cited.source, cited.date);
}

/** What Modal's own documents say, with their source; in words where nothing is known to contradict the review. */
export function otherwiseText(otherwise: Otherwise | undefined): string {
  return otherwise ? `${otherwise.says} (${sourceKeyText(otherwise)})` : t('nothing to the contrary known');
}
