// Keystrokes in a file, each with the place and the text it leaves: what an editor would tell.
import { Edit } from 'web-tree-sitter';
import type { Point, TextEdit } from '../../src/core/python/parser';

export interface Keystroke {
  readonly where: Place;
  readonly text: string;
  readonly edit: TextEdit;
}

export type Place = keyof typeof PLACES;

/** Where people type, and what: a letter more in a body or an import, a digit in a decorator or constant, a line, a bracket still to be closed. */
const PLACES = {
  body: { pattern: /^ {4,}(?:total|started|batch|weight|score)(?==| [+=])/gm, typed: 'x' },
  decorator: { pattern: /^ {4}(?:timeout|max_containers|retries)=\d+(?=,)/gm, typed: '0' },
  constant: { pattern: /^(?:BATCH|TIMEOUT|GPU)_\w+ = \d+/gm, typed: '0' },
  import: { pattern: /^import (?:json|os|time)$/gm, typed: 'x' },
  line: { pattern: /^ {8}total \+= .*$/gm, typed: '\n' },
  bracket: { pattern: /^ {8,}.*$/gm, typed: '(' },
} as const;

/** So many keystrokes, spread over the file and over the kinds of places; each second one takes back the one before. */
export function* keystrokes(text: string, count: number): Generator<Keystroke> {
  const kinds = Object.entries(PLACES).map(([where, { pattern, typed }]) => ({
    where: where as Place,
    typed,
    ends: [...text.matchAll(pattern)].map((match) => match.index + match[0].length),
  }));
  for (let i = 0; i < count / 2; i++) {
    const { where, typed, ends } = kinds[i % kinds.length]!;
    // Steps of a golden section come to every part of the file.
    const at = ends[Math.floor(((i * 0.618034) % 1) * ends.length)]!;
    const after = text.slice(0, at) + typed + text.slice(at);
    yield { where, text: after, edit: replacing(text, at, '', typed) };
    yield { where, text, edit: replacing(text, at, typed, '') };
  }
}

function replacing(text: string, at: number, removed: string, inserted: string): TextEdit {
  const start = after({ line: 0, column: 0 }, text.slice(0, at));
  return {
    startIndex: at,
    oldEndIndex: at + removed.length,
    newEndIndex: at + inserted.length,
    start,
    oldEnd: after(start, removed),
    newEnd: after(start, inserted),
  };
}

/** Where a text ends that begins at a place. */
function after({ line, column }: Point, text: string): Point {
  const [first = '', ...more] = text.split('\n');
  return more.length === 0
    ? { line, column: column + first.length }
    : { line: line + more.length, column: more.at(-1)!.length };
}

export function treeEdit({ start, oldEnd, newEnd, ...indices }: TextEdit): Edit {
  const point = ({ line, column }: Point): { row: number; column: number } => ({ row: line, column });
  return new Edit({
    ...indices,
    startPosition: point(start),
    oldEndPosition: point(oldEnd),
    newEndPosition: point(newEnd),
  });
}
