import { Disposable, workspace, type GlobPattern, type Uri } from 'vscode';

/** Calls back for each file that comes, changes or goes where a pattern matches. */
export function watchFiles(pattern: GlobPattern, onEvent: (uri: Uri) => void): Disposable {
  const watcher = workspace.createFileSystemWatcher(pattern);
  return Disposable.from(
    watcher.onDidCreate(onEvent),
    watcher.onDidChange(onEvent),
    watcher.onDidDelete(onEvent),
    watcher,
  );
}
