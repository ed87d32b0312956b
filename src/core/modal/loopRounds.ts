/** The rounds of a loop whose list is known. */
import type { Node } from 'web-tree-sitter';
import type { Evaluator } from '../python/evaluate';
import { iterate } from '../python/iterables';
import { known, single, unknown, withOrigin, type Evaluation } from '../python/pyValue';
import { field, parts, type Path } from '../python/syntax';
import type { BoundValue } from './boundEvaluator';

/** Longer lists are not gone through. */
const MAX_ROUNDS = 64;

/** What `for` binds in each round, by name; undefined where the list is not known. */
export function roundsOf(
  clause: Node,
  path: Path,
  evaluator: Evaluator,
): readonly ReadonlyMap<string, BoundValue>[] | undefined {
  const [left, right] = [field(clause, 'left'), field(clause, 'right')];
  const items = left && right ? itemsOf(right, path, evaluator) : undefined;
  if (!left || !items || items.length > MAX_ROUNDS) return undefined;
  return items.map((item) => {
    const names = new Map<string, BoundValue>();
    bindTarget(left, item, names);
    return names;
  });
}

function bindTarget(target: Node, value: Evaluation, names: Map<string, BoundValue>): void {
  if (target.type === 'identifier') {
    names.set(target.text, { value: () => value, expression: null });
    return;
  }
  const targets = parts(target);
  const item = single(value);
  const items = item?.kind === 'list' || item?.kind === 'tuple' ? item.items : [];
  for (const [i, each] of targets.entries()) {
    const part = items[i];
    const isPaired = part && items.length === targets.length;
    bindTarget(each, isPaired ? known(part, value.origins) : notUnpacked(each), names);
  }
}

function notUnpacked(target: Node): Evaluation {
  return unknown({ kind: 'loopVariableOverUnknown', name: target.text });
}

/** The elements that a loop goes through, where it is known for certain which these are. */
function itemsOf(node: Node, path: Path, evaluator: Evaluator): readonly Evaluation[] | undefined {
  const { ways, reason, origins } = iterate(evaluator, node, path);
  const [items, ...others] = ways;
  if (!items || reason !== null || others.length > 0) return undefined;
  return items.map((item) => withOrigin(item, ...origins));
}
