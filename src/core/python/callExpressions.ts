import type { Node } from 'web-tree-sitter';
import { builtinCall, dictOfPairs, isHidden, timedeltaMethod } from './builtinCalls';
import { asValue, dictOf, dictsOf, entryOr, isDict, merged, openness } from './dicts';
import { readVariable } from './environmentReads';
import type { Arguments, Folding } from './folding';
import { calledFunction } from './functionCalls';
import { instanceOf } from './instances';
import { listed } from './iterables';
import { modalCall, namedByText } from './modalNames';
import { classFunction, namedTupleCall, objectFunction, objectMethod } from './objectCalls';
import { classMade } from './ownMethods';
import { givenArguments } from './parameters';
import { stringMethod } from './stringMethods';
import { callArguments, dottedName, excerpt, field, type Path } from './syntax';
import type { PythonReason } from './pythonReason';
import {
  combine,
  fromEnvironment,
  known,
  MAX_CANDIDATES,
  NONE,
  notFolded,
  oneOf,
  single,
  unknown,
  withOrigin,
  type Dict,
  type Evaluation,
  type Folded,
  type PyValue,
} from './pyValue';

/** What a call gives: environment defaults, built-ins, dicts, plain data classes, the workspace's own functions, Modal's own. */
export function foldCall(folding: Folding, node: Node, path: Path): Evaluation {
  const callee = field(node, 'function');
  if (!callee) return unknown({ kind: 'incomplete' });
  const { positional, keywords, spreads, starred } = callArguments(node);
  const modalPath = folding.module.modalPath(callee);
  if (modalPath !== null) {
    if (spreads.length > 0 || starred) return unknown(spreadsArguments(callee));
    return known({
      kind: 'modal',
      path: modalPath,
      positional: positional.map((each) => folding.evaluate(each, path)),
      keywords: new Map(keywords.map((each) => [each.name, folding.evaluate(each.value, path)])),
    });
  }
  const variable = readVariable(folding, node, path);
  if (variable) return variable;
  const own = calledFunction(folding, node, callee, path);
  if (own) return own;
  if (starred) return unknown(spreadsArguments(callee));
  const real = folding.module.realName(callee);
  if (real === 'dict' && positional.length <= 1 && !isHidden(folding, real, path))
    return dictCall(folding, node, path);
  const object = objectCall(folding, node, callee, real, path);
  if (object) return object;
  if (spreads.length > 0) return unknown(spreadsArguments(callee));
  return (
    (real === null ? null : builtinCall(folding, real, node, path)) ??
    namedByText(folding, node, path) ??
    modalCall(folding, node, path) ??
    methodCall(folding, node, callee, path)
  );
}

/** What makes or copies an object, or is a method of one; null for any other call. */
function objectCall(
  folding: Folding,
  node: Node,
  callee: Node,
  real: string | null,
  path: Path,
): Evaluation | null {
  const site = folding.classOf(callee, path);
  const holder = callee.type === 'attribute' ? field(callee, 'object') : null;
  const method = field(callee, 'attribute')?.text ?? '';
  const owner = holder && folding.classOf(holder, path);
  const isLibrary =
    real !== null &&
    (real.includes('.') || real === 'vars') &&
    !isHidden(folding, dottedName(callee) ?? '', path);
  const self =
    holder && !owner && folding.moduleOf(holder, path) === null ? folding.evaluate(holder, path) : undefined;
  const isOnObject = self?.values.some(({ kind }) => kind === 'object') ?? false;
  if (!site && !owner && !isLibrary && !isOnObject && callee.type !== 'identifier') return null;
  const args = givenArguments(folding, node, path);
  if (!args) return null;
  if (site) return instanceOf(folding, path, site, args);
  if (owner) return classFunction(folding, path, owner, method, args);
  if (holder && self && isOnObject) {
    const isOwn = classMade(folding, holder, path) !== null;
    return onObjects(folding, path, self, method, args, isOwn);
  }
  return (
    (isLibrary ? objectFunction(folding, real, path, args) : null) ??
    namedTupleCall(folding, callee, path, args)
  );
}

/** A method of each object that a value can be. */
function onObjects(
  folding: Folding,
  path: Path,
  self: Evaluation,
  method: string,
  args: Arguments,
  isOwn: boolean,
): Evaluation | null {
  const results = self.values.map((value) =>
    value.kind === 'object' ? objectMethod(folding, path, value, method, args, isOwn) : null,
  );
  if (self.reason !== null || results.includes(null)) return null;
  return withOrigin(oneOf(results as Evaluation[]), ...self.origins);
}

function spreadsArguments(callee: Node): PythonReason {
  return { kind: 'callSpreadsArguments', callee: excerpt(callee) };
}

