import type { Node } from 'web-tree-sitter';
import { changeAt, type Change } from './change';
import { maybe, NOTHING, sure, type Reach } from './reach';
import type { ScopeContext } from './scopeContext';
import { pathAt, type Path } from './syntax';
import { COMPREHENSIONS, isConditional } from './walrus';

/**
 * What runs in this scope when a node is entered changes of what a name holds, in place: not in the blocks of it, which
 * come later, nor in functions, which may be called at any time or never.
 */
export function changes({ module, work }: ScopeContext, path: Path, within: Node, name: string): Reach {
  const found: Change[] = [];
  let first: Node | undefined;
  let certain = 0;
  for (const offset of module.mayChangeIn(name, within.startIndex, within.endIndex)) {
    if (work.look() !== undefined) break;
    const inner = pathAt(within, offset);
    const named = inner.at(-1)!;
    const change = named.type === 'identifier' && !isElsewhere(inner) ? changeAt(inner) : null;
    if (!change) continue;
    first ??= named;
    const repeats = inner.some(({ type }) => COMPREHENSIONS.has(type));
    found.push(repeats ? UNCLEAR : change);
    if (!repeats && !isConditional(inner, offset)) certain++;
  }
  if (!first) return NOTHING;
  const isMixed = certain > 0 && certain < found.length;
  const all = isMixed || found.length > MAX_CHANGES ? [UNCLEAR] : found.sort(inOrder);
  const mayBeSkipped = certain === 0;
  const definition = sure({ kind: 'changed', node: first, path, changes: all, isConditional: mayBeSkipped });
  return mayBeSkipped ? maybe(definition) : definition;
}

/** A change that is not followed. */
export function unclearChange(node: Node, path: Path): Reach {
  return sure({ kind: 'changed', node, path, changes: [UNCLEAR] });
}

const UNCLEAR: Change = { steps: [], act: { kind: 'unclear' } };
/** A statement that makes more changes of one thing is not followed. */
const MAX_CHANGES = 16;

function isElsewhere(inner: Path): boolean {
  return inner.some(({ type }, i) => type === 'lambda' || (type === 'block' && i > 0));
}

/** Targets are set after all of the statement's expressions are worked out. */
function inOrder(a: Change, b: Change): number {
  return Number(isTarget(a)) - Number(isTarget(b));
}

function isTarget({ act }: Change): boolean {
  return act.kind === 'set' || act.kind === 'augment' || act.kind === 'delete';
}
