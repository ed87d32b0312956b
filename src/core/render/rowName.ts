/** Names in the rows of a list, which VS Code would cut together with the figure after them. */
import { displayWidth } from './textTable';

/** As many letters of a usual width as a row surely has room for. */
export const ROW_ROOM = 76;

/** A name is never cut to less than this. */
const LEAST = 12;
/** A path may be longer: then it is what is cut. */
const MOST_PLACE = 20;
/** The spaces between name, figure and place. */
const GAPS = 6;

/** Of a long name as much as leaves room for the figure after it, and for the place after that. */
export function rowName(name: string, figure: string, place: string): string {
  const others = displayWidth(figure) + Math.min(displayWidth(place), MOST_PLACE) + GAPS;
  const room = Math.max(LEAST, ROW_ROOM - others);
  const chars = Array.from(name);
  return widthOf(chars) <= room ? name : `${fitting(chars, room - 1).join('')}…`;
}

function fitting(chars: readonly string[], room: number): readonly string[] {
  let to = 0;
  for (let left = room; to < chars.length; to++) {
    left -= letterWidth(chars[to]!);
    if (left < 0) break;
  }
  return chars.slice(0, to);
}

function widthOf(chars: readonly string[]): number {
  return chars.reduce((sum, char) => sum + letterWidth(char), 0);
}

/** In a proportional font, capitals and the widest small letters take up to twice the width of others. */
function letterWidth(char: string): number {
  return /[\p{Lu}mw]/u.test(char) ? 2 : displayWidth(char);
}
