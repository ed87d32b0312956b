import type { Node } from 'web-tree-sitter';
import { builtin, inOrder, isBuiltin } from './builtins';
import { callFunction } from './functionCalls';
import type { Folding } from './folding';
import { functionSites } from './functionSites';
import { iterate, listed } from './iterables';
import {
  combine,
  float,
  int,
  known,
  notFolded,
  numeric,
  oneOf,
  single,
  unknown,
  type Evaluation,
  type Folded,
  type PyValue,
} from './pyValue';
import { callArguments, dottedName, excerpt, field, type Path } from './syntax';

/** Built-ins that take something to go through, which may be a generator or a view. */
const OF_ITERABLES = new Set(['list', 'tuple', 'sum', 'any', 'all', 'sorted', 'min', 'max', 'math.prod']);

/** What a call of a built-in gives, or of a few functions of the standard library; null for any other. */
export function builtinCall(folding: Folding, real: string, call: Node, path: Path): Evaluation | null {
  if (!isBuiltin(real) && real !== 'datetime.timedelta') return null;
  if (isHidden(folding, dottedName(field(call, 'function')!) ?? '', path)) return null;
  const { positional, keywords } = callArguments(call);
  const named = new Map(keywords.map((each) => [each.name, each.value]));
  if (real === 'datetime.timedelta') return timedelta(folding, positional, named, path);
  const [first] = positional;
  const isIterated = OF_ITERABLES.has(real) && first && (positional.length === 1 || real === 'sum');
  const values = positional.map((each, i) =>
    isIterated && i === 0 ? listed(folding, each, path) : folding.evaluate(each, path),
  );
  if (named.size === 0) return combine(values, (args) => builtin(real, args) ?? notOfThese(real));
  if (isIterated && ['sorted', 'min', 'max'].includes(real))
    return byKey(folding, real, values[0]!, named, path);
  const extra = KEYWORDS[real];
  const value = extra === undefined ? undefined : named.get(extra);
  if (!value || named.size > 1 || positional.length !== 1) return unknown(notOfThese(real).reason);
  return combine(
    [...values, folding.evaluate(value, path)],
    (args) => builtin(real, args) ?? notOfThese(real),
  );
}

/** The second parameter of built-ins that take it by name, too. */
const KEYWORDS: Readonly<Record<string, string>> = { int: 'base', round: 'ndigits', sum: 'start' };

/** Whether a name is not what Python or a library has under it: the file binds it, or may have set another in its place. */
export function isHidden(folding: Folding, dotted: string, path: Path): boolean {
  const [head] = dotted.split('.');
  if (!folding.scopes.lookup(head!, path).every((each) => each.kind === 'import')) return true;
  const { module } = folding;
  return (
    module.importsFrom('builtins').some(([, each]) => each.module === 'builtins') ||
    module.occurrences('__builtins__').length > 0
  );
}

function notOfThese(name: string): Folded & { readonly kind: 'notFolded' } {
  return notFolded({ kind: 'argumentsNotFolded', function: name });
}

/** `sorted`, `min` and `max` with `key=`, `reverse=` and `default=`. */
function byKey(
  folding: Folding,
  real: string,
  list: Evaluation,
  named: ReadonlyMap<string, Node>,
  path: Path,
): Evaluation {
  const key = named.get('key');
  const reverse = named.get('reverse');
  const isReversed = reverse ? single(folding.evaluate(reverse, path)) : undefined;
  const fallback = named.get('default');
  const allowed = real === 'sorted' ? ['key', 'reverse'] : ['key', 'default'];
  if ([...named.keys()].some((name) => !allowed.includes(name)) || (reverse && isReversed?.kind !== 'bool'))
    return unknown(notOfThese(real).reason);
  const whole = single(list);
  if (whole?.kind !== 'list') return unknown(list.reason ?? notOfThese(real).reason);
  if (whole.items.length === 0 && fallback) return folding.evaluate(fallback, path);
  const keys = key ? keysOf(folding, whole.items, key, path) : whole.items;
  const order = keys && inOrder(keys);
  if (!order) return unknown(notOfThese(real).reason);
  if (real !== 'sorted') return extremeBy(real, whole.items, keys, order, list);
  // Reversed, what is equal keeps its order.
  const backwards = (): number[] | undefined =>
    inOrder([...keys].reverse())
      ?.map((i) => keys.length - 1 - i)
      .reverse();
  const places = isReversed?.kind === 'bool' && isReversed.value ? backwards()! : order;
  return known({ kind: 'list', items: places.map((i) => whole.items[i]!) }, list.origins);
}

