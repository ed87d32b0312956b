/** What a cursor stands in, while the line around it is being typed: found in the text, without a tree. */
import { lineKinds } from './lineKinds';

/** A bracket that is open where the cursor stands. */
export interface OpenBracket {
  readonly char: '(' | '[' | '{';
  /** Offset of the bracket in `text`. */
  readonly at: number;
  /** Where its last item begins: after the bracket, or after the last comma on its level. */
  readonly item: number;
  /** How many items there are before that one. */
  readonly commas: number;
}

/** A string that is open where the cursor stands, outside of the holes of an f-string. */
export interface OpenString {
  /** Where its prefix or quote begins, and where its text does, as offsets in `text`. */
  readonly at: number;
  readonly from: number;
  readonly isFormat: boolean;
}

export interface CursorContext {
  /** The statement from its first line to the cursor, with blanks in the place of comments. */
  readonly text: string;
  /** From the outermost to the innermost; those within a hole of an f-string too. */
  readonly brackets: readonly OpenBracket[];
  readonly string: OpenString | null;
  readonly isComment: boolean;
}

/** A statement that goes on for longer is not read. */
const MAX_STATEMENT_LINES = 400;

/**
 * The context of a cursor; null in a statement that is too long.
 * @param line and `column` from 0, as UTF-16 units
 */
export function cursorContext(lines: readonly string[], line: number, column: number): CursorContext | null {
  const above = lines.slice(0, line + 1);
  const kinds = lineKinds(above);
  let first = line;
  while (first > 0 && kinds[first] === 'continuation') first -= 1;
  if (line - first > MAX_STATEMENT_LINES) return null;
  const text = [...above.slice(first, line), above[line]!.slice(0, column)].join('\n');
  return read(text);
}

interface Reading {
  readonly brackets: { char: OpenBracket['char']; at: number; item: number; commas: number }[];
  readonly holes: Hole[];
}

/** A hole of an f-string that is open, with the string that goes on after it. */
interface Hole {
  readonly string: Quoted;
  readonly depth: number;
}

interface Quoted extends OpenString {
  readonly quote: string;
}

function read(written: string): CursorContext {
  let text = written;
  const reading: Reading = { brackets: [], holes: [] };
  let string: Quoted | null = null;
  for (let at = 0; at < text.length;) {
    if (string) {
      const next = throughString(text, at, string, reading);
      if (next.isOver) string = null;
      at = next.at;
      continue;
    }
    const char = text[at]!;
    if (char === '#') {
      const end = text.indexOf('\n', at);
      if (end < 0) return { text, brackets: reading.brackets, string: null, isComment: true };
      text = text.slice(0, at) + ' '.repeat(end - at) + text.slice(end);
      at = end;
      continue;
    }
    if (char === '"' || char === "'") {
      string = quotedAt(text, at);
      at = string.from;
      continue;
    }
    string = closedHole(char, reading);
    if (!string) takeBracket(char, at, reading);
    at += 1;
  }
  return { text, brackets: reading.brackets, string, isComment: false };
}

/** The string that goes on where this character closes a hole of it. */
function closedHole(char: string, { brackets, holes }: Reading): Quoted | null {
  const hole = holes.at(-1);
  if (char !== '}' || !hole || brackets.length !== hole.depth + 1) return null;
  brackets.pop();
  holes.pop();
  return hole.string;
}

function takeBracket(char: string, at: number, { brackets }: Reading): void {
  if (char === '(' || char === '[' || char === '{') brackets.push({ char, at, item: at + 1, commas: 0 });
  else if (char === ')' || char === ']' || char === '}') brackets.pop();
  else if (char === ',') {
    const open = brackets.at(-1);
    if (open) Object.assign(open, { item: at + 1, commas: open.commas + 1 });
  }
}

function quotedAt(text: string, at: number): Quoted {
  const prefix = /(?<!\w)[A-Za-z]{0,2}$/.exec(text.slice(Math.max(0, at - 3), at))?.[0] ?? '';
  const char = text[at]!;
  const quote = text.startsWith(char.repeat(3), at) ? char.repeat(3) : char;
  return { at: at - prefix.length, from: at + quote.length, quote, isFormat: /f/i.test(prefix) };
}

/** One step through a string: to the next place, in it, after it, or in a hole of it. */
function throughString(
  text: string,
  at: number,
  string: Quoted,
  { brackets, holes }: Reading,
): { readonly at: number; readonly isOver: boolean } {
  const { quote, isFormat } = string;
  const char = text[at]!;
  if (char === '\\') return { at: at + 2, isOver: false };
  if (text.startsWith(quote, at)) return { at: at + quote.length, isOver: true };
  // A string without an end ends with its line.
  if (char === '\n' && quote.length === 1) return { at: at + 1, isOver: true };
  if (isFormat && char === '{') {
    if (text[at + 1] === '{') return { at: at + 2, isOver: false };
    holes.push({ string, depth: brackets.length });
    brackets.push({ char, at, item: at + 1, commas: 0 });
    return { at: at + 1, isOver: true };
  }
  return { at: at + 1, isOver: false };
}
