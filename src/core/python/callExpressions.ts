import type { Node } from 'web-tree-sitter';
import { classOf, moduleOf } from './attributes';
import { builtinCall, dictOfPairs, timedeltaMethod } from './builtinCalls';
import type { Folding } from './folding';
import { calledFunction } from './functionCalls';
import { listed } from './iterables';
import { stringMethod } from './stringMethods';
import { callArguments, field, parts, excerpt, type Path } from './syntax';
import type { PythonReason } from './pythonReason';
import {
  combine,
  fromEnvironment,
  known,
  NONE,
  notFolded,
  oneOf,
  single,
  unknown,
  withOrigin,
  type Evaluation,
  type Folded,
  type Origin,
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
  const own = calledFunction(folding, node, callee, path);
  if (own) return own;
  if (starred) return unknown(spreadsArguments(callee));
  const real = folding.module.realName(callee);
  if (real === 'os.environ.get' || real === 'os.getenv') {
    return environment(
      folding,
      positional[0],
      positional[1] ?? keywords.find((each) => each.name === 'default')?.value,
      path,
    );
  }
  if (real === 'dict' && positional.length <= 1) return dictCall(folding, node, path);
  if (spreads.length > 0) return unknown(spreadsArguments(callee));
  const instance = dataClassInstance(folding, callee, positional, keywords, path);
  if (instance) return instance;
  return (
    (real === null ? null : builtinCall(folding, real, node, path)) ?? methodCall(folding, node, callee, path)
  );
}

function spreadsArguments(callee: Node): PythonReason {
  return { kind: 'callSpreadsArguments', callee: excerpt(callee) };
}

/** A method of a string, a dict or a timedelta. */
function methodCall(folding: Folding, node: Node, callee: Node, path: Path): Evaluation {
  const atRuntime = (): PythonReason => ({ kind: 'runtimeCall', callee: excerpt(callee) });
  const object = callee.type === 'attribute' ? field(callee, 'object') : null;
  const method = field(callee, 'attribute')?.text ?? '';
  if (!object || moduleOf(folding, object, path) !== null) return unknown(atRuntime());
  const { positional, keywords } = callArguments(node);
  const holder = folding.evaluate(object, path);
  // What is joined may be a generator.
  const args = positional.map((each) =>
    method === 'join' ? listed(folding, each, path) : folding.evaluate(each, path),
  );
  const [only] = holder.values;
  if (only?.kind === 'dict' && method === 'get' && args[0]) return dictGet(holder, args[0], args[1]);
  if (!holder.values.some((value) => value.kind === 'str' || value.kind === 'object'))
    return unknown(holder.reason ?? atRuntime());
  const named = keywords.map((each) => ({ name: each.name, value: folding.evaluate(each.value, path) }));
  return combine([holder, ...args, ...named.map((each) => each.value)], ([self, ...rest]) => {
    if (self!.kind !== 'str') return timedeltaMethod(self!, method) ?? notFolded(atRuntime());
    const given = new Map(named.map((each, i) => [each.name, rest[args.length + i]!]));
    return (
      formattedBy(self!.value, method, rest) ??
      stringMethod(self!.value, method, rest.slice(0, args.length), given) ??
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
  return withOrigin(fallback ? folding.evaluate(fallback, path) : known(NONE), origin);
}

function dictCall(folding: Folding, node: Node, path: Path): Evaluation {
  const { positional, keywords, spreads } = callArguments(node);
  const entries = new Map<string, Evaluation>();
  for (const spread of [...positional, ...spreads]) {
    const given = folding.evaluate(spread, path);
    const value = single(
      isDict(given) || spreads.includes(spread) ? given : dictOfPairs(folding, spread, path),
    );
    if (value?.kind !== 'dict')
      return unknown({ kind: 'notKnownDict', expression: spread.text.slice(0, 60) });
    for (const [key, entry] of value.entries) entries.set(key, entry);
  }
  for (const { name, value } of keywords) entries.set(name, folding.evaluate(value, path));
  return known({ kind: 'dict', entries });
}

function isDict({ values }: Evaluation): boolean {
  return values.some(({ kind }) => kind === 'dict');
}

function dictGet(holder: Evaluation, key: Evaluation, given: Evaluation | undefined): Evaluation {
  const fallback = given ?? known(NONE);
  const at = single(key);
  if (holder.reason !== null) return unknown(holder.reason);
  const isSwitched = at === undefined || fromEnvironment(key);
  const results = holder.values.flatMap((value) => {
    if (value.kind !== 'dict') return [unknown({ kind: 'keyNotKnown' })];
    const found = at?.kind === 'str' ? value.entries.get(at.value) : undefined;
    if (!isSwitched) return [found ?? fallback];
    // What is there for the default needs no other.
    return [...value.entries.values(), ...(found && !given ? [] : [fallback])];
  });
  return withOrigin(oneOf(results), ...holder.origins, ...key.origins);
}

/** `AppConfig(gpu="L40S")` for a plain data class: its fields as given, else their defaults. */
function dataClassInstance(
  folding: Folding,
  callee: Node,
  positional: readonly Node[],
  keywords: readonly { readonly name: string; readonly value: Node }[],
  path: Path,
): Evaluation | null {
  const owner = classOf(folding, callee, path);
  if (!owner || !isDataClass(owner.node, owner.path)) return null;
  const attributes = new Map(fieldDefaults(owner.evaluator, owner.node, owner.path));
  const names = [...attributes.keys()];
  positional.forEach((value, i) => {
    const name = names[i];
    if (name !== undefined) attributes.set(name, folding.evaluate(value, path));
  });
  for (const { name, value } of keywords) attributes.set(name, folding.evaluate(value, path));
  return known({ kind: 'object', className: callee.text, attributes });
}

function fieldDefaults(folding: Folding, node: Node, path: Path): [string, Evaluation][] {
  const body = field(node, 'body');
  if (!body) return [];
  return parts(body).flatMap((statement): [string, Evaluation][] => {
    const assignment = statement.type === 'expression_statement' ? parts(statement)[0] : undefined;
    const name =
      assignment?.type === 'assignment' && field(assignment, 'type') ? field(assignment, 'left') : null;
    if (!assignment || name?.type !== 'identifier') return [];
    const right = field(assignment, 'right');
    const here = [...path, body, statement];
    return [
      [
        name.text,
        right
          ? fieldDefault(folding, right, here)
          : unknown({ kind: 'fieldWithoutDefault', field: name.text }),
      ],
    ];
  });
}

/** `field(default=…)` of dataclasses and `Field(…)` of pydantic, or the plain default. */
function fieldDefault(folding: Folding, node: Node, path: Path): Evaluation {
  const callee = node.type === 'call' ? field(node, 'function') : null;
  if (!callee || !/(^|\.)[fF]ield$/.test(callee.text)) return folding.evaluate(node, path);
  const { positional, keywords } = callArguments(node);
  const fallback = keywords.find((each) => each.name === 'default')?.value ?? positional[0];
  return fallback ? folding.evaluate(fallback, path) : unknown({ kind: 'fieldWithoutPlainDefault' });
}

function isDataClass(node: Node, path: Path): boolean {
  const decorated = path[path.length - 2];
  const decorators =
    decorated?.type === 'decorated_definition'
      ? parts(decorated).filter((part) => part.type === 'decorator')
      : [];
  if (decorators.some((decorator) => /^@\s*([\w.]*\.)?dataclass\b/.test(decorator.text))) return true;
  const bases = field(node, 'superclasses');
  return bases !== null && parts(bases).some((base) => /(^|\.)(BaseModel|NamedTuple)$/.test(base.text));
}
