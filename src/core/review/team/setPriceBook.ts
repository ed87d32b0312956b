import { setMember, type TextReplacement } from './setMember';

/**
 * Makes `book` the price book of a team file: everything else stays as it is, including comments and formatting.
 * @param text the text of the file; empty for a new file
 * @param book the id of a bundled book, or a path from the file's folder
 * @returns null if the text is not a JSON object, or has an error: it is for a person to correct
 */
export function setPriceBook(text: string, book: string): TextReplacement | null {
  return setMember(text, ['priceBook'], () => JSON.stringify(book));
}
