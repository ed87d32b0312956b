/** The texts that code can reach in other modules, one leading to others by the names in it: too many rather than too few. */
import type { Node } from 'web-tree-sitter';
import type { Folding } from './folding';
import type { Import, PythonModule } from './module';
import { field, parts } from './syntax';

/** More texts than this are not followed: then there is no telling. */
const MAX_TEXTS = 2_000;
/** How many characters count as one look. */
const CHARACTERS_A_LOOK = 100;

const WORD = /[\p{L}_][\p{L}\p{N}_]*/gu;

/** Whether a text says what is looked for, all of its module beside it. */
export type Says = (text: string, module: PythonModule) => boolean;

/** Texts of modules of the workspace that may run, or hold what is used. */
export class ReachableTexts {
  private readonly seen = new Map<PythonModule, Set<string>>();
  private readonly texts = new Set<string>();
  private readonly open: { readonly text: string; readonly at: Folding }[] = [];
  private isUnknown = false;

  /** @param apart modules that are looked at on their own */
  constructor(private readonly apart: ReadonlySet<PythonModule>) {}

  /** Whether one of them says something, or may, since not all are at hand. */
  mayBe(says: Says): boolean {
    for (let next = this.open.pop(); next && !this.isUnknown; next = this.open.pop()) {
      const { text, at } = next;
      const looks = text.length / CHARACTERS_A_LOOK;
      if (this.texts.size > MAX_TEXTS || at.work.look(looks) !== undefined) return true;
      if (says(text, at.module)) return true;
      for (const [word] of text.matchAll(WORD)) this.addName(word, at);
    }
    return this.isUnknown;
  }

  /** What an import brings: all of a module, or a name of one. */
  addImport({ module, level, name, from }: Import, at: Folding): void {
    if (from) return;
    const source = at.findModule(module, level);
    const isWhole = name === null || name === '*';
    const brings = isWhole ? undefined : this.addIn(source, at, (inner) => this.addName(name, inner));
    if (isWhole) this.addModule(source, at);
    else if (!brings) this.addModule(at.findModule([module, name].filter(Boolean).join('.'), level), at);
  }

  /** All of a module, whatever is used of it. */
  addModule(found: ReturnType<Folding['findModule']>, at: Folding): void {
    this.addIn(found, at, (inner) => {
      this.addText(inner.module.text, inner);
      return true;
    });
  }

  private addIn(
    found: ReturnType<Folding['findModule']>,
    at: Folding,
    add: (inner: Folding) => boolean,
  ): boolean {
    if (found === 'pending') this.isUnknown = true;
    return typeof found === 'string' || this.apart.has(found) ? found !== 'absent' : add(at.forModule(found));
  }

  /** What a module has under a name. @returns whether that is anything */
  private addName(name: string, at: Folding): boolean {
    const { module } = at;
    const chunks = chunksOf(module).get(name) ?? [];
    const imports = module.allImports.get(name) ?? [];
    const stars = module.starImports;
    const isThere = chunks.length + imports.length + stars.length > 0;
    let seen = this.seen.get(module);
    if (!seen) this.seen.set(module, (seen = new Set()));
    if (seen.has(name)) return isThere;
    seen.add(name);
    for (const each of chunks) this.addText(each, at);
    for (const each of imports) this.addImport(each, at);
    for (const each of stars)
      this.addIn(at.findModule(each.module, each.level), at, (inner) => this.addName(name, inner));
    return isThere;
  }

  private addText(text: string, at: Folding): void {
    const key = `${at.module.file}\n${text}`;
    if (this.texts.has(key)) return;
    this.texts.add(key);
    this.open.push({ text, at });
  }
}

/** Texts of a module by the names that they may bind or change; a function and a class each as a whole. */
type Chunks = ReadonlyMap<string, readonly string[]>;

const known = new WeakMap<PythonModule, Chunks>();

function chunksOf(module: PythonModule): Chunks {
  let chunks = known.get(module);
  if (!chunks) known.set(module, (chunks = findChunks(module.root)));
  return chunks;
}

function findChunks(root: Node): Chunks {
  const chunks = new Map<string, string[]>();
  const add = (text: string, names: Iterable<string>): void => {
    for (const name of new Set(names)) {
      const others = chunks.get(name);
      if (others) others.push(text);
      else chunks.set(name, [text]);
    }
  };
  const open = [root];
  for (let block = open.pop(); block; block = open.pop()) {
    for (const statement of parts(block)) {
      const { type, text } = statement;
      if (type === 'decorated_definition' || DEFINES.test(type)) add(text, namesOf(statement, text));
      else if (HOLDS_BLOCKS.test(type)) {
        open.push(statement);
        // Its test, what it goes through, or what it is with.
        if (BEGINS.test(type))
          add(text.slice(0, headLength(statement)), wordsOf(text.slice(0, headLength(statement))));
      } else if (!/^import_|^future_/.test(type)) add(text, wordsOf(text));
    }
  }
  return chunks;
}

const DEFINES = /^(function|class)_definition$/;
const HOLDS_BLOCKS = /^(block|module|(if|for|while|with|try|match)_statement|\w+_clause)$/;
const BEGINS = /_statement$|_clause$/;

function headLength(statement: Node): number {
  const block = parts(statement).find(({ type }) => type === 'block');
  return block ? block.startIndex - statement.startIndex : statement.text.length;
}

function wordsOf(text: string): string[] {
  return [...text.matchAll(WORD)].map(([word]) => word);
}

/** The name of a function or class, and the names of the module that its code binds or changes. */
function* namesOf(statement: Node, text: string): Iterable<string> {
  const definition = statement.type === 'decorated_definition' ? field(statement, 'definition') : statement;
  const name = definition && field(definition, 'name');
  if (name) yield name.text;
  for (const [, names] of text.matchAll(/\bglobal\b((?:[^\n#;\\]|\\\r?\n)*)/g)) yield* wordsOf(names!);
  for (const [, changed] of text.matchAll(CHANGED))
    if (changed !== 'self' && changed !== 'cls') yield changed!;
}

/** What is changed in place, at a glance: `KIT.make = …`, `KIT["make"] = …`, `KIT.append(…)`, `setattr(KIT, …)`. */
const CHANGED =
  /(?<![\p{L}\p{N}_.])([\p{L}_][\p{L}\p{N}_]*)(?=\s*(?:\.\s*\w+|\[[^\]\n]*\])+\s*(?::[^=\n]*)?=(?!=)|\s*\.\s*(?:append|extend|insert|add|update|setdefault)\s*\()|(?<=\bsetattr\s*\(\s*)[\p{L}_][\p{L}\p{N}_]*/gu;
