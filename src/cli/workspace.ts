import { mayDeclare, mayDeclareInCell } from '../core/modal/mayDeclare';
import { ImportedRegistrars } from '../core/modal/importedRegistrars';
import type { CallSite, Declaration } from '../core/modal/declaration';
import { scanModule, type FileScan } from '../core/modal/scan';
import { UNSET, type Environment } from '../core/python/environment';
import { errorRegions } from '../core/python/errorRegions';
import type { ModuleFinder } from '../core/python/evaluate';
import { findModule } from '../core/python/findModule';
import { PythonModule } from '../core/python/module';
import type { PythonParser } from '../core/python/parser';
import { sourceRoots } from '../core/python/sourceRoots';
import type { WorkspaceScan } from '../core/render/scanJson';
import { cellText } from '../core/python/cellText';
import { isNotebook } from '../core/workspace/fileKinds';
import {
  placesInNotebook,
  readNotebook,
  type CellPlace,
  type NotebookCell,
} from '../core/workspace/notebook';
import type { SkipReason } from '../core/workspace/skipReason';
import { decodeSource, type DecodedText } from '../core/workspace/sourceText';
import { Unreadable, type FileTree } from './fileTree';
import { LoadedModules, MAX_IN_USE, ParserRestarted } from './loadedModules';

/** The Python files and notebooks of one state of a workspace, and the scan of them. */
export class Workspace {
  private readonly modules: LoadedModules;
  /** The texts of the files that declare something, and of such cells of notebooks, by `keyOf`. */
  private readonly texts = new Map<string, string>();
  private readonly places = new Map<string, ReturnType<typeof placesInNotebook>>();
  private readonly skipped = new Map<string, SkipReason>();
  /** Files that are there and cannot be read: asked for again and again, they are not tried again. */
  private readonly unread = new Set<string>();
  /** Imports from a folder that no file of the workspace is. */
  private readonly absent = new Set<string>();
  /** By project file. */
  private readonly roots = new Map<string, readonly string[]>();

  constructor(
    readonly files: FileTree,
    parser: PythonParser,
    /** What is said of the environment that the code is deployed with. */
    private readonly environment: Environment = UNSET,
  ) {
    this.modules = new LoadedModules(parser);
  }

  /** Scans everything. One file that cannot be read never stops the rest. */
  scan(): WorkspaceScan {
    const { files, skipped } = this.files.list();
    for (const { file, reason } of skipped) this.skip(file, reason);
    const scans = new Map<string, readonly FileScan[]>();
    const imported = new ImportedRegistrars(files);
    for (const file of files) {
      this.modules.release();
      const scanned = this.scanFile(file, (text) => imported.note(file, text));
      if (scanned.length > 0) scans.set(file, scanned);
    }
    for (const file of imported.found()) {
      this.modules.release();
      const scanned = this.scanFile(file, (text) => imported.uses(file, text));
      if (scanned.length > 0) scans.set(file, scanned);
    }
    const inOrder = files.flatMap((file) => scans.get(file) ?? []);
    return {
      seen: files.length,
      parsed: scans.size,
      skipped: [...this.skipped].map(([file, reason]) => ({ file, reason })),
      declarations: inOrder.flatMap((each) => each.declarations),
      callSites: inOrder.flatMap((each) => each.callSites),
    };
  }

  /** The text of a file that declares something, or of such a cell of a notebook, by its name in the scan. */
  textOf(file: string, cell?: number): string {
    return this.texts.get(keyOf(file, cell)) ?? '';
  }

  /** Where a place in a notebook's cell is in its file, lines and columns from 0; undefined where that cannot be told. */
  placeInFile(file: string, cell: number, place: CellPlace): CellPlace | undefined {
    let places = this.places.get(file);
    if (!places) this.places.set(file, (places = placesInNotebook(this.read(file) ?? '')));
    return places(cell, place);
  }

  /** The file that was scanned last as a module, until `dispose`; undefined where it declares nothing. */
  module(file: string): PythonModule | undefined {
    const module = this.modules.get(file);
    return module instanceof PythonModule ? module : undefined;
  }

  dispose(): void {
    this.modules.dispose();
  }

  private read(file: string): string | undefined {
    const found = this.decoded(file);
    if ('text' in found) return found.text;
    this.unread.add(file);
    this.skip(file, found.reason);
    return undefined;
  }

  private decoded(file: string): DecodedText {
    try {
      return decodeSource(this.files.read(file));
    } catch (error) {
      if (error instanceof Unreadable) return { reason: error.reason };
      throw error;
    }
  }

  /** Names a file once, however often it is asked for. */
  private skip(file: string, reason: SkipReason): void {
    if (!this.skipped.has(file)) this.skipped.set(file, reason);
  }