/** A method of a string, a dict or a timedelta. */
function methodCall(folding: Folding, node: Node, callee: Node, path: Path): Evaluation {
  const atRuntime = (): PythonReason => ({ kind: 'runtimeCall', callee: excerpt(callee) });
  const object = callee.type === 'attribute' ? field(callee, 'object') : null;
  const method = field(callee, 'attribute')?.text ?? '';
  if (!object || folding.moduleOf(object, path) !== null) return unknown(atRuntime());
  const { positional, keywords } = callArguments(node);
  const holder = folding.evaluate(object, path);
  // What is joined may be a generator.
  const args = positional.map((each) =>
    method === 'join' ? listed(folding, each, path) : folding.evaluate(each, path),
  );
  const [only] = holder.values;
  // `app.include(other)` gives the app.
  if (only?.kind === 'modal' && method === 'include') return holder;
  if (isDict(only) && method === 'get' && args[0]) return dictGet(holder, args[0], args[1]);
  const taken = keywords.length === 0 && isOnce(folding) ? takenOut(holder, method, args) : undefined;
  if (taken) return taken;
  if (!holder.values.some((value) => value.kind === 'str' || value.kind === 'object'))
    return unknown(holder.reason ?? atRuntime());
  const named = keywords.map((each) => ({ name: each.name, value: folding.evaluate(each.value, path) }));
  return combine([holder, ...args, ...named.map((each) => each.value)], ([self, ...rest]) => {
    if (self!.kind !== 'str') return timedeltaMethod(self!, method) ?? notFolded(atRuntime());
    const given = new Map(named.map((each, i) => [each.name, rest[args.length + i]!]));
    return (
      formattedBy(self.value, method, rest) ??
      stringMethod(self.value, method, rest.slice(0, args.length), given) ??
      notFolded(atRuntime())
    );
  });
}

/** `"{gpu}".format_map(names)`. */
function formattedBy(text: string, method: string, [names, ...more]: readonly PyValue[]): Folded | undefined {
  if (method !== 'format_map' || names?.kind !== 'dict' || more.length > 0) return undefined;
  const given = [...names.entries].flatMap(([name, entry]): [string, PyValue][] => {
    const value = single(entry);
    return value ? [[name, value]] : [];
  });
  return stringMethod(text, 'format', [], new Map(given));
}

function dictCall(folding: Folding, node: Node, path: Path): Evaluation {
  const { positional, keywords, spreads } = callArguments(node);
  let variants: readonly Dict[] = [dictOf(new Map())];
  for (const spread of [...positional, ...spreads]) {
    const given = folding.evaluate(spread, path);
    const isWhole = given.reason === null && given.values.every(isDict);
    const dicts = dictsOf(isWhole || spreads.includes(spread) ? given : dictOfPairs(folding, spread, path));
    variants = variants.flatMap((variant) => dicts.map((each) => merged(variant, each)));
    if (variants.length > MAX_CANDIDATES) return unknown({ kind: 'tooLong' });
  }
  const named = keywords.map(({ name, value }) => [name, folding.evaluate(value, path)] as const);
  const own = dictOf(new Map(named));
  return oneOf(variants.map((each) => asValue(merged(each, own))));
}

/** Whether what is folded runs once, and changes what the module's names hold: no element of a comprehension. */
function isOnce(folding: Folding): boolean {
  return folding === folding.home;
}

/** What `d.pop("k")`, `d.setdefault("k", v)` and `l.pop()` give; what they leave is for those who read the name later. */
function takenOut(holder: Evaluation, method: string, args: readonly Evaluation[]): Evaluation | undefined {
  const [first, second] = args;
  const [only, ...more] = holder.values;
  if (holder.reason !== null || !only || more.length > 0) return undefined;
  if (isDict(only) && first && (method === 'pop' || method === 'setdefault')) {
    const fallback = second ?? (method === 'pop' ? unknown({ kind: 'keyNotKnown' }) : known(NONE));
    return dictGet(holder, first, fallback);
  }
  if (only.kind !== 'list' || method !== 'pop' || second) return undefined;
  return combine([first ?? known({ kind: 'int', value: -1 })], ([at]) => {
    const item = at!.kind === 'int' ? only.items.at(at.value) : undefined;
    return item ?? notFolded({ kind: 'subscriptNotFolded' });
  });
}

function dictGet(holder: Evaluation, key: Evaluation, given: Evaluation | undefined): Evaluation {
  const fallback = given ?? known(NONE);
  const at = single(key);
  if (holder.reason !== null) return unknown(holder.reason);
  const isSwitched = at === undefined || fromEnvironment(key);
  const results = holder.values.flatMap((value) => {
    if (!isDict(value)) return [unknown({ kind: 'keyNotKnown' })];
    const found = at?.kind === 'str' ? value.entries.get(at.value) : undefined;
    if (!isSwitched) return [at.kind === 'str' ? entryOr(value, at.value, fallback) : fallback];
    // What is there for the default comes first, and needs no other.
    const reason = openness(value);
    const others = [...value.entries.values(), ...(reason === null ? [] : [unknown(reason)])];
    if (found) return [found, ...others, ...(given ? [fallback] : [])];
    return at === undefined ? [...others, fallback] : [fallback, ...others];
  });
  return withOrigin(oneOf(results), ...holder.origins, ...key.origins);
}
