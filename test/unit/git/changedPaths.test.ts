import { strict as assert } from 'node:assert';
import type { Uri } from 'vscode';
import { Status, type GitChange, type GitState } from '../../../src/host/git/api';
import { changedSince, changedSinceHead } from '../../../src/host/git/changedPaths';

const MODIFIED = 5;
const DELETED = 6;
const INDEX_DELETED = 2;

const uri = (path: string): Uri => ({ toString: () => `file:///${path}` }) as Uri;

function change(status: number, path: string, from?: string): GitChange {
  return {
    status,
    uri: uri(path),
    originalUri: uri(from ?? path),
    renameUri: from === undefined ? undefined : uri(path),
  };
}

function state(changes: Partial<Record<'index' | 'merge' | 'tree' | 'untracked', GitChange[]>>): GitState {
  return {
    HEAD: undefined,
    indexChanges: changes.index ?? [],
    mergeChanges: changes.merge ?? [],
    workingTreeChanges: changes.tree ?? [],
    untrackedChanges: changes.untracked ?? [],
    onDidChange: () => ({ dispose: () => undefined }),
  };
}

const plain = (paths: ReturnType<typeof changedSinceHead>): Record<string, unknown> =>
  Object.fromEntries([...paths].map(([address, then]) => [address.replace('file:///', ''), then]));

describe('what has changed since HEAD', () => {
  it('existed before unless it is new', () => {
    const found = changedSinceHead(
      state({
        index: [change(Status.IndexAdded, 'added.py'), change(INDEX_DELETED, 'staged_gone.py')],
        tree: [
          change(MODIFIED, 'changed.py'),
          change(DELETED, 'gone.py'),
          change(Status.IntentToAdd, 'meant.py'),
        ],
        untracked: [change(Status.Untracked, 'new.py')],
      }),
    );
    assert.deepEqual(plain(found), {
      'added.py': false,
      'staged_gone.py': true,
      'changed.py': true,
      'gone.py': true,
      'meant.py': false,
      'new.py': false,
    });
  });

  it('uses the index first, which is compared with HEAD', () => {
    const found = changedSinceHead(
      state({
        // Staged as new and changed since; taken out of the index and still there; renamed and changed since.
        index: [
          change(Status.IndexAdded, 'new.py'),
          change(INDEX_DELETED, 'kept.py'),
          change(Status.IndexRenamed, 'now.py', 'then.py'),
        ],
        tree: [change(MODIFIED, 'new.py'), change(Status.Untracked, 'kept.py'), change(MODIFIED, 'now.py')],
      }),
    );
    assert.deepEqual(plain(found), { 'new.py': false, 'kept.py': true, 'then.py': true, 'now.py': false });
  });

  it('must be searched while a merge is in progress', () => {
    const found = changedSinceHead(
      state({ merge: [change(18, 'both.py')], tree: [change(MODIFIED, 'both.py')] }),
    );
    assert.deepEqual(plain(found), { 'both.py': 'unknown' });
  });
});

describe('what has changed since another commit', () => {
  it('is what Git lists, and untracked files', () => {
    const changes = [
      change(Status.IndexAdded, 'added.py'),
      change(MODIFIED, 'changed.py'),
      change(Status.IndexRenamed, 'b.py', 'a.py'),
    ];
    const found = changedSince(
      changes,
      state({ index: [change(DELETED, 'other.py')], tree: [change(Status.Untracked, 'new.py')] }),
    );
    assert.deepEqual(plain(found), {
      'added.py': false,
      'changed.py': true,
      'a.py': true,
      'b.py': false,
      'new.py': false,
    });
  });
});
