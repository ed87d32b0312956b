/** One rule of a `.gitignore`, as gitignore(5) has them. */
import { Wildcards, type WildcardPart } from '../text/wildcards';

export interface IgnoreRule {
  readonly pattern: Wildcards;
  /** Whether it is matched with a path from the folder of the rule, with `/`; otherwise with the last name in that. */
  readonly isPath: boolean;
  readonly isForFolders: boolean;
  /** Whether it takes back what an earlier rule leaves out. */
  readonly isException: boolean;
}

/** Reads a line; undefined for one that can match nothing, such as a comment. */
export function parseIgnoreRule(line: string): IgnoreRule | undefined {
  if (line.startsWith('#')) return undefined;
  const isException = line.startsWith('!');
  const written = withoutSpacesAtEnd(isException ? line.slice(1) : line);
  const isForFolders = written.endsWith('/');
  const glob = isForFolders ? written.slice(0, -1) : written;
  const isPath = glob.includes('/');
  const parts = partsOf(isPath ? glob.replace(/^\//, '') : glob);
  if (!parts || parts.length === 0) return undefined;
  return { pattern: new Wildcards(parts), isPath, isForFolders, isException };
}

/** A space with a backslash before it stays. */
function withoutSpacesAtEnd(line: string): string {
  let end = line.length;
  while (end > 0 && line[end - 1] === ' ' && !isEscaped(line, end - 1)) end--;
  return line.slice(0, end);
}

function isEscaped(line: string, at: number): boolean {
  let backslashes = 0;
  while (line[at - 1 - backslashes] === '\\') backslashes++;
  return backslashes % 2 === 1;
}

/** The parts of a glob; undefined for one that Git takes for broken, which matches nothing. */
function partsOf(glob: string): WildcardPart[] | undefined {
  const parts: WildcardPart[] = [];
  let text = '';
  const put = (part: WildcardPart): void => {
    if (text !== '') parts.push({ kind: 'text', text });
    text = '';
    parts.push(part);
  };
  for (let at = 0; at < glob.length; at++) {
    const char = glob[at]!;
    if (char === '*') {
      const stars = starsAt(glob, at);
      put(stars.part);
      at = stars.end - 1;
    } else if (char === '?') put({ kind: 'one' });
    else if (char === '[') {
      const set = setAt(glob, at);
      if (!set) return undefined;
      put({ kind: 'set', has: set.has });
      at = set.end - 1;
    } else if (char === '\\') {
      at++;
      if (at === glob.length) return undefined;
      text += glob[at]!;
    } else text += char;
  }
  if (text !== '') parts.push({ kind: 'text', text });
  return parts;
}

/** Two stars or more go over folders where they are all of a folder's name, else they are as one. */
function starsAt(glob: string, start: number): { readonly part: WildcardPart; readonly end: number } {
  let end = start;
  while (glob[end] === '*') end++;
  const isWhole = (start === 0 || glob[start - 1] === '/') && (end === glob.length || glob[end] === '/');
  if (end - start === 1 || !isWhole) return { part: { kind: 'star' }, end };
  return end === glob.length ? { part: { kind: 'any' }, end } : { part: { kind: 'folders' }, end: end + 1 };
}

/** `[a-z]`, `[!abc]`, `[[:digit:]_]`; undefined for one that is not closed or names no class. */
function setAt(
  glob: string,
  start: number,
): { readonly has: (char: string) => boolean; readonly end: number } | undefined {
  let at = start + 1;
  const isNegated = glob[at] === '!' || glob[at] === '^';
  if (isNegated) at++;
  const tests: ((char: string) => boolean)[] = [];
  // The first bracket is one of the set.
  for (const first = at; glob[at] !== ']' || at === first;) {
    if (glob.startsWith('[:', at)) {
      const [written, name] = /^\[:(\w*):\]/.exec(glob.slice(at, at + 20)) ?? [];
      const named = name === undefined ? undefined : CLASSES.get(name);
      if (written === undefined || !named) return undefined;
      tests.push((char) => named.test(char));
      at += written.length;
      continue;
    }
    const low = charAt(glob, at);
    if (!low) return undefined;
    at = low.end;
    let high = low;
    if (glob[at] === '-' && at + 1 < glob.length && glob[at + 1] !== ']') {
      const found = charAt(glob, at + 1);
      if (!found) return undefined;
      high = found;
      at = high.end;
    }
    // In a range that runs backwards its start is still one of the set.
    tests.push((char) => char === low.char || (char >= low.char && char <= high.char));
  }
  return { has: (char) => tests.some((test) => test(char)) !== isNegated, end: at + 1 };
}

function charAt(glob: string, at: number): { readonly char: string; readonly end: number } | undefined {
  const from = glob[at] === '\\' ? at + 1 : at;
  const char = glob[from];
  return char === undefined ? undefined : { char, end: from + 1 };
}

/** POSIX's, which Git knows for ASCII. */
const CLASSES: ReadonlyMap<string, RegExp> = new Map([
  ['alnum', /[A-Za-z0-9]/],
  ['alpha', /[A-Za-z]/],
  ['blank', /[ \t]/],
  ['cntrl', /[\0-\x1f\x7f]/],
  ['digit', /\d/],
  ['graph', /[!-~]/],
  ['lower', /[a-z]/],
  ['print', /[ -~]/],
  ['punct', /[!-/:-@[-`{-~]/],
  ['space', /\s/],
  ['upper', /[A-Z]/],
  ['xdigit', /[A-Fa-f0-9]/],
]);
