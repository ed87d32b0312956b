/** What sets environment variables where it is not followed: in functions, loops and classes, and in other modules. */
import type { Node } from 'web-tree-sitter';
import { calleeOf } from './classes';
import { changeAt, type Change } from './change';
import type { Folding } from './folding';
import { variablesOfMagics } from './cellText';
import type { PythonModule } from './module';
import type { PythonReason } from './pythonReason';
import { known, str, unknown, type Evaluation } from './pyValue';
import { KeptOf } from './readLog';
import { reachableModules } from './reachableModules';
import { callArguments, dottedName, field, last, parts, pathAt, type Path } from './syntax';
import { changedVariable } from './throughChanges';

/** A place that may set variables when a module is imported. */
interface Setter {
  readonly path: Path;
  /** Null for one that is not followed: `os.environ` is given to a function that may change it. */
  readonly change: Change | null;
  /** The innermost function around it. */
  readonly home: Node | undefined;
  /** Whether it is among the statements of its function, or of the module, that run one after the other. */
  readonly isInLine: boolean;
}

/**
 * What a variable may also hold where `path` ends, because code sets it that is not followed from there. Empty where no code
 * does, as far as the text of the module, and of the modules that it imports, shows.
 */
export function setElsewhere(folding: Folding, variable: string, path: Path): readonly Evaluation[] {
  const { module } = folding;
  const homes = new Set(path.filter(isFunction).map(({ id }) => id));
  const own = settersOf(module).filter(
    ({ home, isInLine }) => !isInLine || (home !== undefined && !homes.has(home.id)),
  );
  const others = [
    ...new Set([...module.cellsBefore(), ...reachableModules(folding), ...reachableModules(folding.root)]),
  ].filter((each) => each !== module);
  return [
    ...own.flatMap((setter) => setBy(folding, setter, variable)),
    ...others.flatMap((each) =>
      settersOf(each).flatMap((setter) => setBy(folding.forModule(each), setter, variable)),
    ),
    ...[module, ...others].flatMap((each) => setByMagic(each, variable)),
  ];
}

function setBy(folding: Folding, { path, change }: Setter, variable: string): Evaluation[] {
  const reason = changedAt(folding.module, last(path).startIndex);
  if (!change) return [unknown(reason)];
  const unset = unknown({ kind: 'environmentWithoutDefault', variable });
  const site = { folding, path, reason };
  const value = changedVariable(site, change.steps, change.act, variable, () => unset);
  return value === unset ? [] : [value];
}

/** `%env GPU=H100` in a notebook. */
function setByMagic(module: PythonModule, variable: string): Evaluation[] {
  // A cell with such lines is scanned as a whole after each edit.
  if (!module.cell) return [];
  return variablesOfMagics(module.text)
    .filter(({ name }) => name === variable)
    .map(({ value, at }) => (value === null ? unknown(changedAt(module, at)) : known(str(value))));
}

function changedAt(module: PythonModule, offset: number): PythonReason {
  const at = { line: module.lineAt(offset), cell: module.cell?.number ?? null };
  return { kind: 'changedInPlace', name: 'os.environ', at };
}

/** Those of a module, as long as its tree is the same: many variables are read. */
const found = new KeptOf<PythonModule, 'setters', readonly Setter[]>();

function settersOf(module: PythonModule): readonly Setter[] {
  return found.at(module, 'setters', module.log, () => findSetters(module));
}

function findSetters(module: PythonModule): readonly Setter[] {
  const places = (name: string): Path[] =>
    module.occurrences(name).map((offset) => pathAt(module.root, offset));
  const uses = places('environ');
  const names = module
    .importsFrom('os')
    .flatMap(([name, { module: from, name: imported }]) =>
      from === 'os' && imported === 'environ' && name !== imported ? [name] : [],
    );
  const imported = names.flatMap(places);
  // What a variable of the file holds is not followed.
  const aliases = [...uses, ...imported].flatMap((path) => heldBy(path) ?? []).flatMap(places);
  return [
    ...[...uses, ...imported].flatMap((path) => setterAt(module, path) ?? []),
    ...aliases.flatMap((path) => setterAt(module, path) ?? []).map((each) => ({ ...each, isInLine: false })),
  ];
}

