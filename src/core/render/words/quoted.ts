/** Text of a file in a message about it: short, on one line, and nothing in it that hides, or turns the rest around. */
import { UNSEEN } from '../../text/unseen';

const ALL_UNSEEN = new RegExp(UNSEEN, 'gu');

/** The text with a mark for each character that would not be seen. */
export function visible(text: string): string {
  return text.replace(ALL_UNSEEN, '\ufffd');
}

/** Its first characters, in quotes. */
export function quoted(text: string, max = 40): string {
  // Characters may take two units each: no more than that many need to be looked at.
  const chars = Array.from(visible(text.slice(0, 2 * max + 2)));
  return chars.length > max ? `“${chars.slice(0, max - 1).join('')}…”` : `“${chars.join('')}”`;
}
