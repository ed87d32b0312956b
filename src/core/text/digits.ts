/** The code of `0`; the other digits follow. */
export const ZERO = 48;

/** Whether a digit from 0 to 9 stands at a place of a text. */
export function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= ZERO && code < ZERO + 10;
}
