import { EventEmitter, workspace, type Uri, type Disposable, type Event, type WorkspaceFolder } from 'vscode';
import { PROJECT_FILE } from '../core/python/sourceRoots';
import { Disposables } from './disposables';
import { ImportedModules } from './importedModules';
import { readWithin } from './index/fileSystem';
import { ModuleCache } from './moduleCache';
import type { ParserService } from './parserService';
import { SlicedParser } from './slicedParser';
import { Slices } from './slices';
import { watchFiles } from './watchFiles';

/** The modules of one workspace folder that its open files import, forgotten when their file changes. */
export class FolderModules implements Disposable {
  private readonly disposables = new Disposables();
  private readonly changed = this.disposables.add(new EventEmitter<ReadonlySet<string>>());
  private readonly parser: SlicedParser;
  private isWatching = false;
  readonly imported: ImportedModules;

  /** Fires when modules have been read or have changed, with their paths from the folder. */
  readonly onDidChange: Event<ReadonlySet<string>> = this.changed.event;

  constructor(folder: WorkspaceFolder, parser: ParserService) {
    this.parser = new SlicedParser(parser, new Slices());
    const cache = new ModuleCache(
      (path) => {
        this.watch();
        return readWithin(folder.uri, path);
      },
      (text) => this.parser.parse(text),
      () => undefined,
    );
    this.imported = new ImportedModules(cache, (paths) => this.changed.fire(paths));
  }

  private watch(): void {
    if (this.isWatching) return;
    this.isWatching = true;
    const forget = (uri: Uri): void => this.imported.forget(workspace.asRelativePath(uri, false));
    this.disposables.add(watchFiles(`**/{*.py,${PROJECT_FILE}}`, forget));
  }

  dispose(): void {
    this.imported.dispose();
    this.disposables.dispose();
    void this.parser.rest();
  }
}
