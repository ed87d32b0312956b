import { Disposable, EventEmitter, FileChangeType, FileSystemError, FileType, workspace } from 'vscode';
import type { FileChangeEvent, FileStat, FileSystemProvider, Uri } from 'vscode';

/** A workspace that is nowhere on a disk, as a virtual one: files in memory, and how often each was read. */
export class MemoryFiles implements FileSystemProvider {
  private readonly changed = new EventEmitter<FileChangeEvent[]>();
  private readonly files = new Map<string, Uint8Array>();
  readonly reads: string[] = [];
  readonly onDidChangeFile = this.changed.event;

  static register(scheme: string): { readonly files: MemoryFiles; readonly registration: Disposable } {
    const files = new MemoryFiles();
    return {
      files,
      registration: workspace.registerFileSystemProvider(scheme, files, { isCaseSensitive: true }),
    };
  }

  put(uri: Uri, text: string): void {
    const type = this.files.has(uri.path) ? FileChangeType.Changed : FileChangeType.Created;
    this.files.set(uri.path, new TextEncoder().encode(text));
    this.changed.fire([{ type, uri }]);
  }

  watch(): Disposable {
    return new Disposable(() => undefined);
  }

  stat(uri: Uri): FileStat {
    const bytes = this.files.get(uri.path);
    if (bytes) return { type: FileType.File, ctime: 0, mtime: 0, size: bytes.length };
    if (this.names(uri).length === 0) throw FileSystemError.FileNotFound(uri);
    return { type: FileType.Directory, ctime: 0, mtime: 0, size: 0 };
  }

  readDirectory(uri: Uri): [string, FileType][] {
    if (uri.path.endsWith('/closed')) throw FileSystemError.NoPermissions(uri);
    return this.names(uri).map((name) => {
      const isFile = this.files.has(`${uri.path.replace(/\/$/, '')}/${name}`);
      return [name, isFile ? FileType.File : FileType.Directory];
    });
  }

  readFile(uri: Uri): Uint8Array {
    this.reads.push(uri.path);
    const bytes = this.files.get(uri.path);
    if (!bytes) throw FileSystemError.FileNotFound(uri);
    return bytes;
  }

  writeFile(uri: Uri, content: Uint8Array): void {
    this.put(uri, new TextDecoder().decode(content));
  }

  delete(uri: Uri): void {
    for (const path of [...this.files.keys()])
      if (path === uri.path || path.startsWith(`${uri.path}/`)) this.files.delete(path);
    this.changed.fire([{ type: FileChangeType.Deleted, uri }]);
  }

  createDirectory(): void {
    // A folder is there as soon as something is in it.
  }

  rename(from: Uri, to: Uri): void {
    const bytes = this.readFile(from);
    this.delete(from);
    this.put(to, new TextDecoder().decode(bytes));
  }

  private names(folder: Uri): string[] {
    const base = folder.path.replace(/\/?$/, '/');
    const below = [...this.files.keys()].filter((path) => path.startsWith(base));
    return [...new Set(below.map((path) => path.slice(base.length).split('/')[0]!))];
  }
}
