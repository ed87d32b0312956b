import type { Subject } from './declaration';

/**
 * The declaration or call whose lines hold a line: from its decorator to its `def` or `class`, or the call with its keywords.
 * @param line from 0
 */
export function subjectAt<T extends Subject>(subjects: readonly T[], line: number): T | undefined {
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
