/** Lines of a text that comes in pieces of bytes: UTF-8, with or without a BOM, whatever ends its lines. */
import { MAX_ROW_LENGTH } from '../../text/csvRows';

/** Bytes that are decoded at a time, so that a large piece takes no more memory than small ones. */
const BYTES_AT_ONCE = 65_536;

const [LF, CR] = [10, 13];

/** Cuts bytes into lines. Keeps at most one unfinished line, and of that no more than {@link MAX_ROW_LENGTH} bytes. */
export class Lines {
  readonly #decoder = new TextDecoder('utf-8');
  /** Takes each line, without its end; null stands for one that is too long. */
  readonly #take: (line: string | null) => void;
  #unfinished: Uint8Array = new Uint8Array(0);
  #tooLong = false;

  constructor(take: (line: string | null) => void) {
    this.#take = take;
  }

  push(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += BYTES_AT_ONCE)
      this.#piece(bytes.subarray(at, at + BYTES_AT_ONCE));
  }

  /** The last line need not end. */
  end(): void {
    if (this.#unfinished.length > 0 || this.#tooLong) this.#piece(new Uint8Array([LF]));
  }

  #piece(bytes: Uint8Array): void {
    const [carried, ...rest] = this.#unfinished.length > 0 ? [this.#unfinished, bytes] : [bytes];
    const all = rest.length > 0 ? joined(carried, bytes) : carried;
    const end = endOfLines(all);
    if (end > 0) this.#whole(this.#decoder.decode(all.subarray(0, end)));
    const left = all.subarray(end);
    if (left.length > MAX_ROW_LENGTH) this.#tooLong = true;
    // A copy: the caller may use its bytes again. Of a line that is too long, the last byte tells where it ends.
    this.#unfinished = left.slice(this.#tooLong ? Math.max(0, left.length - 1) : 0);
  }

  /** Lines that have ended. */
  #whole(text: string): void {
    const lines = text.split(/\r\n|\r|\n/);
    for (let i = 0; i < lines.length - 1; i++) {
      const line = lines[i]!;
      this.#take(this.#tooLong || line.length > MAX_ROW_LENGTH ? null : line);
      this.#tooLong = false;
    }
  }
}

/** Where the last line that has ended ends. A carriage return at the end may be the first half of a line's end. */
function endOfLines(bytes: Uint8Array): number {
  for (let at = bytes.length - 1; at >= 0; at--)
    if (bytes[at] === LF || (bytes[at] === CR && at < bytes.length - 1)) return at + 1;
  return 0;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
