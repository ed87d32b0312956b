import type { Point } from '../../python/parser';

/** Where the lines of a text begin, to turn offsets into places quickly. Lines end with LF, CRLF or CR. */
export class Lines {
  readonly #starts: readonly number[];

  constructor(text: string) {
    const starts = [0];
    for (const found of text.matchAll(/\r\n|[\r\n]/g)) starts.push(found.index + found[0].length);
    this.#starts = starts;
  }

  /** Line and column, both from 0. */
  at(offset: number): Point {
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.#starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low, column: offset - this.#starts[low]! };
  }
}
