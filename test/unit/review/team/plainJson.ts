/** JSON with comments and trailing commas as `JSON.parse` reads it: another opinion than the parser's, for texts without such in strings. */
export function plainJson(text: string): unknown {
  const plain = text
    .replace(/\/\*[^]*?\*\//g, '')
    .replace(/(^|[\s,{}[\]])\/\/[^\n]*/g, '$1')
    .replace(/,(\s*[}\]])/g, '$1');
  return JSON.parse(plain) as unknown;
}
