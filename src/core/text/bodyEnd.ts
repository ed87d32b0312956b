/** How many lines of a body are looked through. */
const MAX_LINES = 20_000;

/**
 * The last line, from 0, of the body below a `def` or `class`: what is indented more, as far as the next line that is not.
 * Lines of a string at the margin end it early, which is good enough to say what a cursor is in.
 */
export function bodyEnd(lineAt: (line: number) => string, lineCount: number, head: number): number {
  const indent = indentOf(lineAt(Math.min(head, lineCount - 1)));
  let last = head;
  for (let line = head + 1; line < Math.min(lineCount, head + MAX_LINES); line++) {
    const text = lineAt(line);
    if (text.trim() === '') continue;
    // `) -> str:` closes a head of several lines.
    if (indentOf(text) <= indent && !/^\s*[)\]}]/.test(text)) break;
    last = line;
  }
  return last;
}

function indentOf(text: string): number {
  return /^[ \t\f]*/.exec(text)![0].length;
}
