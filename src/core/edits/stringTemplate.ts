import type { Node } from 'web-tree-sitter';
import { unescape } from '../python/literals';
import { field, parts } from '../python/syntax';

/** A piece of an f-string: fixed text, or the expression of a hole. */
export type Piece =
  { readonly text: string; readonly hole: null } | { readonly text: null; readonly hole: Node };

/** An f-string as its pieces; null for any other string, and where a hole has a format or no neighbors to tell it from. */
export function templateOf(node: Node): readonly Piece[] | null {
  if (!/^[fF]["']/.test(node.text)) return null;
  const pieces: Piece[] = [];
  for (const part of parts(node)) {
    if (part.type === 'interpolation') {
      const hole = field(part, 'expression');
      if (!hole || field(part, 'format_specifier') || field(part, 'type_conversion')) return null;
      if (pieces.at(-1)?.hole) return null;
      pieces.push({ text: null, hole });
    } else if (part.type === 'string_content') {
      const text = unescape(part.text, false).replace(/\{\{/g, '{').replace(/\}\}/g, '}');
      pieces.push({ text, hole: null });
    }
  }
  return pieces.some(({ hole }) => hole) ? pieces : null;
}

/** What the holes must hold for a template to come to a value, given as a string's source; null where they cannot. */
export function fillTemplate(pieces: readonly Piece[], source: string): readonly string[] | null {
  const value = /^(["'])([^\\]*)\1$/.exec(source)?.[2];
  if (value === undefined) return null;
  const pattern = new RegExp(
    `^${pieces.map((piece) => (piece.hole ? '(.+?)' : escaped(piece.text))).join('')}$`,
    'is',
  );
  // A GPU of which there is one is written without its count.
  const found = pattern.exec(value) ?? pattern.exec(`${value}:1`);
  return found ? found.slice(1) : null;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
