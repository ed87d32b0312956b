/** What the methods of dicts and lists that change them leave behind. */
import type { Node } from 'web-tree-sitter';
import type { ChangeSite } from './changeSite';
import { asValue, dictOf, dictsOf, entryAt, isDict, merged, openness, type Entries } from './dicts';
import { MAX_ITEMS } from './operators';
import {
  combine,
  equal,
  known,
  notFolded,
  numeric,
  oneOf,
  single,
  truth,
  unknown,
  type Dict,
  type Evaluation,
  type Folded,
  type PyValue,
} from './pyValue';
import { callArguments } from './syntax';

/** What a value is after a method of it was called that may change it. */
export function changedByMethod(site: ChangeSite, value: PyValue, method: string, call: Node): Evaluation {
  switch (value.kind) {
    case 'modal':
      return known(value);
    case 'dict':
    case 'openDict':
      return changedDict(site, value, method, call);
    case 'list':
      return changedList(site, value.items, method, call);
    default:
      return unknown(site.reason);
  }
}

function changedDict(site: ChangeSite, dict: Dict, method: string, call: Node): Evaluation {
  const { positional, keywords, starred } = callArguments(call);
  if (starred) return unknown(site.reason);
  if (method === 'update' || method === '__ior__') return updated(site, dict, call);
  if (keywords.length > 0) return unknown(site.reason);
  if (method === 'clear' && positional.length === 0) return known(dictOf(new Map()));
  if (method === 'popitem' && positional.length === 0 && dict.kind === 'dict')
    return without(site, dict, [...dict.entries.keys()].at(-1));
  const key = positional[0] && single(site.folding.evaluate(positional[0], site.path));
  if (key?.kind !== 'str') return unknown(site.reason);
  if (method === 'pop' || method === '__delitem__') {
    const isOptional = method === 'pop' && positional.length === 2;
    return isOptional && !dict.entries.has(key.value) ? known(dict) : without(site, dict, key.value);
  }
  if (method === '__setitem__' && positional[1]) {
    const value = site.folding.evaluate(positional[1], site.path);
    return known(dictOf(new Map(dict.entries).set(key.value, value), openness(dict)));
  }
  return unknown(site.reason);
}

/** A key that is not there raises an error, and then nothing is known. */
export function without({ reason }: ChangeSite, dict: Dict, key: string | undefined): Evaluation {
  if (key === undefined || entryAt(dict, key) === undefined) return unknown(reason);
  return known(dictOf(new Map([...dict.entries].filter(([each]) => each !== key)), openness(dict)));
}

/** `d.update(other, k=v, **more)`: what comes later hides what was there. */
function updated({ folding, path, reason }: ChangeSite, dict: Dict, call: Node): Evaluation {
  const { positional, keywords, spreads } = callArguments(call);
  if (positional.length > 1) return unknown(reason);
  let variants: readonly Dict[] = [dict];
  for (const node of [...positional, ...spreads]) {
    const dicts = putOver(folding.evaluate(node, path));
    variants = variants.flatMap((variant) => dicts.map((each) => merged(variant, each)));
    if (variants.length > MAX_VARIANTS) return unknown(reason);
  }
  const own = dictOf(new Map(keywords.map(({ name, value }) => [name, folding.evaluate(value, path)])));
  return oneOf(variants.map((variant) => asValue(merged(variant, own))));
}

/** The dicts that an argument of `update` may be, which may be a list of pairs, too. */
function putOver({ values, ...rest }: Evaluation): readonly Dict[] {
  const asDict = (value: PyValue): PyValue => {
    const entries = isDict(value) ? undefined : entriesOf(value);
    return entries ? dictOf(entries) : value;
  };
  return dictsOf({ values: values.map(asDict), ...rest });
}

const MAX_VARIANTS = 16;

