/** Keys of the team file: `app/serve.py::Model`, a file and a name, each a glob. */
import type { Declaration } from '../../modal/declaration';
import { UNSEEN } from '../../text/unseen';
import { globMatches, MAX_WILDCARDS, parseGlob, wildcards, type Glob } from './glob';
import { t } from '../../render/words/translate';

export interface KeyPattern {
  readonly source: string;
  readonly file: Glob;
  readonly name: Glob;
}

export const MAX_KEY_LENGTH = 300;

/** Reads a key, or says what is wrong with it. */
export function parseKey(source: string, example: string): KeyPattern | { readonly problem: string } {
  const at = source.indexOf('::');
  if (source.length > MAX_KEY_LENGTH)
    return { problem: t('A key has at most {0} characters.', MAX_KEY_LENGTH) };
  if (UNSEEN.test(source)) return { problem: t('A key has no control characters.') };
  if (at <= 0 || at + 2 === source.length || source.includes('::', at + 2))
    return { problem: t('A key is a file, “::” and a name: write it like {0}, or with globs.', example) };
  if (source.includes('\\')) return { problem: t('A file is written with “/”, not with “\\”.') };
  if (source.startsWith('/'))
    return { problem: t('A file is named from the folder of this one: remove the first “/”.') };
  if (source.split('::')[0]!.split('/').includes('..'))
    return { problem: t('A file is named from the folder of this one, without “..”.') };
  const file = parseGlob(source.slice(0, at).replace(/^(?:\.\/)+/, ''));
  const name = parseGlob(source.slice(at + 2));
  if (wildcards(file) > MAX_WILDCARDS || wildcards(name) > MAX_WILDCARDS)
    return { problem: t('A file or name has at most {0} wildcards.', MAX_WILDCARDS) };
  return { source, file, name };
}

type Named = Pick<Declaration, 'file' | 'name' | 'qualname'>;

/** Whether a key means a declaration: by its name, or by Python's qualified one. */
export function keyMatches({ file, name }: KeyPattern, declaration: Named): boolean {
  return (
    globMatches(file, declaration.file) &&
    (globMatches(name, declaration.name) || globMatches(name, declaration.qualname))
  );
}

/**
 * Which of two keys is the more specific: below 0 for the first. A file without wildcards goes before one with some, then
 * the one with more characters that stand for themselves; then the same for the name. 0 where neither is.
 */
export function bySpecificity(a: KeyPattern, b: KeyPattern): number {
  return moreSpecific(a.file, b.file) || moreSpecific(a.name, b.name);
}

function moreSpecific(a: Glob, b: Glob): number {
  return Number(b.exact) - Number(a.exact) || b.literals - a.literals;
}
