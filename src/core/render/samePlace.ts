/** What stands at one place of the text: a call in a loop, or in a helper, may declare several things. */
import type { Assessment } from '../cost/assess';
import type { TextRange } from '../modal/declaration';

export type SamePlace = readonly [Assessment, ...Assessment[]];

/** Assessments of one file by their place, in the order that they come in. */
export function byPlace(assessments: readonly Assessment[]): readonly SamePlace[] {
  const places = new Map<string, [Assessment, ...Assessment[]]>();
  for (const each of assessments) {
    const key = keyOf(each.estimate.subject.range);
    const place = places.get(key);
    if (place) place.push(each);
    else places.set(key, [each]);
  }
  return [...places.values()];
}

function keyOf({ start, end }: TextRange): string {
  return [start.line, start.column, end.line, end.column].join();
}
