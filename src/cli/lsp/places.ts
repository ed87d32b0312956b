import type { Position, Range } from 'vscode-languageserver/node';
import type { TextRange } from '../../core/modal/declaration';
import type { Point } from '../../core/python/parser';

/** The core's text range as the protocol's: both count lines and UTF-16 columns from 0. */
export function toRange({ start, end }: TextRange): Range {
  return { start: toPosition(start), end: toPosition(end) };
}

export function toPosition({ line, column }: Point): Position {
  return { line, character: column };
}

export function pointOf({ line, character }: Position): Point {
  return { line, column: character };
}

/** Whether two ranges have a place in common, if only an end. */
export function touches(a: Range, b: Range): boolean {
  return isUpTo(a.start, b.end) && isUpTo(b.start, a.end);
}

function isUpTo(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character <= b.character);
}
