/** What must never be made of a workspace's text, wherever it is shown. */
import { strict as assert } from 'node:assert';

/** The text outside code spans, as CommonMark finds these: a run of backticks up to the next run of the same length. */
export function outsideCode(markdown: string): string {
  let rest = '';
  for (let at = 0; at < markdown.length;) {
    const [run] = /^`+/.exec(markdown.slice(at)) ?? [''];
    if (run === '') {
      rest += markdown[at++]!;
      continue;
    }
    const after = markdown.slice(at + run.length);
    const closing = [...after.matchAll(/`+/g)].find(([other]) => other.length === run.length);
    at += run.length + (closing ? closing.index + run.length : 0);
    rest += closing ? '·' : run;
  }
  return rest;
}

/** Nothing that Markdown would make a link, an image or HTML of, and no character that hides or reorders others. */
export function assertHarmless(markdown: string, own = /(?!)/g): void {
  for (const block of markdown.split('\n')) {
    const rest = outsideCode(block).replace(own, '');
    assert.doesNotMatch(rest, /\]\(|\]\[|^\s*\[[^\]]*\]:/, block);
    assert.doesNotMatch(rest, /<[a-z/!?]/i, block);
    assert.doesNotMatch(rest, /:\/\/|www\./i, block);
    assert.doesNotMatch(rest, /`/, block);
  }
  assert.doesNotMatch(markdown, /(?![\n])[\p{Cc}\p{Cf}]/u);
}

/** Lines that a terminal, a lens or a message shows as they are: nothing that moves the cursor, colors, hides or reorders. */
export function assertPlain(text: string): void {
  assert.doesNotMatch(text, /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u, JSON.stringify(text));
}

/** One such line in which VS Code finds no icon either. */
export function assertLabel(text: string): void {
  assertPlain(text);
  assert.doesNotMatch(text, /\n|(?<!\\)\$\([\w-]+(~\w+)?\)/, JSON.stringify(text));
}

/** CSV whose cells no spreadsheet takes for formulas. */
export function assertCsv(text: string): void {
  for (const [cell] of text.matchAll(/(?<=^|,|\n)(?:"(?:[^"]|"")*"|[^",\r\n]*)/g)) {
    assert.doesNotMatch(cell.replace(/^"/, ''), /^[=+@\t\r]|^-(?!\d)/, cell);
  }
}
