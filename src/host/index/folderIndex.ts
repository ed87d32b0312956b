import {
  FileType,
  Uri,
  workspace,
  type CancellationToken,
  type NotebookDocument,
  type TextDocument,
  type WorkspaceFolder,
} from 'vscode';
import { UNSET, type Environment } from '../../core/python/environment';
import { isProjectFile } from '../../core/python/sourceRoots';
import { isUnfinished } from '../../core/modal/declaration';
import type { FileScan } from '../../core/modal/scan';
import { mayDeclare } from '../../core/modal/mayDeclare';
import { isNotebook, isScanned } from '../../core/workspace/fileKinds';
import { readNotebook } from '../../core/workspace/notebook';
import type { SkipReason, SkippedFile } from '../../core/workspace/skipReason';
import { IGNORE_FILE, Walk, type Entry } from '../../core/workspace/walk';
import type { Documents } from '../documents';
import { pythonCells } from '../notebooks';
import { pathIn } from '../pathIn';
import { entriesOf, excludesOf, isGone, readIgnores, readText, readWithin, reasonOf } from './fileSystem';
import { ModuleCache } from '../moduleCache';
import { leadsOut } from '../realPaths';
import {
  indexedFile,
  indexedNotebook,
  readInPart,
  scanCells,
  scanFile,
  type CellScan,
  type IndexedFile,
  type ScanTools,
} from './scanFile';
import { LinkedFiles } from './linkedFiles';
import { SymlinkedFolders } from './symlinkedFolders';

/** What the folders of a workspace share. */
export interface IndexTools extends ScanTools {
  readonly documents: Documents;
  /** What is said of the environment that a folder's code is deployed with: the same object for the same. */
  readonly environmentOf: (folder: Uri) => Promise<Environment>;
  /** Told of each file that has been read. */
  readonly onRead: () => void;
}

/** What a file declares, or why it is not read. */
type Scanned = Awaited<ReturnType<typeof scanFile>>;

/** What the file system tells of a path. */
export type FileEvent = 'created' | 'changed' | 'gone';

/** How many answers of the file system are waited for at once: each may take a round trip to another process. */
export const READS_AT_ONCE = 128;

/** What one workspace folder declares. It reads when it is run, and then what it has not read or what has changed since. */
export class FolderIndex {
  private walk = new Walk();
  private symlinked: SymlinkedFolders;
  private linkedFiles: LinkedFiles;
  private readonly modules: ModuleCache;
  /** Folders that are to be listed, besides those that the walk has found. */
  private open: string[] = [];
  private isListed = false;
  /** The rules of what is left out may have changed, or everything may. */
  private renewal: 'none' | 'rules' | 'everything' = 'rules';
  /** The files that have been read as they stand. */
  private readonly read = new Set<string>();
  private readonly found = new Map<string, IndexedFile>();
  private readonly unread = new Map<string, SkipReason>();
  private readonly events = new Map<string, FileEvent>();
  private changes = 0;
  private environment: Environment = UNSET;

  constructor(
    readonly folder: WorkspaceFolder,
    private readonly tools: IndexTools,
  ) {
    this.symlinked = new SymlinkedFolders(folder.uri);
    this.linkedFiles = new LinkedFiles(folder.uri);
    this.modules = new ModuleCache(
      (path) => readWithin(folder.uri, path),
      (text) => tools.parser.parse(text),
      (path) => (isProjectFile(path) ? undefined : this.walk.has(path)),
    );
  }

  /** The files that declare something, or may once what they import says so. */
  get files(): readonly IndexedFile[] {
    return [...this.found.values()];
  }

  /** The same without the file at a place. */
  others(uri: Uri): readonly IndexedFile[] {
    const path = this.pathOf(uri);
    return this.files.filter(({ file }) => file !== path);
  }

  /** The files that could not be read, or only in part, and why. */
  get skipped(): readonly SkippedFile[] {
    const unread = [...this.unread].map(([file, reason]) => ({ file, reason }));
    const inPart = this.files.flatMap((each): SkippedFile[] => {
      const reason = readInPart(each);
      return reason ? [{ file: each.file, reason }] : [];
    });
    return [...unread, ...inPart];
  }

