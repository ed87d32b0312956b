import type { Node } from 'web-tree-sitter';
import { changes, unclearChange } from './changes';
import { NOTHING, then, type Reach } from './reach';
import type { ScopeContext } from './scopeContext';
import type { Path } from './syntax';
import { walrus } from './walrus';

/** What the expressions in a node do to a name when it is entered: bind it by `:=`, or change in place what it holds. */
export function expressionEffects(context: ScopeContext, path: Path, within: Node, name: string): Reach {
  const bound = walrus(context, path, within, name);
  const changed = changes(context, path, within, name);
  if (bound === NOTHING || changed === NOTHING) return then(bound, changed);
  return then(bound, unclearChange(within, path));
}
