/** Python reads an identifier in its NFKC form: `ｇｐｕ` is `gpu`. */

/**
 * Strings, comments, and what stands between them. Rough at strings within f-strings: what it takes for code there is read
 * as code, and stays in its place.
 */
const TOKENS =
  /("""|''')(?:\\[\s\S]|(?!\1)[\s\S])*(?:\1|$)|"(?:\\[\s\S]|[^"\\\n])*"?|'(?:\\[\s\S]|[^'\\\n])*'?|#[^\n]*|[^"'#]+/g;

/** A character that is none of ASCII's. */
const OTHERS = /[^\0-\x7f]/gu;

/**
 * A Python text with the letters of its identifiers as Python reads them, each in its place.
 * @returns undefined if a letter takes two places in the text and one in Python’s form, as mathematical letters do
 */
export function withPlainLetters(text: string): string | undefined {
  if (!text.match(OTHERS)?.some(isPlainInDisguise)) return text;
  const plain = text.replace(TOKENS, (token) =>
    /^["'#]/.test(token)
      ? token
      : token.replace(OTHERS, (letter) => (isPlainInDisguise(letter) ? letter.normalize('NFKC') : letter)),
  );
  return plain.length === text.length ? plain : undefined;
}

function isPlainInDisguise(letter: string): boolean {
  return /^[A-Za-z0-9_]$/.test(letter.normalize('NFKC'));
}