  /** Whether a file at a path would not be read, there or not. */
  leavesOut(path: string): boolean {
    return this.walk.leavesOut(path);
  }

  /** How many Python files there are, and how many of them have been read. */
  get progress(): { readonly done: number; readonly total: number } {
    return { done: this.read.size, total: this.walk.files.size };
  }

  /** Counts what has changed in `files` and `skipped`. */
  get state(): number {
    return this.changes;
  }

  /** Whether there is nothing to read. */
  get isCurrent(): boolean {
    const isWalked = this.isListed && this.renewal === 'none' && this.events.size === 0;
    return isWalked && this.toRead().next().done === true;
  }

  /** Takes note of what the file system tells; false where it matters nothing here. */
  note(uri: Uri, event: FileEvent): boolean {
    const path = this.pathOf(uri);
    if (path === undefined) return false;
    const mayBeFolder = event !== 'changed' && !this.walk.isLeftOutWhole(path);
    if (!isScanned(path) && !isProjectFile(path) && !isIgnoreFile(path) && !mayBeFolder) return false;
    const before = this.events.get(path);
    // What is gone and has come again may be something else.
    this.events.set(path, event === 'changed' && before === 'created' ? before : event);
    return true;
  }

  /** A file is to be read again, since its open document has changed or stands for it no more; false for none of these. */
  reread(uri: Uri): boolean {
    const path = this.pathOf(uri);
    return path !== undefined && this.read.delete(path);
  }

  /** Walks anew the next time. What has been read and is still there stays, unless everything is to be read again. */
  renew(what: 'rules' | 'everything'): void {
    if (this.renewal !== 'everything') this.renewal = what;
  }

  /** Has every file read again where something else is said of their environment. @returns whether it is something else */
  async takeEnvironment(): Promise<boolean> {
    const environment = await this.tools.environmentOf(this.folder.uri);
    if (environment === this.environment) return false;
    this.environment = environment;
    this.read.clear();
    return true;
  }

  /** Brings itself up to date; true once it is. Stops soon after it is told to, and goes on from there the next time. */
  async run(token: CancellationToken): Promise<boolean> {
    try {
      do {
        if (this.renewal !== 'none') this.restart();
        await this.takeEnvironment();
        await this.takeEvents();
        await this.list(token);
        await inParallel([...this.toRead()], (file) => this.readFile(file), token);
      } while (!this.isCurrent && !token.isCancellationRequested);
      return this.isCurrent;
    } finally {
      this.walk.rest();
      this.modules.clear();
    }
  }

  dispose(): void {
    this.modules.clear();
  }

  private *toRead(): Generator<string> {
    for (const file of this.walk.files) if (!this.read.has(file)) yield file;
  }

  private restart(): void {
    if (this.renewal === 'everything') {
      this.read.clear();
      this.modules.clear();
    }
    this.renewal = 'none';
    this.walk = new Walk(excludesOf(this.folder.uri));
    this.symlinked = new SymlinkedFolders(this.folder.uri);
    this.linkedFiles = new LinkedFiles(this.folder.uri);
    this.open = [];
    this.isListed = false;
    // They may be readable by now, and folders among them are told of by the new walk.
    for (const file of this.unread.keys()) this.read.delete(file);
    this.unread.clear();
    this.changes++;
  }

  /** What a file declares that is open and not saved. */
  private ofUnsaved(file: string): Promise<IndexedFile> | undefined {
    const isOfFile = ({ isDirty, uri }: TextDocument | NotebookDocument): boolean =>
      isDirty && this.pathOf(uri) === file;
    const notebook = workspace.notebookDocuments.find(isOfFile);
    if (notebook) return this.ofNotebook(file, notebook);
    const document = workspace.textDocuments.find((each) => each.languageId === 'python' && isOfFile(each));
    return document && this.ofDocument(file, document);
  }

  private pathOf(uri: Uri): string | undefined {
    return pathIn(this.folder, uri);
  }

  private async takeEvents(): Promise<void> {
    const events = [...this.events];
    this.events.clear();
    for (const [path, event] of events) {
      await this.tools.slices.turn();
      if (isIgnoreFile(path)) this.renewRules(path);
      else if (isProjectFile(path)) this.rereadUsers(path);
      else if (event === 'gone') this.forget(path);
      else await this.take(path, event);
    }
    if (this.renewal !== 'none') this.restart();
  }

