/**
 * Patterns for paths and names, for keys of the team file and rules of a `.gitignore`. The work to match one is at most its
 * number of parts times the length of the text: none can hang.
 */

/** A part of a pattern. */
export type WildcardPart =
  | { readonly kind: 'text'; readonly text: string }
  /** One character except a slash: any, or one of a set. */
  | { readonly kind: 'one' }
  | { readonly kind: 'set'; readonly has: (char: string) => boolean }
  /** Any text without a slash. */
  | { readonly kind: 'star' }
  /** Any text. */
  | { readonly kind: 'any' }
  /** Any number of folders, each with its slash: `a/b/`, or nothing. */
  | { readonly kind: 'folders' };

/** Counts down while patterns are matched; below 0 there has been too much of it. */
export interface StepsLeft {
  steps: number;
}

/** A pattern that is ready to be matched. */
export class Wildcards {
  /** What a text must begin and end with, and how long it is at least: most texts are told apart by that. */
  private readonly head: string;
  private readonly tail: string;
  private readonly minLength: number;
  /** The parts between. */
  private readonly middle: readonly WildcardPart[];

  constructor(readonly parts: readonly WildcardPart[]) {
    const [first, last] = [parts[0], parts.at(-1)];
    this.head = first?.kind === 'text' ? first.text : '';
    this.tail = parts.length > 1 && last?.kind === 'text' ? last.text : '';
    this.middle = parts.slice(this.head === '' ? 0 : 1, this.tail === '' ? parts.length : -1);
    this.minLength = parts.reduce((sum, part) => sum + shortest(part), 0);
  }

  /** Whether all of a text matches. Not where the steps end before that is known. */
  matches(text: string, left?: StepsLeft): boolean {
    const { head, tail, middle } = this;
    if (text.length < this.minLength || !text.startsWith(head) || !text.endsWith(tail)) return false;
    const between = text.slice(head.length, text.length - tail.length);
    if (middle.length === 0) return between === '';
    if (middle.length === 1 && middle[0]!.kind === 'star') return !between.includes('/');
    if (middle.length === 1 && middle[0]!.kind === 'any') return true;
    if (left && (left.steps -= middle.length * (between.length + 1)) < 0) return false;
    return matchParts(middle, between);
  }
}

function shortest(part: WildcardPart): number {
  if (part.kind === 'text') return part.text.length;
  return part.kind === 'one' || part.kind === 'set' ? 1 : 0;
}

/** Which positions of the text each part may end at, from those where it may begin. */
function matchParts(parts: readonly WildcardPart[], text: string): boolean {
  let reached = new Uint8Array(text.length + 1);
  reached[0] = 1;
  for (const part of parts) {
    const next = step(part, reached, text);
    if (!next) return false;
    reached = next;
  }
  return reached[text.length] === 1;
}

/** Undefined where a part can end nowhere. */
function step(part: WildcardPart, from: Uint8Array, text: string): Uint8Array<ArrayBuffer> | undefined {
  const first = from.indexOf(1);
  if (first < 0) return undefined;
  const to = new Uint8Array(from.length);
  switch (part.kind) {
    case 'text':
      for (let at = first; at >= 0; at = from.indexOf(1, at + 1))
        if (text.startsWith(part.text, at)) to[at + part.text.length] = 1;
      return to;
    case 'one':
      for (let at = first; at < text.length; at++) if (from[at] === 1 && text[at] !== '/') to[at + 1] = 1;
      return to;
    case 'set':
      for (let at = first; at < text.length; at++)
        if (from[at] === 1 && text[at] !== '/' && part.has(text[at]!)) to[at + 1] = 1;
      return to;
    case 'star':
      for (let at = first, open = false; at <= text.length; at++) {
        open ||= from[at] === 1;
        if (open) to[at] = 1;
        if (text[at] === '/') open = false;
      }
      return to;
    case 'any':
      return to.fill(1, first);
    case 'folders':
      to.set(from);
      for (let at = text.indexOf('/', first); at >= 0; at = text.indexOf('/', at + 1)) to[at + 1] = 1;
      return to;
  }
}
