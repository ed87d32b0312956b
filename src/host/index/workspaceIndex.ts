import {
  EventEmitter,
  Uri,
  workspace,
  type CancellationToken,
  type Disposable,
  type Event,
  type LogOutputChannel,
  type WorkspaceFolder,
} from 'vscode';
import { sameItems } from '../../core/json/sameData';
import type { Assessment } from '../../core/cost/assess';
import type { Environment } from '../../core/python/environment';
import { surroundings } from '../../core/modal/joinCalls';
import type { FileScan } from '../../core/modal/scan';
import type { SkippedFile } from '../../core/workspace/skipReason';
import { Disposables } from '../disposables';
import type { Documents } from '../documents';
import type { ParserService } from '../parserService';
import { Background } from './background';
import { isFile, textAt } from './fileSystem';
import { FolderIndex, type FileEvent } from './folderIndex';
import type { IndexedFile } from './scanFile';
import { SlicedParser } from '../slicedParser';
import { logBug } from '../logBug';
import { Slices } from '../slices';

/** What the index needs of the rest: the one way to price what a file declares, and word of when that has changed. */
export interface IndexHost {
  readonly documents: Documents;
  readonly parser: ParserService;
  readonly log: LogOutputChannel;
  /** What is said of the environment that a folder's code is deployed with: the same object for the same. */
  environmentOf(folder: Uri): Promise<Environment>;
  /** Fires when figures may differ though no file changed. */
  readonly onDidChange: Event<void>;
  /** What each declaration and costing call of a file costs, in source order. */
  assessFile(file: IndexedFile, others: readonly FileScan[]): Promise<readonly Assessment[]>;
}

/** What is known of one workspace folder. */
export interface FolderResult {
  readonly folder: WorkspaceFolder;
  /** By file, then in source order. */
  readonly assessments: readonly Assessment[];
  /** The files that could not be read, and why. */
  readonly skipped: readonly SkippedFile[];
}

export interface IndexProgress {
  readonly isRunning: boolean;
  /** Stopped by hand, with files left to read. */
  readonly isStopped: boolean;
  /** Python files read, and found so far. */
  readonly done: number;
  readonly total: number;
}

/** What a file costs, and the files that it was priced with. */
interface PricedFile {
  readonly around: readonly IndexedFile[];
  readonly assessments: readonly Assessment[];
}

/** How long files and documents must be quiet before what has changed is read. */
const QUIET_MS = 300;

/** How often progress is told. */
const PROGRESS_MS = 100;

/**
 * What all files of the workspace declare. Nothing is read until somebody asks (`ready`) or follows; then in the background,
 * in slices, as long as somebody wants it. Reading that was broken off goes on where it was. It keeps what the scans found
 * and no texts, and prices on demand: other prices, settings or team files make no file be read again.
 */
export class WorkspaceIndex implements Disposable {
  private readonly disposables = new Disposables();
  private readonly changed = this.disposables.add(new EventEmitter<void>());
  private readonly progressed = this.disposables.add(new EventEmitter<IndexProgress>());
  private readonly folders = new Map<string, FolderIndex>();
  private readonly slices = new Slices();
  private readonly parser: SlicedParser;
  private readonly background: Background;
  private isStarted = false;
  private wasWhole = false;
  private toldAt = 0;
  private priced = new WeakMap<IndexedFile, PricedFile>();

  /** Fires when what the index gives may differ from before: files, or figures. */
  readonly onDidChange: Event<void> = this.changed.event;
  readonly onDidProgress: Event<IndexProgress> = this.progressed.event;

  constructor(private readonly host: IndexHost) {
    this.parser = new SlicedParser(host.parser, this.slices);
    this.background = this.disposables.add(
      new Background(
        () => this.isCurrent,
        (token) => this.run(token),
        (error) => logBug(host.log, error),
      ),
    );
  }

  get progress(): IndexProgress {
    const each = [...this.folders.values()].map(({ progress }) => progress);
    return {
      isRunning: this.background.isRunning,
      isStopped: this.background.isStopped && !this.isCurrent,
      done: each.reduce((sum, { done }) => sum + done, 0),
      total: each.reduce((sum, { total }) => sum + total, 0),
    };
  }

  /** Whether there is something to show: everything has been read once, or what there is was asked for by stopping. */
  get hasResults(): boolean {
    return this.wasWhole || this.background.isStopped;
  }

  /** Whether everything has been read as it stands. */
  get isCurrent(): boolean {
    return this.isStarted && [...this.folders.values()].every(({ isCurrent }) => isCurrent);
  }

