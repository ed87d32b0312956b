import type { Node } from 'web-tree-sitter';
import { dottedName, field, fields, parts } from './syntax';

/** A name bound by an import: `name` null is the module itself; `level` counts the leading dots. */
export interface ImportedName {
  readonly module: string;
  readonly level: number;
  readonly name: string | null;
}

/** The names that one import statement binds; `*module` stands for a star import. */
export function importedNames(statement: Node): [string, ImportedName][] {
  const bound: [string, ImportedName][] = [];
  if (statement.type === 'import_statement') {
    for (const child of fields(statement, 'name')) {
      if (child.type === 'aliased_import') {
        const name = field(child, 'name');
        const alias = field(child, 'alias');
        if (name && alias)
          bound.push([alias.text, { module: dottedName(name) ?? name.text, level: 0, name: null }]);
      } else {
        // `import a.b` binds `a`; the rest of the path follows by attribute.
        const top = child.text.split('.')[0]!.trim();
        bound.push([top, { module: top, level: 0, name: null }]);
      }
    }
    return bound;
  }
  const source = field(statement, 'module_name');
  if (!source) return bound;
  const prefix = parts(source).find((part) => part.type === 'import_prefix');
  const level = prefix ? prefix.text.replace(/\s/g, '').length : 0;
  const named =
    source.type === 'dotted_name' ? source : parts(source).find((part) => part.type === 'dotted_name');
  const module = named ? (dottedName(named) ?? '') : '';
  for (const child of fields(statement, 'name')) {
    const name = child.type === 'aliased_import' ? field(child, 'name') : child;
    const alias = child.type === 'aliased_import' ? field(child, 'alias') : child;
    if (name && alias) bound.push([alias.text, { module, level, name: name.text }]);
  }
  if (parts(statement).some((part) => part.type === 'wildcard_import')) {
    bound.push([`*${'.'.repeat(level)}${module}`, { module, level, name: '*' }]);
  }
  return bound;
}

/**
 * The name and the module of `modal = importlib.import_module("modal")` and `modal = __import__("modal")`, by the text around
 * the function's name; nothing where the call stands in another way.
 */
export function importedByCall(text: string, offset: number): readonly string[] {
  const [from, to] = [text.lastIndexOf('\n', offset) + 1, text.indexOf('\n', offset)];
  const line = text.slice(from, to < 0 ? undefined : to);
  return (
    /^\s*([A-Za-z_]\w*)\s*=\s*(?:(?:importlib\s*\.\s*)?import_module|__import__)\s*\(\s*["']([A-Za-z_]\w*)["']\s*\)\s*(?:#.*)?$/
      .exec(line)
      ?.slice(1) ?? []
  );
}

/** The module as the import names it, such as `..settings`. */
export function writtenModule({ level, module }: ImportedName): string {
  return '.'.repeat(level) + module;
}

/**
 * Whether an import may bring a module of the workspace, or what that has under a name, by their names alone: a module that
 * is imported as `training.config` stands in a file or a folder `config`. What else is imported need not be looked for.
 */
export function mayBring(found: ImportedName, names: readonly string[], attribute: string): boolean {
  return found.name === attribute || names.includes(stemOf(found));
}

/** The names by which an import may bring something. */
export function namesBrought(found: ImportedName): readonly string[] {
  return [stemOf(found), ...(found.name === null ? [] : [found.name])];
}

/** The names of a file and of its folders, as imports have them. */
export function namesOfFile(file: string): readonly string[] {
  return file.split('/').map((part) => part.replace(/\.py$/, ''));
}

function stemOf({ module, name }: ImportedName): string {
  const whole = name ?? module;
  return whole.slice(whole.lastIndexOf('.') + 1);
}
