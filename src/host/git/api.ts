/** What this extension uses of the built-in Git extension's API, version 1: the extension `vscode.git` provides it. */
import type { CancellationToken, Event, Uri } from 'vscode';

export interface GitExtension {
  readonly enabled: boolean;
  readonly onDidChangeEnablement: Event<boolean>;
  /** Throws where Git is turned off, or not installed. */
  getAPI(version: 1): GitApi;
}

export interface GitApi {
  readonly state: 'uninitialized' | 'initialized';
  readonly onDidChangeState: Event<'uninitialized' | 'initialized'>;
  readonly repositories: readonly GitRepository[];
  readonly onDidOpenRepository: Event<GitRepository>;
  readonly onDidCloseRepository: Event<GitRepository>;
  getRepository(uri: Uri): GitRepository | null;
  /** The address of a file as a revision has it, for an editor. */
  toGitUri(uri: Uri, ref: string): Uri;
}

export interface GitRepository {
  readonly rootUri: Uri;
  readonly state: GitState;
  /** Looks at the files again; `state` tells. */
  status(): Promise<void>;
  /** A file as a revision has it; rejects where it has none. */
  buffer(ref: string, path: string): Promise<Uint8Array>;
  /** What differs between a revision and the files on disk, as far as Git tracks them. */
  diffWith(ref: string): Promise<readonly GitChange[]>;
  /** Undefined where there is none that is known here. */
  getMergeBase(ref1: string, ref2: string): Promise<string | undefined>;
  getRefs(query: { readonly sort?: 'committerdate' }, token?: CancellationToken): Promise<readonly GitRef[]>;
  getCommit(ref: string): Promise<GitCommit>;
}

export interface GitState {
  /** Undefined before Git has been asked; without a commit in an empty repository. */
  readonly HEAD:
    (GitRef & { readonly upstream?: { readonly remote: string; readonly name: string } }) | undefined;
  readonly mergeChanges: readonly GitChange[];
  readonly indexChanges: readonly GitChange[];
  readonly workingTreeChanges: readonly GitChange[];
  readonly untrackedChanges?: readonly GitChange[];
  readonly onDidChange: Event<void>;
}

export const RefType = { Head: 0, RemoteHead: 1, Tag: 2 } as const;

export interface GitRef {
  readonly type: number;
  readonly name?: string;
  readonly commit?: string;
}

export interface GitCommit {
  readonly hash: string;
  readonly message: string;
}

/** A file that differs. Of a renamed one `originalUri` is where it was, `renameUri` where it is. */
export interface GitChange {
  readonly uri: Uri;
  readonly originalUri: Uri;
  readonly renameUri: Uri | undefined;
  readonly status: number;
}

/** How a file differs: in the index from HEAD, or on disk from the index. */
export const Status = {
  IndexAdded: 1,
  IndexRenamed: 3,
  IndexCopied: 4,
  Untracked: 7,
  IntentToAdd: 9,
  IntentToRename: 10,
} as const;
