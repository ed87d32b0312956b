/** Which files read a module's names: by the words of their imports, without a parse, since there may be thousands. */
import { moduleCandidates } from './findModule';

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
 */
export function readsNames(text: string, file: string, { file: of, names }: ModuleNames): boolean {
  if (file === of || !names.some((name) => text.includes(name))) return false;
  const joined = text.replace(/\\\r?\n/g, ' ');
  const is = (module: string): boolean => {
    const [, dots = '', path = ''] = /^(\.*)(.*)$/.exec(module) ?? [];
    return moduleCandidates(file, path, dots.length).includes(of);
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
  return list
    .replace(/#[^\n]*/g, '')
    .split(',')
    .flatMap((each) => {
      const [, name, as] = /^\s*([\w.*]+)(?:\s+as\s+(\w+))?\s*$/.exec(each) ?? [];
      return name === undefined ? [] : [{ name, as: as ?? name }];
    });
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
