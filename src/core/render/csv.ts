import { oneLine } from './escape';

/** What a cell holds; null is an empty one. */
export type CsvCell = string | number | null;

/**
 * A table as CSV by RFC 4180: CRLF after every row, quotes where they are needed. Text of a workspace is on one line and
 * is never a formula to a spreadsheet: one that would begin as such gets a `'` before it. Numbers stay numbers, with a
 * point and at most 12 significant digits.
 */
export function csvText(head: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return [head, ...rows].map((row) => `${row.map(cellText).join(',')}\r\n`).join('');
}

function cellText(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(Number(cell.toPrecision(12))) : '';
  const text = harmless(oneLine(cell));
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Spreadsheets take a cell for a formula by its first character, the full-width ones too. */
function harmless(text: string): string {
  return /^\s*[=+\-@＝＋－＠]/.test(text) ? `'${text}` : text;
}
