import type { Node } from 'web-tree-sitter';
import { builtin, stringMethod } from './builtins';
import { moduleOf } from './attributes';
import { environmentVariable } from './environment';
import type { Arguments, Folding } from './folding';
import { instanceOf } from './instances';
import { argumentsOf, classFunction, namedTupleCall, objectFunction, objectMethod } from './objectCalls';
import { callArguments, dottedName, field, excerpt, type Path } from './syntax';
import { isUnset } from './throughChanges';
import type { PythonReason } from './pythonReason';
import {
  combine,
  known,
  NONE,
  notFolded,
  oneOf,
  single,
  unknown,
  withOrigin,
  type Evaluation,
  type Origin,
} from './pyValue';

/** What a call gives, where it runs nothing of the workspace: environment defaults, built-ins, dicts, plain data classes, Modal’s own. */
export function foldCall(folding: Folding, node: Node, path: Path): Evaluation {
  const callee = field(node, 'function');
  if (!callee) return unknown({ kind: 'incomplete' });
  const { positional, keywords, spreads, starred } = callArguments(node);
  if (starred) return unknown(spreadsArguments(callee));
  const modalPath = folding.module.modalPath(callee);
  if (modalPath !== null) {
    if (spreads.length > 0) return unknown(spreadsArguments(callee));
    return known({
      kind: 'modal',
      path: modalPath,
      positional: positional.map((each) => folding.evaluate(each, path)),
      keywords: new Map(keywords.map((each) => [each.name, folding.evaluate(each.value, path)])),
    });
  }
  const real = folding.module.realName(callee);
  if (real === 'os.environ.get' || real === 'os.getenv') {
    return environment(
      folding,
      positional[0],
      positional[1] ?? keywords.find((each) => each.name === 'default')?.value,
      path,
    );
  }
  if (real === 'dict' && positional.length <= 1 && isBuiltin(folding, callee, path))
    return dictCall(folding, node, path);
  const object = objectCall(folding, node, callee, real, path);
  if (object) return object;
  if (spreads.length > 0) return unknown(spreadsArguments(callee));
  return callFunction(folding, callee, real, positional, keywords, path);
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
    real !== null && (real.includes('.') || real === 'vars') && isBuiltin(folding, callee, path);
  const self =
    holder && !owner && moduleOf(folding, holder, path) === null ? folding.evaluate(holder, path) : undefined;
  const isOnObject = self?.values.some(({ kind }) => kind === 'object') ?? false;
  if (!site && !owner && !isLibrary && !isOnObject && callee.type !== 'identifier') return null;
  const args = argumentsOf(folding, node, path);
  if (!args) return null;
  if (site) return instanceOf(folding, path, site, args);
  if (owner) return classFunction(folding, path, owner, method, args);
  if (self && isOnObject) return methodCall(folding, path, self, method, args);
  return (
    (isLibrary ? objectFunction(folding, real, path, args) : null) ??
    namedTupleCall(folding, callee, path, args)
  );
}

function methodCall(
  folding: Folding,
  path: Path,
  self: Evaluation,
  method: string,
  args: Arguments,
): Evaluation | null {
  const results = self.values.map((value) =>
    value.kind === 'object' ? objectMethod(folding, path, value, method, args) : null,
  );
  if (self.reason !== null || results.includes(null)) return null;
  return withOrigin(oneOf(results as Evaluation[]), ...self.origins);
}

/** Whether a name is what Python or a library has under it: nothing in the file, or only an import, binds it. */
function isBuiltin(folding: Folding, callee: Node, path: Path): boolean {
  const head = dottedName(callee)?.split('.')[0] ?? '';
  const definitions = folding.scopes.lookup(head, path);
  const isImported = folding.module.importOf(head) !== undefined;
  if (definitions.length === 0) return !isReplaced(folding, head);
  return isImported && definitions.every(({ kind }) => kind === 'import');
}

