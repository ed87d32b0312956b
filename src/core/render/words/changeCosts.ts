/** What a change costs by two price books that disagree on it, in words. */
import type { BookCost, Disagreement } from '../../cost/changeCost';
import { usdShort } from '../money';
import { bookName } from './priceBooks';
import { t } from './translate';

/** The figures of both books for a change, such as `scaledown_window=15`. */
export function disagreementText(change: string, [inUse, other]: Disagreement): string {
  return t(
    '{0} saves {1} per month by {2}, but costs {3} more by {4} ({5} instead of {6}).',
    change,
    usdShort(inUse.nowUsd - inUse.thenUsd),
    nameOf(inUse),
    usdShort(other.thenUsd - other.nowUsd),
    nameOf(other),
    usdShort(other.thenUsd),
    usdShort(other.nowUsd),
  );
}

function nameOf({ bookId, lineage }: BookCost): string {
  return bookName({ id: bookId, lineage });
}
