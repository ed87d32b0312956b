/** The parts that the JSON of a diff and of a check have in common. */
import type { PricingContext } from '../../cost/estimate';
import type { Subject } from '../../modal/declaration';
import type { MonthlyDifference } from '../../review/diff/diff';
import { cellJson } from '../placeText';
import { bookTitle } from '../words/priceBooks';

export function differenceJson({ delta, ...counts }: MonthlyDifference): object {
  return { usdPerMonth: delta, ...counts };
}

export function pricesJson({ book, hoursPerMonth, discounts }: PricingContext): object {
  return {
    book: book.id,
    title: bookTitle(book),
    date: book.date,
    hoursPerMonth,
    discounts: discounts ? { all: discounts.all, gpu: Object.fromEntries(discounts.gpus) } : null,
  };
}

/** What a declaration or call is, without what it asks for. */
export function subjectJson(subject: Subject): object {
  const { file, line } = subject;
  const place = { file, ...cellJson(subject), line };
  if (subject.type === 'call') return { ...place, form: subject.form };
  return { ...place, name: subject.name, qualname: subject.qualname, kind: subject.kind, app: subject.app };
}
