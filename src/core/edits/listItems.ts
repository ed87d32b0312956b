import type { Node } from 'web-tree-sitter';
import {
  beginsLine,
  endsLine,
  indentation,
  indentStep,
  lineBreak,
  lineEnd,
  lineStart,
  nextLine,
} from './lineText';
import { combineEdits, deletion, insertion, type OffsetEdit } from './textEdits';

interface Span {
  readonly start: number;
  readonly end: number;
}

/** One of the things between two brackets, with the comma that follows it. */
interface Item extends Span {
  readonly node: Node;
  readonly comma: Span | null;
}

/** What stands between two brackets: arguments, dict entries, imported names. */
export interface Items extends Span {
  readonly items: readonly Item[];
  readonly comments: readonly Span[];
}

/** Reads a bracketed list (`argument_list`, `dictionary`, or the names of a `from … import`); null for any other node. */
export function itemsOf(list: Node): Items | null {
  const { children } = list;
  const open = children.findIndex((child) => OPENERS.has(child.type));
  if (open < 0) return null;
  const bracket = children[open]!;
  const close = children.findLast((child) => CLOSERS.has(child.type));
  const items: (Span & { node: Node; comma: Span | null })[] = [];
  const comments: Span[] = [];
  const bracketed = bracket.type === 'import' && children[open + 1]?.type === '(';
  for (const child of children.slice(open + (bracketed ? 2 : 1))) {
    if (child.id === close?.id) break;
    const span = { start: child.startIndex, end: child.endIndex };
    if (child.type === 'comment') comments.push({ ...span, end: span.start + child.text.trimEnd().length });
    else if (child.type === ',') {
      const last = items.at(-1);
      if (last) last.comma = span;
    } else if (child.isNamed && child.type !== 'line_continuation')
      items.push({ ...span, node: child, comma: null });
  }
  const start = bracketed ? children[open + 1]!.endIndex : bracket.endIndex;
  return { start, end: close?.startIndex ?? list.endIndex, items, comments };
}

const OPENERS = new Set(['(', '{', 'import']);
const CLOSERS = new Set([')', '}']);

/**
 * Adds an item at the end, in the style of what is there: behind the last one, or on a line of its own where the last one
 * has such a line; with a comma after it where the last one has one.
 */
export function addItem(text: string, list: Items, source: string): OffsetEdit[] {
  const last = list.items.at(-1);
  if (!last) return addFirst(text, list, source);
  if (!beginsLine(text, last.start)) return [insertion(last.end, `, ${source}`)];
  const line = lineBreak(text, lineStart(text, last.start)) + indentation(text, last.start) + source;
  if (last.comma)
    return [insertion(commentBehind(text, list, last.comma.end)?.end ?? last.comma.end, `${line},`)];
  return [insertion(last.end, ','), insertion(commentBehind(text, list, last.end)?.end ?? last.end, line)];
}

function addFirst(text: string, list: Items, source: string): OffsetEdit[] {
  const inside = text.slice(list.start, list.end);
  if (!inside.includes('\n')) return [{ start: list.start, end: list.end, newText: source }];
  const comment = list.comments.at(-1);
  const indent =
    comment && beginsLine(text, comment.start)
      ? indentation(text, comment.start)
      : leadingSpace(text, list.start) + indentStep(text);
  const line = `${lineBreak(text, list.start)}${indent}${source},`;
  return [insertion(comment?.end ?? list.start, line)];
}

function leadingSpace(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? '';
}

/**
 * Removes items with their commas, their lines and the comments at the ends of these lines.
 * Comments on lines of their own stay, and so does one at the end of a line that other items share.
 */
export function removeItems(text: string, list: Items, removed: ReadonlySet<number>): OffsetEdit[] {
  const { items } = list;
  if (removed.size === 0) return [];
  const ownLines = items.map((item, i) => (removed.has(i) ? wholeLines(text, list, item) : null));
  const kept = items.filter((_, i) => !removed.has(i));
  if (kept.length === 0 && list.comments.every((comment) => isOwn(text, list, comment, ownLines)))
    return [deletion(list.start, list.end)];
  const edits: OffsetEdit[] = [];
  // Where the last one goes and had no comma, the one that is last now has none either.
  const last = removed.has(items.length - 1) && !items.at(-1)!.comma ? kept.at(-1) : undefined;
  if (last?.comma) {
    const { start, end } = last.comma;
    edits.push(deletion(hasComment(list, last.end, start) ? start : last.end, end));
  }
  for (let i = 0; i < items.length; i++) {
    const lines = ownLines[i];
    if (lines) edits.push(...keepingComments(text, list, lines));
    if (lines || !removed.has(i)) continue;
    let to = i;
    while (removed.has(to + 1) && !ownLines[to + 1]) to++;
    edits.push(...keepingComments(text, list, removedRun(text, list, i, to, removed)));
    i = to;
  }
  return combineEdits(edits).map((edit) => withEmptyLine(text, edit));
}

