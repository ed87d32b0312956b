import type { Point, TextEdit } from './parser';

/** What a replacement does to the places of a text: `start` and `end` are those of the text before it, as is the offset. */
export function replacement(
  { start, end }: { readonly start: Point; readonly end: Point },
  offset: number,
  length: number,
  newText: string,
): TextEdit {
  const lines = newText.split(/\r\n|\r|\n/);
  const lastLine = lines[lines.length - 1]!;
  return {
    startIndex: offset,
    oldEndIndex: offset + length,
    newEndIndex: offset + newText.length,
    start,
    oldEnd: end,
    newEnd: {
      line: start.line + lines.length - 1,
      column: lines.length === 1 ? start.column + newText.length : lastLine.length,
    },
  };
}
