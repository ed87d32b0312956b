import type { Tree } from 'web-tree-sitter';
import { mayDeclare, mayDeclareInCell } from '../core/modal/mayDeclare';
import { scanModule } from '../core/modal/scan';
import type { CallSite, Declaration } from '../core/modal/declaration';
import { UNSET, type Environment } from '../core/python/environment';
import { errorRegions } from '../core/python/errorRegions';
import type { ModuleFinder } from '../core/python/evaluate';
import { findModule } from '../core/python/findModule';
import { PythonModule } from '../core/python/module';
import type { PythonParser } from '../core/python/parser';
import type { WorkspaceScan } from '../core/render/scanJson';
import { cellText } from '../core/python/cellText';
import { isNotebook } from '../core/workspace/fileKinds';
import {
  placesInNotebook,
  readNotebook,
  type CellPlace,
  type NotebookCell,
} from '../core/workspace/notebook';
import type { SkipReason, SkippedFile } from '../core/workspace/skipReason';
import { decodeSource } from '../core/workspace/sourceText';
import { Unreadable, type FileTree } from './fileTree';

/** The Python files and notebooks of one state of a workspace, and the scan of them. */
export class Workspace {
  private readonly modules = new Map<string, PythonModule | null>();
  /** The sources of the cells of scanned notebooks, by their numbers. */
  private readonly cells = new Map<string, ReadonlyMap<number, string>>();
  private readonly places = new Map<string, ReturnType<typeof placesInNotebook>>();
  private readonly trees: Tree[] = [];
  private readonly skipped: SkippedFile[] = [];

  constructor(
    readonly files: FileTree,
    private readonly parser: PythonParser,
    /** What is said of the environment that the code is deployed with. */
    private readonly environment: Environment = UNSET,
  ) {}

  /** Scans everything. One file that cannot be read never stops the rest. */
  scan(): WorkspaceScan {
    const { files, skipped } = this.files.list();
    this.skipped.push(...skipped);
    const declarations: Declaration[] = [];
    const callSites: CallSite[] = [];
    const finder: ModuleFinder = {
      environment: this.environment,
      find: (from, module, level) => this.find(from.file, module, level),
    };
    let parsed = 0;
    for (const file of files) {
      const modules = isNotebook(file) ? this.cellsOf(file) : this.moduleOf(file);
      if (modules.length > 0) parsed++;
      for (const module of modules) {
        const found = scanModule(module, finder);
        declarations.push(...found.declarations.map((each) => inCellOf(module, each)));
        callSites.push(...found.callSites.map((each) => inCellOf(module, each)));
      }
    }
    return { seen: files.length, parsed, skipped: this.skipped, declarations, callSites };
  }

  /** The text of a scanned file or of a notebook's cell, by its name in the scan. */
  textOf(file: string, cell?: number): string {
    return cell === undefined
      ? (this.modules.get(file)?.text ?? '')
      : (this.cells.get(file)?.get(cell) ?? '');
  }

  /** Where a place in a notebook's cell is in its file, lines and columns from 0; undefined where that cannot be told. */
  placeInFile(file: string, cell: number, place: CellPlace): CellPlace | undefined {
    let places = this.places.get(file);
    if (!places) this.places.set(file, (places = placesInNotebook(this.read(file) ?? '')));
    return places(cell, place);
  }

  /** A scanned file as a module, until `dispose`; undefined for one that declares nothing. */
  module(file: string): PythonModule | undefined {
    return this.modules.get(file) ?? undefined;
  }

  dispose(): void {
    for (const tree of this.trees) tree.delete();
  }

  private read(file: string): string | undefined {
    try {
      const found = decodeSource(this.files.read(file));
      if ('text' in found) return found.text;
      this.skip(file, found.reason);
      return;
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      this.skip(file, error.reason);
      return;
    }
  }

  /** Names a file once, however often it is asked for. */
  private skip(file: string, reason: SkipReason): void {
    if (!this.skipped.some((each) => each.file === file)) this.skipped.push({ file, reason });
  }

  /** A file to scan; none where it declares nothing. */
  private moduleOf(file: string): readonly PythonModule[] {
    const text = this.read(file);
    const module = text !== undefined && mayDeclare(text) ? this.load(file, text) : null;
    if (module) this.noteErrors(module);
    return module ? [module] : [];
  }

  /** Python refuses a file with a syntax error: what stands there is not known, and no reason to take it for removed. */
  private noteErrors({ file, root, cell }: PythonModule): void {
    const [first] = root.hasError
      ? errorRegions(root)
          .map(([line]) => line)
          .sort((a, b) => a - b)
      : [];
    if (first === undefined) return;
    this.skip(file, { kind: 'syntaxError', line: first, ...(cell ? { cell: cell.number } : {}) });
  }

  /** The cells of a notebook to scan: those that may declare something, by what the cells before them bind. */
  private cellsOf(file: string): readonly PythonModule[] {
    const text = this.read(file);
    // In the file a line's end is written out, so that its next word begins with an `n`.
    if (text === undefined || !(text.includes('modal') || mayDeclare(text))) return [];
    const notebook = readNotebook(text);
    if ('reason' in notebook) {
      this.skip(file, notebook.reason);
      return [];
    }
    const { cells } = notebook;
    if (!cells.some(({ source }) => mayDeclare(source))) return [];
    this.cells.set(file, new Map(cells.map(({ number, source }) => [number, source])));
    return this.modulesOf(file, cells);
  }

  private modulesOf(file: string, cells: readonly NotebookCell[]): readonly PythonModule[] {
    const found: PythonModule[] = [];
    let before: PythonModule | null = null;
    for (const { number, source } of cells) {
      const text = cellText(source);
      const tree = this.parser.parse(text);
      if (!tree) {
        this.skip(file, { kind: 'parsingTooSlow' });
        continue;
      }
      this.trees.push(tree);
      const module: PythonModule = new PythonModule(file, text, tree.rootNode, { number, before });
      before = module;
      if (!mayDeclareInCell(text)) continue;
      this.noteErrors(module);
      found.push(module);
    }
    return found;
  }

  private load(file: string, text: string): PythonModule | null {
    const loaded = this.modules.get(file);
    if (loaded !== undefined) return loaded;
    const tree = this.parser.parse(text);
    if (tree) this.trees.push(tree);
    else this.skip(file, { kind: 'parsingTooSlow' });
    const module = tree ? new PythonModule(file, text, tree.rootNode) : null;
    this.modules.set(file, module);
    return module;
  }

  private find(from: string, module: string, level: number): PythonModule | 'absent' {
    return findModule(from, module, level, (candidate) => {
      const loaded = this.modules.get(candidate);
      if (loaded) return loaded;
      if (loaded === null || !this.files.isFile(candidate)) return 'absent';
      const text = this.read(candidate);
      return (text === undefined ? null : this.load(candidate, text)) ?? 'absent';
    });
  }
}

/** Something that a module declares, with the cell that it is in. */
function inCellOf<T extends Declaration | CallSite>({ cell }: PythonModule, found: T): T {
  return cell ? { ...found, cell: cell.number } : found;
}
