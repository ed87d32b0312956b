/** Changes of a value in place that the statements on the way to a place do not show: a function's, or by another name. */
import { holdersOf, homeOf, linksOf } from './aliases';
import type { Node } from 'web-tree-sitter';
import { changeAt, type Change } from './change';
import type { Definition } from './definition';
import type { Folding, Link, Stretch } from './folding';
import { mayBring } from './importStatements';
import type { PythonModule } from './module';
import type { ChangePlace } from './pythonReason';
import type { Evaluation } from './pyValue';
import { changedByThird } from './reachableModules';
import { hasMutableParts, isMutable } from './sharedParts';
import { field, last, pathAt, type Path } from './syntax';
import { bindings, isChange, putInto } from './throughChanges';

/** What follows an object where one of its attributes is set. */
export function settingOf(attribute: string): RegExp {
  return new RegExp(`^\\.${attribute}\\s*([-+*/|]|//)?=(?!=)`);
}

/** The value of a name, not known where code that is not on the way changes it in place before `path` reads it. */
export function guardMutation(
  folding: Folding,
  name: string,
  definitions: readonly Definition[],
  evaluation: Evaluation,
  path: Path,
): Evaluation {
  const rewritten = setByName(folding, name, path);
  const offset =
    rewritten ??
    (evaluation.values.some(isMutable) ? changeOf(folding, name, definitions, evaluation, path) : undefined);
  if (offset === undefined) return evaluation;
  const at = placeOf(folding, offset, path);
  return { ...evaluation, reason: { kind: 'changedInPlace', name, at } };
}

/** The same for what comes from an earlier cell, and the functions of the cells between that and this one. */
export function guardBetween(
  folding: Folding,
  name: string,
  evaluation: Evaluation,
  from: PythonModule,
): Evaluation {
  for (const cell of folding.module.cellsBefore()) {
    if (cell === from) break;
    const between = folding.forModule(cell);
    const guarded = guardMutation(between, name, [], evaluation, [cell.root]);
    if (guarded !== evaluation) return guarded;
  }
  return evaluation;
}

function placeOf({ module }: Folding, offset: number, path: Path): ChangePlace {
  // Another cell reads it from the end.
  const cell = module.cell && path.length === 1 ? module.cell.number : null;
  return { line: module.lineAt(offset), cell };
}

/** Whether a change counts for who reads at a place: code in a function runs later than all of the module. */
function counts(path: Path): (offset: number) => boolean {
  const isLater =
    path.length === 1 || path.some((node, i) => node.type === 'function_definition' && i + 1 < path.length);
  const start = last(path).startIndex;
  return (offset) => isLater || offset < start;
}

