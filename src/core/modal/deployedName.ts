/** The names that apps, functions and classes are deployed under, which `from_name` finds them by. */
import type { Node } from 'web-tree-sitter';
import type { Definition } from '../python/definition';
import { isDict } from '../python/dicts';
import type { Evaluator } from '../python/evaluate';
import { known, single, type Evaluation } from '../python/pyValue';
import { callArguments, field, type Path } from '../python/syntax';
import type { OptionsCall } from './arguments';

/**
 * What `name=` says in the calls that register something: null for a name that is not known here, undefined where none is
 * given, so that it is deployed as it is called in the code.
 */
export function givenName(calls: readonly OptionsCall[]): string | null | undefined {
  const value = [...calls].reverse().flatMap((call) => nameIn(call) ?? [])[0];
  if (!value) return undefined;
  const only = single(value);
  if (only?.kind === 'none') return undefined;
  return only?.kind === 'str' ? only.value : null;
}

function nameIn({ call, path, evaluator, keywords: changed }: OptionsCall): Evaluation | undefined {
  if (changed) return nameInDict(changed.value());
  const { keywords, spreads } = callArguments(call);
  const given = keywords.find(({ name }) => name === 'name');
  if (given) return evaluator.evaluate(given.value, path);
  for (const spread of spreads) {
    const name = nameInDict(evaluator.evaluate(spread, path));
    if (name) return name;
  }
  return undefined;
}

function nameInDict({ values }: Evaluation): Evaluation | undefined {
  const entry = values.filter(isDict).flatMap((each) => each.entries.get('name') ?? []);
  if (!entry[0] || values.length === 1) return entry[0];
  return { ...known({ kind: 'none' }), values: [] };
}

/** How far a name is followed. */
const MAX_NAMES = 8;

/**
 * The environment variable that an expression is, and nothing else: where its value is not known, two places that read the
 * same one have the same. Null for any other expression.
 */
export function variableRead(node: Node, path: Path, evaluator: Evaluator, names = 0): string | null {
  if (names > MAX_NAMES) return null;
  const { module } = evaluator;
  if (node.type === 'identifier') {
    const [only, ...more] = evaluator.definitions(node.text, path);
    return only && more.length === 0 ? variableDefined(only, evaluator, names) : null;
  }
  if (node.type === 'subscript') {
    const [object, key] = [field(node, 'value'), field(node, 'subscript')];
    return object && key && module.realName(object) === 'os.environ' ? textOf(key, path, evaluator) : null;
  }
  const callee = node.type === 'call' ? field(node, 'function') : null;
  const { positional, keywords } = callArguments(node);
  const isRead = callee && /^os\.(getenv|environ\.get)$/.test(module.realName(callee) ?? '');
  const [key, ...fallback] = positional;
  return isRead && key && fallback.length + keywords.length === 0 ? textOf(key, path, evaluator) : null;
}

function variableDefined(definition: Definition, evaluator: Evaluator, names: number): string | null {
  if (definition.kind === 'value')
    return variableRead(definition.node, definition.path, evaluator, names + 1);
  if (definition.kind !== 'import' || definition.import.name === null || names > MAX_NAMES) return null;
  const module = evaluator.importedModule(definition.import);
  if (typeof module === 'string') return null;
  const inner = evaluator.forModule(module);
  const [only, ...more] = inner.definitionsAtEnd(definition.import.name);
  return only && more.length === 0 ? variableDefined(only, inner, names + 1) : null;
}

function textOf(key: Node, path: Path, evaluator: Evaluator): string | null {
  const value = single(evaluator.evaluate(key, path));
  return value?.kind === 'str' ? `$${value.value}` : null;
}
