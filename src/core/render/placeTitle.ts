/** The title of a lens or an inlay hint over all that one place declares. */
import { sumOf, sumText } from './explorerTree';
import { fitted, lensTitle, lensTooltip } from './lensTitle';
import type { SamePlace } from './samePlace';
import { refusedBookText } from './words/priceBooks';
import { t } from './words/translate';

/** How many GPUs are named: of more, their number. */
const MAX_NAMED = 3;

/** `2 here · $0.59/h running · T4, H100` of several, the sum of all; of one, its own title. */
export function placeTitle(place: SamePlace): string {
  const title = titleOf(place);
  // Not by the book that was asked for.
  return place[0].estimate.context.refusedBook === undefined ? title : `⚠ ${title}`;
}

function titleOf(place: SamePlace): string {
  const [first, ...others] = place;
  if (others.length === 0) return lensTitle(first);
  return fitted([t('{0} here', place.length), sumText(sumOf(place)), gpusOf(place)]);
}

function gpusOf(place: SamePlace): string {
  const labels = place.flatMap(({ estimate }) => estimate.alternatives.map(({ label }) => label));
  const distinct = [...new Set(labels)];
  return distinct.length > MAX_NAMED ? t('{0} GPU options', distinct.length) : distinct.join(', ');
}

export function placeTooltip(place: SamePlace): string {
  const [first, ...others] = place;
  const { book, refusedBook } = first.estimate.context;
  const own = lensTooltip(first);
  const tooltip = refusedBook === undefined ? own : `${refusedBookText(refusedBook, book)}\n${own}`;
  return others.length === 0
    ? tooltip
    : [
        t('{0} declarations here, one for each value: hover over the call to see each.', place.length),
        tooltip.split('\n')[0]!,
      ].join('\n');
}