  /**
   * What a file declares, module by module: a notebook has one for each cell.
   * @param isWanted whether a file of Python is scanned, by its text
   */
  private scanFile(file: string, isWanted: (text: string) => boolean): FileScan[] {
    const text = this.read(file);
    if (text === undefined || !(isNotebook(file) || isWanted(text))) return [];
    for (;;)
      try {
        const modules = isNotebook(file) ? this.cellsOf(file, text) : this.moduleOf(file, text);
        return modules.map((module) => this.scanModule(module));
      } catch (error) {
        // Each time that happens, one text more is refused.
        if (!(error instanceof ParserRestarted)) throw error;
      }
  }

  private scanModule(module: PythonModule): FileScan {
    const finder: ModuleFinder = {
      environment: this.environment,
      find: (from, name, level) => this.find(module.file, from.file, name, level),
    };
    const { declarations, callSites, leftOut = [] } = scanModule(module, finder);
    const [line] = leftOut;
    if (line !== undefined)
      this.skip(module.file, {
        kind: 'searchTooLong',
        line,
        ...(module.cell ? { cell: module.cell.number } : {}),
      });
    if (declarations.length + callSites.length > 0)
      this.texts.set(keyOf(module.file, module.cell?.number), module.text);
    return {
      declarations: declarations.map((each) => inCellOf(module, each)),
      callSites: callSites.map((each) => inCellOf(module, each)),
    };
  }

  /** A file to scan. */
  private moduleOf(file: string, text: string): readonly PythonModule[] {
    const module = this.load(file, text);
    if (!module) return [];
    this.noteErrors(module);
    return [module];
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
  private cellsOf(file: string, text: string): readonly PythonModule[] {
    // In the file a line's end is written out, so that its next word begins with an `n`.
    if (!(text.includes('modal') || mayDeclare(text))) return [];
    const notebook = readNotebook(text);
    if ('reason' in notebook) {
      this.skip(file, notebook.reason);
      return [];
    }
    const { cells } = notebook;
    return cells.some(({ source }) => mayDeclare(source)) ? this.modulesOf(file, cells) : [];
  }

  private modulesOf(file: string, cells: readonly NotebookCell[]): readonly PythonModule[] {
    const found: PythonModule[] = [];
    let before: PythonModule | null = null;
    for (const { number, source } of cells) {
      const text = cellText(source);
      const module = this.modules.load(file, text, { number, before });
      if (!(module instanceof PythonModule)) {
        this.skip(file, module);
        continue;
      }
      before = module;
      this.noteErrors(module);
      if (mayDeclareInCell(text)) found.push(module);
    }
    return found;
  }

  private load(file: string, text: string): PythonModule | undefined {
    const known = this.modules.get(file);
    const module = known ?? this.modules.load(file, text);
    if (module instanceof PythonModule) return module;
    this.skip(file, module);
    return undefined;
  }

  /** The module that an import in a file means. What is there and cannot be read is none, and hides what is behind it. */
  private find(scanned: string, from: string, name: string, level: number): PythonModule | 'absent' {
    // The files of a folder mostly import the same packages, and most of these are none of the workspace's.
    const key = `${from.slice(0, from.lastIndexOf('/') + 1)}:${level}:${name}`;
    if (this.absent.has(key)) return 'absent';
    const found = findModule<PythonModule | 'unread'>(from, name, level, {
      module: (candidate) => this.imported(scanned, candidate),
      roots: (project) => this.rootsOf(project),
    });
    if (found === 'absent') this.absent.add(key);
    return found === 'unread' ? 'absent' : found;
  }

  private rootsOf(project: string): readonly string[] {
    let roots = this.roots.get(project);
    if (!roots) this.roots.set(project, (roots = this.readRoots(project)));
    return roots;
  }

  /** A project file that cannot be read names none: it holds nothing that costs. */
  private readRoots(project: string): readonly string[] {
    try {
      if (!this.files.isFile(project)) return [];
      const found = decodeSource(this.files.read(project));
      return 'text' in found ? sourceRoots(found.text) : [];
    } catch (error) {
      if (error instanceof Unreadable) return [];
      throw error;
    }
  }

  private imported(scanned: string, candidate: string): PythonModule | 'unread' | 'absent' {
    const known = this.modules.get(candidate);
    if (known instanceof PythonModule) return known;
    if (known) {
      this.skip(candidate, known);
      return 'unread';
    }
    if (this.unread.has(candidate)) return 'unread';
    try {
      if (!this.files.isFile(candidate)) return 'absent';
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      this.unread.add(candidate);
      this.skip(candidate, error.reason);
      return 'unread';
    }
    const text = this.read(candidate);
    if (text === undefined) return 'unread';
    if (this.modules.hasRoomFor(text.length)) return this.load(candidate, text) ?? 'unread';
    this.skip(scanned, { kind: 'importsTooLarge', maxBytes: MAX_IN_USE });
    return 'unread';
  }
}

function keyOf(file: string, cell: number | undefined): string {
  return `${cell ?? ''}:${file}`;
}

/** Something that a module declares, with the cell that it is in. */
function inCellOf<T extends Declaration | CallSite>({ cell }: PythonModule, found: T): T {
  return cell ? { ...found, cell: cell.number } : found;
}
