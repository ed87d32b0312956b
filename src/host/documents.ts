import {
  EventEmitter,
  workspace,
  type Disposable,
  type Event,
  type TextDocument,
  type TextDocumentContentChangeEvent,
  type Uri,
} from 'vscode';
import { mayCall } from '../core/modal/callSites';
import { mayDeclare } from '../core/modal/mayDeclare';
import { NOTHING, type FileScan } from '../core/modal/scan';
import type { Environment } from '../core/python/environment';
import { NO_MODULES, type ModuleFinder } from '../core/python/evaluate';
import type { PythonModule } from '../core/python/module';
import type { PythonParser } from '../core/python/parser';
import { Disposables } from './disposables';
import { FolderModules } from './folderModules';
import { fileOf, isOtherState, notebookOf, Notebooks, placeOf } from './notebooks';
import { OpenDocument } from './openDocument';
import type { ParserService } from './parserService';

/** Edits that may wait for a scan. */
const MAX_PENDING_EDITS = 1_000;

/** Modules that import modules: as deep as anybody nests a configuration. */
const MAX_IMPORT_DEPTH = 16;

/** What the open Python documents declare, kept up to date edit by edit. Memory is bounded by the open editors. */
export class Documents implements Disposable {
  /** By the document itself: a later one may have the same address. */
  private readonly tracked = new Map<TextDocument, OpenDocument>();
  private readonly folders = new Map<string, FolderModules>();
  private readonly disposables = new Disposables();
  private readonly notebooks = this.disposables.add(new Notebooks());
  private readonly changed = this.disposables.add(new EventEmitter<void>());

  /** Fires when something other than the document itself has changed what it declares. */
  readonly onDidChange: Event<void> = this.changed.event;

  constructor(
    private readonly parser: ParserService,
    /** What is said of the environment that the code in a place is deployed with: the same object for the same. */
    private readonly environmentOf: (place: Uri) => Promise<Environment>,
  ) {
    this.disposables.add(this.notebooks.onDidChange(() => this.changed.fire()));
    this.disposables.add(
      workspace.onDidChangeTextDocument((event) => this.edit(event.document, event.contentChanges)),
    );
    this.disposables.add(workspace.onDidCloseTextDocument((document) => this.forget(document)));
    this.disposables.add(
      workspace.onDidChangeWorkspaceFolders(({ removed }) => {
        for (const folder of removed) this.dropFolder(folder.uri.toString());
      }),
    );
  }

  /** What a document declares as it stands now. A document that cannot declare anything is not parsed. */
  async scan(document: TextDocument): Promise<FileScan> {
    if (!isOpenPython(document)) return NOTHING;
    if (!this.tracked.has(document) && !mayMatter(document)) return NOTHING;
    const place = placeOf(document);
    const [parser] = await Promise.all([this.parser.get(), this.environmentOf(place)]);
    for (;;) {
      const environment = await this.environmentOf(place);
      // Meanwhile the document may have gone on, or gone.
      if (!isOpenPython(document)) return NOTHING;
      const cell = this.notebooks.cellOf(document, parser);
      const tracked = this.track(document, cell !== null, parser);
      const scan = tracked.scan(this.modulesOf(document)?.imported, cell, environment);
      if (!(scan instanceof Promise)) return scan;
      await scan;
    }
  }

  private track(document: TextDocument, isCell: boolean, parser: PythonParser): OpenDocument {
    let tracked = this.tracked.get(document);
    if (!tracked) {
      tracked = new OpenDocument(document, fileOf(document), isCell, parser);
      this.tracked.set(document, tracked);
    }
    return tracked;
  }

  /** What a document declares once the modules that it imports from have been read. */
  async settledScan(document: TextDocument): Promise<FileScan> {
    const folder = workspace.getWorkspaceFolder(placeOf(document));
    for (let depth = 0; depth < MAX_IMPORT_DEPTH; depth += 1) {
      const scan = await this.scan(document);
      const reading = folder && this.folders.get(folder.uri.toString())?.imported.reading;
      if (!reading) return scan;
      await reading;
    }
    return this.scan(document);
  }

  /** A document's module as it stands now, with what finds the modules that it imports; undefined where it declares nothing. */
  async module(
    document: TextDocument,
  ): Promise<{ readonly module: PythonModule; readonly modules: ModuleFinder } | undefined> {
    const environment = await this.environmentOf(placeOf(document));
    await this.scan(document);
    const module = this.tracked.get(document)?.module();
    if (!module) return undefined;
    const finder = this.modulesOf(document)?.imported.finder() ?? NO_MODULES;
    return { module, modules: { ...finder, environment } };
  }

  /** Of another state of a file none: what it imported then is not what stands there now. */
  private modulesOf(document: TextDocument): FolderModules | undefined {
    if (isOtherState(document)) return undefined;
    const folder = workspace.getWorkspaceFolder(placeOf(document));
    if (!folder) return undefined;
    const key = folder.uri.toString();
    let modules = this.folders.get(key);
    if (!modules) {
      modules = new FolderModules(folder, this.parser);
      const own = modules;
      own.onDidChange((paths) => this.modulesChanged(own, paths));
      this.folders.set(key, own);
    }
    return modules;
  }

  private modulesChanged(modules: FolderModules, paths: ReadonlySet<string>): void {
    const affected = [...this.tracked].filter(
      ([document, tracked]) => this.modulesOf(document) === modules && tracked.modulesChanged(paths),
    );
    if (affected.length > 0) this.changed.fire();
  }

  private edit(document: TextDocument, changes: readonly TextDocumentContentChangeEvent[]): void {
    const tracked = this.tracked.get(document);
    tracked?.edit(changes);
    // Nobody looks at it: parsed afresh when somebody does.
    if (tracked && tracked.pending > MAX_PENDING_EDITS) this.forget(document);
  }

  private forget(document: TextDocument): void {
    this.tracked.get(document)?.dispose();
    this.tracked.delete(document);
  }

  private dropFolder(key: string): void {
    this.folders.get(key)?.dispose();
    this.folders.delete(key);
    for (const tracked of this.tracked.values()) tracked.invalidate();
  }

  dispose(): void {
    for (const document of [...this.tracked.keys()]) this.forget(document);
    for (const key of [...this.folders.keys()]) this.dropFolder(key);
    this.disposables.dispose();
  }
}

function isOpenPython(document: TextDocument): boolean {
  return document.languageId === 'python' && !document.isClosed;
}

/** Whether a document may declare anything: one that cannot is not parsed. A cell need not name Modal itself. */
function mayMatter(document: TextDocument): boolean {
  const text = document.getText();
  return mayDeclare(text) || (notebookOf(document) !== undefined && mayCall(text));
}
