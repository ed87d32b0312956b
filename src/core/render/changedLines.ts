/** A line that a change takes away or adds, numbered in the text that it stands in. */
export interface ChangedLine {
  readonly line: number;
  readonly kind: 'removed' | 'added';
  readonly text: string;
}

/** The lines that differ between two texts, those alike at both ends left out; stretches that are alike inside too. */
export function changedLines(before: string, after: string): readonly ChangedLine[] {
  const [old, now] = [before.split(/\r?\n/), after.split(/\r?\n/)];
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let [oldEnd, nowEnd] = [old.length, now.length];
  while (oldEnd > start && nowEnd > start && old[oldEnd - 1] === now[nowEnd - 1]) {
    oldEnd--;
    nowEnd--;
  }
  const alike = new Set(now.slice(start, nowEnd));
  const kept = new Set(old.slice(start, oldEnd));
  const removed = old
    .slice(start, oldEnd)
    .flatMap((text, i) => (alike.has(text) ? [] : [{ line: start + i + 1, kind: 'removed' as const, text }]));
  const added = now
    .slice(start, nowEnd)
    .flatMap((text, i) => (kept.has(text) ? [] : [{ line: start + i + 1, kind: 'added' as const, text }]));
  return [...removed, ...added].sort((a, b) => a.line - b.line || (a.kind === 'removed' ? -1 : 1));
}
