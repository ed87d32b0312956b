import { workspace, type Disposable, type Uri, type WorkspaceFolder } from 'vscode';

/** Something of each workspace folder, made when it is first asked for and gone with its folder. */
export class PerFolder<T extends Disposable> implements Disposable {
  private readonly made = new Map<string, T>();
  private readonly listening = workspace.onDidChangeWorkspaceFolders(({ removed }) => {
    for (const { uri } of removed) this.drop(uri.toString());
  });

  constructor(private readonly make: (folder: WorkspaceFolder) => T) {}

  /** That of the folder that a file is in; undefined where it is in none. */
  of(uri: Uri): T | undefined {
    const folder = workspace.getWorkspaceFolder(uri);
    if (!folder) return undefined;
    const key = folder.uri.toString();
    let found = this.made.get(key);
    if (!found) this.made.set(key, (found = this.make(folder)));
    return found;
  }

  /** The folders that were asked about, by their addresses. */
  get keys(): readonly string[] {
    return [...this.made.keys()];
  }

  get all(): readonly T[] {
    return [...this.made.values()];
  }

  private drop(key: string): void {
    this.made.get(key)?.dispose();
    this.made.delete(key);
  }

  dispose(): void {
    this.listening.dispose();
    for (const key of this.keys) this.drop(key);
  }
}