/** What would leave a line of white space takes that line along. */
function withEmptyLine(text: string, { start, end, newText }: OffsetEdit): OffsetEdit {
  const isEmptied = start > lineStart(text, start) && beginsLine(text, start) && endsLine(text, end);
  return isEmptied ? deletion(lineStart(text, start), nextLine(text, end)) : { start, end, newText };
}

/** The stretch that goes with items that follow one another and share lines with others, or with a bracket. */
function removedRun(text: string, list: Items, from: number, to: number, removed: ReadonlySet<number>): Span {
  const { items } = list;
  const { start } = items[from]!;
  const end = (items[to]!.comma ?? items[to]!).end;
  const before = items[from - 1];
  const after = items[to + 1];
  const beforeEnd = before && (before.comma ?? before).end;
  if (beforeEnd !== undefined && !text.slice(beforeEnd, start).includes('\n'))
    return { start: beforeEnd, end };
  const comment = commentBehind(text, list, end);
  const endWithComment = comment?.end ?? end;
  if (after) {
    const joins = !removed.has(to + 1) && !hasComment(list, endWithComment, after.start);
    return { start, end: joins ? after.start : endWithComment };
  }
  const joins = beforeEnd !== undefined && !removed.has(from - 1) && !hasComment(list, beforeEnd, start);
  return { start: joins ? beforeEnd : start, end: endWithComment };
}

/** Removes a stretch but for the comments in it that have lines of their own, between an item and its comma. */
function keepingComments(text: string, list: Items, { start, end }: Span): OffsetEdit[] {
  const edits: OffsetEdit[] = [];
  let from = start;
  for (const comment of list.comments) {
    if (comment.start < start || comment.end > end || !beginsLine(text, comment.start)) continue;
    const line = lineStart(text, comment.start);
    // What shares its line with something before leaves the line break to the comment.
    edits.push(deletion(from, from === lineStart(text, from) ? line : lineEnd(text, line - 1)));
    from = nextLine(text, comment.end);
  }
  return [...edits, deletion(from, end)];
}

/** The comment at the end of the lines that an item has to itself: what goes with it when it is removed. */
export function ownComment(text: string, list: Items, index: number): string {
  const item = list.items[index];
  if (!item || !wholeLines(text, list, item)) return '';
  const comment = commentBehind(text, list, (item.comma ?? item).end);
  return comment ? text.slice(comment.start, comment.end) : '';
}

/** The lines that an item has to itself, or null. */
function wholeLines(text: string, list: Items, item: Item): Span | null {
  const end = (item.comma ?? item).end;
  const comment = commentBehind(text, list, end);
  if (!beginsLine(text, item.start) || !endsLine(text, comment?.end ?? end)) return null;
  return { start: lineStart(text, item.start), end: nextLine(text, comment?.end ?? end) };
}

/** Whether a comment goes with the items when all of them go: behind one of them, or in its lines. */
function isOwn(text: string, list: Items, comment: Span, lines: readonly (Span | null)[]): boolean {
  if (beginsLine(text, comment.start)) return false;
  return list.items.some((item, i) => {
    const span = lines[i] ?? item;
    const behind = commentBehind(text, list, (item.comma ?? item).end);
    return comment === behind || (span.start <= comment.start && comment.end <= span.end);
  });
}

/** The comment that follows in the same line. */
function commentBehind(text: string, list: Items, offset: number): Span | undefined {
  return list.comments.find(({ start }) => start >= offset && /^[ \t\f]*$/.test(text.slice(offset, start)));
}

function hasComment(list: Items, from: number, to: number): boolean {
  return list.comments.some(({ start }) => from <= start && start < to);
}