  private renewRules(path: string): void {
    if (this.walk.isEntered(path.slice(0, Math.max(0, path.length - IGNORE_FILE.length - 1))))
      this.renew('rules');
  }

  /** What was at a path has gone, a file or a folder with all that was in it. */
  private forget(path: string): void {
    for (const file of this.walk.remove(path)) this.drop(file);
    this.rereadUsers(path);
  }

  /** Something at a path is new, or not what it was. */
  private async take(path: string, event: FileEvent): Promise<void> {
    if (isScanned(path)) {
      this.read.delete(path);
      this.rereadUsers(path);
      if (this.walk.files.has(path)) return;
      if (!(await this.linkedFiles.take(path))) {
        this.skip(path, { kind: 'symbolicLink' });
        return;
      }
      if (this.walk.addFile(path)) {
        for (const file of this.linkedFiles.twice(this.walk.files)) this.walk.hide(file);
        return;
      }
    }
    if (event === 'created' && this.walk.isEntered(path)) this.forget(path);
    // A folder may have come with all that is in it, and be told of by that alone.
    const folder = this.walk.unknownPart(path);
    if (folder !== undefined && (folder !== path || (await this.isFolder(path)))) {
      this.rereadUsers(folder);
      this.walk.addFolder(folder);
      this.isListed = false;
    }
  }

  private async isFolder(path: string): Promise<boolean> {
    try {
      const { type } = await workspace.fs.stat(Uri.joinPath(this.folder.uri, path));
      return (type & FileType.Directory) !== 0;
    } catch {
      return false;
    }
  }

  /** The files that import from a path, or from below it, are to be read again. */
  private rereadUsers(path: string): void {
    this.modules.forget(path);
    for (const { file, reads } of this.found.values()) {
      const isUser = reads.has(path) || [...reads].some((each) => each.startsWith(`${path}/`));
      if (isUser) this.read.delete(file);
    }
  }

  private drop(file: string): void {
    this.read.delete(file);
    const was = this.found.delete(file);
    if (this.unread.delete(file) || was) this.changes++;
  }

  /** Lists folders until there are none left, or the token says stop. */
  private async list(token: CancellationToken): Promise<void> {
    if (this.isListed) return;
    for (;;) {
      if (this.open.length === 0) this.open = [...this.walk.next()];
      if (this.open.length === 0) break;
      await inParallel(this.open, (folder) => this.listFolder(folder), token);
      if (token.isCancellationRequested) return;
    }
    for (const file of this.linkedFiles.twice(this.walk.files)) this.walk.hide(file);
    this.isListed = true;
    for (const file of [...this.read, ...this.found.keys()]) if (!this.walk.files.has(file)) this.drop(file);
  }

  private async listFolder(folder: string): Promise<void> {
    const uri = Uri.joinPath(this.folder.uri, folder);
    try {
      if (folder !== '' && isWorkspaceFolder(uri)) {
        this.walk.close(folder);
        return;
      }
      if (await this.leadsOut(folder)) return;
      const all = await entriesOf(uri);
      if (await this.symlinked.isAlreadyRead(folder, all)) {
        this.walk.close(folder);
        return;
      }
      const entries = await this.ownEntries(folder, all);
      const hasRules = entries.some(({ name, kind }) => name === IGNORE_FILE && kind === 'file');
      const rules = hasRules ? await readIgnores(Uri.joinPath(uri, IGNORE_FILE)) : undefined;
      await this.tools.slices.turn();
      this.walk.take(folder, entries, rules);
    } catch (error) {
      this.walk.close(folder);
      if (!isGone(error)) this.skip(folder === '' ? '.' : folder, reasonOf(error));
    }
  }

  /** Closes a folder behind a link that leads out. Only one that is itself a link can: what holds it has been looked at. */
  private async leadsOut(folder: string): Promise<boolean> {
    if (!this.symlinked.isLink(folder)) return false;
    if (!(await leadsOut(this.folder.uri, Uri.joinPath(this.folder.uri, folder)))) return false;
    this.walk.close(folder);
    this.skip(folder, { kind: 'symbolicLink' });
    return true;
  }

