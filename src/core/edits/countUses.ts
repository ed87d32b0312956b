import type { Node } from 'web-tree-sitter';
import type { Evaluator } from '../python/evaluate';
import type { PythonModule } from '../python/module';
import { field, last, pathAt, type Path } from '../python/syntax';

/** The paths to the places in the code where a word is read as a name: not as attribute, keyword, target or import. */
export function readsOf(module: PythonModule, name: string): readonly Path[] {
  return module
    .occurrences(name)
    .map((offset) => pathAt(module.root, offset))
    .filter((path) => isRead(path, name));
}

/** How often a definition of a name is read in the module, of the reads that count. */
export function countUses(
  evaluator: Evaluator,
  name: string,
  definition: Node,
  counts: (read: Path) => boolean = () => true,
): number {
  return readsOf(evaluator.module, name).filter(
    (path) => counts(path) && evaluator.definitions(name, path).some(({ node }) => node.id === definition.id),
  ).length;
}

function isRead(path: Path, name: string): boolean {
  const node = last(path);
  if (node.type !== 'identifier' || node.text !== name) return false;
  if (path.some(({ type }) => BINDING.has(type))) return false;
  const parent = path.at(-2);
  if (!parent) return false;
  const is = (key: string): boolean => field(parent, key)?.id === node.id;
  switch (parent.type) {
    case 'attribute':
      return is('object');
    case 'keyword_argument':
      return !is('name');
    case 'named_expression':
    case 'function_definition':
    case 'class_definition':
      return !is('name');
    case 'assignment':
    case 'for_statement':
    case 'for_in_clause':
      return !is('left');
    default:
      return true;
  }
}

/** What a name stands in without being read. */
const BINDING = new Set([
  'import_statement',
  'import_from_statement',
  'pattern_list',
  'tuple_pattern',
  'list_pattern',
  'global_statement',
  'nonlocal_statement',
  'as_pattern_target',
]);
