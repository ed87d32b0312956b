// Differences of random states in which files cannot be read: what is not read on either side is neither added, nor removed, nor
// without a change, and no check passes over it.
import { strict as assert } from 'node:assert';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { repository, type TestRepository } from '../cli/repository';
import { checkAsync, TIMEOUT } from './support';

const warm = (count: number): string =>
  `import modal\napp = modal.App()\n@app.function(gpu="H100", min_containers=${count})\ndef f(): ...\n`;

/** A file as it is in a state: absent, read, a link that is not followed, or with a content that is not read. */
type Content =
  null | { readonly read: string } | { readonly link: string } | { readonly unread: string | Uint8Array };

const absent = fc.constant(null);
const read = fc.constantFrom(1, 2).map((count) => ({ read: warm(count) }));
const unread = fc.oneof(
  fc.constantFrom(
    { unread: Buffer.from(`# \u00e9\n${warm(3)}`, 'latin1') },
    { unread: Buffer.from(`# coding: rot13\n${warm(3)}`) },
    { unread: Buffer.from(`# coding: euc-jp\n# \u00ff\n${warm(3)}`, 'latin1') },
    { unread: `${warm(3)}def (:\n` },
    { unread: warm(3).replace('3)', '3,, )') },
    { unread: warm(3).replace('min', '𝐦in') },
    { unread: `${warm(3)}#${'x'.repeat(5_000_001)}\n` },
  ),
  fc.constantFrom('/proc/self/environ', '../outside.py', 'loop.py', '.git/config').map((link) => ({ link })),
);
const content: fc.Arbitrary<Content> = fc.oneof(absent, read, unread);
const NAMES = ['a.py', 'b.py', 'pkg/c.py', 'pkg/deep/d.py'];
const state = fc.tuple(...NAMES.map(() => content));

function put(repo: TestRepository, contents: readonly Content[]): void {
  NAMES.forEach((name, i) => {
    const path = join(repo.path, name);
    const given = contents[i];
    rmSync(path, { force: true });
    if (!given) return;
    if ('link' in given) {
      mkdirSync(dirname(path), { recursive: true });
      symlinkSync(given.link === 'loop.py' ? NAMES[i]!.split('/').at(-1)! : given.link, path);
    } else repo.write(name, 'read' in given ? given.read : given.unread);
  });
}

interface Diff {
  readonly changes: readonly {
    readonly kind: string;
    readonly before: { readonly file: string } | null;
    readonly after: { readonly file: string } | null;
  }[];
  readonly difference: { readonly unknown: number };
}

describe('a difference with files that are not read', function () {
  this.timeout(TIMEOUT);

  it('is not known there, and no check passes over it', async () => {
    await checkAsync(fc.tuple(state, state, fc.boolean()), 12, async ([before, after, isCommitted]) => {
      const repo = repository({ 'README.md': 'x\n', 'sure.py': warm(1) });
      try {
        put(repo, before);
        const base = repo.commit({});
        put(repo, after);
        const head = isCommitted ? ['--head', repo.commit({})] : [];
        const { stdout } = await repo.run('diff', '--base', base, ...head, '--format', 'json');
        const { changes, difference } = JSON.parse(stdout) as Diff;
        const checked = await repo.run('check', '--base', base, ...head);
        const isUnread = (each: Content | undefined): boolean => !!each && !('read' in each);
        const doubtful = NAMES.filter(
          (_, i) => before[i] !== after[i] && (isUnread(before[i]) || isUnread(after[i])),
        );
        for (const { kind, ...sides } of changes)
          if (doubtful.includes((sides.before ?? sides.after)!.file))
            assert.ok(!['added', 'removed'].includes(kind), JSON.stringify(sides));
        // What was read before, and is not now, is no saving.
        const gone = NAMES.filter((_, i) => !!before[i] && 'read' in before[i] && isUnread(after[i]));
        assert.ok(difference.unknown >= gone.length, JSON.stringify(changes));
        if (doubtful.length > 0) assert.ok(checked.status === 1 || checked.status === 3, checked.stdout);
        const allowed = await repo.run('check', '--base', base, ...head, '--allow-unread');
        assert.ok(allowed.status === 0 || allowed.status === 1, allowed.stderr);
      } finally {
        repo.remove();
      }
    });
  });
});
