import { readFileSync, writeFileSync } from 'node:fs';

/** One case of a golden file: what to do, the code before, and what must come of it. */
export interface Case {
  readonly title: string;
  readonly action: readonly string[];
  readonly code: string;
  readonly expected: string;
}

const PRELUDE = 'import modal\n\napp = modal.App("a")\n';

/** The cases of a golden file: `=== title`, `>>> action`, the code, `>>> gives`, the outcome. */
export function readCases(file: string): readonly Case[] {
  return readFileSync(file, 'utf8')
    .replaceAll('\r\n', '\n')
    .split(/^=== /m)
    .slice(1)
    .map((section) => {
      const [, title, action, code, expected] =
        /^(.*)\n>>> (.*)\n([\s\S]*?)(?:>>> gives\n([\s\S]*))?$/.exec(section) ?? [];
      const [verb = '', name = '', parameter = '', ...value] = (action ?? '').split(' ');
      return {
        title: title ?? '',
        action: [verb, name, parameter, value.join(' ')],
        code: `${(code ?? '').trimEnd()}\n`,
        expected: `${(expected ?? '').trimEnd()}\n`,
      };
    });
}

/** Writes the outcomes into a golden file, to be read by a person before they count. */
export function writeCases(file: string, outcomes: ReadonlyMap<string, string>): void {
  const [head, ...sections] = readFileSync(file, 'utf8').split(/^=== /m);
  const written = sections.map((section) => {
    const title = section.slice(0, section.indexOf('\n'));
    const before = section.split('>>> gives\n')[0]!.trimEnd();
    return `=== ${before}\n>>> gives\n${(outcomes.get(title) ?? '').trimEnd()}\n\n`;
  });
  writeFileSync(file, `${head ?? ''}${written.join('').trimEnd()}\n`);
}

/** Code that names no import of Modal stands below one. */
export function withPrelude(code: string): string {
  return needsPrelude(code) ? PRELUDE + code : code;
}

export function withoutPrelude(code: string, before: string): string {
  return needsPrelude(before) ? code.replace(PRELUDE, '') : code;
}

function needsPrelude(code: string): boolean {
  return !/^(import|from) +\.?(modal|common import app)\b/m.test(code);
}
