/**
 * Files that register with Modal and never name it: `from common import gpu_function`, then `@gpu_function`. They are found by
 * the words of all files together, without a parse: a workspace has thousands of files that have nothing to do with Modal.
 */
import { moduleCandidates } from '../python/findModule';
import { importsIn, type TextImport } from '../python/importers';
import { namesMethod, signsIn } from './mayDeclare';

/** More files that hand a name on from one to another are not followed, nor names of one file that are made of others. */
const MAX_HANDED = 8;
/** More names that are taken of one module are not looked at one by one. */
const MAX_NAMES = 64;

/** How a text uses a name. */
type Usage = 'decorator' | 'call' | null;

interface Importer {
  readonly file: string;
  /** Whether it is scanned anyway. */
  readonly isScanned: boolean;
  readonly imports: readonly TextImport[];
}

/** The names of a file that may register or change something when they are called. */
interface Maker {
  readonly names: Set<string>;
  /** Whether what it has under another name may do so, too: what is bound in a branch is not told apart. */
  readonly mayBeOthers: boolean;
}

export class ImportedRegistrars {
  private readonly makers = new Map<string, Maker>();
  private readonly importers: Importer[] = [];
  private readonly files: ReadonlySet<string>;
  /** The names of all files and folders: a module whose first name is none of them is of no file here. */
  private readonly stems = new Set<string>();
  /** What is imported, each word once: thousands of files import the same. */
  private readonly words = new Map<string, string>();

  /** @param files all Python files of the workspace, relative to its root */
  constructor(files: Iterable<string>) {
    this.files = new Set(files);
    const folders = new Set<string>();
    for (const file of this.files) {
      const end = file.lastIndexOf('/');
      folders.add(file.slice(0, Math.max(0, end)));
      this.stems.add(file.slice(end + 1).replace(/\.py$/, ''));
    }
    for (const folder of folders)
      for (const part of folder.split('/')) this.stems.add(part.replace(/\.py$/, ''));
  }

  /** Takes note of the text of a file. @returns whether that may declare something by itself */
  note(file: string, text: string): boolean {
    const signs = signsIn(text);
    if (signs.namesMethod) this.makers.set(file, { names: madeIn(text), mayBeOthers: true });
    const imports = importsIn(text, (module) => this.mayBeHere(module));
    if (imports.length > 0)
      this.importers.push({
        file,
        isScanned: signs.mayDeclare,
        imports: imports.map((each) => this.withoutText(each)),
      });
    return signs.mayDeclare;
  }

  /** An import that outlives its text: V8 keeps all of a text for as long as there is a part of it. */
  private withoutText({ module, name, as }: TextImport): TextImport {
    return { module: this.word(module), name: name === null ? null : this.word(name), as: this.word(as) };
  }

  private word(part: string): string {
    let word = this.words.get(part);
    if (word === undefined) this.words.set((word = copied(part)), word);
    return word;
  }

  /** The files that may be to scan beside those that name Modal themselves: `uses` tells by their texts. */
  found(): readonly string[] {
    for (let round = 0, isMore = true; isMore && round < MAX_HANDED; round++) isMore = this.handOn();
    return this.importers
      .filter(({ isScanned, file, imports }) => !isScanned && imports.some((each) => this.brings(file, each)))
      .map(({ file }) => file);
  }

  /** Whether the text of a file that was found uses what it imports as a decorator, or calls it. */
  uses(file: string, text: string): boolean {
    return importsIn(text).some((each) => this.registers(file, each, text));
  }

  private mayBeHere(module: string): boolean {
    const first = /^\.*(\w*)/.exec(module)![1]!;
    return first === '' || this.stems.has(first);
  }

  /** Takes note of the names that files have from makers. @returns whether there are more than before */
  private handOn(): boolean {
    let isMore = false;
    for (const { file, imports } of this.importers)
      for (const each of imports) {
        const { name, as } = each;
        const maker = name === null ? undefined : this.makerOf(file, each.module);
        if (!maker) continue;
        const names = name === '*' ? [...maker.names] : maker.names.has(name!) ? [as] : [];
        let own = this.makers.get(file);
        if (!own && names.length > 0) this.makers.set(file, (own = { names: new Set(), mayBeOthers: false }));
        for (const made of names) {
          isMore ||= !own!.names.has(made);
          own!.names.add(made);
        }
      }
    return isMore;
  }

  private brings(file: string, { module, name }: TextImport): boolean {
    return (
      this.makerOf(file, module) !== undefined ||
      (name !== null && name !== '*' && this.makerOf(file, dotted(module, name)) !== undefined)
    );
  }

  private registers(file: string, each: TextImport, text: string): boolean {
    if (!this.brings(file, each)) return false;
    const { module, name } = each;
    const isMade = (maker: Maker | undefined, made: string, use: Usage): boolean =>
      maker !== undefined &&
      use !== null &&
      (maker.names.has(made) || (use === 'decorator' && maker.mayBeOthers));
    const { usage, parts } = usageOf(text, each);
    const source = this.makerOf(file, module);
    if (name !== null && name !== '*' && isMade(source, name, usage)) return true;
    const whole = name === null || name === '*' ? source : this.makerOf(file, dotted(module, name));
    return [...parts].some(([part, use]) => isMade(whole, part, use));
  }

