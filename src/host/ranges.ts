import { Range } from 'vscode';
import type { TextRange } from '../core/modal/declaration';

/** The core's text range as VS Code's: both count lines and UTF-16 columns from 0. */
export function toRange({ start, end }: TextRange): Range {
  return new Range(start.line, start.column, end.line, end.column);
}
