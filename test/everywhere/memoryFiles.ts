import * as vscode from 'vscode';

/** A file system in memory, as a virtual workspace has one: its files are on no disk, and go with the test. */
export class MemoryFiles implements vscode.FileSystemProvider {
  private readonly files = new Map<string, Uint8Array>();
  private readonly changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.changed.event;

  stat({ path }: vscode.Uri): vscode.FileStat {
    const file = this.files.get(path);
    const isFolder = [...this.files.keys()].some((each) => each.startsWith(path.replace(/\/?$/, '/')));
    if (!file && !isFolder) throw vscode.FileSystemError.FileNotFound(path);
    const type = file ? vscode.FileType.File : vscode.FileType.Directory;
    return { type, ctime: 0, mtime: Date.now(), size: file?.length ?? 0 };
  }

  readFile({ path }: vscode.Uri): Uint8Array {
    const file = this.files.get(path);
    if (!file) throw vscode.FileSystemError.FileNotFound(path);
    return file;
  }

  writeFile(uri: vscode.Uri, content: Uint8Array): void {
    const type = this.files.has(uri.path) ? vscode.FileChangeType.Changed : vscode.FileChangeType.Created;
    this.files.set(uri.path, content);
    this.changed.fire([{ type, uri }]);
  }

  delete(uri: vscode.Uri): void {
    this.files.delete(uri.path);
    this.changed.fire([{ type: vscode.FileChangeType.Deleted, uri }]);
  }

  readDirectory({ path }: vscode.Uri): [string, vscode.FileType][] {
    const prefix = path.replace(/\/?$/, '/');
    const names = [...this.files.keys()]
      .filter((each) => each.startsWith(prefix))
      .map((each) => each.slice(prefix.length).split('/'));
    return names.map(([name, ...below]) => [
      name!,
      below.length > 0 ? vscode.FileType.Directory : vscode.FileType.File,
    ]);
  }

  watch(): vscode.Disposable {
    return { dispose: () => undefined };
  }

  createDirectory(): void {
    // A folder is there as soon as a file is in it.
  }

  rename(): never {
    throw vscode.FileSystemError.NoPermissions('nothing is renamed here');
  }
}
