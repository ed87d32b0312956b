/** What each line of a Python text is, as far as one pass without a tree can tell. */

/**
 * - `decorator`: begins with `@`.
 * - `comment`: holds nothing but a comment.
 * - `continuation`: begins inside brackets, inside a string, or after a backslash.
 * - `other`: begins any other statement.
 */
export type LineKind = 'decorator' | 'comment' | 'blank' | 'continuation' | 'other';

/** What is open where a line ends. */
interface Open {
  /** Brackets. */
  depth: number;
  /** The quote of a string; 0 for none. */
  quote: number;
  isTriple: boolean;
  /** The line ends with a backslash. */
  isEscaped: boolean;
}

/**
 * The kind of every line. Linear in the text, and quick at once: it runs before a compiler has warmed up, so it looks at
 * character codes. Made for a text that is being typed: a string without an end ends with its line, as Python has it,
 * and brackets without an end do so before a decorator or a definition at the left margin.
 */
export function lineKinds(lines: readonly string[]): LineKind[] {
  const kinds: LineKind[] = [];
  const open: Open = { depth: 0, quote: 0, isTriple: false, isEscaped: false };
  for (const line of lines) {
    if (open.depth > 0 && open.quote === 0 && DEFINES.test(line)) {
      open.depth = 0;
      for (let row = kinds.length - 1; row >= 0 && lines[row]!.startsWith('#'); row--) kinds[row] = 'comment';
    }
    kinds.push(kindOf(line, open));
    goThrough(line, open);
  }
  return kinds;
}

const DEFINES = /^(?:@\w|(?:async[ \t]+)?def[ \t]|class[ \t])/;

function kindOf(line: string, { depth, quote, isEscaped }: Open): LineKind {
  if (depth > 0 || quote !== 0 || isEscaped) return 'continuation';
  const first = firstCode(line);
  if (Number.isNaN(first)) return 'blank';
  return first === HASH ? 'comment' : first === AT ? 'decorator' : 'other';
}

/** Takes what is open from the beginning of a line to its end. */
function goThrough(line: string, open: Open): void {
  open.isEscaped = false;
  for (let at = 0; at < line.length; at++) {
    const code = line.charCodeAt(at);
    if (open.quote !== 0) {
      at = goThroughString(line, at, code, open);
      continue;
    }
    switch (code) {
      case HASH:
        return;
      case DOUBLE:
      case SINGLE:
        open.quote = code;
        open.isTriple = isTriple(line, at);
        if (open.isTriple) at += 2;
        break;
      case 0x28: // (
      case 0x5b: // [
      case 0x7b: // {
        open.depth += 1;
        break;
      case 0x29: // )
      case 0x5d: // ]
      case 0x7d: // }
        open.depth = Math.max(0, open.depth - 1);
        break;
      case BACKSLASH:
        open.isEscaped = at + 1 === lengthOf(line);
    }
  }
  if (open.quote !== 0 && !open.isTriple && line.charCodeAt(lengthOf(line) - 1) !== BACKSLASH) open.quote = 0;
}

/** One character of a string, which may end it. @returns the last place that has been seen to */
function goThroughString(line: string, at: number, code: number, open: Open): number {
  if (code === BACKSLASH) return at + 1;
  if (code !== open.quote || (open.isTriple && !isTriple(line, at))) return at;
  open.quote = 0;
  return open.isTriple ? at + 2 : at;
}

const HASH = 0x23;
const AT = 0x40;
const BACKSLASH = 0x5c;
const DOUBLE = 0x22;
const SINGLE = 0x27;
const RETURN = 0x0d;

/** The first character that is no blank; NaN where there is none. */
function firstCode(line: string): number {
  let at = 0;
  for (; at < line.length; at++) {
    const code = line.charCodeAt(at);
    if (code !== 0x20 && code !== 0x09 && code !== 0x0c && code !== RETURN) break;
  }
  return line.charCodeAt(at);
}

function isTriple(line: string, at: number): boolean {
  const code = line.charCodeAt(at);
  return line.charCodeAt(at + 1) === code && line.charCodeAt(at + 2) === code;
}

/** Without the first half of a Windows line end. */
function lengthOf(line: string): number {
  return line.charCodeAt(line.length - 1) === RETURN ? line.length - 1 : line.length;
}