  /**
   * Brings the index up to date. Once nobody waits for it or follows it any more it stops, and goes on the next time.
   * @returns whether it is up to date; false where the token, or `stop`, came first
   */
  ready(token?: CancellationToken): Promise<boolean> {
    this.start();
    return this.background.ready(token);
  }

  /** Keeps the index up to date from now on, until disposed of. */
  follow(): Disposable {
    this.start();
    return this.background.follow();
  }

  /** Stops reading, whoever waits; what is known stays. The next `ready` or `follow` goes on. */
  stop(): void {
    this.background.stop();
    // What there is may be shown now.
    this.changed.fire();
  }

  /** Has files read again by the next `ready`, which may have changed without word of it yet. */
  async reread(folder: WorkspaceFolder, files: Iterable<string>): Promise<void> {
    this.start();
    const found = this.folders.get(folder.uri.toString());
    for (const file of files) {
      const uri = Uri.joinPath(folder.uri, file);
      found?.note(uri, (await isFile(uri)) ? 'created' : 'gone');
    }
  }

  /** Reads everything again. */
  refresh(token?: CancellationToken): Promise<boolean> {
    for (const each of this.folders.values()) each.renew('everything');
    return this.ready(token);
  }

  /** What is known so far, folder by folder, in the workspace's order. `ready` makes it whole. */
  async results(): Promise<readonly FolderResult[]> {
    const results: FolderResult[] = [];
    for (const each of this.inOrder())
      results.push({
        folder: each.folder,
        assessments: [...(await this.price(each)).values()].flat(),
        skipped: each.skipped,
      });
    return results;
  }

  /** What all declarations and costing calls cost that are known so far: of one folder, or of all. */
  async assessments(folder?: WorkspaceFolder): Promise<readonly Assessment[]> {
    const results = await this.results();
    const wanted = results.filter((each) => !folder || each.folder.uri.toString() === folder.uri.toString());
    return wanted.flatMap(({ assessments }) => assessments);
  }

  /** The files of a folder that are known so far, each with what it costs. */
  async files(folder: WorkspaceFolder): Promise<ReadonlyMap<IndexedFile, readonly Assessment[]>> {
    const found = this.folders.get(folder.uri.toString());
    return found ? this.price(found) : new Map();
  }

  /** The files of a folder that could not be read, as far as it is known, and why. */
  skipped(folder: WorkspaceFolder): readonly SkippedFile[] {
    return this.folders.get(folder.uri.toString())?.skipped ?? [];
  }

  /** The files of a folder that are known so far, without the one at a place. */
  around(uri: Uri): readonly IndexedFile[] {
    return this.folderOf(uri)?.others(uri) ?? [];
  }

  /** Whether a file at a path in a folder is not read, as files are that `.gitignore` or `files.exclude` name. */
  leavesOut(folder: WorkspaceFolder, path: string): boolean {
    return this.folders.get(folder.uri.toString())?.leavesOut(path) ?? false;
  }

  /** The text of a file as the index has it: of an unsaved document its own; undefined where it cannot be read. */
  async textOf(folder: WorkspaceFolder, file: string): Promise<string | undefined> {
    const uri = Uri.joinPath(folder.uri, file);
    const open = workspace.textDocuments.find(
      (each) => each.isDirty && each.uri.toString() === uri.toString(),
    );
    return open ? open.getText() : textAt(uri);
  }

  dispose(): void {
    this.disposables.dispose();
    for (const each of this.folders.values()) each.dispose();
    this.folders.clear();
    void this.parser.rest();
  }

  private inOrder(): FolderIndex[] {
    return (workspace.workspaceFolders ?? []).flatMap(({ uri }) => this.folders.get(uri.toString()) ?? []);
  }

  /** The files of a folder in order, each with what it costs. */
  private async price(folder: FolderIndex): Promise<Map<IndexedFile, readonly Assessment[]>> {
    const files = folder.files.toSorted((a, b) => (a.file < b.file ? -1 : 1));
    // Prices that change meanwhile come with a cache of their own.
    const { priced } = this;
    const all = new Map<IndexedFile, readonly Assessment[]>();
    const aroundOf = surroundings(files);
    for (const file of files) {
      const around = aroundOf?.(file) ?? [];
      let known = priced.get(file);
      if (!known || !sameItems(known.around, around)) {
        await this.slices.turn();
        priced.set(file, (known = { around, assessments: await this.host.assessFile(file, around) }));
      }
      all.set(file, known.assessments);
    }
    return all;
  }

