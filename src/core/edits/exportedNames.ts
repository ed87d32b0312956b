import type { Node } from 'web-tree-sitter';
import type { PythonModule } from '../python/module';
import { field, parts, pathAt } from '../python/syntax';
import type { OffsetEdit } from './textEdits';

/** The names at the top of a module whose values some edits change, by which other modules may read them. */
export function exportedNames(module: PythonModule, edits: readonly OffsetEdit[]): readonly string[] {
  const names = edits.flatMap(({ start }) => {
    const path = pathAt(module.root, start);
    // Assignments under a condition bind at the top as well; those in a function do not, and a class is read by its name.
    const inside = path.findIndex(
      ({ type }) => type === 'class_definition' || type === 'function_definition',
    );
    const scope = inside < 0 ? path : path.slice(0, inside + 1);
    return scope.flatMap(boundBy);
  });
  return [...new Set(names)];
}

function boundBy(node: Node): string[] {
  switch (node.type) {
    case 'class_definition':
      return textOf(field(node, 'name'));
    case 'assignment':
    case 'augmented_assignment':
      return targetNames(field(node, 'left'));
    case 'named_expression':
      return textOf(field(node, 'name'));
    default:
      return [];
  }
}

function targetNames(target: Node | null): string[] {
  if (!target) return [];
  if (target.type === 'identifier') return [target.text];
  // `config["gpu"] = …` changes what `config` holds.
  if (target.type === 'subscript') return targetNames(field(target, 'value'));
  if (target.type === 'attribute') return targetNames(field(target, 'object'));
  return target.type.endsWith('_list') || target.type.endsWith('pattern')
    ? parts(target).flatMap(targetNames)
    : [];
}

function textOf(node: Node | null): string[] {
  return node ? [node.text] : [];
}
