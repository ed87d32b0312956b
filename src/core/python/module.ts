import type { Node } from 'web-tree-sitter';
import { dottedName, field, fields, parts, pathAt } from './syntax';

/** A name bound by an import: `name` null is the module itself; `level` counts the leading dots. */
export interface Import {
  readonly module: string;
  readonly level: number;
  readonly name: string | null;
}

/** One Python file as text and tree, with what is looked up again and again. Valid as long as its tree is. */
export class PythonModule {
  private readonly words = new Map<string, readonly number[]>();
  private readonly bindings = new Map<string, readonly number[]>();
  private allWords: ReadonlyMap<string, readonly number[]> | undefined;
  private importsByName: ReadonlyMap<string, Import> | undefined;
  private globals: ReadonlySet<string> | undefined;

  constructor(
    /** The file as the scan names it: relative to its root, with `/`. */
    readonly file: string,
    readonly text: string,
    readonly root: Node,
  ) {}

  /** Where a whole word stands in the text, in order: finding a name's uses by text is far cheaper than walking the tree. */
  occurrences(word: string): readonly number[] {
    let found = this.words.get(word);
    if (!found) {
      // A few searches are cheaper than an index of all words, many are dearer.
      if (this.words.size >= WORDS_BEFORE_INDEX) this.allWords ??= indexWords(this.text);
      found = this.allWords ? (this.allWords.get(word) ?? []) : wordOffsets(this.text, word);
      this.words.set(word, found);
    }
    return found;
  }

  /** Every word that was asked for: what anything read from this module depends on. */
  get wordsAsked(): readonly string[] {
    return [...this.words.keys()];
  }

  /** The occurrences of a name at which, by the text around it, it may be bound. */
  bindingOccurrences(name: string): readonly number[] {
    let found = this.bindings.get(name);
    if (!found) {
      found = this.occurrences(name).filter((offset) => mayBind(this.text, offset, name.length));
      this.bindings.set(name, found);
    }
    return found;
  }

  /** Every import in the file, wherever it stands, by the name it binds; of several, the last. */
  get imports(): ReadonlyMap<string, Import> {
    return (this.importsByName ??= this.readImports());
  }

  /** The modules of `from m import *`. */
  get starImports(): readonly Import[] {
    return [...this.imports].filter(([name]) => name.startsWith('*')).map(([, each]) => each);
  }

  /** Names that some function declares `global`, so that calling it may re-bind them. */
  get globalNames(): ReadonlySet<string> {
    return (this.globals ??= new Set(
      this.occurrences('global').flatMap((offset) => {
        const names = /^global[ \t]+([^\n#;]+)/.exec(this.text.slice(offset, offset + 500))?.[1] ?? '';
        return names.split(',').map((name) => name.trim());
      }),
    ));
  }

  /**
   * What an expression means below the package `modal`: `App` for `modal.App`, `m.App` and an imported `App`.
   * Null for anything that is not Modal's.
   */
  modalPath(node: Node): string | null {
    const dotted = dottedName(node);
    if (dotted === null) return null;
    const [head, ...rest] = dotted.split('.');
    const found = this.imports.get(head!);
    if (found?.level !== 0) return null;
    const [top, ...below] = found.module.split('.');
    if (top !== 'modal') return null;
    return [...below, ...(found.name === null ? [] : [found.name]), ...rest].join('.');
  }

  /** The dotted name that an expression has once its import is undone: `os.getenv` for `from os import getenv as g` and `g`. */
  realName(node: Node): string | null {
    const dotted = dottedName(node);
    if (dotted === null) return null;
    const [head, ...rest] = dotted.split('.');
    const found = this.imports.get(head!);
    if (!found || found.level > 0) return dotted;
    return [found.module, ...(found.name === null ? [] : [found.name]), ...rest].join('.');
  }

  private readImports(): Map<string, Import> {
    const imports = new Map<string, Import>();
    for (const offset of this.occurrences('import')) {
      const statement = pathAt(this.root, offset).find(
        ({ type }) => type === 'import_statement' || type === 'import_from_statement',
      );
      if (statement) for (const [name, each] of importedNames(statement)) imports.set(name, each);
    }
    return imports;
  }
}

/** The names that one import statement binds; `*module` stands for a star import. */
export function importedNames(statement: Node): [string, Import][] {
  const bound: [string, Import][] = [];
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

/** From how many different words on an index of all of them pays. */
const WORDS_BEFORE_INDEX = 64;

function wordOffsets(text: string, word: string): number[] {
  const offsets: number[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    if (!isWordPart(text[at - 1]) && !isWordPart(text[at + word.length])) offsets.push(at);
  }
  return offsets;
}

function indexWords(text: string): Map<string, number[]> {
  const index = new Map<string, number[]>();
  for (const { 0: word, index: at } of text.matchAll(/[\p{L}_][\p{L}\p{N}_]*/gu)) {
    const offsets = index.get(word);
    if (offsets) offsets.push(at);
    else index.set(word, [at]);
  }
  return index;
}

function isWordPart(char: string | undefined): boolean {
  if (char === undefined) return false;
  const code = char.charCodeAt(0);
  if (code < 128)
    return (
      (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95
    );
  return /[\p{L}\p{N}]/u.test(char);
}

/**
 * Whether a name may be bound where it stands, by the text around it in its line. It cannot as an attribute (`x.name`), as
 * the receiver of one (`@app.function`), where it is called or indexed, or as an operand or a plain value (`gpu=GPU,`,
 * `5 * MINUTES`, `{GPU}`): most uses are one of these.
 */
function mayBind(text: string, offset: number, length: number): boolean {
  const before = text.slice(Math.max(0, offset - 16), offset).replace(/[ \t]+$/, '');
  if (/\b(def|class|import|as|for|type)$/.test(before)) return true;
  if (/[.@{+\-/%<>|&^~!]$/.test(before) || /[\w)\]"'][ \t]*\*{1,2}$/.test(before)) return false;
  // `a = b = 1`, but not `gpu=GPU,`.
  const after = text.slice(offset + length, offset + length + 12).replace(/^[ \t]+/, '');
  return before.endsWith('=') ? /^=(?!=)/.test(after) : mayFollowTarget(after);
}

/** What may follow a name that is bound: `=`, `+=`, `:=`, an annotation, the end of a target or a clause. */
function mayFollowTarget(after: string): boolean {
  return (
    after === '' || /^(=(?!=)|:|,|\)|\]|;|#|\\|\r|\n|(\/\/|\*\*|<<|>>|[-+*/%@&|^])=|in\b|as\b)/.test(after)
  );
}
