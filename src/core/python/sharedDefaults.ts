/** Lists and dicts that are defaults of parameters: all calls share the one that is made where the function is defined. */
import type { Node } from 'web-tree-sitter';
import { isTouched } from './aliases';
import type { FunctionSite } from './folding';
import { bareNames } from './localChanges';
import { field } from './syntax';

/** Whether such a default may be changed, in a call or by who is given it. */
export function mayChangeDefault({ node, module, outer }: FunctionSite, fallback: Node): boolean {
  const body = field(node, 'body');
  const parameter = fallback.parent && field(fallback.parent, 'name')?.text;
  if (!body || parameter == null) return true;
  // Who imports the function may change what it returns, and so may whoever has an object that keeps it.
  if (outer.root.module !== module && body.descendantsOfType('return_statement').some(handsOn)) return true;
  if (body.descendantsOfType(['assignment', 'augmented_assignment']).some(isKept)) return true;
  const folding = outer.forModule(module);
  return isTouched({ folding, name: parameter, home: { from: body.startIndex, to: body.endIndex } });

  function handsOn(expression: Node): boolean {
    return bareNames(expression).has(parameter!);
  }

  function isKept(assignment: Node): boolean {
    const [left, right] = [field(assignment, 'left'), field(assignment, 'right')];
    return (left?.type === 'attribute' || left?.type === 'subscript') && right !== null && handsOn(right);
  }
}
