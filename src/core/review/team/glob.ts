// `*` is any text without a slash, `?` is one character except a slash, `**` is any text. `**/` is any number of
// folders, so that `**/serve.py` also matches `serve.py`.
import { Wildcards, type WildcardPart } from '../../text/wildcards';

/** A pattern for files or names. */
export interface Glob {
  readonly source: string;
  readonly pattern: Wildcards;
  /** Whether there are no wildcards. */
  readonly exact: boolean;
  /** Number of literal characters: the more, the more specific. */
  readonly literals: number;
}

/** The maximum number of wildcards in one glob. */
export const MAX_WILDCARDS = 8;

export function parseGlob(source: string): Glob {
  const parts = Array.from(source.matchAll(/\*\*\/|\*\*|\*|\?|[^*?]+/g), ([piece]) => partOf(piece));
  const texts = parts.flatMap((part) => (part.kind === 'text' ? [part.text] : []));
  return {
    source,
    pattern: new Wildcards(parts),
    exact: texts.length === parts.length,
    literals: texts.reduce((sum, { length }) => sum + length, 0),
  };
}

function partOf(piece: string): WildcardPart {
  switch (piece) {
    case '**/':
      return { kind: 'folders' };
    case '**':
      return { kind: 'any' };
    case '*':
      return { kind: 'star' };
    case '?':
      return { kind: 'one' };
    default:
      return { kind: 'text', text: piece };
  }
}

/** The folder that is written out at the beginning of a glob; empty for the one that it is in. */
export function literalFolder({ source }: Glob): string {
  const literal = /^[^*?]*/.exec(source)![0];
  return literal.slice(0, Math.max(0, literal.lastIndexOf('/')));
}

export function wildcards({ pattern: { parts } }: Glob): number {
  return parts.filter(({ kind }) => kind !== 'text').length;
}

export function globMatches({ pattern }: Glob, text: string): boolean {
  return pattern.matches(text);
}
