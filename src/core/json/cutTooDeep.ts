/** Keeps a text that is all brackets from overflowing the stack of a parser that calls itself for each. */
import { createScanner } from 'jsonc-parser';

/** A text of the same length without what is nested too deep, and the offsets at which that began. */
export interface ShallowText {
  readonly text: string;
  readonly cuts: ReadonlySet<number>;
}

/**
 * Puts an empty text (`""`) and blanks in the place of each object or array that is nested deeper than `maxDepth`.
 *
 * A bracket closes only what its like has opened, so a parser that recovers from errors by skipping brackets never has
 * more of them open than are counted here.
 */
export function cutTooDeep(text: string, maxDepth: number): ShallowText {
  const cuts = new Set<number>();
  const kept: string[] = [];
  let from = 0;
  const cut = (start: number, end: number): void => {
    kept.push(text.slice(from, start), (end - start > 1 ? '""' : '').padEnd(end - start));
    from = end;
  };
  const open: string[] = [];
  let start = 0;
  const scanner = createScanner(text, true);
  while (scanner.getPosition() < text.length) {
    scanner.scan();
    const token = scanner.getTokenLength() === 1 ? text[scanner.getTokenOffset()] : undefined;
    if (token === '{' || token === '[') {
      open.push(token === '{' ? '}' : ']');
      if (open.length === maxDepth + 1) cuts.add((start = scanner.getTokenOffset()));
    } else if (token !== undefined && token === open.at(-1)) {
      open.pop();
      if (open.length === maxDepth) cut(start, scanner.getPosition());
    }
  }
  if (open.length > maxDepth) cut(start, text.length);
  return { text: kept.join('') + text.slice(from), cuts };
}
