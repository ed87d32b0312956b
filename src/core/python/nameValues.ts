import { changedValue } from './applyChange';
import { changeSite } from './changeSite';
import type { Folding } from './folding';
import type { Definition } from './definition';
import { followLoop } from './functionBodies';
import { writtenModule } from './importStatements';
import { isGlobal } from './aliases';
import { guardBetween, guardMutation } from './inPlaceChanges';
import { iterate } from './iterables';
import { matchedValue } from './matchPatterns';
import { modalName } from './modalNames';
import type { Import, PythonModule } from './module';
import { binary } from './operators';
import { parameterValue } from './parameterValues';
import { combine, oneOf, single, unknown, withOrigin, type Evaluation, type Origin } from './pyValue';
import { changedByThird, isSetFromOutside, mayBeUnfinished } from './reachableModules';
import { field, last, type Path } from './syntax';
import { partFor } from './targets';
import { leftOut, once } from './throughChanges';

/** What a name holds where `path` ends. */
export function nameValue(folding: Folding, name: string, path: Path): Evaluation {
  if (name === '') return unknown({ kind: 'incomplete' });
  const definitions = folding.scopes.lookup(name, path);
  if (definitions.length === 0) return unbound(folding, name, path);
  const value = guardMutation(folding, name, definitions, valueOf(folding, name, definitions), path);
  return isGlobal(folding, definitions) && isSetFromOutside(folding, name, path)
    ? { ...value, reason: { kind: 'changedByOtherModule', name } }
    : value;
}

/** What a name holds by one of several definitions. */
export function valueOf(folding: Folding, name: string, definitions: readonly Definition[]): Evaluation {
  return oneOf(definitions.map((definition) => define(folding, name, definition)));
}

function unbound(folding: Folding, name: string, path: Path): Evaluation {
  for (const star of folding.module.starImports) {
    const module = folding.importedModule(star);
    if (module === 'pending') return unknown({ kind: 'starImportNotRead', name, module: star.module });
    if (module === 'absent')
      return unknown({ kind: 'starImportNotFound', name, module: writtenModule(star) });
    const inner = folding.forModule(module);
    const found = isExported(inner, name) ? exported(inner, name) : undefined;
    if (found) return found;
  }
  const below = folding.scopes.atEnd(name, path.slice(0, 1))[0];
  if (below) return unknown({ kind: 'definedBelow', name, line: lineOf(below) });
  return unknown({ kind: folding.module.cell ? 'notDefinedInCells' : 'notDefinedInFile', name });
}

/** What another module sees under a name; undefined where it has none. */
export function exported(folding: Folding, name: string): Evaluation | undefined {
  const { work } = folding;
  const tooLong = work.enter();
  if (tooLong !== undefined) return unknown(tooLong);
  try {
    const found = work.once(`${folding.id}:${name}`, () => ({ value: valueAtEnd(folding, name) }));
    return found ? found.value : unknown({ kind: 'definedByItself', name });
  } finally {
    work.leave();
  }
}

function valueAtEnd(folding: Folding, name: string): Evaluation | undefined {
  const { root, starImports } = folding.module;
  const definitions = folding.scopes.atEnd(name, [root]);
  if (definitions.length > 0)
    return guardMutation(folding, name, definitions, valueOf(folding, name, definitions), [root]);
  return starImports.length > 0 ? unbound(folding, name, [root]) : undefined;
}

/** Whether a star import of a module takes a name in: `__all__` says so, where it is known. */
function isExported(folding: Folding, name: string): boolean {
  const { module, scopes } = folding;
  if (name === '__all__' || module.occurrences('__all__').length === 0) return !name.startsWith('_');
  if (scopes.atEnd('__all__', [module.root]).length === 0) return !name.startsWith('_');
  const listed = exported(folding, '__all__');
  const value = listed && single(listed);
  const items = value?.kind === 'list' || value?.kind === 'tuple' ? value.items : undefined;
  return items?.some((each) => each.kind === 'str' && each.value === name) ?? true;
}

/** Whether a star import of a module of the workspace brings a name. */
export function gives(folding: Folding, star: Import, name: string): boolean {
  const module = folding.importedModule(star);
  if (typeof module === 'string') return false;
  const { work } = folding;
  if (work.enter() !== undefined) return false;
  try {
    const inner = folding.forModule(module);
    const { id, scopes } = inner;
    const isGiven = (): boolean => scopes.atEnd(name, [module.root]).length > 0 && isExported(inner, name);
    return work.once(`${id} gives ${name}`, isGiven) ?? false;
  } finally {
    work.leave();
  }
}

function define(folding: Folding, name: string, definition: Definition): Evaluation {
  if (definition.kind === 'held') return definition.value;
  const { work, id } = folding;
  const { isOptional = false, isUsual = false } = definition.kind === 'changed' ? definition : {};
  const form = `${definition.kind}${isOptional ? (isUsual ? '!' : '?') : ''}`;
  const key = `${name}:${definition.node.startIndex}:${form}`;
  return work.remember(
    folding.defined.at(key),
    () =>
      work.once(`${id}:${key}`, () =>
        withOrigin(
          definitionValue(folding, name, definition),
          ...originsOf(folding.module, name, definition),
        ),
      ) ?? unknown({ kind: 'definedByItself', name }),
  );
}

