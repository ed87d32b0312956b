/** Which files read a module's names: by the words of their imports, without a parse, since there may be thousands. */
import { mayMean } from './findModule';

/** Names at the top of a module. */
export interface ModuleNames {
  /** Relative to the root, with `/`. */
  readonly file: string;
  readonly names: readonly string[];
}

/**
 * Whether a Python text imports one of the names and so may read it: `from config import WARM`, `import config` with
 * `config.WARM`, or a star with the name somewhere. What a string or a comment says counts too: better one question too
 * many than a value changed behind somebody's back.
 * @param roots the folders from the root that any project has packages in
 */
export function readsNames(
  text: string,
  file: string,
  { file: of, names }: ModuleNames,
  roots: readonly string[] = [],
): boolean {
  if (file === of || !names.some((name) => text.includes(name))) return false;
  const joined = text.replace(/\\\r?\n/g, ' ');
  const is = (module: string): boolean => {
    const [, dots = '', path = ''] = /^(\.*)(.*)$/.exec(module) ?? [];
    return mayMean(file, path, dots.length, of, roots);
  };
  return (
    fromImports(joined).some(({ module, imported }) =>
      is(module)
        ? imported.some(({ name }) => name === '*' || names.includes(name))
        : // `from pkg import config` may mean the module of that name.
          imported.some(
            ({ name, as }) =>
              is(`${module}${module.endsWith('.') ? '' : '.'}${name}`) && reads(joined, as, names),
          ),
    ) || plainImports(joined).some(({ module, as }) => is(module) && reads(joined, as, names))
  );
}

/** One name that a text imports; `name` null is the module itself, `*` all of its names. */
export interface TextImport {
  /** With its leading dots. */
  readonly module: string;
  readonly name: string | null;
  /** What it is called in the text. */
  readonly as: string;
}

/**
 * What a text imports, by its words: a look at each `import` is far cheaper than a search for whole statements.
 * @param isAsked whether it matters what a module is imported for
 */
export function importsIn(
  text: string,
  isAsked: (module: string) => boolean = () => true,
): readonly TextImport[] {
  const found: TextImport[] = [];
  for (let at = text.indexOf('import'); at >= 0; at = text.indexOf('import', at + 6)) {
    if (/\w/.test(text[at - 1] ?? '') || /\w/.test(text[at + 6] ?? '')) continue;
    const line = text.lastIndexOf('\n', at) + 1;
    const before = text.slice(line, at).replace(BEFORE_STATEMENT, '');
    const module = /^\s*from[ \t]+([.\w]+)[ \t]*$/.exec(before)?.[1] ?? continued(text, line, before);
    if (module === undefined ? before.trim() !== '' : !isAsked(module)) continue;
    for (const { name, as } of listed(listAfter(text, at + 6)))
      if (module !== undefined) found.push({ module, name, as });
      else if (isAsked(name)) found.push({ module: name, name: null, as });
  }
  return found;
}

/** What may stand on a line before an import: another statement, or the head of one. */
const BEFORE_STATEMENT = /^[^#]*[;:]/;

/** `from common \` on the line before. */
function continued(text: string, line: number, before: string): string | undefined {
  if (before.trim() !== '' || !/\\\r?\n$/.test(text.slice(Math.max(0, line - 3), line))) return undefined;
  const above = text.slice(text.lastIndexOf('\n', line - 2) + 1, line);
  return /^\s*from[ \t]+([.\w]+)[ \t]*\\\r?\n$/.exec(above)?.[1];
}

/** The names behind `import`: within brackets, or up to the end of the line or of those that it goes on in. */
function listAfter(text: string, from: number): string {
  const open = /[ \t]*\(/y;
  open.lastIndex = from;
  if (open.test(text)) return text.slice(open.lastIndex, Math.max(open.lastIndex, text.indexOf(')', from)));
  const rest = /(?:[^\n\r#;\\]|\\\r?\n)*/y;
  rest.lastIndex = from;
  return rest.exec(text)![0].replace(/\\\r?\n/g, ' ');
}

/** `module.NAME`, in the words that the file has for the module. */
function reads(text: string, module: string, names: readonly string[]): boolean {
  return names.some((name) =>
    new RegExp(`(?<![\\w.])${escaped(module)}\\s*\\.\\s*${escaped(name)}(?!\\w)`).test(text),
  );
}

interface Imported {
  readonly name: string;
  readonly as: string;
}

function fromImports(text: string): { readonly module: string; readonly imported: readonly Imported[] }[] {
  const found = text.matchAll(/(?<![\w.])from[ \t]+([.\w]+)[ \t]+import[ \t]*(?:\(([^)]*)\)|([^\n\r#;]*))/g);
  return [...found].map(([, module = '', many, one]) => ({ module, imported: listed(many ?? one ?? '') }));
}

function plainImports(text: string): { readonly module: string; readonly as: string }[] {
  const found = text.matchAll(/(?:^|[;:])[ \t]*import[ \t]+([^\n\r#;]+)/gm);
  return [...found].flatMap(([, list = '']) => listed(list).map(({ name, as }) => ({ module: name, as })));
}

/** `a, b as c` with comments between lines. */
function listed(list: string): Imported[] {
  const found: Imported[] = [];
  const names = list.includes('#') ? list.replace(/#[^\n]*/g, '') : list;
  for (const each of names.split(',')) {
    const [, name, as] = /^\s*([\w.*]+)(?:\s+as\s+(\w+))?\s*$/.exec(each) ?? [];
    if (name !== undefined) found.push({ name, as: as ?? name });
  }
  return found;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
