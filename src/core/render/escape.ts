/**
 * Text of a workspace in Markdown: shown as text, never as a link, an image, HTML or a break of the table it stands in.
 * What needs no escape keeps its look, so that reports read well as plain text too.
 */
export function escapeMarkdown(text: string): string {
  return oneLine(text).replace(
    /[\\`*_{}[\]<>|~&@]|:(?=\/\/)|!(?=\[)|(?<=^\s*)[#+-]|(?<=^\s*\d+)[.)](?=\s)|(?<=www)\./gi,
    entity,
  );
}

function entity(char: string): string {
  return `&#${char.codePointAt(0)!};`;
}

/** Text of a workspace as inline code: a fence longer than any run of backticks in it; safe in a table. */
export function inlineCode(text: string, most = 80): string {
  const line = shorten(oneLine(text), most).replace(/\|/g, '¦');
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return line === '' ? '' : `${fence}${pad}${line}${pad}${fence}`;
}

/** Text of a workspace for a terminal or a lens: one line, no control characters, nothing that reorders what is read. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, '');
}

/** The same where VS Code would draw an icon for `$(name)`: in lenses and in labels. */
export function withoutIcons(text: string): string {
  return text.replace(/\$(?=\()/g, '$ ');
}

export function shorten(text: string, most: number): string {
  const chars = Array.from(text);
  return chars.length <= most ? text : `${chars.slice(0, most - 1).join('')}…`;
}
