import type { Node } from 'web-tree-sitter';
import { LineIndex } from '../text/lineIndex';
import { mayBind } from './bindingPlaces';
import { mayChange } from './changePlaces';
import { countBelow } from '../numbers/countBelow';
import { importedByCall, importedNames, mayBring, namesOfFile, type ImportedName } from './importStatements';
import type { ReadLog } from './readLog';
import { dottedName, parts, pathAt } from './syntax';
import { WordPlaces } from './wordPlaces';

/** A name that another module, or an earlier cell, gives to this one. */
export interface Import extends ImportedName {
  /** In a notebook: the cell before this one that binds the name, with whatever it binds it to. */
  readonly from?: PythonModule;
}

/** Where a module stands in a notebook. Its cells go on from one another: what one binds, those after it see. */
export interface Cell {
  /** From 1, as VS Code counts them. */
  readonly number: number;
  /** The cell of Python before it. */
  readonly before: PythonModule | null;
}

/** One Python file, or one cell of a notebook, as text and tree, with what is looked up again and again. Valid as long as its tree is. */
export class PythonModule {
  private readonly bindings = new Map<string, readonly number[]>();
  private readonly changed = new Map<string, readonly number[]>();
  private allImportsByName: ReadonlyMap<string, readonly Import[]> | undefined;
  private importsByName: ReadonlyMap<string, Import> | undefined;
  private globals: ReadonlySet<string> | undefined;
  private nonlocals: ReadonlySet<string> | undefined;
  private stars: readonly number[] = [];
  private patterns: readonly number[] | undefined;
  private lines: LineIndex | undefined;

  constructor(
    /** The file as the scan names it: relative to its root, with `/`. */
    readonly file: string,
    readonly text: string,
    readonly root: Node,
    readonly cell: Cell | null = null,
    /** Keeps what is asked of it, for a scan that goes on from edit to edit. */
    readonly log: ReadLog | null = null,
    private readonly words = new WordPlaces(text),
  ) {}

  /** The cells before it, the nearest first. */
  *cellsBefore(): Iterable<PythonModule> {
    for (let before = this.cell?.before; before; before = before.cell?.before) yield before;
  }

  /** Where a whole word stands in the text, in order: finding a name's uses by text is far cheaper than walking the tree. */
  occurrences(word: string): readonly number[] {
    this.log?.word(word);
    return this.words.of(word);
  }

  /** The same in a stretch of the text: all of it, or a part of one statement of the module. */
  *occurrencesIn(
    word: string,
    { from, to }: { readonly from: number; readonly to: number },
  ): Iterable<number> {
    if (this.isWhole(from, to)) this.log?.word(word);
    const places = this.words.of(word);
    for (let i = countBelow(places, from); i < places.length && places[i]! < to; i++) yield places[i]!;
  }

  /** Where in a stretch of the text a name may be bound, or what it holds changed, by the text around it: also at a star import. In order. */
  *mayBindIn(name: string, from: number, to: number): Iterable<number> {
    this.readBindings(name, from, to);
    const bindings = this.bindingsOf(name);
    for (let i = countBelow(bindings, from); i < bindings.length && bindings[i]! < to; i++)
      yield bindings[i]!;
  }

  /** Where in a stretch of the text what a name holds may be changed in place, by the text around it. In order. */
  *mayChangeIn(name: string, from: number, to: number): Iterable<number> {
    this.readBindings(name, from, to);
    const changes = this.changesOf(name);
    for (let i = countBelow(changes, from); i < changes.length && changes[i]! < to; i++) yield changes[i]!;
  }

  private readBindings(name: string, from: number, to: number): void {
    if (!this.isWhole(from, to)) return;
    this.log?.binding(name);
    this.log?.word(importOfName('*'));
  }

  /** Whether a stretch is all of the module. Into a part of one statement nobody comes but by what is noted: names, and its place. */
  private isWhole(from: number, to: number): boolean {
    return from <= this.root.startIndex && to >= this.root.endIndex;
  }

