/** Rows of CSV by RFC 4180, one line at a time: quoted cells may hold separators, quotes and line breaks. */

/** A longer line, or a longer row whose quoted cells hold line breaks, is a bad row. UTF-16 units. */
export const MAX_ROW_LENGTH = 65_536;

/** Cuts lines into rows. Work: the length of each line, however many lines a row has. */
export class CsvRows {
  #cells: string[] = [];
  /** What stands of a quoted cell that has not ended. */
  #open: string | null = null;
  /** Of the row that has not ended. */
  #length = 0;

  constructor(readonly delimiter: string) {}

  /** Whether a row has not ended. */
  get isOpen(): boolean {
    return this.#open !== null;
  }

  /** The cells of the row that ends with a line; null if it goes on, undefined if it is too long: the next line is a row. */
  read(line: string): string[] | null | undefined {
    if (this.#open === null && !line.includes('"')) return line.split(this.delimiter);
    this.#add(line);
    this.#length += line.length + 1;
    const isTooLong = this.#open !== null && this.#length > MAX_ROW_LENGTH;
    if (this.#open !== null && !isTooLong) return null;
    const cells = this.#cells;
    [this.#cells, this.#open, this.#length] = [[], null, 0];
    return isTooLong ? undefined : cells;
  }

  /** What follows a closing quote counts to the cell. */
  #add(line: string): void {
    for (let at = 0; ;) {
      let cell = '';
      if (this.#open !== null || line[at] === '"') {
        const from = this.#open === null ? at + 1 : at;
        const close = closingQuote(line, from);
        const quoted = (this.#open ?? '') + line.slice(from, close);
        this.#open = close === undefined ? `${quoted}\n` : null;
        if (close === undefined) return;
        cell = quoted.replaceAll('""', '"');
        at = close + 1;
      }
      const next = line.indexOf(this.delimiter, at);
      this.#cells.push(cell + line.slice(at, next < 0 ? undefined : next));
      if (next < 0) return;
      at = next + 1;
    }
  }
}

/** Where a quoted cell ends; a doubled quote stands for one. */
function closingQuote(line: string, from: number): number | undefined {
  for (let at = line.indexOf('"', from); at >= 0; at = line.indexOf('"', at + 2))
    if (line[at + 1] !== '"') return at;
  return undefined;
}
