import type { Uri } from 'vscode';
import { Status, type GitChange, type GitState } from './api';

/** Whether a revision has a file that is not now what it was then; unknown where only a look can tell. */
export type ThenThere = boolean | 'unknown';

/** The files, by address, that may differ between a revision and now, and whether the revision has them. */
export type ChangedPaths = ReadonlyMap<string, ThenThere>;

/**
 * What HEAD has of the files that have changed since: asks nothing of Git, which has told already.
 * The index is compared with HEAD and the files with the index, so that the index has the first word.
 */
export function changedSinceHead(state: GitState): ChangedPaths {
  const paths = new Map<string, ThenThere>();
  for (const change of state.indexChanges) add(paths, change);
  for (const { uri } of state.mergeChanges) put(paths, uri, 'unknown');
  addUntracked(paths, state);
  for (const change of state.workingTreeChanges) add(paths, change);
  return paths;
}

/** The same for any revision, by Git's comparison with it. Git names only files that it tracks. */
export function changedSince(changes: readonly GitChange[], state: GitState): ChangedPaths {
  const paths = new Map<string, ThenThere>();
  for (const change of changes) add(paths, change);
  addUntracked(paths, state);
  return paths;
}

function addUntracked(paths: Map<string, ThenThere>, state: GitState): void {
  for (const change of [...(state.untrackedChanges ?? []), ...state.workingTreeChanges])
    if (change.status === Status.Untracked) put(paths, change.uri, false);
}

const NEW: ReadonlySet<number> = new Set([
  Status.IndexAdded,
  Status.IndexCopied,
  Status.Untracked,
  Status.IntentToAdd,
]);
const RENAMED: ReadonlySet<number> = new Set([Status.IndexRenamed, Status.IntentToRename]);

function add(paths: Map<string, ThenThere>, { uri, originalUri, renameUri, status }: GitChange): void {
  if (RENAMED.has(status)) {
    put(paths, originalUri, true);
    put(paths, renameUri ?? uri, false);
  } else put(paths, uri, !NEW.has(status));
}

function put(paths: Map<string, ThenThere>, uri: Uri, there: ThenThere): void {
  const key = uri.toString();
  if (!paths.has(key)) paths.set(key, there);
}