  private changesOf(name: string): readonly number[] {
    let found = this.changed.get(name);
    if (!found) {
      found = this.words.of(name).filter((offset) => mayChange(this.text, offset, name.length));
      this.changed.set(name, found);
    }
    return found;
  }

  private bindingsOf(name: string): readonly number[] {
    let found = this.bindings.get(name);
    if (!found) {
      found = this.words
        .of(name)
        .filter(
          (offset) =>
            mayBind(this.text, offset, name.length) ||
            mayChange(this.text, offset, name.length) ||
            countBelow(this.casePatterns, offset + 1) % 2 === 1,
        );
      if (this.starOffsets.length > 0) found = [...found, ...this.starOffsets].sort((a, b) => a - b);
      this.bindings.set(name, found);
    }
    return found;
  }

  /** Whether a name is followed by `:=`. */
  isWalrus(offset: number, name: string): boolean {
    const after = offset + name.length;
    return /^\s*:=/.test(this.text.slice(after, after + 40));
  }

  /** The line, from 1, that a place in the text is in. */
  lineAt(offset: number): number {
    this.lines ??= new LineIndex(this.text, /\n/g);
    return this.lines.at(offset).line + 1;
  }

  /** Every import in the file, wherever it stands, by the name it binds; of several, the last. */
  get imports(): ReadonlyMap<string, Import> {
    for (const word of ['import', ...IMPORTING_CALLS]) this.log?.word(word);
    return this.ownImports;
  }

  /** The same with all imports of a name, in order. */
  get allImports(): ReadonlyMap<string, readonly Import[]> {
    for (const word of ['import', ...IMPORTING_CALLS]) this.log?.word(word);
    return this.everyImport;
  }

  private get ownImports(): ReadonlyMap<string, Import> {
    return (this.importsByName ??= new Map(
      [...this.everyImport].map(([name, found]) => [name, found.at(-1)!] as const),
    ));
  }

  private get everyImport(): ReadonlyMap<string, readonly Import[]> {
    return (this.allImportsByName ??= this.readImports());
  }

  /** The import that a name is bound by, in this file or a cell before it. */
  importOf(name: string): Import | undefined {
    this.log?.word(importOfName(name));
    const own = this.ownImports.get(name);
    if (own) return own;
    for (const cell of this.cellsBefore()) {
      const found = cell.imports.get(name);
      if (found) return found;
    }
    return undefined;
  }

  /** The imports of a package that is no part of this one, and of modules in it. */
  importsFrom(name: string): readonly (readonly [string, Import])[] {
    this.log?.word(importsOfPackage(name));
    return [...this.ownImports].filter(([, each]) => each.level === 0 && each.module.split('.')[0] === name);
  }

  /** The imports that may bring a module, or what that has under a name, by their names alone. */
  importsBringing(brought: PythonModule, attribute: string): readonly (readonly [string, Import])[] {
    if (brought.cell) return [...this.imports];
    const names = namesOfFile(brought.file);
    for (const name of [attribute, ...names]) this.log?.word(importsBringing(name));
    return [...this.ownImports].filter(([, each]) => mayBring(each, names, attribute));
  }

  /** All imports, for whoever hangs on nothing of them but the modules of the workspace that they run. */
  get importsToRun(): Iterable<Import> {
    this.log?.word(MODULES_RUN);
    return this.ownImports.values();
  }

  /** The modules of `from m import *`. */
  get starImports(): readonly Import[] {
    this.log?.word(importOfName('*'));
    return [...this.ownImports].filter(([name]) => name.startsWith('*')).map(([, each]) => each);
  }

  /** Names that some function declares `global`, so that calling it may re-bind them. */
  get globalNames(): ReadonlySet<string> {
    this.log?.word('global');
    return (this.globals ??= new Set([
      ...this.namesDeclared('global'),
      ...(this.cell?.before?.globalNames ?? []),
    ]));
  }

