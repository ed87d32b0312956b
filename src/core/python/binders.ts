/** Where a name is bound in a text, or what it holds changed in place, and in which function or class: by the tree, without folding. */
import type { Node } from 'web-tree-sitter';
import { mayChange } from './changePlaces';
import type { PythonModule } from './module';
import { KeptOf } from './readLog';
import { field, last, pathAt, type Path } from './syntax';

/** One place that binds a name, as `path` leads to it, or changes what it holds. */
export interface Binder {
  readonly kind: 'plain' | 'parameter' | 'change' | 'star';
  readonly path: Path;
}

/** More places than this are not looked at. */
const MAX_PLACES = 256;

/** Found once for each name of a module: many values of a file depend on the same few names. */
const inModules = new KeptOf<PythonModule, string, readonly Binder[]>();

/** The places in all of a module that bind a name or change what it holds, in order. */
export function bindersInModule(name: string, module: PythonModule): readonly Binder[] {
  return inModules.at(module, name, module.log, () => bindersOf(name, module, 0, module.text.length));
}

/** The places in a stretch of a module that bind a name or change what it holds, in order. */
export function bindersOf(name: string, module: PythonModule, from: number, to: number): readonly Binder[] {
  const binders: Binder[] = [];
  for (const offset of module.mayBindIn(name, from, to)) {
    if (binders.length >= MAX_PLACES) break;
    const path = pathAt(module.root, offset);
    const kind = kindOf(name, path, offset, module);
    if (kind) binders.push({ kind, path });
  }
  return binders;
}

/** The function, lambda or class in whose scope code stands: the innermost of a path; undefined for the module. */
export function ownerOf(path: Path): Node | undefined {
  return path.findLast((node, i) => isScope(node, path[i + 1]));
}

/** Whether what follows in a path stands in the scope of a function, a lambda or a class. */
export function isScope(node: Node, child: Node | undefined): boolean {
  if (node.type === 'lambda') return child !== undefined;
  const isDefinition = node.type === 'function_definition' || node.type === 'class_definition';
  return isDefinition && child?.type === 'block';
}

function kindOf(
  name: string,
  path: Path,
  offset: number,
  { text }: PythonModule,
): Binder['kind'] | undefined {
  if (!text.startsWith(name, offset)) return 'star';
  const node = last(path);
  if (node.type !== 'identifier') return undefined;
  const above = path.at(-2);
  if (above?.type === 'attribute' || above?.type === 'subscript' || above?.type === 'argument_list')
    return mayChange(text, offset, name.length) ? 'change' : undefined;
  let at = path.length - 1;
  while (at > 0 && PATTERN.test(path[at - 1]!.type)) at--;
  const [around, inner] = [path[at - 1], path[at]!];
  if (!around) return undefined;
  if (PARAMETERS.test(around.type)) return 'parameter';
  const side = SIDES[around.type];
  if (side === undefined) return undefined;
  return side === '' || field(around, side)?.id === inner.id ? 'plain' : undefined;
}

/** What several targets, or a part of one, are written in. */
const PATTERN =
  /^(pattern_list|tuple_pattern|list_pattern|list_splat_pattern|dictionary_splat_pattern|parenthesized_expression|expression_list|tuple|list|list_splat|as_pattern_target|dotted_name|case_pattern|typed_parameter|default_parameter|typed_default_parameter)$/;

const PARAMETERS = /^(lambda_)?parameters$/;

/** What binds names, and the part of it where these stand; all of it for none. */
const SIDES: Readonly<Partial<Record<string, string>>> = {
  assignment: 'left',
  augmented_assignment: 'left',
  for_statement: 'left',
  named_expression: 'name',
  function_definition: 'name',
  class_definition: 'name',
  type_alias_statement: '',
  as_pattern: '',
  delete_statement: '',
  import_statement: '',
  import_from_statement: '',
  aliased_import: '',
  case_clause: '',
  list_pattern: '',
  class_pattern: '',
  dict_pattern: '',
  union_pattern: '',
  splat_pattern: '',
  keyword_pattern: '',
};
