/** What code reads of the environment: `os.environ` and `os.getenv`. */
import type { Node } from 'web-tree-sitter';
import type { Folding } from './folding';
import type { PythonModule } from './module';
import type { ChangePlace } from './pythonReason';
import { bool, known, NONE, single, str, unknown, withOrigin, type Evaluation, type Origin } from './pyValue';
import { callArguments, field, last, pathAt, type Path } from './syntax';

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

/** What is said of a variable, else what code falls back to; not known where code has set it before. */
function valueOf(
  folding: Folding,
  { name, isKnown }: Variable,
  path: Path,
  orElse: () => Evaluation,
): Evaluation {
  const said = isKnown ? folding.variables.get(name) : undefined;
  const origin: Origin = { kind: 'environment', name, ...(said ? { saidIn: said.saidIn } : {}) };
  const value = withOrigin(said ? known(str(said.value)) : orElse(), origin);
  const at = isKnown ? setBefore(folding.module, name, said !== undefined, path) : undefined;
  if (at === undefined) return value;
  return { ...value, reason: { kind: 'changedInPlace', name: `os.environ["${name.slice(0, 60)}"]`, at } };
}

/** Where code sets a variable, or perhaps all of them. */
interface Setting {
  readonly offset: number;
  /** Null for all. */
  readonly name: string | null;
  readonly inFunction: boolean;
  /** Where it has a value it keeps that. */
  readonly ifUnset: boolean;
}

const SETTINGS = new WeakMap<PythonModule, readonly Setting[]>();
const SETTING =
  /^\s*(?:\[\s*(["'])(.{0,150}?)\1\s*\]\s*=(?!=)|\.\s*(?:(setdefault)\s*\(\s*(["'])(.{0,150}?)\4|(?:update|clear)\s*\()|\|=)/;

function settingsIn(module: PythonModule): readonly Setting[] {
  let found = SETTINGS.get(module);
  if (!found) {
    found = module.occurrences('environ').flatMap((offset): Setting[] => {
      const match = SETTING.exec(module.text.slice(offset + 'environ'.length, offset + 200));
      if (!match) return [];
      const inFunction = pathAt(module.root, offset).some(({ type }) => type === 'function_definition');
      return [{ offset, name: match[2] ?? match[5] ?? null, inFunction, ifUnset: match[3] !== undefined }];
    });
    SETTINGS.set(module, found);
  }
  return found;
}

/**
 * Where a module, or a cell before it, has set a variable before `path` reads it. Code in a function runs later than all of the
 * module, or never.
 */
function setBefore(
  module: PythonModule,
  variable: string,
  isSaid: boolean,
  path: Path,
): ChangePlace | undefined {
  const isInFunction = path.some((node, i) => node.type === 'function_definition' && i + 1 < path.length);
  const isLater = isInFunction || path.length === 1;
  const inModule = (each: PythonModule, upTo: number): Setting | undefined =>
    settingsIn(each).find(
      ({ offset, name, inFunction, ifUnset }) =>
        (name === null || name === variable) &&
        (isInFunction || !inFunction) &&
        !(ifUnset && isSaid) &&
        offset < upTo,
    );
  const own = inModule(module, isLater ? Infinity : last(path).startIndex);
  if (own) return { line: module.lineAt(own.offset), cell: null };
  for (const cell of module.cellsBefore()) {
    const found = inModule(cell, Infinity);
    if (found) return { line: cell.lineAt(found.offset), cell: cell.cell?.number ?? null };
  }
  return undefined;
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
