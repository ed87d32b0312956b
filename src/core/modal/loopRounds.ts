/** The rounds of a loop whose list is known. */
import type { Node } from 'web-tree-sitter';
import type { BoundValue } from '../python/boundEvaluator';
import type { NamedPlace } from '../python/environment';
import type { Evaluator } from '../python/evaluate';
import { iterate } from '../python/iterables';
import { known, single, unknown, withOrigin, type Evaluation } from '../python/pyValue';
import { field, parts, type Path } from '../python/syntax';

/** Longer lists are not gone through. */
const MAX_ROUNDS = 64;

/** What `for` binds in each round, by name; undefined where the list is not known. */
export function roundsOf(
  clause: Node,
  path: Path,
  evaluator: Evaluator,
): readonly ReadonlyMap<string, BoundValue>[] | undefined {
  return valuesOf(clause, path, evaluator)?.map((values, round) => {
    const bound = (name: string, value: Evaluation): BoundValue => ({
      expression: null,
      value: () => value,
      deployed: (place: NamedPlace) => {
        const elsewhere = evaluator.deployed(place);
        // Another environment may make another list.
        const again = elsewhere === evaluator ? values : valuesOf(clause, path, elsewhere)?.[round];
        return bound(name, again?.get(name) ?? notKnown(name));
      },
    });
    return new Map([...values].map(([name, value]) => [name, bound(name, value)]));
  });
}

function valuesOf(
  clause: Node,
  path: Path,
  evaluator: Evaluator,
): readonly ReadonlyMap<string, Evaluation>[] | undefined {
  const [left, right] = [field(clause, 'left'), field(clause, 'right')];
  const items = left && right ? itemsOf(right, path, evaluator) : undefined;
  if (!left || !items || items.length > MAX_ROUNDS) return undefined;
  return items.map((item) => {
    const names = new Map<string, Evaluation>();
    bindTarget(left, item, names);
    return names;
  });
}

function bindTarget(target: Node, value: Evaluation, names: Map<string, Evaluation>): void {
  if (target.type === 'identifier') {
    names.set(target.text, value);
    return;
  }
  const targets = parts(target);
  const item = single(value);
  const items = item?.kind === 'list' || item?.kind === 'tuple' ? item.items : [];
  for (const [i, each] of targets.entries()) {
    const part = items[i];
    const isPaired = part && items.length === targets.length;
    bindTarget(each, isPaired ? known(part, value.origins) : notKnown(each.text), names);
  }
}

function notKnown(name: string): Evaluation {
  return unknown({ kind: 'loopVariableOverUnknown', name });
}

/** The elements that a loop goes through, where it is known for certain which these are. */
function itemsOf(node: Node, path: Path, evaluator: Evaluator): readonly Evaluation[] | undefined {
  const { ways, reason, origins } = iterate(evaluator, node, path);
  const [items, ...others] = ways;
  if (!items || reason !== null || others.length > 0) return undefined;
  return items.map((item) => withOrigin(item, ...origins));
}
