import type { Node } from 'web-tree-sitter';
import { field, parts } from '../python/syntax';
import type { PythonModule } from '../python/module';
import { readsOf } from './countUses';

/** The part of a value to write over: inside its parentheses where these hold comments. */
export function replaceable(value: Node): Node {
  let node = value;
  while (
    node.type === 'parenthesized_expression' &&
    node.namedChildren.some((child) => child.type === 'comment')
  ) {
    const inner = parts(node)[0];
    if (!inner) break;
    node = inner;
  }
  return node;
}

/** A name that a value binds by `:=` and that is read outside of it. */
export function boundElsewhere(module: PythonModule, value: Node): string | null {
  for (const walrus of value.descendantsOfType('named_expression')) {
    const name = field(walrus, 'name')?.text;
    if (name === undefined) continue;
    const outside = readsOf(module, name).some((path) => !path.some((node) => node.id === value.id));
    if (outside) return name;
  }
  return null;
}

export function spanOf(node: Node): { readonly start: number; readonly end: number } {
  return { start: node.startIndex, end: node.endIndex };
}
