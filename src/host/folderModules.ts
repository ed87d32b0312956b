import { EventEmitter, Uri, workspace, type Disposable, type Event, type WorkspaceFolder } from 'vscode';
import type { ModuleFinder } from '../core/python/evaluate';
import { findModule } from '../core/python/findModule';
import type { PythonModule } from '../core/python/module';
import { Disposables } from './disposables';
import { readText } from './index/fileSystem';
import { ModuleCache } from './moduleCache';
import type { ParserService } from './parserService';
import { SlicedParser } from './slicedParser';
import { Slices } from './slices';
import { watchFiles } from './watchFiles';

/** The modules of one workspace folder, as far as its open files import values from them: read when first asked for, forgotten when their file changes. */
export class FolderModules implements ModuleFinder, Disposable {
  private readonly disposables = new Disposables();
  private readonly changed = this.disposables.add(new EventEmitter<void>());
  private readonly reads = new Map<string, Promise<void>>();
  private readonly parser: SlicedParser;
  private readonly cache: ModuleCache;
  private isWatching = false;
  private isDisposed = false;

  /** Fires when a module has been read, or one that was read has changed. */
  readonly onDidChange: Event<void> = this.changed.event;

  constructor(folder: WorkspaceFolder, parser: ParserService) {
    this.parser = new SlicedParser(parser, new Slices());
    this.cache = new ModuleCache(
      (path) => readText(Uri.joinPath(folder.uri, path)),
      (text) => this.parser.parse(text),
      () => undefined,
    );
  }

  find(from: PythonModule, module: string, level: number): PythonModule | 'absent' | 'pending' {
    return findModule(from.file, module, level, (path) => {
      const entry = this.cache.get(path);
      if (!entry) this.read(path);
      return !entry ? 'pending' : entry === 'absent' ? entry : entry.module;
    });
  }

  /** Ends when the modules that are being read have been; undefined where none is. */
  get reading(): Promise<unknown> | undefined {
    return this.reads.size > 0 ? Promise.all(this.reads.values()) : undefined;
  }

  private read(path: string): void {
    if (this.reads.has(path)) return;
    this.watch();
    const ended = (): void => {
      this.reads.delete(path);
      if (!this.isDisposed) this.changed.fire();
    };
    this.reads.set(path, this.cache.load(path).then(ended, ended));
  }

  private watch(): void {
    if (this.isWatching) return;
    this.isWatching = true;
    const forget = (uri: Uri): void => {
      if (this.cache.forget(workspace.asRelativePath(uri, false))) this.changed.fire();
    };
    this.disposables.add(watchFiles('**/*.py', forget));
  }

  dispose(): void {
    this.isDisposed = true;
    this.cache.clear();
    this.disposables.dispose();
    void this.parser.rest();
  }
}
