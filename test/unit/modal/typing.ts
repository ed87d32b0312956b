import type { FileScan } from '../../../src/core/modal/scan';
import type { Point, TextEdit } from '../../../src/core/python/parser';

/** A text after one replacement, and the edit as an editor tells of it. */
export function replaced(
  text: string,
  start: number,
  end: number,
  by: string,
): { readonly text: string; readonly edit: TextEdit } {
  const after = text.slice(0, start) + by + text.slice(end);
  const newEnd = start + by.length;
  return {
    text: after,
    edit: {
      startIndex: start,
      oldEndIndex: end,
      newEndIndex: newEnd,
      start: pointAt(text, start),
      oldEnd: pointAt(text, end),
      newEnd: pointAt(after, newEnd),
    },
  };
}

function pointAt(text: string, index: number): Point {
  const before = text.slice(0, index);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length - 1, column: index - lineStart };
}

/** A scan in a line a declaration: `3 f H100` for a known GPU, with ` (stale)` where it is what it last said. */
export function brief({ declarations }: FileScan): string[] {
  return declarations.map(({ line, qualname, gpu, stale }) => {
    const types = (gpu.value ?? []).map(({ type }) => type).join(',');
    return `${line} ${qualname} ${gpu.status === 'known' ? types : gpu.status}${stale ? ' (stale)' : ''}`;
  });
}
