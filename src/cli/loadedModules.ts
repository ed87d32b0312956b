import type { Tree } from 'web-tree-sitter';
import { PythonModule, type Cell } from '../core/python/module';
import type { PythonParser } from '../core/python/parser';
import { atOnce, neverPause } from '../core/python/resumable';
import type { SkipReason } from '../core/workspace/skipReason';

/**
 * So many characters of modules may have their trees at a time: up to 130 bytes a character, for code that is as dense as can
 * be. Those that the scan under way uses, and, once it is done, those that are kept for the next ones.
 */
export const MAX_IN_USE = 4_000_000;
const MAX_KEPT = 500_000;

/** The parser has failed and was restarted: every module from before is lost, and the scan under way with them. */
export class ParserRestarted extends Error {}

interface Loaded {
  readonly module: PythonModule;
  readonly tree: Tree;
}

/** Parses modules, and frees their trees when no scan needs them: those used last are kept longest. */
export class LoadedModules {
  /** By file, in the order in which they were last used. */
  private readonly kept = new Map<string, Loaded>();
  private readonly inUse = new Map<string, Loaded>();
  private readonly trees = new Set<Tree>();
  /** What the parser has refused; it does not get it again. */
  private readonly refused = new Map<string, SkipReason>();
  private charactersInUse = 0;
  private charactersKept = 0;

  constructor(private readonly parser: PythonParser) {}

  /** A file's module, if it has been parsed or refused lately. */
  get(file: string): PythonModule | SkipReason | undefined {
    const used = this.inUse.get(file);
    if (used) return used.module;
    const kept = this.kept.get(file);
    if (!kept) return this.refused.get(file);
    this.drop(file, kept);
    this.use(file, kept);
    return kept.module;
  }

  /** Whether one more module of so many characters may be used by the scan under way. */
  hasRoomFor(characters: number): boolean {
    return this.charactersInUse === 0 || this.charactersInUse + characters <= MAX_IN_USE;
  }

  /**
   * Parses a file, or a cell of one. The module holds until `release`.
   * @throws ParserRestarted where the parser failed on it; asked again, it is refused
   */
  load(file: string, text: string, cell: Cell | null = null): PythonModule | SkipReason {
    const key = cell ? `${file}#${cell.number}` : file;
    const refused = this.refused.get(key);
    if (refused) return refused;
    const parsed = atOnce(this.parser.parseInSteps(text, neverPause));
    if ('reason' in parsed) {
      this.refused.set(key, parsed.reason);
      if (this.parser.isBroken) this.restart();
      return parsed.reason;
    }
    const { tree } = parsed;
    const module = new PythonModule(file, text, tree.rootNode, cell);
    this.trees.add(tree);
    this.use(key, { module, tree });
    return module;
  }

  /** The scan under way is done: frees what need not be kept for the next ones. */
  release(): void {
    for (const [file, loaded] of this.inUse)
      if (loaded.module.cell) this.free(loaded);
      else this.keep(file, loaded);
    this.inUse.clear();
    this.charactersInUse = 0;
    for (const [file, loaded] of this.kept) {
      if (this.charactersKept <= MAX_KEPT) return;
      this.drop(file, loaded);
      this.free(loaded);
    }
  }

  dispose(): void {
    for (const tree of this.trees) tree.delete();
    this.forget();
  }

  private use(file: string, loaded: Loaded): void {
    this.inUse.set(file, loaded);
    this.charactersInUse += loaded.module.text.length;
  }

  private keep(file: string, loaded: Loaded): void {
    this.kept.set(file, loaded);
    this.charactersKept += loaded.module.text.length;
  }

  private drop(file: string, loaded: Loaded): void {
    this.kept.delete(file);
    this.charactersKept -= loaded.module.text.length;
  }

  private forget(): void {
    this.trees.clear();
    this.kept.clear();
    this.inUse.clear();
    this.charactersInUse = 0;
    this.charactersKept = 0;
  }

  private free({ tree }: Loaded): void {
    this.trees.delete(tree);
    tree.delete();
  }

  private restart(): never {
    this.parser.restart(this.trees);
    this.forget();
    throw new ParserRestarted();
  }
}