  private makerOf(from: string, written: string): Maker | undefined {
    const [, dots, path] = /^(\.*)(.*)$/.exec(written)!;
    const isPlain = dots!.length === 0;
    if (isPlain && !this.stemsOfMakers.has(path!.slice(path!.lastIndexOf('.') + 1))) return undefined;
    const level = dots!.length;
    const file =
      moduleCandidates(from, path!, level).find((each) => this.files.has(each)) ??
      // A project may have its packages in a folder of any name.
      [...this.makers.keys()].find((each) => level === 0 && isNamed(each, path!));
    return file === undefined || file === from ? undefined : this.makers.get(file);
  }

  /** The last names of the modules that make something: most imports are done with by these. */
  private get stemsOfMakers(): ReadonlySet<string> {
    if (this.countOfStems !== this.makers.size) {
      this.countOfStems = this.makers.size;
      this.makerStems = new Set([...this.makers.keys()].map(stemOf));
    }
    return this.makerStems;
  }

  private makerStems: ReadonlySet<string> = new Set();
  private countOfStems = 0;
}

/** The same without the text that it is a part of: what is joined is written anew as soon as a part of it is taken. */
function copied(part: string): string {
  return ` ${part}`.slice(1);
}

function stemOf(file: string): string {
  const parts = file.replace(/(\/__init__)?\.py$/, '').split('/');
  return parts.at(-1)!;
}

function dotted(module: string, name: string): string {
  return `${module}${/(^|\.)$/.test(module) ? '' : '.'}${name}`;
}

/** How a text uses an import, and each of the names of what it imports. */
function usageOf(
  text: string,
  { name, as }: TextImport,
): { usage: Usage; parts: ReadonlyMap<string, Usage> } {
  if (name === '*') return { usage: null, parts: calledIn(text) };
  let usage: Usage = null;
  const parts = new Map<string, Usage>();
  for (const at of placesOf(text, as)) {
    const isDecorator = /@[ \t]*$/.test(text.slice(Math.max(0, at - 4), at));
    const [, part, isCalled] = AFTER.exec(text.slice(at + as.length, at + as.length + 80)) ?? [];
    const use = isDecorator ? 'decorator' : isCalled ? 'call' : null;
    if (part === undefined) usage = stronger(usage, use);
    else if (parts.size < MAX_NAMES) parts.set(part, stronger(parts.get(part) ?? null, use));
  }
  return { usage, parts };
}

/** What follows a name: of a module one of its names, and whether it is called. */
const AFTER = /^(?:\s*\.\s*(\w+))?\s*(\(?)/;

function stronger(one: Usage, other: Usage): Usage {
  return one === 'decorator' || other === null ? one : other;
}

/** Where a whole name stands in a text, and is no attribute of another. */
function* placesOf(text: string, name: string): Iterable<number> {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length))
    if (!/[\w.]/.test(text[at - 1] ?? '') && !/\w/.test(text[at + name.length] ?? '')) yield at;
}

/** What a text calls or has as a decorator, by plain names. */
function calledIn(text: string): ReadonlyMap<string, Usage> {
  const names = new Map<string, Usage>();
  for (const [, before, name] of text.matchAll(/(@[ \t]*|(?<![\w.]))([A-Za-z_]\w*)\s*(?=\(|$)/gm)) {
    if (names.size >= MAX_NAMES) break;
    names.set(name!, stronger(names.get(name!) ?? null, before!.startsWith('@') ? 'decorator' : 'call'));
  }
  return names;
}

/** A definition at the top of a module, from the beginning of its line. */
const DEFINITION = /^(?:(?:async[ \t]+)?def[ \t]+|class[ \t]+)?([A-Za-z_]\w*)[ \t]*(?=[(:=[])/gm;

/** The names at the top of a module in whose definitions a method of Modal's is named, or another such name. */
function madeIn(text: string): Set<string> {
  const definitions = [...text.matchAll(DEFINITION)].map(({ 0: { length }, 1: name, index }) => {
    // It goes on up to the next line that is not indented, brackets that close there aside.
    const next = /\n(?=[^\s)\]}#])/g;
    next.lastIndex = index;
    return { name: name!, body: text.slice(index + length, next.exec(text)?.index) };
  });
  const makes = new Set(definitions.filter(({ body }) => namesMethod(body)).map(({ name }) => name));
  for (let round = 0, size = -1; round < MAX_HANDED && size < makes.size; round++) {
    size = makes.size;
    for (const { name, body } of definitions)
      if (!makes.has(name) && (body.match(/[A-Za-z_]\w*/g) ?? []).some((word) => makes.has(word)))
        makes.add(name);
  }
  return new Set([...makes].map(copied));
}

/** Whether a file would be a module if some folder above it were one that imports start from. */
function isNamed(file: string, module: string): boolean {
  const stem = `/${module.replaceAll('.', '/')}`;
  return file.endsWith(`${stem}.py`) || file.endsWith(`${stem}/__init__.py`);
}
