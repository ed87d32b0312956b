import type { Hover, MarkupKind, Position } from 'vscode-languageserver/node';
import type { Assessment } from '../../core/cost/assess';
import { NO_SAVINGS, savingsInSteps, type Savings } from '../../core/cost/savings';
import type { TextRange } from '../../core/modal/declaration';
import { atOnce, neverPause } from '../../core/python/resumable';
import type { HoverLinks } from '../../core/render/hoverParts';
import { commentAt, innermostAt, keywordAt } from '../../core/render/hoverPlace';
import { byPlace, type SamePlace } from '../../core/render/samePlace';
import { placeHover } from '../../core/render/severalHover';
import { usageHover } from '../../core/render/usageHover';
import type { OpenDocument } from './openDocument';
import { pointOf, toRange } from './places';

/** The hover on a decorator, on each of its cost keywords, and on usage comments. It links to places, and to no command. */
export function hover(
  document: OpenDocument,
  assessments: readonly Assessment[],
  position: Position,
  kind: MarkupKind,
): Hover | null {
  const point = pointOf(position);
  const places = byPlace(assessments);
  const place = innermostAt(places, point);
  const links = linksOf(document);
  const answer = (value: string, range: TextRange): Hover => ({
    contents: { kind, value },
    range: toRange(range),
  });
  if (place) {
    const { parameter, range } = keywordAt(place[0], point);
    return answer(placeHover(place, parameter, links, savingsOf(place)), range);
  }
  const found = commentAt(places, document.getText(), point);
  if (!found) return null;
  return answer(usageHover(found.assessment, found.comment, found.value, links), found.range);
}

/** Nobody waits for a simulation here: what that would say comes with the next hover. */
function savingsOf([first, ...others]: SamePlace): Savings {
  return others.length === 0 ? atOnce(savingsInSteps(first, neverPause)) : NO_SAVINGS;
}

function linksOf({ folder }: OpenDocument): HoverLinks {
  return folder ? { place: (file, line) => `${folder.addressOf(file)}#L${line}` } : {};
}
