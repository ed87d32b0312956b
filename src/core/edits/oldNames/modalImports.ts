import type { Node } from 'web-tree-sitter';
import type { Evaluator } from '../../python/evaluate';
import type { Import, PythonModule } from '../../python/module';
import { dottedName, field, parts, pathAt, type Path } from '../../python/syntax';
import { itemsOf, removeItems } from '../listItems';
import { beginsLine, endsLine, indentation, lineBreak, lineStart, nextLine } from '../lineText';
import { deletion, insertion, type OffsetEdit } from '../textEdits';
import { spanOf } from '../replaceableValue';

/** The names that the file binds to Modal's package and what is in it. */
export function modalBindings(module: PythonModule): readonly (readonly [string, Import])[] {
  return [...module.imports].filter(
    ([, found]) => found.level === 0 && found.module.split('.')[0] === 'modal' && found.name !== '*',
  );
}

/** What to do with imported names, by the names that they bind. */
export interface ImportChanges {
  readonly drop: ReadonlySet<string>;
  readonly rename: ReadonlyMap<string, string>;
}

/** Drops and renames names in the imports from Modal. An import that is left empty goes with its line. */
export function importEdits(module: PythonModule, changes: ImportChanges): OffsetEdit[] {
  return importStatements(module).flatMap(({ statement, path }) => {
    const items = isModalImport(statement) ? itemsOf(statement) : null;
    // The module's own name stands before `import` and is no item.
    if (!items) return [];
    const removed = new Set<number>();
    const renames: OffsetEdit[] = [];
    for (const [i, { node }] of items.items.entries()) {
      const bound = boundName(statement, node);
      if (changes.drop.has(bound)) removed.add(i);
      const name = changes.rename.get(bound);
      const label = node.type === 'aliased_import' ? field(node, 'name') : node;
      if (name !== undefined && label) renames.push({ ...spanOf(label), newText: name });
    }
    if (removed.size < items.items.length) return [...renames, ...removeItems(module.text, items, removed)];
    return [removeStatement(module.text, statement, path)];
  });
}

function isModalImport(statement: Node): boolean {
  if (statement.type === 'import_statement') return true;
  const source = field(statement, 'module_name');
  return source !== null && dottedName(source)?.split('.')[0] === 'modal';
}

/** The name that one item of an import binds; `import modal.gpu` counts as a name of its own. */
function boundName(statement: Node, item: Node): string {
  const isPackage = statement.type === 'import_statement';
  if (isPackage && !/^modal\b/.test(item.text)) return '';
  if (item.type === 'aliased_import') return field(item, 'alias')?.text ?? '';
  return isPackage && !item.text.includes('.') ? '' : item.text;
}

function removeStatement(text: string, statement: Node, path: Path): OffsetEdit {
  const { start, end } = spanOf(statement);
  const behind = /^[ \t]*#[^\r\n]*/.exec(text.slice(end))?.[0].length ?? 0;
  const isAlone = beginsLine(text, start) && endsLine(text, end + behind);
  const block = path.at(-2);
  if (!isAlone || (block?.type === 'block' && parts(block).length === 1))
    return { start, end, newText: 'pass' };
  return deletion(lineStart(text, start), nextLine(text, end));
}

interface ImportSite {
  readonly statement: Node;
  readonly path: Path;
}

function importStatements(module: PythonModule): readonly ImportSite[] {
  const found = new Map<number, ImportSite>();
  for (const offset of module.occurrences('import')) {
    const path = pathAt(module.root, offset);
    const at = path.findIndex(({ type }) => IMPORTS.has(type));
    if (at >= 0) found.set(path[at]!.id, { statement: path[at]!, path: path.slice(0, at + 1) });
  }
  return [...found.values()];
}

const IMPORTS = new Set(['import_statement', 'import_from_statement']);

/**
 * How code at a place names something of Modal's: by the name it was imported under, else through the package.
 * Where the file imports only some names from Modal, `import modal` is added above that import: it can clash with
 * nothing, while `concurrent` beside them would hide Python's own package of that name.
 */
export function modalReference(
  ev: Evaluator,
  name: string,
  path: Path,
): { readonly source: string; readonly edits: readonly OffsetEdit[] } {
  const { module } = ev;
  const isSeen = (bound: string): boolean =>
    ev.definitions(bound, path).some(({ kind }) => kind === 'import');
  const bindings = [module, ...module.cellsBefore()]
    .flatMap(modalBindings)
    .filter(([bound]) => isSeen(bound));
  const direct = bindings.find(([, found]) => found.module === 'modal' && found.name === name);
  if (direct) return { source: direct[0], edits: [] };
  const whole = bindings.find(([, found]) => found.module === 'modal' && found.name === null);
  if (whole) return { source: `${whole[0]}.${name}`, edits: [] };
  return { source: `modal.${name}`, edits: [addImport(module)] };
}

/** `import modal`, above the first import from Modal, else above the first import of all. */
function addImport(module: PythonModule): OffsetEdit {
  const { text } = module;
  const all = importStatements(module).filter(
    ({ statement, path }) => path.length === 2 && beginsLine(text, statement.startIndex),
  );
  const fromModal = all.find(
    ({ statement }) => statement.type === 'import_from_statement' && isModalImport(statement),
  );
  const before = fromModal ?? all[0];
  const at = before ? before.statement.startIndex : afterHead(module);
  const line = `import modal${lineBreak(text, at)}${indentation(text, at)}`;
  return insertion(at, line);
}

/** Where the first statement may stand: behind the docstring and `from __future__` imports. */
function afterHead(module: PythonModule): number {
  const first = parts(module.root).find(
    (statement) =>
      statement.type !== 'future_import_statement' &&
      !(statement.type === 'expression_statement' && parts(statement)[0]?.type === 'string'),
  );
  return first?.startIndex ?? module.text.length;
}
