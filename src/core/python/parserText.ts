/** What stands between a text and the parser: two kinds of text that it cannot take are kept from it. */
import { lineKinds } from './lineKinds';

/** As deep as the grammar’s scanner can remember beside the 255 strings that may be open; Python itself stops at 100. */
export const MAX_INDENTS = 383;
/** From so many lines on, one after the other, comments are kept from the parser. */
const MANY_COMMENTS = 100;

/**
 * The text for the parser: with long runs of comments blanked, everything else in its place. For each comment the scanner
 * looks through all that follow it, so that a thousand in a row would take a second.
 * @returns undefined for a text that may nest deeper than the scanner can remember: it would write beyond its memory, and
 * take the parser down with it. What nests has as many widths of indentation as levels, wherever these stand.
 */
export function parserText(text: string): string | undefined {
  const widths: boolean[] = [];
  let indents = 0;
  let comments = 0;
  let most = 0;
  for (let at = 0; at < text.length; at = nextLine(text, at)) {
    let width = 0;
    ({ width, at } = indentAt(text, at));
    const first = text.charCodeAt(at);
    if (widths[width] === undefined) {
      widths[width] = true;
      indents += 1;
    }
    if (first === HASH) comments += 1;
    else if (first !== LINE_END && !Number.isNaN(first)) comments = 0;
    if (comments > most) most = comments;
  }
  if (indents > MAX_INDENTS) return undefined;
  return most < MANY_COMMENTS ? text : withoutLongComments(text);
}

const LINE_END = 0x0a;
const RETURN = 0x0d;
const HASH = 0x23;
const BACKSLASH = 0x5c;

function nextLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}

/** The width of a line's indentation as the scanner counts it, and the place after it. */
function indentAt(text: string, start: number): { readonly width: number; readonly at: number } {
  let width = 0;
  for (let at = start; ; at++) {
    const code = text.charCodeAt(at);
    switch (code) {
      case 0x20:
        width += 1;
        break;
      case 0x09:
        width += 8;
        break;
      case 0x0c:
      case RETURN:
        width = 0;
        break;
      case BACKSLASH: {
        // A line that holds nothing else goes on in the next, blanks and all.
        const end = text.charCodeAt(at + 1) === RETURN ? at + 2 : at + 1;
        if (text.charCodeAt(end) !== LINE_END) return { width, at };
        at = end;
        break;
      }
      default:
        return { width: Math.min(width, MAX_WIDTH), at };
    }
  }
}

/** The scanner counts indentation in 16 bits. */
const MAX_WIDTH = 0xffff;

function withoutLongComments(text: string): string {
  const lines = text.split('\n');
  const kinds = lineKinds(lines);
  let from = 0;
  for (let row = 0; row <= lines.length; row++) {
    if (kinds[row] === 'comment' || kinds[row] === 'blank') continue;
    if (row - from >= MANY_COMMENTS) for (let i = from; i < row; i++) lines[i] = blank(lines[i]!);
    from = row + 1;
  }
  return lines.join('\n');
}

function blank(line: string): string {
  return line.replace(/[^\r]/g, ' ');
}
