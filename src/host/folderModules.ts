import {
  EventEmitter,
  FileType,
  Uri,
  workspace,
  type Disposable,
  type Event,
  type WorkspaceFolder,
} from 'vscode';
import type { Tree } from 'web-tree-sitter';
import type { ModuleFinder } from '../core/python/evaluate';
import { findModule } from '../core/python/findModule';
import { PythonModule } from '../core/python/module';
import { Disposables } from './disposables';
import type { ParserService } from './parserService';
import { SlicedParser } from './slicedParser';
import { Slices } from './slices';
import { watchFiles } from './watchFiles';

/** A module that the files in view import: read when first asked for, forgotten when its file changes. */
type Entry = 'absent' | 'pending' | { readonly module: PythonModule; readonly tree: Tree };

/** Larger ones are no configuration. */
const MAX_MODULE_BYTES = 1_000_000;
/** The memory that trees of imported modules may take is bounded by their number. */
const MAX_MODULES = 100;

/** The modules of one workspace folder, as far as its open files import values from them. */
export class FolderModules implements ModuleFinder, Disposable {
  private readonly entries = new Map<string, Entry>();
  private readonly disposables = new Disposables();
  private readonly loaded = this.disposables.add(new EventEmitter<void>());
  private readonly reads = new Set<Promise<void>>();
  private readonly parser: SlicedParser;
  private watching = false;
  private disposed = false;

  /** Fires when a module has been read, or one that was read has changed. */
  readonly onDidChange: Event<void> = this.loaded.event;

  constructor(
    private readonly folder: WorkspaceFolder,
    parser: ParserService,
  ) {
    this.parser = new SlicedParser(parser, new Slices());
  }

  find(from: PythonModule, module: string, level: number): PythonModule | 'absent' | 'pending' {
    return findModule(from.file, module, level, (path) => {
      const entry = this.entries.get(path) ?? this.start(path);
      return typeof entry === 'string' ? entry : entry.module;
    });
  }

  /** Ends when the modules that are being read have been; undefined where none is. */
  get reading(): Promise<unknown> | undefined {
    return this.reads.size > 0 ? Promise.all(this.reads) : undefined;
  }

  private start(path: string): Entry {
    this.watch();
    this.entries.set(path, 'pending');
    const read = this.read(path).then((entry) => {
      this.reads.delete(read);
      if (this.disposed) return free(entry);
      this.entries.set(path, entry);
      this.limit();
      this.loaded.fire();
    });
    this.reads.add(read);
    return 'pending';
  }

  private async read(path: string): Promise<Entry> {
    const uri = Uri.joinPath(this.folder.uri, path);
    try {
      const stat = await workspace.fs.stat(uri);
      if (!(stat.type & FileType.File) || stat.size > MAX_MODULE_BYTES) return 'absent';
      const text = new TextDecoder().decode(await workspace.fs.readFile(uri));
      const tree = await this.parser.parse(text);
      return tree ? { tree, module: new PythonModule(path, text, tree.rootNode) } : 'absent';
    } catch {
      // A file that is not there, or cannot be read, defines nothing.
      return 'absent';
    }
  }

  private watch(): void {
    if (this.watching) return;
    this.watching = true;
    const forget = (uri: Uri): void => {
      const path = workspace.asRelativePath(uri, false);
      const entry = this.entries.get(path);
      if (entry === undefined) return;
      this.entries.delete(path);
      free(entry);
      this.loaded.fire();
    };
    this.disposables.add(watchFiles('**/*.py', forget));
  }

  private limit(): void {
    for (const [path, entry] of this.entries) {
      if (this.entries.size <= MAX_MODULES) return;
      if (entry === 'pending') continue;
      this.entries.delete(path);
      free(entry);
    }
  }

  dispose(): void {
    this.disposed = true;
    for (const entry of this.entries.values()) free(entry);
    this.entries.clear();
    this.disposables.dispose();
    void this.parser.rest();
  }
}

function free(entry: Entry): void {
  if (typeof entry !== 'string') entry.tree.delete();
}
