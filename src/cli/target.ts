import { oneLine } from '../core/render/escape';
import type { Declaration } from '../core/modal/declaration';
import { declarationsNamed } from '../core/modal/declarationNamed';
import { placeText } from '../core/render/placeText';
import { UsageError } from './options';

/** One declaration in a path. */
export interface Target {
  readonly path: string;
  /** Its name or qualified name, and where several have it, its line: `serve:12`. */
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
  const named = declarationsNamed(declarations, name);
  const [found, ...more] = named;
  const known = declarations.map(({ qualname }) => oneLine(qualname));
  if (!found) throw new UsageError(`no declaration ${oneLine(name)}; found: ${known.join(', ') || 'none'}`);
  if (more.length > 0)
    throw new UsageError(`${oneLine(name)} is declared ${named.length} times: ${waysToChoose(named)}`);
  return found;
}

/** Places that a message names. */
const MAX_PLACES = 8;

/** How to say which of several declarations is meant. */
function waysToChoose(named: readonly Declaration[]): string {
  const [first] = named as readonly [Declaration, ...Declaration[]];
  const places = [...new Set(named.map(placeText))].map(oneLine);
  if (places.length === 1)
    return `all in ${places[0]}, so that no line tells them apart; estimate the whole file instead`;
  const shown = places.slice(0, MAX_PLACES).join(', ');
  const more = places.length > MAX_PLACES ? ` and ${places.length - MAX_PLACES} more` : '';
  const example = oneLine(`${first.file}::${first.qualname}:${first.line}`);
  return `${shown}${more}. Give one file and, if it is there more than once, the line, such as ${example}`;
}
