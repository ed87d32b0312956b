/** A column of a text table. */
export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
  /** Which end of its cells may be cut where the table is wider than the terminal: the end of a path tells more than its start. */
  readonly cuts?: 'start' | 'end';
}

const GAP = '  ';

/**
 * A table in columns, aligned by what is really printed. For a terminal of `width` columns it is no wider than that if the
 * columns that may be cut allow it; without a width, as in a pipe, nothing is cut.
 */
export function textTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width = Infinity,
): string[] {
  const all = [columns.map((column) => column.title), ...rows];
  const widths = columns.map((_, i) =>
    all.reduce((most, row) => Math.max(most, Math.min(MAX_CELL, displayWidth(row[i] ?? ''))), 0),
  );
  let excess = widths.reduce((sum, each) => sum + each, 0) + GAP.length * (columns.length - 1) - width;
  while (excess > 0) {
    const widest = columns.reduce(
      (best, column, i) => (column.cuts && widths[i]! > (widths[best] ?? 0) ? i : best),
      -1,
    );
    if (widest < 0 || widths[widest]! <= 8) break;
    widths[widest]!--;
    excess--;
  }
  return all.map((row) =>
    columns
      .map((column, i) => fit(row[i] ?? '', widths[i]!, column, width < Infinity))
      .join(GAP)
      .trimEnd(),
  );
}

/** No column is wider than this: in a pipe, a longer cell moves only what is to its right. */
const MAX_CELL = 160;

function fit(text: string, width: number, { align, cuts = 'end' }: Column, isTerminal: boolean): string {
  const isCut = isTerminal && displayWidth(text) > width;
  const shown = isCut ? (cuts === 'start' ? endOf(text, width) : startOf(text, width)) : text;
  const padding = ' '.repeat(Math.max(0, width - displayWidth(shown)));
  return align === 'left' ? shown + padding : padding + shown;
}

function startOf(text: string, width: number): string {
  // A character that takes a column has two units at most; those that take none are few. The last may be half of one.
  const chars = Array.from(text.slice(0, 4 * width)).slice(0, -1);
  let to = 0;
  for (let left = width - 1; to < chars.length; to++) {
    left -= displayWidth(chars[to]!);
    if (left < 0) break;
  }
  return `${chars.slice(0, to).join('')}…`;
}

function endOf(text: string, width: number): string {
  const chars = Array.from(text.slice(-4 * width)).slice(1);
  let from = chars.length;
  for (let left = width - 1; from > 0; from--) {
    left -= displayWidth(chars[from - 1]!);
    if (left < 0) break;
  }
  return `…${chars.slice(from).join('')}`;
}

/** How many terminal columns a text takes: two for East Asian wide characters and emoji, none for combining marks. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const char of text) {
    if (/\p{Mn}|\p{Me}|\p{Cf}/u.test(char)) continue;
    const code = char.codePointAt(0)!;
    const wide =
      (code >= 0x1100 && code <= 0x115f) ||
      (code >= 0x2e80 && code <= 0xa4cf) ||
      (code >= 0xac00 && code <= 0xd7a3) ||
      (code >= 0xf900 && code <= 0xfaff) ||
      (code >= 0xfe30 && code <= 0xfe6f) ||
      (code >= 0xff00 && code <= 0xff60) ||
      (code >= 0xffe0 && code <= 0xffe6) ||
      (code >= 0x20000 && code <= 0x3fffd) ||
      /\p{Emoji_Presentation}/u.test(char);
    width += wide ? 2 : 1;
  }
  return width;
}