function originsOf({ file, cell }: PythonModule, name: string, definition: Definition): Origin[] {
  // A cell's own text says nothing of what comes from one before it.
  if (definition.kind === 'import' && definition.import.from) return [];
  return [{ kind: 'name', name, line: lineOf(definition), file, ...(cell ? { cell: cell.number } : {}) }];
}

/** The line, from 1, of the statement that defines a name; of a parameter or a loop's variable, that of what it is given. */
function lineOf({ path, node }: Definition): number {
  const statement = last(path);
  const isAround = statement.type === 'module' || statement.type === 'block';
  return (isAround ? node : statement).startPosition.row + 1;
}

function definitionValue(
  folding: Folding,
  name: string,
  definition: Exclude<Definition, { readonly kind: 'held' }>,
): Evaluation {
  const handle = folding.handles?.defined(folding, name, definition);
  if (handle) return handle;
  switch (definition.kind) {
    case 'value':
      return folding.evaluate(definition.node, definition.path);
    case 'unpacked':
      return partFor(name, definition.target, folding.evaluate(definition.node, definition.path));
    case 'matched':
      return matchedValue(folding, name, definition.statement, definition.node, definition.path);
    case 'augmented': {
      const before = folding.evaluate(field(definition.node, 'left')!, definition.path);
      const operator = field(definition.node, 'operator')?.text.replace(/=$/, '') ?? '';
      const operand = folding.child(field(definition.node, 'right'), definition.path);
      return combine([before, operand], ([a, b]) => binary(operator, a!, b!));
    }
    case 'changed': {
      const before = once((path) => nameValue(folding, name, path), definition.path);
      const site = changeSite(folding, name, definition);
      const after = changedValue(site, before(definition.path), definition.changes);
      const otherwise = leftOut(folding.scopes, name, definition).map(before);
      return oneOf(definition.isUsual ? [after, ...otherwise] : [...otherwise, after]);
    }
    case 'import':
      return importedValue(folding, name, definition.import);
    case 'parameter':
      return parameterValue(folding, name, definition);
    case 'looped':
      return afterLoop(folding, name, definition);
    case 'loop':
      return loopVariable(folding, name, definition);
    case 'class':
      return unknown({ kind: 'isClass', name });
    case 'function':
      return unknown({ kind: 'isFunction', name });
    case 'opaque':
      return unknown(definition.reason);
  }
}

/** What a name holds after a loop that changes it: by following all of its rounds, or by what its statements alone say. */
function afterLoop(
  folding: Folding,
  name: string,
  { node, path, otherwise }: Definition & { readonly kind: 'looped' },
): Evaluation {
  const followed = followLoop(folding, name, node, path);
  if (followed) return followed;
  const isBound = folding.scopes.lookup(name, path).length > 0;
  const before = isBound ? [nameValue(folding, name, path)] : [];
  return oneOf([...before, valueOf(folding, name, otherwise)]);
}

function loopVariable(
  folding: Folding,
  name: string,
  { node, target, path }: Definition & { readonly kind: 'loop' },
): Evaluation {
  const { ways, reason, origins } = iterate(folding, node, path);
  const elements = ways.flat().map((element) => partFor(name, target, element));
  if (reason !== null || elements.length === 0)
    return unknown({ kind: 'loopVariableOverUnknown', name }, oneOf(elements).values, origins);
  return withOrigin(oneOf(elements), ...origins);
}

function importedValue(folding: Folding, name: string, found: Import): Evaluation {
  const [top, ...below] = found.level === 0 && found.from === undefined ? found.module.split('.') : [];
  const ofModal =
    top === 'modal'
      ? modalName([...below, ...(found.name === null ? [] : [found.name])].join('.'))
      : undefined;
  if (found.name === null) return ofModal ?? unknown({ kind: 'isModule', name });
  const from = folding.importedModule(found);
  const module = writtenModule(found);
  if (from === 'absent' && ofModal) return ofModal;
  if (from === 'pending') return unknown({ kind: 'importNotRead', name, module });
  if (from === 'absent') return unknown({ kind: 'importNotFound', name, module });
  const value = exported(folding.forModule(from), found.name);
  if (value && mayBeUnfinished(folding, from, found.name))
    return { ...value, reason: { kind: 'definedByItself', name } };
  if (value && changedByThird(folding, from, found.name, value))
    return { ...value, reason: { kind: 'changedByOtherModule', name } };
  if (value) return found.from ? guardBetween(folding, name, value, found.from) : value;
  const cell = found.from?.cell;
  return cell
    ? unknown({ kind: 'notDefinedInCell', name: found.name, cell: cell.number })
    : unknown({ kind: 'notDefinedInModule', name: found.name, module });
}