/** The entries of a dict, or of a list of pairs. */
export function entriesOf(value: PyValue): Entries | undefined {
  if (value.kind === 'dict') return value.entries;
  if (value.kind !== 'list' && value.kind !== 'tuple') return undefined;
  const entries = new Map<string, Evaluation>();
  for (const pair of value.items) {
    if ((pair.kind !== 'list' && pair.kind !== 'tuple') || pair.items.length !== 2) return undefined;
    const [key, item] = pair.items;
    if (key?.kind !== 'str') return undefined;
    entries.set(key.value, known(item!));
  }
  return entries;
}

function changedList(site: ChangeSite, items: readonly PyValue[], method: string, call: Node): Evaluation {
  const { folding, path, reason } = site;
  const { positional, keywords, spreads, starred } = callArguments(call);
  if (starred || spreads.length > 0) return unknown(reason);
  if (method === 'sort') {
    const isPlain = positional.length === 0 && keywords.every(({ name }) => name === 'reverse');
    const reverse = keywords.map(({ value }) => folding.evaluate(value, path));
    return isPlain ? combine(reverse, ([down]) => sorted(items, down, site)) : unknown(reason);
  }
  if (keywords.length > 0) return unknown(reason);
  return combine(
    positional.map((each) => folding.evaluate(each, path)),
    (args) => {
      const changed = changedItems(items, method, args);
      if (!changed || changed.length > MAX_ITEMS) return notFolded(reason);
      return { kind: 'list', items: changed };
    },
  );
}

function changedItems(
  items: readonly PyValue[],
  method: string,
  args: readonly PyValue[],
): readonly PyValue[] | undefined {
  const [first, second] = args;
  switch (`${method} ${args.length}`) {
    case 'append 1':
      return [...items, first!];
    case 'extend 1':
    case '__iadd__ 1':
      return first!.kind === 'list' || first!.kind === 'tuple' ? [...items, ...first.items] : undefined;
    case 'insert 2': {
      if (first!.kind !== 'int') return undefined;
      const at = Math.max(0, first.value < 0 ? items.length + first.value : first.value);
      return [...items.slice(0, at), second!, ...items.slice(at)];
    }
    case 'pop 0':
      return items.length > 0 ? items.slice(0, -1) : undefined;
    case 'pop 1':
      return first!.kind === 'int' && items.at(first.value) ? withoutItem(items, first.value) : undefined;
    case 'remove 1': {
      const verdicts = items.map((item) => equal(item, first!));
      const at = verdicts.findIndex((verdict) => verdict !== false);
      return at >= 0 && verdicts[at] === true ? withoutItem(items, at) : undefined;
    }
    case 'reverse 0':
      return [...items].reverse();
    case 'clear 0':
      return [];
    default:
      return undefined;
  }
}

function withoutItem(items: readonly PyValue[], at: number): readonly PyValue[] {
  const index = at < 0 ? items.length + at : at;
  return items.filter((_, i) => i !== index);
}

/** `sort()` of numbers, or of texts; equal ones keep their order, also from the top down. */
export function sorted(items: readonly PyValue[], down: PyValue | undefined, { reason }: ChangeSite): Folded {
  const isDown = down ? truth(down) : false;
  const keys = items.map((item) => numeric(item) ?? (item.kind === 'str' ? item.value : undefined));
  const isAlike = new Set(keys.map((key) => typeof key)).size <= 1 && !keys.includes(undefined);
  // Beyond its first plane, Unicode's order is not that of JavaScript's strings.
  const isPlain = keys.every((key) => typeof key !== 'string' || !/[\ud800-\udfff]/.test(key));
  if (isDown === undefined || !isAlike || !isPlain) return notFolded(reason);
  const order = [...keys.entries()].sort(([i, a], [j, b]) =>
    a === b ? i - j : (a! < b! ? -1 : 1) * (isDown ? -1 : 1),
  );
  return { kind: 'list', items: order.map(([i]) => items[i]!) };
}
