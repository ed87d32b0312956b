import type { Node } from 'web-tree-sitter';
import { maybe, NOTHING, opaque, sure, then, type Reach } from './reach';
import type { ScopeContext } from './scopeContext';
import { field, parts, pathAt, type Path } from './syntax';

export const COMPREHENSIONS: ReadonlySet<string> = new Set([
  'list_comprehension',
  'set_comprehension',
  'dictionary_comprehension',
  'generator_expression',
]);

/** `(name := value)` in what runs in this scope when a node is entered: not in the blocks of it, which come later. */
export function walrus({ module, work }: ScopeContext, path: Path, within: Node, name: string): Reach {
  let found = NOTHING;
  for (const offset of [...module.mayBindIn(name, within.startIndex, within.endIndex)].reverse()) {
    if (found.closed || work.look() !== undefined) return found;
    if (!module.isWalrus(offset, name)) continue;
    const inner = pathAt(within, offset);
    const index = inner.findLastIndex(
      (node) => node.type === 'named_expression' && field(node, 'name')?.startIndex === offset,
    );
    const value = inner[index] && field(inner[index], 'value');
    const around = inner.slice(0, Math.max(0, index));
    if (!value || around.some(({ type }, i) => type === 'lambda' || (type === 'block' && i > 0))) continue;
    const comprehended = around.some(({ type }) => COMPREHENSIONS.has(type));
    const bound = sure(
      comprehended
        ? opaque(value, path, { kind: 'boundInComprehension', name })
        : { kind: 'value', node: value, path },
    );
    found = then(comprehended || isConditional(around, offset) ? maybe(bound) : bound, found);
  }
  return found;
}

/** Whether what stands at an offset is reached only if something before it turns out so: `q and (N := 1)`. */
export function isConditional(around: Path, offset: number): boolean {
  return around.some((node) => {
    const first = parts(node)[node.type === 'conditional_expression' ? 1 : 0];
    const inFirst = first !== undefined && first.startIndex <= offset && offset < first.endIndex;
    switch (node.type) {
      case 'boolean_operator':
      case 'conditional_expression':
      case 'assert_statement':
        return !inFirst;
      case 'comparison_operator':
        return parts(node)
          .slice(2)
          .some((part) => part.startIndex <= offset && offset < part.endIndex);
      default:
        return false;
    }
  });
}