  /** Names that some function declares `nonlocal`: calling it may re-bind a function’s around it. */
  get nonlocalNames(): ReadonlySet<string> {
    this.log?.word('nonlocal');
    return (this.nonlocals ??= this.namesDeclared('nonlocal'));
  }

  private namesDeclared(keyword: 'global' | 'nonlocal'): Set<string> {
    const names = new Set<string>();
    let upTo = 0;
    for (const offset of this.words.of(keyword)) {
      if (offset < upTo) continue;
      const pattern = /\w+(?:[ \t]|\\\r?\n)+((?:[^\n#;\\]|\\\r?\n)*)/y;
      pattern.lastIndex = offset;
      const list = pattern.exec(this.text)?.[1] ?? '';
      upTo = Math.max(upTo, pattern.lastIndex);
      for (const name of list.split(',')) names.add(name.replace(/[\s\\]+/g, ''));
    }
    return names;
  }

  /**
   * What an expression means below the package `modal`: `App` for `modal.App`, `m.App` and an imported `App`.
   * Null for anything that is not Modal's.
   */
  modalPath(node: Node): string | null {
    const dotted = dottedName(node);
    if (dotted === null) return null;
    const [head, ...rest] = dotted.split('.');
    const found = this.importOf(head!);
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
    const found = this.importOf(head!);
    if (!found || found.level > 0) return dotted;
    return [found.module, ...(found.name === null ? [] : [found.name]), ...rest].join('.');
  }

  private get starOffsets(): readonly number[] {
    // Found along with the imports.
    return this.ownImports.size > 0 ? this.stars : [];
  }

  /** Where the patterns of each `case` begin and end, in which every plain name is bound. */
  private get casePatterns(): readonly number[] {
    return (this.patterns ??= this.words.of('case').flatMap((offset) => {
      const clause = pathAt(this.root, offset).find(
        (node) => node.startIndex === offset && node.type === 'case_clause',
      );
      const patterns = clause ? parts(clause).filter((part) => part.type === 'case_pattern') : [];
      return patterns.length > 0 ? [patterns[0]!.startIndex, patterns.at(-1)!.endIndex] : [];
    }));
  }

  private readImports(): Map<string, Import[]> {
    const imports = new Map<string, Import[]>();
    const add = (name: string, each: Import): void => {
      const others = imports.get(name);
      if (others) others.push(each);
      else imports.set(name, [each]);
    };
    const stars: number[] = [];
    let upTo = 0;
    for (const offset of this.words.of('import')) {
      if (offset < upTo) continue;
      const statement = pathAt(this.root, offset).find(
        ({ type }) => type === 'import_statement' || type === 'import_from_statement',
      );
      if (!statement) continue;
      upTo = statement.endIndex;
      for (const [name, each] of importedNames(statement)) {
        add(name, each);
        if (name.startsWith('*')) stars.push(statement.startIndex);
      }
    }
    this.stars = stars;
    for (const word of IMPORTING_CALLS) {
      for (const offset of this.words.of(word)) {
        const [name, module] = importedByCall(this.text, offset);
        if (name !== undefined && !imports.has(name)) add(name, { module: module!, level: 0, name: null });
      }
    }
    return imports;
  }
}

/** Functions whose calls import a module, too. */
export const IMPORTING_CALLS: readonly string[] = ['import_module', '__import__'];

/** What a log says of an import by its name, and of all star imports by `*`: no word of a text is like this. */
export function importOfName(name: string): string {
  return `import ${name.startsWith('*') ? '*' : name}`;
}

/** The same of the imports from a package. */
export function importsOfPackage(name: string): string {
  return `from ${name}`;
}

/** The same of the imports that may bring something by a name of it. */
export function importsBringing(name: string): string {
  return `bringing ${name}`;
}

/** The same of the modules of the workspace that imports run, whatever the imports are called. */
export const MODULES_RUN = 'modules run';
