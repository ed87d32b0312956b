import { Range, type Position } from 'vscode';
import type { Declaration, TextRange } from '../core/modal/declaration';
import { subjectAt } from '../core/modal/subjectAt';

/** The core's text range as VS Code's: both count lines and UTF-16 columns from 0. */
export function toRange({ start, end }: TextRange): Range {
  return new Range(start.line, start.column, end.line, end.column);
}

/** Whether two declarations stand at one place, as those of a loop do. */
export function isSamePlace(a: Declaration, b: Declaration): boolean {
  return toRange(a.range).isEqual(toRange(b.range));
}

/** The subject at a position, else the nearest before it, else the first after it. */
export function nearestSubject<T extends { readonly declaration: Declaration }>(
  subjects: readonly T[],
  position: Position,
): T | undefined {
  const here = subjectAt(
    subjects.map(({ declaration }) => declaration),
    position.line,
  );
  return (
    subjects.find(({ declaration }) => declaration === here) ??
    subjects.findLast(({ declaration }) => declaration.range.start.line <= position.line) ??
    subjects[0]
  );
}