  private async run(token: CancellationToken): Promise<void> {
    const before = this.state();
    try {
      for (const each of this.inOrder()) {
        this.tell();
        if (!(await each.run(token))) break;
      }
    } finally {
      await this.parser.rest();
      // Told once `isRunning` has come to say so.
      setTimeout(() => this.tell(), 0);
      const isFirst = !this.wasWhole && this.isCurrent;
      this.wasWhole ||= isFirst;
      if (isFirst || this.state() !== before) this.changed.fire();
    }
  }

  private state(): string {
    return JSON.stringify([...this.folders.values()].map(({ state }) => state));
  }

  private tell(): void {
    this.toldAt = performance.now();
    this.progressed.fire(this.progress);
  }

  private tellNowAndThen(): void {
    if (performance.now() - this.toldAt >= PROGRESS_MS) this.tell();
  }

  /** From the first look on: the folders as they are, and word of whatever changes. */
  private start(): void {
    if (this.isStarted) return;
    this.isStarted = true;
    for (const folder of workspace.workspaceFolders ?? []) this.addFolder(folder);
    this.watchFiles();
    this.watchDocuments();
    this.disposables.add(
      workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        for (const { uri } of removed) this.removeFolder(uri);
        // A folder may lie in another, which leaves it alone then.
        for (const each of this.folders.values()) each.renew('rules');
        added.forEach((folder) => this.addFolder(folder));
        this.changed.fire();
        this.background.later(0);
      }),
    );
    this.disposables.add(
      workspace.onDidChangeConfiguration((event) => {
        if (!event.affectsConfiguration('files.exclude')) return;
        for (const each of this.folders.values()) each.renew('rules');
        this.background.later(0);
      }),
    );
    this.disposables.add(
      this.host.onDidChange(() => {
        this.priced = new WeakMap();
        this.changed.fire();
        for (const each of this.folders.values()) this.takeEnvironment(each);
      }),
    );
  }

  private takeEnvironment(folder: FolderIndex): void {
    folder.takeEnvironment().then(
      (isOther) => isOther && this.background.later(0),
      (error: unknown) => logBug(this.host.log, error),
    );
  }

  private addFolder(folder: WorkspaceFolder): void {
    const { documents } = this.host;
    const tools = {
      documents,
      environmentOf: (folder: Uri) => this.host.environmentOf(folder),
      parser: this.parser,
      slices: this.slices,
      onRead: () => this.tellNowAndThen(),
    };
    this.folders.set(folder.uri.toString(), new FolderIndex(folder, tools));
  }

  private removeFolder(uri: Uri): void {
    this.folders.get(uri.toString())?.dispose();
    this.folders.delete(uri.toString());
  }

  private watchFiles(): void {
    const watcher = this.disposables.add(workspace.createFileSystemWatcher('**/*'));
    const note = (event: FileEvent) => (uri: Uri) => {
      const matters = this.folderOf(uri)?.note(uri, event);
      if (matters) this.background.later(QUIET_MS);
    };
    this.disposables.add(watcher.onDidCreate(note('created')));
    this.disposables.add(watcher.onDidChange(note('changed')));
    this.disposables.add(watcher.onDidDelete(note('gone')));
  }

  /** Unsaved documents win over their files, until they are saved or closed. */
  private watchDocuments(): void {
    const reread = (uri: Uri): void => {
      const folder = this.folderOf(uri);
      if (folder?.reread(uri)) this.background.later(QUIET_MS);
    };
    this.disposables.add(workspace.onDidChangeTextDocument(({ document }) => reread(document.uri)));
    this.disposables.add(workspace.onDidCloseTextDocument(({ uri }) => reread(uri)));
    this.disposables.add(workspace.onDidSaveTextDocument(({ uri }) => reread(uri)));
    this.disposables.add(workspace.onDidChangeNotebookDocument(({ notebook }) => reread(notebook.uri)));
    this.disposables.add(workspace.onDidCloseNotebookDocument(({ uri }) => reread(uri)));
    this.disposables.add(workspace.onDidSaveNotebookDocument(({ uri }) => reread(uri)));
    this.disposables.add(
      this.host.documents.onDidChange(() => {
        for (const each of workspace.textDocuments) if (each.isDirty) reread(each.uri);
      }),
    );
  }

  private folderOf(uri: Uri): FolderIndex | undefined {
    const folder = workspace.getWorkspaceFolder(uri);
    return folder && this.folders.get(folder.uri.toString());
  }
}
