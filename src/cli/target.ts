import { oneLine } from '../core/render/escape';
import type { Declaration } from '../core/modal/declaration';
import { UsageError } from './options';

/** One declaration in a path. */
export interface Target {
  readonly path: string;
  /** Its name or qualified name. */
  readonly name: string;
}

/** `PATH::NAME`; undefined for a path alone. */
export function targetIn(text: string | undefined): Target | undefined {
  const at = text?.lastIndexOf('::') ?? -1;
  if (text === undefined || at <= 0 || at + 2 >= text.length) return undefined;
  return { path: text.slice(0, at), name: text.slice(at + 2) };
}

/** The declaration that is meant, of all that were found. */
export function declarationNamed(declarations: readonly Declaration[], name: string): Declaration {
  const named = declarations.filter((each) => [each.name, each.qualname].includes(name));
  const [found, ...more] = named;
  const known = declarations.map(({ qualname }) => oneLine(qualname));
  if (!found) throw new UsageError(`no declaration ${oneLine(name)}; found: ${known.join(', ') || 'none'}`);
  if (more.length > 0)
    throw new UsageError(
      `${oneLine(name)} is declared ${named.length} times: give the path of one file and the qualified name`,
    );
  return found;
}
