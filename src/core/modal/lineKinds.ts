/** What each line of a Python text is, as far as one pass without a tree can tell. */

/**
 * - `decorator`: begins with `@`.
 * - `comment`: holds nothing but a comment.
 * - `continuation`: begins inside brackets, inside a string, or after a backslash.
 * - `other`: begins any other statement.
 */
export type LineKind = 'decorator' | 'comment' | 'blank' | 'continuation' | 'other';

/**
 * The kind of every line. Linear in the text. Made for a text that is being typed: a string without an end ends with its
 * line, as Python has it, and brackets without an end do so before a decorator or a definition at the left margin.
 */
export function lineKinds(lines: readonly string[]): LineKind[] {
  const kinds: LineKind[] = [];
  let depth = 0;
  let quote = '';
  let escaped = false;
  for (const line of lines) {
    const first = firstCharacter(line);
    if (depth > 0 && quote === '' && /^(?:@\w|(?:async[ \t]+)?def[ \t]|class[ \t])/.test(line)) {
      depth = 0;
      for (let row = kinds.length - 1; row >= 0 && lines[row]!.startsWith('#'); row--) kinds[row] = 'comment';
    }
    if (depth > 0 || quote !== '' || escaped) kinds.push('continuation');
    else if (first === '') kinds.push('blank');
    else kinds.push(first === '#' ? 'comment' : first === '@' ? 'decorator' : 'other');
    escaped = false;
    for (let at = 0; at < line.length; at++) {
      const character = line[at]!;
      if (quote !== '') {
        if (character === '\\') at += 1;
        else if (line.startsWith(quote, at)) {
          at += quote.length - 1;
          quote = '';
        }
      } else if (character === '#') break;
      else if (character === '"' || character === "'") {
        quote = line.startsWith(character.repeat(3), at) ? character.repeat(3) : character;
        at += quote.length - 1;
      } else if (character === '(' || character === '[' || character === '{') depth += 1;
      else if (character === ')' || character === ']' || character === '}') depth = Math.max(0, depth - 1);
      else if (character === '\\' && isEnd(line, at + 1)) escaped = true;
    }
    if (quote.length === 1 && !endsWithBackslash(line)) quote = '';
  }
  return kinds;
}

function firstCharacter(line: string): string {
  return /[^ \t\f\r]/.exec(line)?.[0] ?? '';
}

function isEnd(line: string, at: number): boolean {
  return at >= line.length || (at === line.length - 1 && line[at] === '\r');
}

function endsWithBackslash(line: string): boolean {
  return line.endsWith('\\') || line.endsWith('\\\r');
}