function extremeBy(
  real: string,
  items: readonly PyValue[],
  keys: readonly PyValue[],
  order: readonly number[],
  { origins }: Evaluation,
): Evaluation {
  if (order.length === 0) return unknown({ kind: 'emptyArguments', function: real });
  const best = keys[order[real === 'min' ? 0 : order.length - 1]!]!;
  // Of equals the first counts.
  const at = keys.findIndex(
    (key) => (numeric(key) ?? key) === (numeric(best) ?? best) || isSameText(key, best),
  );
  return known(items[at]!, origins);
}

function isSameText(a: PyValue, b: PyValue): boolean {
  return a.kind === 'str' && b.kind === 'str' && a.value === b.value;
}

/** What `key=` gives for each element, where it is a function of the workspace, a lambda or a built-in. */
function keysOf(
  folding: Folding,
  items: readonly PyValue[],
  key: Node,
  path: Path,
): readonly PyValue[] | undefined {
  const sites = functionSites(folding, key, path);
  const name = sites ? null : folding.module.realName(key);
  if (!sites && (name === null || !isBuiltin(name) || isHidden(folding, name, path))) return undefined;
  const keys: PyValue[] = [];
  for (const item of items) {
    const result = sites
      ? oneOf(sites.map((site) => callFunction(site, { positional: [known(item)], keywords: new Map() })))
      : combine([known(item)], (args) => builtin(name!, args) ?? notOfThese(name!));
    const value = single(result);
    if (!value) return undefined;
    keys.push(value);
  }
  return keys;
}

const UNITS: Readonly<Record<string, number>> = {
  weeks: 604_800,
  days: 86_400,
  hours: 3_600,
  minutes: 60,
  seconds: 1,
};

/** `timedelta(minutes=5)`, of whole seconds: days and seconds as it holds them. */
function timedelta(
  folding: Folding,
  positional: readonly Node[],
  named: ReadonlyMap<string, Node>,
  path: Path,
): Evaluation {
  const given = [...positional.map((node, i) => [['days', 'seconds'][i] ?? '', node] as const), ...named];
  return combine(
    given.map(([, node]) => folding.evaluate(node, path)),
    (values) => {
      const seconds = values.reduce(
        (sum, value, i) => sum + (numeric(value) ?? NaN) * (UNITS[given[i]![0]] ?? NaN),
        0,
      );
      if (!Number.isSafeInteger(seconds)) return notOfThese('timedelta');
      const days = Math.floor(seconds / 86_400);
      const attributes = new Map([
        ['days', known(int(days))],
        ['seconds', known(int(seconds - days * 86_400))],
        ['microseconds', known(int(0))],
      ]);
      return { kind: 'object', className: TIMEDELTA, attributes };
    },
  );
}

const TIMEDELTA = 'datetime.timedelta';

/** `total_seconds()` of a timedelta; undefined for any other object and method. */
export function timedeltaMethod(value: PyValue, method: string): Folded | undefined {
  if (value.kind !== 'object' || value.className !== TIMEDELTA || method !== 'total_seconds')
    return undefined;
  const [days, seconds] = ['days', 'seconds'].map((name) => value.attributes.get(name)?.values[0]);
  return days?.kind === 'int' && seconds?.kind === 'int'
    ? float(days.value * 86_400 + seconds.value)
    : undefined;
}

/** `dict([("a", 1)])`, `dict(zip(names, values))`: a dict of pairs. */
export function dictOfPairs(folding: Folding, pairs: Node, path: Path): Evaluation {
  const through = iterate(folding, pairs, path);
  const [way, ...others] = through.ways;
  if (!way || others.length > 0 || through.reason !== null)
    return unknown(through.reason ?? { kind: 'notKnownDict', expression: excerpt(pairs) });
  const entries = new Map<string, Evaluation>();
  for (const pair of way) {
    const value = single(pair);
    const [key, item, ...more] = value?.kind === 'tuple' || value?.kind === 'list' ? value.items : [];
    if (key?.kind !== 'str' || !item || more.length > 0)
      return unknown({ kind: 'notKnownDict', expression: excerpt(pairs) });
    entries.set(key.value, known(item));
  }
  return known({ kind: 'dict', entries }, through.origins);
}
