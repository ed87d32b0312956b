/** Where a whole word stands in a text, in order. */
export function wordOffsets(text: string, word: string): number[] {
  const offsets: number[] = [];
  // A name that the parser has missed is empty.
  if (word === '') return offsets;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    if (!isWordPart(text[at - 1]) && !isWordPart(text[at + word.length])) offsets.push(at);
  }
  return offsets;
}

/** The same of every word of a text. */
export function indexWords(text: string): Map<string, number[]> {
  const index = new Map<string, number[]>();
  for (const { 0: word, index: at } of text.matchAll(/[\p{L}_][\p{L}\p{N}_]*/gu)) {
    const offsets = index.get(word);
    if (offsets) offsets.push(at);
    else index.set(word, [at]);
  }
  return index;
}

function isWordPart(char: string | undefined): boolean {
  if (char === undefined) return false;
  const code = char.charCodeAt(0);
  if (code < 128)
    return (
      (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95
    );
  return /[\p{L}\p{N}]/u.test(char);
}
