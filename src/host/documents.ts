import {
  EventEmitter,
  workspace,
  type Disposable,
  type Event,
  type TextDocument,
  type TextDocumentContentChangeEvent,
} from 'vscode';
import { mayCall } from '../core/modal/callSites';
import { mayDeclare, type FileScan } from '../core/modal/scan';
import { SourceFile } from '../core/modal/sourceFile';
import type { PythonParser, TextEdit } from '../core/python/parser';
import { NO_MODULES, type ModuleFinder } from '../core/python/evaluate';
import { cellText } from '../core/python/cellText';
import type { Cell, PythonModule } from '../core/python/module';
import { Disposables } from './disposables';
import { FolderModules } from './modules';
import { fileOf, notebookOf, Notebooks, placeOf } from './notebooks';
import type { ParserService } from './parser';

/** An open document that has been scanned: its file, what was found, and of which state of things. */
interface Tracked {
  readonly source: SourceFile;
  /** Content changes since the last scan, in the order they came. */
  edits: TextEdit[];
  scanned: Scanned | undefined;
}

interface Scanned {
  readonly version: number;
  readonly generation: number;
  readonly cell: Cell | null;
  readonly result: FileScan;
}

/** Edits that may wait for a scan. */
const MAX_PENDING_EDITS = 1_000;

/** Modules that import modules: as deep as anybody nests a configuration. */
const MAX_IMPORT_DEPTH = 16;

const NOTHING: FileScan = { declarations: [], callSites: [] };

/** What the open Python documents declare, kept up to date edit by edit. Memory is bounded by the open editors. */
export class Documents implements Disposable {
  /** By the document itself: a later one may have the same address. */
  private readonly tracked = new Map<TextDocument, Tracked>();
  private readonly folders = new Map<string, FolderModules>();
  private readonly disposables = new Disposables();
  private readonly notebooks = this.disposables.add(new Notebooks());
  private readonly changed = this.disposables.add(new EventEmitter<void>());
  /** Counts the changes of imported modules: a scan is as old as the modules it read. */
  private generation = 0;

  /** Fires when something other than the document itself has changed what it declares. */
  readonly onDidChange: Event<void> = this.changed.event;

  constructor(private readonly parser: ParserService) {
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
    const parser = await this.parser.get();
    // While the parser was loading the document may have gone on, or gone.
    if (!isOpenPython(document)) return NOTHING;
    const { generation } = this;
    const { version } = document;
    const cell = this.notebooks.cellOf(document, parser);
    const tracked = this.track(document, cell !== null, parser);
    const { scanned } = tracked;
    if (scanned?.version === version && scanned.generation === generation && scanned.cell === cell)
      return scanned.result;
    if (scanned && scanned.generation !== generation) tracked.source.invalidate();
    const result = tracked.source.scan(this.modulesOf(document, parser) ?? NO_MODULES, cell);
    tracked.scanned = { version, generation, cell, result };
    return result;
  }

  /** A document with its text as it is now. */
  private track(document: TextDocument, isCell: boolean, parser: PythonParser): Tracked {
    const text = document.getText();
    let tracked = this.tracked.get(document);
    if (tracked) tracked.source.update(text, tracked.edits);
    else {
      const source = new SourceFile(fileOf(document), text, parser, isCell ? cellText : undefined);
      tracked = { source, edits: [], scanned: undefined };
      this.tracked.set(document, tracked);
    }
    tracked.edits = [];
    return tracked;
  }

  /** What a document declares once the modules that it imports from have been read. */
  async settledScan(document: TextDocument): Promise<FileScan> {
    const folder = workspace.getWorkspaceFolder(document.uri);
    for (let depth = 0; depth < MAX_IMPORT_DEPTH; depth += 1) {
      const scan = await this.scan(document);
      const reading = folder && this.folders.get(folder.uri.toString())?.reading;
      if (!reading) return scan;
      await reading;
    }
    return this.scan(document);
  }

  /** A document's module as it stands now, with what finds the modules that it imports; undefined where it declares nothing. */
  async module(
    document: TextDocument,
  ): Promise<{ readonly module: PythonModule; readonly modules: ModuleFinder } | undefined> {
    await this.scan(document);
    const module = this.tracked.get(document)?.source.module();
    if (!module) return undefined;
    return { module, modules: this.modulesOf(document, await this.parser.get()) ?? NO_MODULES };
  }

  private modulesOf(document: TextDocument, parser: PythonParser): FolderModules | undefined {
    const folder = workspace.getWorkspaceFolder(placeOf(document));
    if (!folder) return undefined;
    const key = folder.uri.toString();
    let modules = this.folders.get(key);
    if (!modules) {
      modules = new FolderModules(folder, parser);
      modules.onDidChange(() => {
        this.generation++;
        this.changed.fire();
      });
      this.folders.set(key, modules);
    }
    return modules;
  }

  private edit(document: TextDocument, changes: readonly TextDocumentContentChangeEvent[]): void {
    const tracked = this.tracked.get(document);
    if (!tracked) return;
    tracked.edits.push(...changes.map(textEdit));
    // Nobody looks at it: parsed afresh when somebody does.
    if (tracked.edits.length > MAX_PENDING_EDITS) this.forget(document);
  }

  private forget(document: TextDocument): void {
    this.tracked.get(document)?.source.dispose();
    this.tracked.delete(document);
  }

  private dropFolder(key: string): void {
    this.folders.get(key)?.dispose();
    this.folders.delete(key);
  }

  dispose(): void {
    for (const { source } of this.tracked.values()) source.dispose();
    for (const key of [...this.folders.keys()]) this.dropFolder(key);
    this.tracked.clear();
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

/** VS Code gives the changes of one event so that each can be applied in turn: the places are those of the text before it. */
function textEdit({ range, rangeOffset, rangeLength, text }: TextDocumentContentChangeEvent): TextEdit {
  const lines = text.split(/\r\n|\r|\n/);
  const lastLine = lines[lines.length - 1]!;
  const { start, end } = range;
  return {
    startIndex: rangeOffset,
    oldEndIndex: rangeOffset + rangeLength,
    newEndIndex: rangeOffset + text.length,
    start: { line: start.line, column: start.character },
    oldEnd: { line: end.line, column: end.character },
    newEnd: {
      line: start.line + lines.length - 1,
      column: lines.length === 1 ? start.character + text.length : lastLine.length,
    },
  };
}
