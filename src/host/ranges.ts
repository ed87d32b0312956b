import { Range, type Position } from 'vscode';
import type { Declaration, Subject, TextRange } from '../core/modal/declaration';

/** The core's text range as VS Code's: both count lines and UTF-16 columns from 0. */
export function toRange({ start, end }: TextRange): Range {
  return new Range(start.line, start.column, end.line, end.column);
}

/** The declaration or call whose lines hold a position: from its decorator to its `def` or `class`, or the call with its keywords. */
export function subjectAt<T extends Subject>(subjects: readonly T[], position: Position): T | undefined {
  const { line } = position;
  const isIn = (start: number, end: number): boolean => start <= line && line <= end;
  const own = subjects.find((subject) =>
    isIn(subject.range.start.line, 'defLine' in subject ? subject.defLine - 1 : subject.range.end.line),
  );
  // `on_gpu = app.function(…)` says what `@on_gpu` costs.
  return (
    own ??
    subjects.find(
      (subject) =>
        'options' in subject && subject.options && isIn(subject.options.start.line, subject.options.end.line),
    )
  );
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
    position,
  );
  return (
    subjects.find(({ declaration }) => declaration === here) ??
    subjects.findLast(({ declaration }) => declaration.range.start.line <= position.line) ??
    subjects[0]
  );
}