  /** What is in a folder without the files that links lead to out of the workspace folder. */
  private async ownEntries(folder: string, entries: readonly Entry[]): Promise<readonly Entry[]> {
    const own: Entry[] = [];
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      const isLinkedFile = entry.link && entry.kind === 'file' && isScanned(path);
      if (!isLinkedFile || (await this.linkedFiles.take(path))) own.push(entry);
      else this.skip(path, { kind: 'symbolicLink' });
    }
    return own;
  }

  private skip(path: string, reason: SkipReason): void {
    this.unread.set(path, reason);
    this.changes++;
  }

  private async readFile(file: string): Promise<void> {
    // First: a change from here on makes it unread again.
    this.read.add(file);
    if (this.unread.delete(file)) this.changes++;
    let next: IndexedFile | undefined;
    try {
      next = await (this.ofUnsaved(file) ?? this.ofDisk(file));
    } catch (error) {
      this.skip(file, reasonOf(error));
    }
    if (this.found.has(file) || next) this.changes++;
    if (next) this.found.set(file, next);
    else this.found.delete(file);
    this.tools.onRead();
  }

  private async ofDocument(file: string, document: TextDocument): Promise<IndexedFile> {
    return indexedFile(this.folder, file, document.getText(), await this.finished(document), new Set());
  }

  private async ofNotebook(file: string, notebook: NotebookDocument): Promise<IndexedFile> {
    const cells: CellScan[] = [];
    for (const { index, document } of pythonCells(notebook)) {
      const scan = await this.finished(document);
      cells.push({ text: document.getText(), number: index + 1, scan });
    }
    return indexedNotebook(this.folder, file, cells, new Set());
  }

  private async finished(document: TextDocument): Promise<FileScan> {
    const scan = await this.tools.documents.scan(document);
    return { ...scan, declarations: scan.declarations.filter((each) => !isUnfinished(each)) };
  }

  private async ofDisk(file: string): Promise<IndexedFile | undefined> {
    const found = await readText(Uri.joinPath(this.folder.uri, file));
    await this.tools.slices.turn();
    if (!found) {
      // It has gone meanwhile.
      this.walk.remove(file);
      this.read.delete(file);
      return undefined;
    }
    if ('reason' in found) {
      this.skip(file, found.reason);
      return undefined;
    }
    const { text } = found;
    const scanned = await (isNotebook(file) ? this.scanNotebook(file, text) : this.scanPython(file, text));
    if (!scanned || !('reason' in scanned)) return scanned;
    this.skip(file, scanned.reason);
    return undefined;
  }

  private async scanPython(file: string, text: string): Promise<Scanned | undefined> {
    if (!mayDeclare(text)) return undefined;
    return scanFile(this.folder, file, text, this.tools, this.modules, this.environment);
  }

  /** In the file of a notebook a line's end is written out, so that its next word begins with an `n`. */
  private async scanNotebook(file: string, text: string): Promise<Scanned | undefined> {
    if (!text.includes('modal')) return undefined;
    const notebook = readNotebook(text);
    if ('reason' in notebook) return notebook;
    const { cells } = notebook;
    if (!cells.some(({ source }) => mayDeclare(source))) return undefined;
    return scanCells(this.folder, file, cells, this.tools, this.modules, this.environment);
  }
}

function isIgnoreFile(path: string): boolean {
  return path === IGNORE_FILE || path.endsWith(`/${IGNORE_FILE}`);
}

function isWorkspaceFolder(uri: Uri): boolean {
  return workspace.workspaceFolders?.some((each) => each.uri.toString() === uri.toString()) ?? false;
}

/** Does something with each item, the last first, several at once; those that are left when it is told to stop stay in the list. */
async function inParallel<T>(
  items: T[],
  act: (item: T) => Promise<void>,
  token: CancellationToken,
): Promise<void> {
  const worker = async (): Promise<void> => {
    while (!token.isCancellationRequested) {
      const item = items.pop();
      if (item === undefined) return;
      await act(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(READS_AT_ONCE, items.length) }, worker));
}
