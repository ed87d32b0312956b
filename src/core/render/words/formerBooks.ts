/** What is said of a price book as of an earlier date. */
import { datesOf, type FormerBook, type NoFormerBook } from '../../pricing/asOf';
import { reviewBook } from '../../pricing/bundled';
import { isOver } from '../../pricing/otherBook';
import type { PriceBook } from '../../pricing/schema';
import { usdRate } from '../money';
import { t } from './translate';

/** What of a former book is of its date and what is not. */
export function formerBookNotes({ book, unpriced }: FormerBook, now: PriceBook): string[] {
  const rates = Object.entries(book.gpus).map(([type, { active }]) => `${type} ${usdRate(active.value)}/s`);
  const assumed = t(
    'Assumes: idle containers, CPU, memory and regions cost what they do in {0}, because {1} has no earlier rates for them.',
    now.date,
    now.id,
  );
  const missing = t('No price as of {0}: {1}.', book.date, unpriced.join(', '));
  return [
    t('Prices as of {0}: {1}.', book.date, rates.join(', ')),
    assumed,
    ...(unpriced.length === 0 ? [] : [missing]),
  ];
}

/** Why there are no prices as of a date, and which book has some. */
export function noFormerBookText({ first }: NoFormerBook, book: PriceBook): string {
  const begins =
    first === null
      ? t('{0} has no earlier rates', book.id)
      : t('the earliest rates of {0} are of {1}', book.id, first);
  return isOver(book, reviewBook.id)
    ? begins
    : `${begins}; ${t('{0} has rates since {1}: add --book {0}', reviewBook.id, datesOf(reviewBook.history)[0] ?? '')}`;
}
