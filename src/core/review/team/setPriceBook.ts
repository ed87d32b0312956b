/** Writes the price book of a team file: everything else stays as it is, including comments and formatting. */
import { readJsonTree } from '../../json/jsonTree';
import { addMember } from './addMember';
import { MAX_TEAM_LENGTH, TEAM_JSON } from './teamFields';

/** A replacement for a range of the text, in UTF-16 offsets; equal for an insertion. */
export interface TextReplacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Makes `book` the price book of a team file.
 * @param text the text of the file; empty for a new file
 * @param book the id of a bundled book, or a path from the file's folder
 * @returns null if the text is not a JSON object, or has an error: it is for a person to correct
 */
export function setPriceBook(text: string, book: string): TextReplacement | null {
  const value = JSON.stringify(book);
  if (text.trim() !== '') {
    if (text.length > MAX_TEAM_LENGTH) return null;
    const { root, problems } = readJsonTree(text, TEAM_JSON);
    if (root?.kind !== 'object' || problems.length > 0) return null;
    const present = root.members.find(({ name }) => name === 'priceBook')?.value;
    if (present) return { start: present.start, end: present.end, text: value };
  }
  const added = addMember(text, ['priceBook']);
  return added && { start: added.start, end: added.end, text: `${added.before}${value}${added.after}` };
}
