/** Keys of the team file: `app/serve.py::Model`, a file and a name, each a glob. */
import type { NamedPlace } from '../../python/environment';
import { UNSEEN } from '../../text/unseen';
import { globMatches, MAX_WILDCARDS, parseGlob, wildcards, type Glob } from './glob';

export interface KeyPattern {
  readonly source: string;
  readonly file: Glob;
  readonly name: Glob;
}

const MAX_KEY_LENGTH = 300;

/** Why a key is invalid. */
export type KeyProblem =
  | { readonly kind: 'tooLong' | 'tooManyWildcards'; readonly max: number }
  | { readonly kind: 'controlCharacter' | 'backslash' | 'startsWithSlash' | 'outsideFolder' }
  /** It does not consist of a file, `::` and a name. */
  | { readonly kind: 'notFileAndName'; readonly example: string };

/** Reads a key, or returns its problem. */
export function parseKey(source: string, example: string): KeyPattern | { readonly problem: KeyProblem } {
  const problem = keyProblem(source, example);
  if (problem) return { problem };
  const at = source.indexOf('::');
  const file = parseGlob(source.slice(0, at).replace(/^(?:\.\/)+/, ''));
  const name = parseGlob(source.slice(at + 2));
  if (wildcards(file) > MAX_WILDCARDS || wildcards(name) > MAX_WILDCARDS)
    return { problem: { kind: 'tooManyWildcards', max: MAX_WILDCARDS } };
  return { source, file, name };
}

function keyProblem(source: string, example: string): KeyProblem | null {
  if (source.length > MAX_KEY_LENGTH) return { kind: 'tooLong', max: MAX_KEY_LENGTH };
  if (UNSEEN.test(source)) return { kind: 'controlCharacter' };
  const [file = '', name = '', ...more] = source.split('::');
  if (file === '' || name === '' || more.length > 0) return { kind: 'notFileAndName', example };
  if (source.includes('\\')) return { kind: 'backslash' };
  if (source.startsWith('/')) return { kind: 'startsWithSlash' };
  return file.split('/').includes('..') ? { kind: 'outsideFolder' } : null;
}

/** Whether a key matches something in a file, if it matches its name. */
export function fileMatches({ file }: KeyPattern, path: string): boolean {
  return globMatches(file, path);
}

/** Whether a key matches a declaration in a file that it matches, by its name or by its qualified name in Python. */
export function nameMatches(
  { name }: KeyPattern,
  { name: plain, qualname }: Omit<NamedPlace, 'file'>,
): boolean {
  return globMatches(name, plain) || (qualname !== plain && globMatches(name, qualname));
}

/**
 * Compares how specific two keys are: below 0 if the first is more specific, 0 if they are equally specific. A file
 * without wildcards comes before one with wildcards, then the one with more literal characters; then the same for the
 * name.
 */
export function bySpecificity(a: KeyPattern, b: KeyPattern): number {
  return moreSpecific(a.file, b.file) || moreSpecific(a.name, b.name);
}

function moreSpecific(a: Glob, b: Glob): number {
  return Number(b.exact) - Number(a.exact) || b.literals - a.literals;
}
