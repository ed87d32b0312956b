/** What a hover is about: the declaration, keyword or usage comment at a place of a text. */
import type { Assessment } from '../cost/assess';
import type { TextRange } from '../modal/declaration';
import { isParameterName, type ParameterName } from '../modal/parameters';
import { UsageComments, type UsageComment, type UsageCommentValue } from '../modal/usageComment';
import type { Point } from '../python/parser';
import type { SamePlace } from './samePlace';

/** The innermost of the places at a point: a call may stand among the arguments of another. */
export function innermostAt(places: readonly SamePlace[], point: Point): SamePlace | undefined {
  const rangeOf = ([{ estimate }]: SamePlace): TextRange => estimate.subject.range;
  const [place] = places
    .filter((each) => holds(rangeOf(each), point))
    .sort((a, b) => (isWithin(rangeOf(a), rangeOf(b)) ? -1 : 1));
  return place;
}

/** The keyword at a point of a declaration, with its range; the declaration itself where there is none. */
export function keywordAt(
  { estimate: { subject } }: Assessment,
  point: Point,
): { readonly parameter: ParameterName | null; readonly range: TextRange } {
  const keywords = Object.entries({ gpu: subject.gpu, ...subject.params });
  const [name, value] = keywords.find(([, { range }]) => range && holds(range, point)) ?? [];
  const parameter = name !== undefined && isParameterName(name) ? name : null;
  return { parameter, range: value?.range ?? subject.range };
}

/** A usage comment above a declaration. */
export interface CommentPlace {
  readonly assessment: Assessment;
  readonly comment: UsageComment;
  /** The value of the comment at the point, where it is on one. */
  readonly value: UsageCommentValue | undefined;
  readonly range: TextRange;
}

/** The usage comment at a point, or one of its values. */
export function commentAt(
  places: readonly SamePlace[],
  text: string,
  point: Point,
): CommentPlace | undefined {
  const comments = new UsageComments(text);
  for (const [assessment] of places) {
    const { subject } = assessment.estimate;
    if (subject.type !== 'declaration') continue;
    const comment = comments.of(subject);
    const line = comment.ranges.find((each) => holds(each, point));
    if (!line) continue;
    const value = comment.values.find((each) => holds(each.range, point));
    return { assessment, comment, value, range: value?.range ?? line };
  }
  return undefined;
}

/** Whether a range holds a point, its ends included. */
export function holds({ start, end }: TextRange, point: Point): boolean {
  return isUpTo(start, point) && isUpTo(point, end);
}

function isWithin(inner: TextRange, outer: TextRange): boolean {
  return isUpTo(outer.start, inner.start) && isUpTo(inner.end, outer.end);
}

function isUpTo(a: Point, b: Point): boolean {
  return a.line < b.line || (a.line === b.line && a.column <= b.column);
}
