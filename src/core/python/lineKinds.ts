/** What each line of a Python text is, as far as one pass without a tree can tell. */

/**
 * - `decorator`: begins with `@`.
 * - `comment`: holds nothing but a comment.
 * - `continuation`: begins inside brackets, inside a string, or after a backslash.
 * - `other`: begins any other statement.
 */
export type LineKind = 'decorator' | 'comment' | 'blank' | 'continuation' | 'other';

/**
 * The kind of every line. Linear in the text, and quick at once: it runs before a compiler has warmed up, so it looks at
 * character codes. Made for a text that is being typed: a string without an end ends with its line, as Python has it,
 * and brackets without an end do so before a decorator or a definition at the left margin.
 */
export function lineKinds(lines: readonly string[]): LineKind[] {
  const kinds: LineKind[] = [];
  let depth = 0;
  /** The quote that is open, and whether it is a triple one. */
  let [quote, triple] = [0, false];
  let escaped = false;
  for (const line of lines) {
    const first = firstCode(line);
    if (depth > 0 && quote === 0 && /^(?:@\w|(?:async[ \t]+)?def[ \t]|class[ \t])/.test(line)) {
      depth = 0;
      for (let row = kinds.length - 1; row >= 0 && lines[row]!.startsWith('#'); row--) kinds[row] = 'comment';
    }
    if (depth > 0 || quote !== 0 || escaped) kinds.push('continuation');
    else if (Number.isNaN(first)) kinds.push('blank');
    else kinds.push(first === HASH ? 'comment' : first === AT ? 'decorator' : 'other');
    escaped = false;
    for (let at = 0; at < line.length; at++) {
      const code = line.charCodeAt(at);
      if (quote !== 0) {
        if (code === BACKSLASH) at += 1;
        else if (code === quote && (!triple || isTriple(line, at))) {
          if (triple) at += 2;
          quote = 0;
        }
        continue;
      }
      switch (code) {
        case HASH:
          at = line.length;
          break;
        case DOUBLE:
        case SINGLE:
          quote = code;
          triple = isTriple(line, at);
          if (triple) at += 2;
          break;
        case 0x28: // (
        case 0x5b: // [
        case 0x7b: // {
          depth += 1;
          break;
        case 0x29: // )
        case 0x5d: // ]
        case 0x7d: // }
          depth = Math.max(0, depth - 1);
          break;
        case BACKSLASH:
          escaped = at + 1 === lengthOf(line);
      }
    }
    if (quote !== 0 && !triple && line.charCodeAt(lengthOf(line) - 1) !== BACKSLASH) quote = 0;
  }
  return kinds;
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
