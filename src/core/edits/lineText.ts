/** Where the line that holds an offset begins. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Where the line that holds an offset ends: before its line break. */
export function lineEnd(text: string, offset: number): number {
  const next = nextLine(text, offset);
  if (text[next - 1] !== '\n') return next;
  return text[next - 2] === '\r' ? next - 2 : next - 1;
}

/** Where the line after the one that holds an offset begins; the text's end where there is none. */
export function nextLine(text: string, offset: number): number {
  const at = text.indexOf('\n', offset);
  return at < 0 ? text.length : at + 1;
}

/** The white space that a line begins with. */
export function indentation(text: string, offset: number): string {
  return /^[ \t\f]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? '';
}

/** Whether nothing but white space stands before an offset in its line. */
export function beginsLine(text: string, offset: number): boolean {
  return /^[ \t\f\uFEFF]*$/.test(text.slice(lineStart(text, offset), offset));
}

/** Whether nothing but white space stands after an offset in its line. */
export function endsLine(text: string, offset: number): boolean {
  return /^[ \t\f]*$/.test(text.slice(offset, lineEnd(text, offset)));
}

/** The line break that is used from an offset on, else in the file. */
export function lineBreak(text: string, offset: number): string {
  const next = text.indexOf('\n', offset);
  const at = next < 0 ? text.indexOf('\n') : next;
  return text[at - 1] === '\r' ? '\r\n' : '\n';
}

/** One step of indentation as the file has it. */
export function indentStep(text: string): string {
  const first = /^(\t|  +)(?=[^\s#])/m.exec(text)?.[1];
  if (first === undefined) return '    ';
  return first.startsWith('\t') ? '\t' : first.length === 2 || first.length === 3 ? first : '    ';
}
