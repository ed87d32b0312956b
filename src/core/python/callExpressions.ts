import type { Node } from 'web-tree-sitter';
import { builtin, stringMethod } from './builtins';
import type { Evaluator } from './evaluate';
import { callArguments, field, parts, quote, type Path } from './syntax';
import {
  combine,
  known,
  NONE,
  oneOf,
  single,
  unknown,
  withOrigin,
  type Evaluation,
  type Origin,
} from './pyValue';
import { t } from '../render/words/translate';

/** What a call gives, where it runs nothing of the workspace: environment defaults, built-ins, dicts, plain data classes, Modal’s own. */
export function foldCall(ev: Evaluator, node: Node, path: Path): Evaluation {
  const callee = field(node, 'function');
  if (!callee) return unknown(t('the expression is not complete'));
  const { positional, keywords, spreads, starred } = callArguments(node);
  if (starred) return unknown(t('the call {0}(…) spreads its arguments', quote(callee)));
  const modalPath = ev.module.modalPath(callee);
  if (modalPath !== null) {
    if (spreads.length > 0) return unknown(t('the call {0}(…) spreads its arguments', quote(callee)));
    return known({
      kind: 'modal',
      path: modalPath,
      positional: positional.map((each) => ev.evaluate(each, path)),
      keywords: new Map(keywords.map((each) => [each.name, ev.evaluate(each.value, path)])),
    });
  }
  const real = ev.module.realName(callee);
  if (real === 'os.environ.get' || real === 'os.getenv') {
    return environment(
      ev,
      positional[0],
      positional[1] ?? keywords.find((each) => each.name === 'default')?.value,
      path,
    );
  }
  if (real === 'dict' && positional.length <= 1) return dictCall(ev, node, path);
  if (spreads.length > 0) return unknown(t('the call {0}(…) spreads its arguments', quote(callee)));
  const instance = dataClassInstance(ev, callee, positional, keywords, path);
  if (instance) return instance;
  return callFunction(ev, callee, real, positional, keywords, path);
}

function callFunction(
  ev: Evaluator,
  callee: Node,
  real: string | null,
  positional: readonly Node[],
  keywords: readonly { readonly name: string; readonly value: Node }[],
  path: Path,
): Evaluation {
  const runtime = t('{0}(…) is only known when the code runs', quote(callee));
  const args = positional.map((each) => ev.evaluate(each, path));
  if (
    real !== null &&
    keywords.length === 0 &&
    ev.definitions(real.split('.')[0]!, path).every((each) => each.kind === 'import')
  ) {
    if (builtin(real, [NONE]) !== undefined)
      return combine(args, (values) => builtin(real, values) ?? runtime);
  }
  const object = callee.type === 'attribute' ? field(callee, 'object') : null;
  const method = field(callee, 'attribute')?.text ?? '';
  if (!object || ev.moduleOf(object, path) !== null) return unknown(runtime);
  const holder = ev.evaluate(object, path);
  const [only] = holder.values;
  if (only?.kind === 'dict' && method === 'get' && args[0]) {
    return dictGet(holder, args[0], args[1] ?? known(NONE));
  }
  if (!holder.values.some((value) => value.kind === 'str')) return unknown(holder.reason ?? runtime);
  const named = keywords.map((each) => ({ name: each.name, value: ev.evaluate(each.value, path) }));
  return combine([holder, ...args, ...named.map((each) => each.value)], ([self, ...rest]) => {
    if (self!.kind !== 'str') return runtime;
    const given = new Map(named.map((each, i) => [each.name, rest[args.length + i]!]));
    return stringMethod(self!.value, method, rest.slice(0, args.length), given) ?? runtime;
  });
}

function environment(
  ev: Evaluator,
  variable: Node | undefined,
  fallback: Node | undefined,
  path: Path,
): Evaluation {
  const name = variable && single(ev.evaluate(variable, path));
  const origin: Origin = {
    kind: 'environment',
    name: name?.kind === 'str' ? name.value : (variable?.text ?? ''),
  };
  return withOrigin(fallback ? ev.evaluate(fallback, path) : known(NONE), origin);
}

function dictCall(ev: Evaluator, node: Node, path: Path): Evaluation {
  const { positional, keywords, spreads } = callArguments(node);
  const entries = new Map<string, Evaluation>();
  for (const spread of [...positional, ...spreads]) {
    const value = single(ev.evaluate(spread, path));
    if (value?.kind !== 'dict')
      return unknown(t('`{0}` is not a dict that is known here', spread.text.slice(0, 60)));
    for (const [key, entry] of value.entries) entries.set(key, entry);
  }
  for (const { name, value } of keywords) entries.set(name, ev.evaluate(value, path));
  return known({ kind: 'dict', entries });
}

function dictGet(holder: Evaluation, key: Evaluation, fallback: Evaluation): Evaluation {
  const at = single(key);
  if (holder.reason !== null || at?.kind !== 'str')
    return unknown(holder.reason ?? t('the key is not known here'));
  return withOrigin(
    oneOf(
      holder.values.map((value) =>
        value.kind === 'dict' ? (value.entries.get(at.value) ?? fallback) : fallback,
      ),
    ),
    ...holder.origins,
  );
}

/** `AppConfig(gpu="L40S")` for a plain data class: its fields as given, else their defaults. */
function dataClassInstance(
  ev: Evaluator,
  callee: Node,
  positional: readonly Node[],
  keywords: readonly { readonly name: string; readonly value: Node }[],
  path: Path,
): Evaluation | null {
  const owner = ev.classOf(callee, path);
  if (!owner || !isDataClass(owner.node, owner.path)) return null;
  const attributes = new Map(fieldDefaults(owner.evaluator, owner.node, owner.path));
  const names = [...attributes.keys()];
  positional.forEach((value, i) => {
    const name = names[i];
    if (name !== undefined) attributes.set(name, ev.evaluate(value, path));
  });
  for (const { name, value } of keywords) attributes.set(name, ev.evaluate(value, path));
  return known({ kind: 'object', className: callee.text, attributes });
}

function fieldDefaults(ev: Evaluator, node: Node, path: Path): [string, Evaluation][] {
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
        right ? fieldDefault(ev, right, here) : unknown(t('the field `{0}` has no default', name.text)),
      ],
    ];
  });
}

/** `field(default=…)` of dataclasses and `Field(…)` of pydantic, or the plain default. */
function fieldDefault(ev: Evaluator, node: Node, path: Path): Evaluation {
  const callee = node.type === 'call' ? field(node, 'function') : null;
  if (!callee || !/(^|\.)[fF]ield$/.test(callee.text)) return ev.evaluate(node, path);
  const { positional, keywords } = callArguments(node);
  const fallback = keywords.find((each) => each.name === 'default')?.value ?? positional[0];
  return fallback ? ev.evaluate(fallback, path) : unknown(t('the field has no plain default'));
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