/** The name of `name = os.environ`. */
function heldBy(path: Path): string | undefined {
  const whole = wholeOf(path);
  const assignment = path[whole - 1];
  if (assignment?.type !== 'assignment' || field(assignment, 'right')?.id !== path[whole]!.id)
    return undefined;
  const left = field(assignment, 'left');
  return left?.type === 'identifier' ? left.text : undefined;
}

/** Where the path reaches all of `os.environ`, or of a name for it. */
function wholeOf(path: Path): number {
  const parent = path[path.length - 2];
  const isAttribute =
    parent?.type === 'attribute' && field(parent, 'attribute')?.id === path[path.length - 1]!.id;
  return path.length - (isAttribute ? 2 : 1);
}

function setterAt(module: PythonModule, path: Path): Setter | undefined {
  const whole = wholeOf(path);
  const inside = path.slice(0, whole + 1);
  if (path[whole]!.type !== 'identifier' && module.realName(path[whole]!) !== 'os.environ') return undefined;
  // What is around it decides as well, up to the statement of the module.
  module.log?.place((path[1] ?? path[0]!).startIndex);
  const change = changeAt(inside);
  if (!change && !isHandedOver(module, inside)) return undefined;
  if (!runsOnImport(module, path)) return undefined;
  const home = path.findLast(isFunction);
  return { path: statementOf(path), change, home, isInLine: change !== null && isInLine(path) };
}

/** Up to the statement, as the scope of what is in it. */
function statementOf(path: Path): Path {
  const end = path.findLastIndex(({ type }) => type.endsWith('_statement'));
  return end < 0 ? path : path.slice(0, end + 1);
}

const isFunction = ({ type }: Node): boolean => type === 'function_definition' || type === 'lambda';

const REPEATS: ReadonlySet<string> = new Set([
  ...['for_statement', 'while_statement', 'class_definition', 'lambda'],
  ...['list_comprehension', 'set_comprehension', 'dictionary_comprehension', 'generator_expression'],
]);

function isInLine(path: Path): boolean {
  const home = path.findLastIndex(({ type }) => type === 'function_definition');
  return !path.slice(home + 1).some(({ type }) => REPEATS.has(type));
}

/** Whether it is given to a function of this file, which may set what it likes, or to `patch.dict`. */
function isHandedOver(module: PythonModule, path: Path): boolean {
  const [node, list, call] = [...path].reverse();
  if (list?.type !== 'argument_list' || call?.type !== 'call') return false;
  const callee = dottedName(field(call, 'function') ?? call);
  if (callee === null || !callArguments(call).positional.some(({ id }) => id === node!.id)) return false;
  const own = callee.slice(callee.lastIndexOf('.') + 1);
  return /(^|\.)patch\.dict$/.test(callee) || isDefined(module, own);
}

function isDefined(module: PythonModule, name: string): boolean {
  return module.occurrences(name).some((offset) => {
    const parent = pathAt(module.root, offset).at(-2);
    return parent?.type === 'function_definition' && field(parent, 'name')?.startIndex === offset;
  });
}

/** The last names of decorators below which code runs in a container. */
const REMOTE: ReadonlySet<string> = new Set([
  ...['function', 'cls', 'server', 'method', 'enter', 'exit', 'build', 'batched', 'local_entrypoint'],
  ...['asgi_app', 'wsgi_app', 'web_server', 'web_endpoint', 'fastapi_endpoint'],
]);

/** Not what runs in a container, and not what is in a function that nothing here names. */
function runsOnImport(module: PythonModule, path: Path): boolean {
  if (isRemote(path)) return false;
  const outer = path.find(({ type }) => type === 'function_definition');
  const name = outer && field(outer, 'name');
  const isMethod = path.some(({ type }) => type === 'class_definition');
  if (!name || (isMethod && name.text.startsWith('__'))) return true;
  return module.occurrences(name.text).some((offset) => {
    if (outer.startIndex <= offset && offset < outer.endIndex) return false;
    return !isRemote(pathAt(module.root, offset));
  });
}

function isRemote(path: Path): boolean {
  return path.some(
    (node) =>
      node.type === 'decorated_definition' &&
      parts(node).some((decorator) => decorator.type === 'decorator' && REMOTE.has(lastName(decorator))) &&
      // What is in the decorator itself runs here.
      path.some(({ type }) => type === 'block'),
  );
}

function lastName(decorator: Node): string {
  const expression = parts(decorator)[0];
  return (expression && dottedName(calleeOf(expression))?.split('.').pop()) ?? '';
}
