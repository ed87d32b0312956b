import { countBelow } from '../numbers/countBelow';

/** Lines that end with LF, CRLF or CR. */
const ANY_LINE_END = /\r\n|[\r\n]/g;

/** Where the lines of a text begin, to turn offsets into places quickly. */
export class LineIndex {
  readonly #starts: readonly number[];

  /** @param lineEnd what ends a line: a global expression */
  constructor(text: string, lineEnd = ANY_LINE_END) {
    const starts = [0];
    for (const found of text.matchAll(lineEnd)) starts.push(found.index + found[0].length);
    this.#starts = starts;
  }

  /** Line and column of an offset in UTF-16 units, all from 0. */
  at(offset: number): { readonly line: number; readonly column: number } {
    const line = countBelow(this.#starts, offset + 1) - 1;
    return { line, column: offset - this.#starts[line]! };
  }
}
