// `*` is any text without a slash, `?` is one character except a slash, `**` is any text. `**/` is any number of
// folders, so that `**/serve.py` also matches `serve.py`.

/**
 * A pattern for files or names. The time to match is at most proportional to the length of the text times the number of
 * wildcards.
 */
export interface Glob {
  readonly source: string;
  readonly tokens: readonly GlobToken[];
  /** Whether there are no wildcards. */
  readonly exact: boolean;
  /** Number of literal characters: the more, the more specific. */
  readonly literals: number;
}

export type GlobToken =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'one' | 'star' | 'folders' | 'any' };

/** The maximum number of wildcards in one glob. */
export const MAX_WILDCARDS = 8;

export function parseGlob(source: string): Glob {
  const tokens: GlobToken[] = [];
  let literals = 0;
  for (const [piece] of source.matchAll(/\*\*\/|\*\*|\*|\?|[^*?]+/g)) {
    if (piece === '**/') tokens.push({ kind: 'folders' });
    else if (piece === '**') tokens.push({ kind: 'any' });
    else if (piece === '*') tokens.push({ kind: 'star' });
    else if (piece === '?') tokens.push({ kind: 'one' });
    else {
      tokens.push({ kind: 'text', text: piece });
      literals += piece.length;
    }
  }
  return { source, tokens, exact: tokens.every(({ kind }) => kind === 'text'), literals };
}

export function wildcards({ tokens }: Glob): number {
  return tokens.filter(({ kind }) => kind !== 'text').length;
}

export function globMatches(glob: Glob, text: string): boolean {
  if (glob.exact) return glob.source === text;
  let ends = new Set([0]);
  for (const token of glob.tokens) {
    ends = step(token, ends, text);
    if (ends.size === 0) return false;
  }
  return ends.has(text.length);
}

/** The positions where one token may end, for each position where it may begin. */
function step(token: GlobToken, starts: ReadonlySet<number>, text: string): Set<number> {
  const ends = new Set<number>();
  switch (token.kind) {
    case 'text':
      for (const at of starts) if (text.startsWith(token.text, at)) ends.add(at + token.text.length);
      return ends;
    case 'one':
      for (const at of starts) if (at < text.length && text[at] !== '/') ends.add(at + 1);
      return ends;
    case 'star':
      for (const at of starts) {
        // This start reaches everything that an earlier start has reached.
        for (let end = at; end <= text.length && !ends.has(end); end++) {
          ends.add(end);
          if (text[end] === '/') break;
        }
      }
      return ends;
    case 'any':
      for (let end = Math.min(...starts); end <= text.length; end++) ends.add(end);
      return ends;
    case 'folders':
      for (const at of starts) ends.add(at);
      for (let end = Math.min(...starts); end < text.length; end++) if (text[end] === '/') ends.add(end + 1);
      return ends;
  }
}
