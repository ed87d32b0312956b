import type { Node } from 'web-tree-sitter';
import type { Evaluator } from '../python/evaluate';
import { last, type Path } from '../python/syntax';
import type { Definition } from '../python/definition';
import { t } from '../render/words/translate';

/** The one plain assignment that a name has where it is read; null where there are several, or it is none. */
export function onlyDefinition(
  ev: Evaluator,
  name: string,
  path: Path,
): { readonly node: Node; readonly path: Path } | null {
  const [definition, ...more] = ev.definitions(name, path);
  if (definition?.kind !== 'value' || more.length > 0 || isShared(definition.node)) return null;
  return definition;
}

/** `A = B = 5`, `f(A := 5)`: the value is not the name's alone. */
function isShared(value: Node): boolean {
  const assignment = value.parent;
  if (assignment?.type === 'named_expression') return true;
  return assignment?.type === 'assignment' && assignment.parent?.type === 'assignment';
}

/** Why a name is not followed to a definition, for a person; null where it is. */
export function whyNotFollowed(ev: Evaluator, name: string, path: Path): string | null {
  const definitions = ev.definitions(name, path);
  const [only, ...more] = definitions;
  if (!only) return null;
  if (more.length > 0) {
    const lines = [...new Set(definitions.map((each) => lineOf(each)))];
    return t('`{0}` is bound in lines {1}; it is not changed.', name, lines.join(t(' and ')));
  }
  switch (only.kind) {
    case 'import': {
      const found = ev.importedModule(only.import);
      const dotted = '.'.repeat(only.import.level) + only.import.module;
      return t(
        '`{0}` comes from {1}; it is not changed there.',
        name,
        typeof found === 'string'
          ? `\`${dotted}\``
          : found.cell
            ? t('cell {0}', found.cell.number)
            : found.file,
      );
    }
    case 'parameter':
      return t('`{0}` is a parameter of `{1}`; its callers are not changed.', name, only.of);
    default:
      return onlyDefinition(ev, name, path)
        ? null
        : t('`{0}` is not a plain constant; it is not changed.', name);
  }
}

function lineOf(definition: Definition): number {
  return last(definition.path).startPosition.row + 1;
}
