/**
 * Whether a text can declare anything at all; one that cannot is not parsed.
 * A file may use an app that it imports from a sibling and never name Modal itself, so the decorators' own names count too.
 */
export function mayDeclare(text: string): boolean {
  return /modal|\.(?:function|cls|server)\(/.test(text);
}