/** `globals()["GPU"] = …`, `setattr(sys.modules[__name__], "GPU", …)`, `exec("GPU = …")`. */
function setByName({ module }: Folding, name: string, path: Path): number | undefined {
  if (!['globals', 'modules', 'vars', 'exec'].some((word) => module.occurrences(word).length > 0))
    return undefined;
  const isRead = counts(path);
  return module.occurrences(name).find((offset) => {
    const from = module.text.lastIndexOf('\n', offset) + 1;
    const before = module.text.slice(Math.max(from, offset - 200), offset);
    return (
      /(\b(globals|vars)\s*\(\s*\)|\bsys\.modules\b|\bmodules\s*\[|\bexec\s*\().*["'(,;.]\s*$/.test(before) &&
      isRead(offset)
    );
  });
}

function changeOf(
  folding: Folding,
  name: string,
  definitions: readonly Definition[],
  evaluation: Evaluation,
  path: Path,
): number | undefined {
  const bound = definitions.some(isChange) ? bindings(folding.scopes, name, path) : definitions;
  const put = putInto(folding.scopes, name, definitions);
  const home = homeOf(folding, bound);
  const isRead = counts(path);
  return (
    inFunction(folding, name, home, path, isRead) ??
    byMethod(folding, name, home, evaluation, isRead) ??
    byAlias(folding, name, home, bound, evaluation, isRead, put) ??
    bound.map((each) => importedTwin(folding, name, each, isRead)).find((each) => each !== undefined)
  );
}

/** A change by way of the module that a name is imported from: `common.CONF["gpu"] = …` changes `CONF`. */
function importedTwin(
  folding: Folding,
  name: string,
  definition: Definition,
  isRead: (offset: number) => boolean,
): number | undefined {
  if (definition.kind !== 'import' || definition.import.from || definition.import.name === null)
    return undefined;
  const module = folding.importedModule(definition.import);
  return typeof module === 'string'
    ? undefined
    : twinChange(folding, name, module, definition.import.name, isRead);
}

/** A change of what a module of the workspace has under a name, by any other name that the file has for it or its module. */
function twinChange(
  folding: Folding,
  name: string,
  module: PythonModule,
  attribute: string,
  isRead: (offset: number) => boolean,
): number | undefined {
  const { root } = folding.module;
  for (const [other, found] of folding.module.imports) {
    if (other === name || other.startsWith('*') || !mayBring(found, module, attribute)) continue;
    const offsets = [...folding.module.mayChangeIn(other, root.startIndex, root.endIndex)].filter(isRead);
    if (offsets.length === 0) continue;
    const asModule = folding.findModule([found.module, found.name].filter(Boolean).join('.'), found.level);
    const isModule = asModule === module;
    const isSame = found.name === attribute && folding.importedModule(found) === module;
    if (!isModule && !isSame) continue;
    const change = offsets.find((offset) => {
      const step = changeAt(pathAt(root, offset))?.steps[0];
      return step !== undefined && (isSame || step.kind !== 'attribute' || step.name === attribute);
    });
    if (change !== undefined) return change;
  }
  return undefined;
}

/** Where an attribute of a module is changed by another name that the file has for it. */
export function changedByTwin(
  folding: Folding,
  name: string,
  module: PythonModule,
  attribute: string,
  path: Path,
): ChangePlace | undefined {
  const offset = twinChange(folding, name, module, attribute, counts(path));
  if (offset !== undefined) return placeOf(folding, offset, path);
  return changedByThird(folding, module, attribute)
    ? placeOf(folding, last(path).startIndex, path)
    : undefined;
}

/** A change by a function, or in a class's body, that reaches for a name outside of it. */
function inFunction(
  folding: Folding,
  name: string,
  home: Stretch,
  path: Path,
  isRead: (offset: number) => boolean,
  isAbout: (change: Change) => boolean = () => true,
): number | undefined {
  const { module, scopes } = folding;
  for (const offset of module.mayChangeIn(name, home.from, home.to)) {
    if (!isRead(offset)) continue;
    const here = pathAt(module.root, offset);
    const at = here.findLastIndex(({ type }, i) => OWNERS.has(type) && i + 1 < here.length);
    const owner = here[at];
    // What stands in the same function, or in none, is on the way.
    if (!owner || path.some(({ id }) => id === owner.id)) continue;
    const change = changeAt(here);
    if (!change || !isAbout(change)) continue;
    const statement = here.findLastIndex(({ type }) => type === 'block' || type === 'module') + 1;
    const isOwn = scopes
      .lookup(name, here.slice(0, statement + 1))
      .some((each) => isWithin(each, owner) && each.kind !== 'changed');
    if (!isOwn) return offset;
  }
  return undefined;
}

const OWNERS = new Set(['function_definition', 'lambda', 'class_definition']);

function isWithin(
  definition: Definition,
  owner: { readonly startIndex: number; readonly endIndex: number },
): boolean {
  return definition.node.startIndex >= owner.startIndex && definition.node.endIndex <= owner.endIndex;
}

/** `config.apply_overrides()`, a method that sets something on its object. */
function byMethod(
  { module }: Folding,
  name: string,
  home: Stretch,
  { values }: Evaluation,
  isRead: (offset: number) => boolean,
): number | undefined {
  const methods = values.flatMap((each) =>
    each.kind === 'object' ? [...(each.behavior?.changing ?? [])] : [],
  );
  if (methods.length === 0) return undefined;
  const pattern = new RegExp(`^\\s*\\.\\s*(${methods.join('|')})\\b`);
  return [...module.occurrencesIn(name, home)].find(
    (offset) =>
      isRead(offset) && pattern.test(module.text.slice(offset + name.length, offset + name.length + 100)),
  );
}

/** How far names that hold the same are followed. */
const MAX_ALIASES = 24;

/** A change by another name that holds the same, or a part of it. */
function byAlias(
  folding: Folding,
  name: string,
  home: Stretch,
  definitions: readonly Definition[],
  { values }: Evaluation,
  isRead: (offset: number) => boolean,
  put: readonly Definition[] = [],
): number | undefined {
  const isDeep = values.some(hasMutableParts);
  const seen = new Set([name]);
  const sources = sourcesOf(folding, name, [...definitions, ...put]);
  const open: Link[] = [...linksOf(folding, name, home, !isDeep), ...sources];
  for (let link = open.pop(); link && seen.size <= MAX_ALIASES; link = open.pop()) {
    // Of a copy, or of a part, only what can be changed in its turn is the same.
    if (
      (seen.has(link.name) && !link.isChange) ||
      !isRead(link.offset) ||
      ((link.isCopy || link.isPart) && !isDeep && !link.isHolder)
    )
      continue;
    seen.add(link.name);
    const change = link.isChange ? link.offset : changesBy(folding, link).find(isRead);
    if (change !== undefined) return change;
    const from = link;
    const isShallow = !isDeep && !link.isHolder;
    open.push(...linksOf(folding, link.name, link.home, isShallow).map((each) => onward(from, each)));
  }
  return undefined;
}

/** What a link by way of another comes to. */
function onward(first: Link, then: Link): Link {
  const since = Math.min(first.since, then.since);
  // A part of what holds it may be it.
  if (first.isHolder) return { ...then, since, isCopy: false, isPart: false, isHolder: !then.isPart };
  const isCopy = then.isCopy || (first.isCopy && !first.isPart && !then.isPart);
  return { ...then, since, isCopy, isPart: then.isPart || first.isPart };
}

/**
 * Where an attribute of a class or of a module is changed, before a place, otherwise than by the statements on the way: in
 * a function, or by another name. `way` leads from the name to the attribute.
 */
export function attributeChangedElsewhere(
  folding: Folding,
  name: string,
  way: readonly string[],
  path: Path,
): ChangePlace | undefined {
  const bound = bindings(folding.scopes, name, path);
  const home = homeOf(folding, bound);
  const isRead = counts(path);
  const isAbout = ({ steps }: Change): boolean =>
    way.every((each, i) => {
      const step = steps[i];
      return step?.kind !== 'attribute' || step.name === each || step.name === '__dict__';
    });
  const offset =
    inFunction(folding, name, home, path, isRead, isAbout) ??
    byAlias(folding, name, home, bound, { values: [], reason: null, origins: [] }, isRead);
  return offset === undefined ? undefined : placeOf(folding, offset, path);
}

/** Where what a link's name holds is changed by that name, from where it holds it. */
function changesBy(folding: Folding, link: Link): number[] {
  const { module } = folding;
  const { from, to } = link.home;
  const found = [...module.mayChangeIn(link.name, from, to)].filter((offset) => {
    if (!isAfter(folding, offset, link.since)) return false;
    const change = changeAt(pathAt(module.root, offset));
    if (!change) return false;
    const depth = change.steps.length + Number(change.act.kind === 'method');
    if (link.isHolder) return depth > 1;
    return !link.isCopy || link.isPart || depth > 1;
  });
  if (link.isCopy || link.isPart || link.isHolder) return found;
  // `M += […]` changes a list in place.
  const augmented = [...module.occurrencesIn(link.name, link.home)].filter((offset) => {
    const after = module.text.slice(offset + link.name.length, offset + link.name.length + 6);
    return offset >= link.since && /^\s*[+*|]=/.test(after);
  });
  return [...found, ...augmented];
}

/** Whether a change can come after a place: it stands below it, or in a loop with it. */
function isAfter({ module }: Folding, change: number, place: number): boolean {
  if (change >= place) return true;
  return pathAt(module.root, place).some(
    ({ type, startIndex }) =>
      (type === 'for_statement' || type === 'while_statement') && startIndex <= change,
  );
}

/** The names that a name has its value from, as links back to them. */
function sourcesOf(folding: Folding, name: string, definitions: readonly Definition[]): Link[] {
  return definitions.flatMap((definition) => {
    const { kind, node } = definition;
    if (kind !== 'value' && kind !== 'unpacked' && kind !== 'loop') return [];
    const beside = kind === 'value' ? holdersOf(folding, node).filter((each) => each.name !== name) : [];
    const written = node.type === 'identifier' ? [node] : node.descendantsOfType('identifier');
    const identifiers = [...written, ...returnedIn(folding, node, definition.path)];
    const names = new Set(identifiers.slice(0, MAX_SOURCES).map(({ text }) => text));
    names.delete(name);
    const sources = [...names].flatMap((source): Link[] => {
      const home = homeOf(folding, bindings(folding.scopes, source, definition.path));
      return linksIn(folding, source, home, node)
        .filter((each) => each.name === name && each.offset >= node.startIndex && each.offset < node.endIndex)
        .map((each) => ({
          ...each,
          name: source,
          home,
          isCopy: each.isCopy && !each.isPart,
          isPart: false,
          isHolder: each.isPart,
        }));
    });
    return [...beside, ...sources];
  });
}

/**
 * The links of a name, among others all of those that arise within a node. Where nothing is called there, they arise at uses
 * that stand there themselves, and the others, which may be all over the file, need no look.
 */
function linksIn(folding: Folding, name: string, home: Stretch, node: Node): readonly Link[] {
  if (node.text.includes('(')) return linksOf(folding, name, home);
  const from = Math.max(home.from, node.startIndex);
  return linksOf(folding, name, { from, to: Math.min(home.to, node.endIndex) });
}

/** The names in what functions of the file return that are called in an expression. */
function returnedIn(folding: Folding, node: Node, path: Path): Node[] {
  const calls = node.type === 'call' ? [node] : node.descendantsOfType('call').slice(0, MAX_SOURCES);
  return calls.flatMap((call) => {
    const callee = field(call, 'function');
    const found = callee?.type === 'identifier' ? bindings(folding.scopes, callee.text, path) : [];
    return found
      .filter(({ kind }) => kind === 'function')
      .flatMap((each) => each.node.descendantsOfType('return_statement'))
      .flatMap((each) => each.descendantsOfType('identifier'));
  });
}

const MAX_SOURCES = 32;

/**
 * Where a pattern follows a name, or the name is set by `setattr`, before `path` reads it; undefined for nowhere.
 * Code in a function runs later than all of the module, so that every change counts for it.
 */
export function changedIn(
  folding: Folding,
  name: string,
  pattern: RegExp,
  path: Path,
): ChangePlace | undefined {
  const first = firstChange(folding, name, pattern);
  return first === undefined || !counts(path)(first) ? undefined : placeOf(folding, first, path);
}

/** Where what a name holds is first changed in place. */
function firstChange({ module, changes }: Folding, name: string, pattern: RegExp): number | undefined {
  const key = `${name} ${pattern.source}`;
  const places = module.occurrences(name);
  if (!changes.has(key)) {
    const { text } = module;
    const found = places.find((offset) => {
      const after = text.slice(offset + name.length, offset + name.length + 200);
      return (
        pattern.test(after) || /\b(setattr\s*\(|del\s)\s*$/.test(text.slice(Math.max(0, offset - 12), offset))
      );
    });
    changes.set(key, found);
  }
  return changes.get(key);
}
