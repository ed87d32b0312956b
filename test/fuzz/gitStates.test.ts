// Random histories: what is read of a commit is what lies in a folder once it is checked out, and what a clone lacks is named.
import { strict as assert } from 'node:assert';
import { existsSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { DiskTree, type FileTree } from '../../src/cli/fileTree';
import { CommitTree } from '../../src/cli/gitTrees';
import { Repository } from '../../src/cli/gitProcess';
import { UsageError } from '../../src/cli/options';
import { Workspace } from '../../src/cli/workspace';
import type { PythonParser } from '../../src/core/python/parser';
import { folder } from '../cli/run';
import { repository, type TestRepository } from '../cli/repository';
import { loadParser } from '../support/python';
import { check, TIMEOUT } from './support';

const NAMES = ['a.py', 'b.py', 'é.py', 'x y.py', 'pkg/a.py', 'pkg/deep/b.py', '"q".py'];
const name = fc.constantFrom(...NAMES);
const text = fc.constantFrom(
  ...[1, 2, 3].map((n) => `import modal\napp = modal.App()\n@app.function(gpu="H100:${n}")\ndef f(): ...\n`),
  'from a import GPU\nimport modal\napp = modal.App()\n@app.function(gpu=GPU)\ndef g(): ...\n',
  'GPU = "T4"\n',
  '\r\n',
);
const act = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('write' as const), name, text }) },
  fc.record({ kind: fc.constant('remove' as const), name }),
  fc.record({ kind: fc.constant('rename' as const), name, to: name }),
  fc.record({ kind: fc.constant('link' as const), name, to: name }),
);
const history = fc.array(fc.array(act, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 4 });

function perform(repo: TestRepository, each: typeof act extends fc.Arbitrary<infer T> ? T : never): void {
  const path = join(repo.path, each.name);
  switch (each.kind) {
    case 'write':
      rmSync(path, { force: true });
      repo.write(each.name, each.text);
      return;
    case 'remove':
      rmSync(path, { force: true });
      return;
    case 'rename':
      if (existsSync(path) && each.to !== each.name) {
        rmSync(join(repo.path, each.to), { force: true });
        repo.write(each.to, '');
        repo.git('add', '--all');
        repo.git('mv', '--force', each.name, each.to);
      }
      return;
    case 'link':
      rmSync(path, { force: true });
      if (existsSync(dirname(path))) symlinkSync(each.to, path);
  }
}

const isIn = (files: readonly string[], place: string): boolean =>
  files.some((file) => place.startsWith(`${file}:`));

interface Seen {
  readonly skipped: readonly string[];
  readonly found: readonly { readonly place: string; readonly gpu: unknown }[];
}

describe('random histories', function () {
  this.timeout(TIMEOUT);
  let parser: PythonParser;
  before(async () => (parser = await loadParser()));

  function seen(files: FileTree): Seen {
    const workspace = new Workspace(files, parser);
    try {
      const { declarations, skipped } = workspace.scan();
      return {
        skipped: skipped.map(({ file, reason }) => `${file}: ${reason.kind}`).sort(),
        found: declarations.map(({ file, line, gpu }) => ({ place: `${file}:${line}`, gpu: gpu.value })),
      };
    } finally {
      workspace.dispose();
    }
  }
  const ofCommit = (path: string, revision: string): Seen => {
    const git = new Repository(path);
    return seen(new CommitTree(git, git.commit(revision), ['']));
  };

  it('are read of Git as they lie in a folder', () => {
    check(history, 12, (commits) => {
      const repo = repository({ 'README.md': 'x\n' });
      try {
        const ids = commits.map((acts) => {
          for (const each of acts) perform(repo, each);
          return repo.commit({});
        });
        for (const id of ids) {
          repo.git('checkout', '--quiet', '--force', id);
          assert.deepEqual(ofCommit(repo.path, id).found, seen(new DiskTree([repo.path])).found, id);
        }
      } finally {
        repo.remove();
      }
    });
  });

  it('are read without the contents that a clone lacks, which are named', () => {
    check(fc.tuple(history, fc.array(name, { maxLength: 3 })), 12, ([commits, lost]) => {
      const repo = repository({ 'README.md': 'x\n', 'sure.py': 'import modal\n' });
      try {
        for (const acts of commits) for (const each of acts) perform(repo, each);
        const id = repo.commit({});
        const before = ofCommit(repo.path, id);
        const tree = repo.git('-c', 'core.quotePath=false', 'ls-tree', '-r', '-z', id).split('\0');
        const gone = new Set<string>();
        for (const line of tree) {
          const [, mode, blob, file] = /^(\d+) blob (\w+)\t([^]*)$/.exec(line) ?? [];
          if (mode !== '100644' || !lost.includes(file!)) continue;
          rmSync(join(repo.path, '.git/objects', blob!.slice(0, 2), blob!.slice(2)), { force: true });
          gone.add(blob!);
        }
        const files = tree.flatMap((line) => {
          const [, blob, file] = /^100644 blob (\w+)\t([^]*\.py)$/.exec(line) ?? [];
          return gone.has(blob!) ? [file!] : [];
        });
        const after = ofCommit(repo.path, id);
        for (const file of files) assert.ok(after.skipped.includes(`${file}: notInClone`), file);
        // The rest is as it was, but for what it imports.
        const rest = before.found.map(({ place }) => place).filter((place) => !isIn(files, place));
        assert.deepEqual(
          after.found.map(({ place }) => place),
          rest,
        );
      } finally {
        repo.remove();
      }
    });
  });

  it('say of a shallow clone what it lacks', () => {
    check(fc.tuple(history, fc.nat(4)), 4, ([commits, depth]) => {
      const repo = repository({ 'README.md': 'x\n' });
      const place = folder();
      try {
        const ids = commits.map((acts) => {
          for (const each of acts) perform(repo, each);
          return repo.commit({});
        });
        const path = join(place.path, 'x');
        repo.git('clone', '--quiet', `--depth=${depth + 1}`, `file://${repo.path}`, path);
        assert.ok(readdirSync(path).includes('.git'));
        ids.forEach((id, i) => {
          if (ids.length - i <= depth + 1)
            assert.deepEqual(ofCommit(path, id).found, ofCommit(repo.path, id).found);
          else assert.throws(() => ofCommit(path, id), UsageError);
        });
      } finally {
        place.remove();
        repo.remove();
      }
    });
  });
});
