/** What code reads of the environment: `os.environ` and `os.getenv`. */
import type { Node } from 'web-tree-sitter';
import { environmentVariable } from './environmentChanges';
import { setElsewhere } from './environmentElsewhere';
import type { Folding } from './folding';
import {
  bool,
  known,
  NONE,
  oneOf,
  single,
  str,
  unknown,
  withOrigin,
  type Evaluation,
  type Origin,
} from './pyValue';
import { callArguments, field, type Path } from './syntax';
import { isUnset } from './throughChanges';

const READERS: ReadonlySet<string> = new Set([
  'os.getenv',
  'os.environ.get',
  'os.environ.pop',
  'os.environ.setdefault',
]);

/** What a call gives that reads one variable, such as `os.environ.get("GPU", "T4")`; undefined for any other call. */
export function readVariable(folding: Folding, call: Node, path: Path): Evaluation | undefined {
  const callee = field(call, 'function');
  const reader = callee && nameInOs(folding, callee, path);
  if (reader === null || !READERS.has(reader)) return undefined;
  const { positional, keywords } = callArguments(call);
  const given = (name: string, at: number): Node | undefined =>
    positional[at] ?? keywords.find((each) => each.name === name)?.value;
  const [key, fallback] = [given('key', 0), given('default', 1)];
  const orElse = (): Evaluation => {
    if (fallback) return folding.evaluate(fallback, path);
    return reader === 'os.environ.pop' ? withoutDefault(variableOf(folding, key, path)) : known(NONE);
  };
  return valueOf(folding, variableOf(folding, key, path), path, orElse);
}

/** What `os.environ["GPU"]` is; undefined for a subscript of anything else. */
export function variableItem(folding: Folding, object: Node, key: Node, path: Path): Evaluation | undefined {
  if (nameInOs(folding, object, path) !== 'os.environ') return undefined;
  const variable = variableOf(folding, key, path);
  return valueOf(folding, variable, path, () => withoutDefault(variable));
}

/** Whether `"GPU" in os.environ`; undefined for any other comparison. */
export function hasVariable(
  folding: Folding,
  key: Node,
  operator: string,
  object: Node,
  path: Path,
): Evaluation | undefined {
  if ((operator !== 'in' && operator !== 'not in') || nameInOs(folding, object, path) !== 'os.environ')
    return undefined;
  const variable = variableOf(folding, key, path);
  const isIn = operator === 'in';
  const there = valueOf(folding, variable, path, () => known(NONE));
  if (there.reason !== null) return there;
  return { ...there, values: there.values.map(({ kind }) => bool((kind !== 'none') === isIn)) };
}

/** A variable as code names it, or the expression where its name is not known. */
interface Variable {
  readonly name: string;
  readonly isKnown: boolean;
}

function variableOf(folding: Folding, key: Node | undefined, path: Path): Variable {
  const value = key && single(folding.evaluate(key, path));
  return value?.kind === 'str'
    ? { name: value.value, isKnown: true }
    : { name: key?.text ?? '', isKnown: false };
}

function withoutDefault({ name }: Variable): Evaluation {
  return unknown({ kind: 'environmentWithoutDefault', variable: name });
}

/** What code has set a variable to, else what is said of it, else what code falls back to. */
function valueOf(
  folding: Folding,
  { name, isKnown }: Variable,
  path: Path,
  orElse: () => Evaluation,
): Evaluation {
  const said = isKnown ? folding.variables.get(name) : undefined;
  const origin: Origin = { kind: 'environment', name, ...(said ? { saidIn: said.saidIn } : {}) };
  if (!isKnown) return withOrigin(orElse(), origin);
  const value = environmentVariable(folding, name, path, said && withOrigin(known(str(said.value)), origin));
  const followed = isUnset(value) ? oneOf([{ ...value, reason: null }, withOrigin(orElse(), origin)]) : value;
  const others = setElsewhere(folding, name, path);
  return others.length === 0 ? followed : oneOf([followed, ...others]);
}

/**
 * The name below `os` that an expression has, `os.environ` or `os.getenv`, under whatever name it is imported, or held by a
 * variable that is bound once; null for anything else.
 */
function nameInOs(folding: Folding, node: Node, path: Path): string | null {
  const own = folding.module.realName(node);
  if (own?.startsWith('os.')) return own;
  if (node.type === 'attribute') {
    const object = field(node, 'object');
    const holder = object?.type === 'identifier' ? heldInOs(folding, object, path) : null;
    return holder === null ? null : `${holder}.${field(node, 'attribute')?.text ?? ''}`;
  }
  return node.type === 'identifier' ? heldInOs(folding, node, path) : null;
}

function heldInOs(folding: Folding, { text }: Node, path: Path): string | null {
  const [only, ...more] = folding.scopes.lookup(text, path);
  if (only?.kind !== 'value' || more.length > 0) return null;
  const held = folding.module.realName(only.node);
  return held?.startsWith('os.') ? held : null;
}
