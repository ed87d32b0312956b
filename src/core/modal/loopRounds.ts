/** The rounds of a loop whose list is known. */
import type { Node } from 'web-tree-sitter';
import type { Evaluator } from '../python/evaluate';
import { known, int, single, str, unknown, type Evaluation, type PyValue } from '../python/pyValue';
import { callArguments, field, parts, type Path } from '../python/syntax';
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

function itemsOf(node: Node, path: Path, evaluator: Evaluator): readonly Evaluation[] | undefined {
  const called = node.type === 'call' ? itemsOfCall(node, path, evaluator) : undefined;
  if (called) return called;
  const found = evaluator.evaluate(node, path);
  const value = single(found);
  if (value?.kind === 'list' || value?.kind === 'tuple')
    return value.items.map((item) => known(item, found.origins));
  return value?.kind === 'dict'
    ? [...value.entries.keys()].map((key) => known(str(key), found.origins))
    : undefined;
}

/** `range(…)`, and `items()`, `keys()` and `values()` of a dict. */
function itemsOfCall(node: Node, path: Path, evaluator: Evaluator): readonly Evaluation[] | undefined {
  const callee = field(node, 'function');
  const { positional, keywords, spreads, starred } = callArguments(node);
  if (!callee || keywords.length + spreads.length > 0 || starred) return undefined;
  if (callee.text === 'range' && evaluator.definitions('range', path).length === 0) {
    const given = positional.map((each) => single(evaluator.evaluate(each, path)));
    return rangeItems(given);
  }
  const object = callee.type === 'attribute' ? field(callee, 'object') : null;
  const found = object && positional.length === 0 ? evaluator.evaluate(object, path) : undefined;
  const dict = found && single(found);
  if (dict?.kind !== 'dict') return undefined;
  const entries = [...dict.entries];
  switch (field(callee, 'attribute')?.text) {
    case 'keys':
      return entries.map(([key]) => known(str(key)));
    case 'values':
      return entries.map(([, value]) => value);
    case 'items':
      return entries.map(([key, value]) => pair(key, value));
    default:
      return undefined;
  }
}

function pair(key: string, value: Evaluation): Evaluation {
  const items = (each: PyValue): PyValue => ({ kind: 'tuple', items: [str(key), each] });
  return { ...value, values: value.values.map(items) };
}

function rangeItems(given: readonly (PyValue | undefined)[]): readonly Evaluation[] | undefined {
  const numbers = given.map((each) => (each?.kind === 'int' ? each.value : undefined));
  if (numbers.length === 0 || numbers.includes(undefined)) return undefined;
  const [first, second, step = 1] = numbers as number[];
  const [start, end] = second === undefined ? [0, first!] : [first!, second];
  if (step === 0 || Math.abs((end - start) / step) > MAX_ROUNDS) return undefined;
  const items: Evaluation[] = [];
  for (let at = start; step > 0 ? at < end : at > end; at += step) items.push(known(int(at)));
  return items;
}
