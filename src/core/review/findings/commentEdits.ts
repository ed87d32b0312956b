import type { TextRange } from '../../modal/declaration';
import type { LineEdit } from '../../modal/usageInsertion';
import type { FindingFix } from './finding';

/** A fix that changes a comment: it rewrites a part, removes it, or moves it. */
export type CommentFix = FindingFix & { readonly kind: 'comment' | 'moveComment' };

/** What a fix changes in a text. A comment that goes takes its line along, where nothing else stands in it. */
export function commentEdits(fix: CommentFix, text: string): readonly LineEdit[] {
  const lines = text.split('\n');
  if (fix.kind === 'comment')
    return [{ range: fix.text === '' ? withItsLine(fix.range, lines) : fix.range, text: fix.text }];
  const { to } = fix;
  const above = lines[to.line]!;
  const eol = above.endsWith('\r') ? '\r\n' : '\n';
  return [
    { range: withItsLine(fix.range, lines), text: '' },
    { range: { start: to, end: to }, text: `${fix.text}${eol}${above.slice(0, to.column)}` },
  ];
}

/** The whole line of a range that is all that stands in it. */
function withItsLine(range: TextRange, lines: readonly string[]): TextRange {
  const { line, column } = range.start;
  const whole = lines[line]!;
  if (whole.slice(column, range.end.column).trim() !== whole.trim()) return range;
  const isLast = line === lines.length - 1;
  const end = isLast ? { line, column: whole.length } : { line: line + 1, column: 0 };
  return { start: { line, column: 0 }, end };
}
