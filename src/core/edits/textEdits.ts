/** One replacement in a text, by UTF-16 offsets: `start` equal to `end` inserts. */
export interface OffsetEdit {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

/**
 * Edits in the order of the text, each only once, those that touch made one.
 * @throws RangeError when two of them overlap: such a set means nothing
 */
export function combineEdits(edits: readonly OffsetEdit[]): readonly OffsetEdit[] {
  const sorted = edits
    .filter(({ start, end, newText }) => end > start || newText !== '')
    .sort((a, b) => a.start - b.start || a.end - b.end);
  const combined: OffsetEdit[] = [];
  let last: OffsetEdit | undefined;
  let part: OffsetEdit | undefined;
  for (const edit of sorted) {
    if (part && isSame(part, edit)) continue;
    part = edit;
    if (last && edit.start < last.end) {
      throw new RangeError(`edits overlap: ${span(last)} and ${span(edit)}`);
    }
    if (last?.end === edit.start) {
      combined.pop();
      last = { start: last.start, end: edit.end, newText: last.newText + edit.newText };
    } else last = edit;
    combined.push(last);
  }
  return combined;
}

/** The text after the edits, which must not overlap. */
export function applyEdits(text: string, edits: readonly OffsetEdit[]): string {
  let at = 0;
  let result = '';
  for (const { start, end, newText } of combineEdits(edits)) {
    result += text.slice(at, start) + newText;
    at = end;
  }
  return result + text.slice(at);
}

export function insertion(at: number, newText: string): OffsetEdit {
  return { start: at, end: at, newText };
}

export function deletion(start: number, end: number): OffsetEdit {
  return { start, end, newText: '' };
}

function isSame(a: OffsetEdit, b: OffsetEdit): boolean {
  return a.start === b.start && a.end === b.end && a.newText === b.newText;
}

function span({ start, end }: OffsetEdit): string {
  return `${start}–${end}`;
}
