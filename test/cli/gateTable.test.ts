/** Ways to hide that a warm pool grows from 10 to 20 containers: none of them passes `modal-cost check`. */
import { strict as assert } from 'node:assert';
import { chmodSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository, type TestRepository } from './repository';

const HEAD = 'import modal\napp = modal.App("a")\n';
const BEFORE = `${HEAD}@app.function(gpu="H100", min_containers=10)\ndef f(): ...\n`;
const AFTER = BEFORE.replace('=10', '=20');

interface Way {
  readonly put: (repo: TestRepository) => void;
  /** 1: the check sees what it costs. 3: it says that it has not read everything. */
  readonly status: 1 | 3;
}

const writes =
  (text: string | Uint8Array): Way['put'] =>
  (repo) =>
    repo.write('app.py', text);
const seen = (text: string | Uint8Array): Way => ({ put: writes(text), status: 1 });
const unread = (text: string | Uint8Array): Way => ({ put: writes(text), status: 3 });

const NOTEBOOK = JSON.stringify({
  cells: [{ cell_type: 'code', source: AFTER, metadata: {}, outputs: [], execution_count: null }],
  metadata: { kernelspec: { name: 'python3', language: 'python' } },
  nbformat: 4,
  nbformat_minor: 5,
});

const WAYS: Readonly<Record<string, Way>> = {
  'in plain sight': seen(AFTER),
  'an encoding that is declared': seen(Buffer.from(`# coding: latin-1\n# é\n${AFTER}`, 'latin1')),
  'an encoding that is not': unread(Buffer.from(`# é\n${AFTER}`, 'latin1')),
  'UTF-16': seen(Buffer.from(`\ufeff${AFTER}`, 'utf16le')),
  'a size above the limit': unread(`${AFTER}#${'x'.repeat(5_000_001)}\n`),
  'a link to what is no Python file': {
    put: (repo) => {
      rmSync(join(repo.path, 'app.py'));
      writeFileSync(join(repo.path, 'app.txt'), AFTER);
      symlinkSync('app.txt', join(repo.path, 'app.py'));
    },
    status: 3,
  },
  'a content that the clone does not have': {
    put: (repo) => {
      const id = repo.git('rev-parse', 'HEAD:app.py');
      rmSync(join(repo.path, '.git/objects', id.slice(0, 2), id.slice(2)));
      repo.write('app.py', AFTER);
    },
    status: 3,
  },
  'a link out of the workspace': {
    put: (repo) => {
      rmSync(join(repo.path, 'app.py'));
      symlinkSync('/proc/self/environ', join(repo.path, 'app.py'));
    },
    status: 3,
  },
  'a permission': {
    put: (repo) => {
      // Who is root may read everything; a folder in the place of a file is read by nobody.
      repo.write('app.py', AFTER);
      if (process.getuid?.() === 0) {
        rmSync(join(repo.path, 'app.py'));
        symlinkSync('app.py', join(repo.path, 'app.py'));
      } else chmodSync(join(repo.path, 'app.py'), 0);
    },
    status: 3,
  },
  'a carriage return that ends a comment': seen(`${HEAD}# a comment\r${AFTER.slice(HEAD.length)}`),
  'fullwidth letters': seen(
    AFTER.replace('min_containers', 'ｍｉｎ_containers').replace('app.f', 'ａｐｐ.f'),
  ),
  'mathematical letters': unread(AFTER.replace('min_containers', '𝐦in_containers')),
  'a spread that can be read': seen(
    `${HEAD}POOL = {"min_containers": 20}\n@app.function(gpu="H100", **POOL)\ndef f(): ...\n`,
  ),
  'a call that registers': seen(
    `${HEAD}def f(): ...\nworker = app.function(gpu="H100", min_containers=20)(f)\n`,
  ),
  'a call that changes the pool': seen(`${BEFORE}f.update_autoscaler(min_containers=20)\n`),
  'a factory': seen(
    `${HEAD}def on_gpu(n):\n    return app.function(gpu="H100", min_containers=n)\n@on_gpu(20)\ndef f(): ...\n`,
  ),
  'a notebook': {
    put: (repo) => {
      rmSync(join(repo.path, 'app.py'));
      repo.write('app.ipynb', NOTEBOOK);
    },
    status: 1,
  },
  'broken syntax': unread(AFTER.replace('=20)', '=20,, )')),
};

describe('a warm pool of 20 H100 in place of 10 passes no check', () => {
  for (const [title, { put, status }] of Object.entries(WAYS))
    it(`hidden by ${title}`, async () => {
      const repo = repository({ 'app.py': BEFORE });
      try {
        put(repo);
        const checked = await repo.run('check', '--base=HEAD', '--fail-above=1000');
        assert.equal(checked.status, status, checked.stdout + checked.stderr);
        // 10 × 730 h × $3.956094/h.
        if (status === 1) assert.match(checked.stdout, /The change adds \$28,879\.49/);
      } finally {
        repo.remove();
      }
    });

  it('hidden by a spread that cannot be read, if unknown costs fail it', async () => {
    const repo = repository({ 'app.py': BEFORE });
    try {
      repo.write('app.py', `import os\n${BEFORE.replace('min_containers=10', '**dict(os.environ)')}`);
      const checked = await repo.run('check', '--base=HEAD', '--fail-above=1000', '--fail-on-unknown');
      assert.equal(checked.status, 1, checked.stdout);
      assert.match(checked.stdout, /Fails because of unknown costs: app\.py:4 f/);
    } finally {
      repo.remove();
    }
  });
});
