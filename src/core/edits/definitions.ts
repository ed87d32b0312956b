import type { Node } from 'web-tree-sitter';
import type { Evaluator } from '../python/evaluate';
import { last, type Path } from '../python/syntax';
import type { Definition } from '../python/definition';
import type { PythonModule } from '../python/module';
import type { EditNote, ImportSource } from './editNote';

/** The one plain assignment that a name has where it is read; null where there are several, or it is none. */
export function onlyDefinition(
  ev: Evaluator,
  name: string,
  path: Path,
): { readonly node: Node; readonly path: Path } | null {
  const [definition, ...more] = ev.definitions(name, path);
  if (definition?.kind !== 'value' || more.length > 0 || isShared(definition.node)) return null;
  // What stands there is no longer what the name holds.
  if (ev.isChanged(name, path)) return null;
  return definition;
}

/** `A = B = 5`, `f(A := 5)`: the value is not the name's alone. */
function isShared(value: Node): boolean {
  const assignment = value.parent;
  if (assignment?.type === 'named_expression') return true;
  return assignment?.type === 'assignment' && assignment.parent?.type === 'assignment';
}

/** Why a name is not followed to a definition; null where it is. */
export function whyNotFollowed(ev: Evaluator, name: string, path: Path): EditNote | null {
  const definitions = ev.definitions(name, path);
  const [only, ...more] = definitions;
  if (!only) return null;
  if (more.length > 0) {
    const lines = [...new Set(definitions.map((each) => lineOf(each)))];
    return { kind: 'boundSeveralTimes', name, lines };
  }
  switch (only.kind) {
    case 'import': {
      const found = ev.importedModule(only.import);
      const dotted = '.'.repeat(only.import.level) + only.import.module;
      return { kind: 'imported', name, from: importSource(found, dotted) };
    }
    case 'parameter':
      return { kind: 'isParameter', name, of: only.of };
    default:
      return onlyDefinition(ev, name, path) ? null : { kind: 'notAConstant', name };
  }
}

/** Where a module's values stand; `written` is how the code names a module that was not found. */
export function importSource(module: PythonModule | 'absent' | 'pending', written: string): ImportSource {
  if (typeof module === 'string') return { kind: 'module', name: written };
  return module.cell ? { kind: 'cell', number: module.cell.number } : { kind: 'file', file: module.file };
}

function lineOf(definition: Definition): number {
  return last(definition.path).startPosition.row + 1;
}
