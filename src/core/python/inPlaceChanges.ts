/** Changes of a value in place that the statements on the way to a place do not show: a function's, or by another name. */
import { changeByAlias, changeByAttribute } from './aliasChanges';
import { homeOf } from './aliases';
import { changeAt, type Change } from './change';
import type { Definition } from './definition';
import { changeByImport, changeOfImported } from './exportedChanges';
import type { Exported, ImportedPlace } from './exportedNames';
import type { Folding, Stretch } from './folding';
import type { PythonModule } from './module';
import type { ChangePlace } from './pythonReason';
import type { Evaluation } from './pyValue';
import { isMutable } from './sharedParts';
import { last, pathAt, type Path } from './syntax';
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
    changeByAlias(folding, { name, home, definitions: [...bound, ...put] }, evaluation, isRead) ??
    bound
      .map((each) => importedTwin(folding, name, each, evaluation, isRead))
      .find((each) => each !== undefined)
  );
}

/** A change by way of the module that a name is imported from: `common.CONF["gpu"] = …` changes `CONF`. */
function importedTwin(
  folding: Folding,
  name: string,
  definition: Definition,
  evaluation: Evaluation,
  isRead: (offset: number) => boolean,
): number | undefined {
  if (definition.kind !== 'import' || definition.import.from || definition.import.name === null)
    return undefined;
  const module = folding.importedModule(definition.import);
  if (typeof module === 'string') return undefined;
  const exported = { module, name: definition.import.name };
  return (
    changeByImport(folding, exported, isRead, name) ??
    changeOfImported(folding, exported, evaluation, isRead, name)
  );
}

/** Where an attribute of a module is changed by another name that the file has for it. */
export function changedByTwin(
  folding: Folding,
  name: string,
  exported: Exported,
  path: Path,
): ChangePlace | undefined {
  const offset = changeByImport(folding, exported, counts(path), name);
  return offset === undefined ? undefined : placeOf(folding, offset, path);
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

/**
 * What an attribute of a class or of a module holds, not known where it is changed in place by another name that has been
 * given to it before a place, in this file or, of a module, in another: `fill(common.CONF)`.
 * @param exported what of a module it is
 */
export function guardAttribute(
  folding: Folding,
  { name, way, exported }: ImportedPlace & { readonly exported?: Exported },
  evaluation: Evaluation,
  path: Path,
): Evaluation {
  if (!evaluation.values.some(isMutable)) return evaluation;
  const isRead = counts(path);
  const home = homeOf(folding, bindings(folding.scopes, name, path));
  const attribute = { owner: [name, ...way.slice(0, -1)].join('.'), attribute: way.at(-1)! };
  const offset =
    changeByAlias(folding, { name, way, home }, evaluation, isRead) ??
    (exported
      ? changeOfImported(folding, exported, evaluation, isRead, name)
      : changeByAttribute(folding, attribute, evaluation, isRead));
  if (offset === undefined) return evaluation;
  const whole = [name, ...way].join('.');
  return {
    ...evaluation,
    reason: { kind: 'changedInPlace', name: whole, at: placeOf(folding, offset, path) },
  };
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
    changeByAlias(folding, { name, home, definitions: bound }, { values: [] }, isRead);
  return offset === undefined ? undefined : placeOf(folding, offset, path);
}

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