/** `builtins.max = min`: whatever it says, the built-in is no longer sure. */
function isReplaced({ module }: Folding, name: string): boolean {
  return (
    module.occurrences('builtins').length > 0 &&
    module
      .occurrences(name)
      .some((at) => /(builtins\s*\.\s*|["'])$/.test(module.text.slice(Math.max(0, at - 20), at)))
  );
}

function spreadsArguments(callee: Node): PythonReason {
  return { kind: 'callSpreadsArguments', callee: excerpt(callee) };
}

function callFunction(
  folding: Folding,
  callee: Node,
  real: string | null,
  positional: readonly Node[],
  keywords: readonly { readonly name: string; readonly value: Node }[],
  path: Path,
): Evaluation {
  const atRuntime = (): PythonReason => ({ kind: 'runtimeCall', callee: excerpt(callee) });
  const args = positional.map((each) => folding.evaluate(each, path));
  if (real !== null && keywords.length === 0 && isBuiltin(folding, callee, path)) {
    if (builtin(real, [NONE]) !== undefined)
      return combine(args, (values) => builtin(real, values) ?? notFolded(atRuntime()));
  }
  const object = callee.type === 'attribute' ? field(callee, 'object') : null;
  const method = field(callee, 'attribute')?.text ?? '';
  if (!object || moduleOf(folding, object, path) !== null) return unknown(atRuntime());
  const holder = folding.evaluate(object, path);
  const [only] = holder.values;
  if (only?.kind === 'dict' && method === 'get' && args[0]) {
    return dictGet(holder, args[0], args[1] ?? known(NONE));
  }
  const taken = keywords.length === 0 ? takenOut(holder, method, args) : undefined;
  if (taken) return taken;
  if (!holder.values.some((value) => value.kind === 'str')) return unknown(holder.reason ?? atRuntime());
  const named = keywords.map((each) => ({ name: each.name, value: folding.evaluate(each.value, path) }));
  return combine([holder, ...args, ...named.map((each) => each.value)], ([self, ...rest]) => {
    if (self!.kind !== 'str') return notFolded(atRuntime());
    const given = new Map(named.map((each, i) => [each.name, rest[args.length + i]!]));
    return stringMethod(self!.value, method, rest.slice(0, args.length), given) ?? notFolded(atRuntime());
  });
}

function environment(
  folding: Folding,
  variable: Node | undefined,
  fallback: Node | undefined,
  path: Path,
): Evaluation {
  const name = variable && single(folding.evaluate(variable, path));
  const origin: Origin = {
    kind: 'environment',
    name: name?.kind === 'str' ? name.value : (variable?.text ?? ''),
  };
  const unset = (): Evaluation =>
    withOrigin(fallback ? folding.evaluate(fallback, path) : known(NONE), origin);
  if (name?.kind !== 'str') return unset();
  const value = environmentVariable(folding, name.value, path);
  return isUnset(value) ? oneOf([{ ...value, reason: null }, unset()]) : value;
}

function dictCall(folding: Folding, node: Node, path: Path): Evaluation {
  const { positional, keywords, spreads } = callArguments(node);
  const entries = new Map<string, Evaluation>();
  for (const spread of [...positional, ...spreads]) {
    const value = single(folding.evaluate(spread, path));
    if (value?.kind !== 'dict')
      return unknown({ kind: 'notKnownDict', expression: spread.text.slice(0, 60) });
    for (const [key, entry] of value.entries) entries.set(key, entry);
  }
  for (const { name, value } of keywords) entries.set(name, folding.evaluate(value, path));
  return known({ kind: 'dict', entries });
}

/** What `d.pop("k")`, `d.setdefault("k", v)` and `l.pop()` give; what they leave is for those who read the name later. */
function takenOut(holder: Evaluation, method: string, args: readonly Evaluation[]): Evaluation | undefined {
  const [first, second] = args;
  const [only, ...more] = holder.values;
  if (holder.reason !== null || !only || more.length > 0) return undefined;
  if (only.kind === 'dict' && first && (method === 'pop' || method === 'setdefault')) {
    const fallback = second ?? (method === 'pop' ? unknown({ kind: 'keyNotKnown' }) : known(NONE));
    return dictGet(holder, first, fallback);
  }
  if (only.kind !== 'list' || method !== 'pop' || second) return undefined;
  return combine([first ?? known({ kind: 'int', value: -1 })], ([at]) => {
    const item = at!.kind === 'int' ? only.items.at(at!.value) : undefined;
    return item ?? notFolded({ kind: 'subscriptNotFolded' });
  });
}

function dictGet(holder: Evaluation, key: Evaluation, fallback: Evaluation): Evaluation {
  const at = single(key);
  if (holder.reason !== null || at?.kind !== 'str') return unknown(holder.reason ?? { kind: 'keyNotKnown' });
  return withOrigin(
    oneOf(
      holder.values.map((value) =>
        value.kind === 'dict' ? (value.entries.get(at.value) ?? fallback) : fallback,
      ),
    ),
    ...holder.origins,
  );
}
