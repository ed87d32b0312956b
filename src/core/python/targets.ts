import type { Node } from 'web-tree-sitter';
import { plainName } from './bindingTargets';
import { combine, notFolded, single, unknown, type Evaluation, type PyValue } from './pyValue';
import type { PythonReason } from './pythonReason';
import { sharesParts } from './sharedParts';
import { parts } from './syntax';

/** Takes the value of a name. */
export type Bind = (name: string, value: Evaluation) => void;

/**
 * Binds the names of a target to the parts of a value, as an assignment or a loop does.
 * @returns whether all of it are names; an attribute or a subscript is not bound here
 */
export function unpack(target: Node, value: Evaluation, bind: Bind): boolean {
  const name = plainName(target);
  if (name !== null) {
    bind(name, value);
    return true;
  }
  if (!['pattern_list', 'tuple_pattern', 'list_pattern'].includes(target.type)) return false;
  const targets = parts(target);
  const starAt = targets.findIndex((part) => part.type === 'list_splat_pattern');
  return targets
    .map((each, i) => {
      const inner = i === starAt ? parts(each)[0] : each;
      return inner !== undefined && unpack(inner, partOf(value, i, starAt, targets.length), bind);
    })
    .every(Boolean);
}

/** What the target at `index` of `count` takes of a value, where the one at `starAt` takes what is left. */
function partOf(value: Evaluation, index: number, starAt: number, count: number): Evaluation {
  const misfit: PythonReason = { kind: 'unpackedFromUnknown', name: '' };
  return combine([value], ([whole]) => {
    const items = itemsOf(whole!);
    if (!items || (starAt < 0 ? items.length !== count : items.length < count - 1)) return notFolded(misfit);
    if (index === starAt)
      return { kind: 'list', items: items.slice(index, items.length - (count - 1 - index)) };
    return items[starAt >= 0 && index > starAt ? items.length - (count - index) : index]!;
  });
}

/** The elements of a value that is known to be iterated in an order that does not change. */
export function itemsOf(value: PyValue): readonly PyValue[] | undefined {
  switch (value.kind) {
    case 'list':
    case 'tuple':
      return value.items;
    case 'object': {
      // A named tuple; any other object has no order.
      const items = value.order?.map((name) => single(value.attributes.get(name)!));
      return items?.includes(undefined) ? undefined : (items as PyValue[] | undefined);
    }
    case 'str':
      return Array.from(value.value, (letter): PyValue => ({ kind: 'str', value: letter }));
    case 'dict':
      return Array.from(value.entries.keys(), (key): PyValue => ({ kind: 'str', value: key }));
    default:
      return undefined;
  }
}

/** What a target makes of one of its names. */
export function partFor(name: string, target: Node, value: Evaluation): Evaluation {
  // `a, b = both()`: where both are one list, a change of the one shows in the other.
  if (value.values.some(sharesParts)) return unknown({ kind: 'unpackedFromUnknown', name });
  let found: Evaluation = unknown({ kind: 'unpackedFromUnknown', name });
  unpack(target, value, (bound, part) => {
    if (bound === name) found = part;
  });
  if (found.reason?.kind !== 'unpackedFromUnknown') return found;
  return { ...found, reason: { kind: 'unpackedFromUnknown', name } };
}
