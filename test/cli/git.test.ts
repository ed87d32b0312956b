/** What `modal-cost diff` reads from a real Git. */
import { strict as assert } from 'node:assert';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { GIT_ENVIRONMENT, repository, type TestRepository } from './repository';
import { folder, modalCost, type Run } from './run';

const warm = (name: string, gpu = 'H100'): string =>
  `import modal\napp = modal.App()\n@app.function(gpu="${gpu}", min_containers=1)\ndef ${name}(): ...\n`;

interface Diff {
  readonly before: {
    readonly commit: string | null;
    readonly ownBook: string | null;
    readonly prices: { readonly book: string; readonly hoursPerMonth: number };
    readonly skipped: { file: string; reason: string; reasonKind: string }[];
  };
  readonly after: {
    readonly commit: string | null;
    readonly ownBook: string | null;
    readonly prices: { readonly book: string; readonly hoursPerMonth: number };
    readonly skipped: { file: string; reason: string; reasonKind: string }[];
  };
  readonly difference: { readonly usdPerMonth: { readonly likely: number } };
  readonly changes: readonly {
    readonly kind: string;
    readonly before: { readonly file: string } | null;
    readonly after: { readonly file: string } | null;
    readonly causes: readonly {
      readonly name: string;
      readonly before: string | null;
      readonly after: string | null;
    }[];
  }[];
  readonly unchanged: number;
}

describe('modal-cost diff reads', () => {
  let repo: TestRepository;
  beforeEach(() => {
    repo = repository({ 'app.py': warm('f') });
  });
  afterEach(() => {
    repo.remove();
  });

  async function diff(...args: readonly string[]): Promise<Diff> {
    const { status, stdout, stderr } = await repo.run('diff', '--format', 'json', ...args);
    assert.equal(status, 0, stderr);
    return JSON.parse(stdout) as Diff;
  }
  const kinds = ({ changes }: Diff): string[] =>
    changes.map(({ kind, before, after }) => `${kind} ${before?.file ?? '–'} ${after?.file ?? '–'}`);

  it('the working tree against HEAD, with what is not yet added', async () => {
    assert.deepEqual(kinds(await diff()), []);
    repo.write('new.py', warm('g'));
    repo.write('app.py', warm('f', 'T4'));
    assert.deepEqual(kinds(await diff()), ['added – new.py', 'changed app.py app.py']);
    repo.git('add', '--all');
    assert.deepEqual(kinds(await diff()), ['added – new.py', 'changed app.py app.py']);
    rmSync(join(repo.path, 'app.py'));
    assert.deepEqual(kinds(await diff()), ['movedAndRenamed app.py new.py']);
  });

  it('two revisions by branch, tag and commit, whatever stands in the folder', async () => {
    repo.git('tag', '-a', 'v1', '-m', 'x');
    const first = repo.git('rev-parse', 'HEAD');
    repo.git('checkout', '--quiet', '-b', 'feature/warm');
    const second = repo.commit({ 'new.py': warm('g') });
    repo.write('app.py', 'not even Python (');
    for (const base of ['main', 'v1', first, 'HEAD~1', 'HEAD^{/x}~1'])
      for (const head of ['feature/warm', 'HEAD', second]) {
        const found = await diff('--base', base, '--head', head);
        assert.deepEqual(kinds(found), ['added – new.py'], `${base} ${head}`);
        assert.deepEqual([found.before.commit, found.after.commit], [first, second]);
      }
  });

  it('two states with different price books, both in the newer one, and says so', async () => {
    const select = (priceBook: string): void => {
      repo.write('modal-cost.json', JSON.stringify({ version: 1, priceBook }));
    };
    select('gone.json');
    repo.commit({});
    select('review-2026-05');
    repo.write('app.py', warm('f', 'H100').replace('min_containers=1', 'min_containers=2'));
    const found = await diff();
    // One more H100 kept warm by the review: 720 h × $0.432/h. By Modal’s list it would be 730 h × $3.95/h.
    assert.equal(found.difference.usdPerMonth.likely.toFixed(2), '311.04');
    assert.deepEqual(
      [found.before, found.after].map(({ ownBook }) => ownBook),
      ['gone.json', null],
    );
    assert.deepEqual(
      [found.before, found.after].map(({ prices }) => [prices.book, prices.hoursPerMonth]),
      [
        ['review-2026-05', 720],
        ['review-2026-05', 720],
      ],
    );
    assert.match(
      (await repo.run('diff')).stdout,
      /The price book has changed \(gone\.json before\)\. Both sides use the one after the change/,
    );
    repo.git('commit', '--quiet', '--all', '-m', 'second');
    repo.write('app.py', warm('f', 'H100'));
    assert.equal((await diff()).before.ownBook, null);
    assert.doesNotMatch((await repo.run('diff')).stdout, /price book has changed/);
  });

  describe('a file that cannot be read on one side', () => {
    /** What hides a declaration from a reader of text, and the reason that is given. */
    const HIDDEN: Readonly<Record<string, readonly [string | Uint8Array, RegExp]>> = {
      'bytes that are not UTF-8': [Buffer.from(`# é\n${warm('f')}`, 'latin1'), /not UTF-8 text/],
      'an encoding that nobody knows': [`# coding: rot13\n${warm('f')}`, /its encoding, rot13, is not known/],
      'bytes that do not fit the encoding': [
        Buffer.concat([Buffer.from('# coding: euc-jp\n'), Uint8Array.of(0xff, 10), Buffer.from(warm('f'))]),
        /not text in its encoding/,
      ],
      'a decorator that is not valid Python': [
        warm('f').replace('min_containers=1)', 'min_containers=1,, )'),
        /line 3 is not valid Python/,
      ],
      'a size above the limit': [`${warm('f')}#${'x'.repeat(5_000_001)}\n`, /larger than 5 MB/],
    };

    for (const [title, [content, reason]] of Object.entries(HIDDEN))
      it(`is no change that anybody knows, and passes no check: ${title}`, async () => {
        repo.write('app.py', content);
        const found = await diff();
        assert.deepEqual(kinds(found), ['unread app.py –']);
        assert.equal(found.difference.usdPerMonth.likely, 0);
        const said = (await repo.run('diff')).stdout;
        assert.match(said, /no known difference per month.*, and unknown: 1 file not read/);
        assert.match(said, /Not read, so what changes there is unknown: app\.py after the change \(/);
        assert.match(said, reason);
        for (const format of ['markdown', 'csv'])
          assert.match((await repo.run('diff', '--format', format)).stdout, /not read|unread/, format);
        assert.match((await repo.run('comment')).stdout, /unknown: 1 file not read/);
        for (const args of [['--base=HEAD', '--fail-above=1'], ['--base=HEAD'], []]) {
          const { status, stdout } = await repo.run('check', ...args);
          assert.equal(status, 3, stdout);
          assert.match(stdout, /The check is not complete/);
          assert.match(stdout, reason);
          assert.equal((await repo.run('check', '--allow-unread', ...args)).status, 0);
          const { complete } = JSON.parse((await repo.run('check', '--format=json', ...args)).stdout) as {
            complete: boolean;
          };
          assert.equal(complete, false);
        }
      });

    it('is told for a file that can be read in part only', async () => {
      repo.write('app.py', `def g(:\n${warm('f')}`);
      assert.deepEqual(kinds(await diff()), []);
      const { status, stdout } = await repo.run('check', '--base=HEAD');
      assert.equal(status, 3);
      assert.match(stdout, /app\.py after the change \(only read in part: line 1 is not valid Python\)/);
    });

    it('is none in either direction', async () => {
      repo.commit({ 'app.py': Buffer.from(`# é\n${warm('f')}`, 'latin1') });
      repo.write('app.py', warm('f'));
      assert.deepEqual(kinds(await diff()), ['unread – app.py']);
      assert.equal((await diff()).difference.usdPerMonth.likely, 0);
    });

    it('is read in the encoding that it declares', async () => {
      repo.write('app.py', Buffer.from(`# coding: latin-1\n# é\n${warm('f')}`, 'latin1'));
      assert.deepEqual(kinds(await diff()), []);
      assert.equal((await repo.run('check', '--base=HEAD')).status, 0);
    });
  });

  it('from the newest commit in common, where that is asked for', async () => {
    const first = repo.git('rev-parse', 'HEAD');
    repo.git('checkout', '--quiet', '-b', 'feature');
    repo.commit({ 'mine.py': warm('g') });
    repo.git('checkout', '--quiet', 'main');
    repo.commit({ 'theirs.py': warm('h', 'T4') });
    repo.git('checkout', '--quiet', 'feature');
    assert.deepEqual(kinds(await diff('--base', 'main')).sort(), ['added – mine.py', 'removed theirs.py –']);
    const found = await diff('--base', 'main', '--merge-base');
    assert.deepEqual(kinds(found), ['added – mine.py']);
    assert.equal(found.before.commit, first);
    rmSync(join(repo.path, '.git/objects', first.slice(0, 2), first.slice(2)));
    const broken = await repo.run('diff', '--base', 'main', '--merge-base');
    assert.equal(broken.status, 2);
    assert.match(broken.stderr, new RegExp(`git merge-base: .*${first}`));
  });

  it('names of every kind', async () => {
    const names = [
      'a b.py',
      '"quoted".py',
      "it's.py",
      'line\nbreak.py',
      'tab\t.py',
      '-dash.py',
      '--output=x.py',
      '$(touch pwned).py',
      'back\\slash.py',
      ':(glob)*.py',
      'naïve – 模型.py',
      'deep/er/ than/this.py',
    ];
    repo.commit(Object.fromEntries(names.map((name, i) => [name, warm(`f${i}`)])));
    const found = await diff('--base', 'HEAD~1');
    assert.deepEqual(found.changes.map(({ after }) => after?.file).sort(), [...names].sort());
    assert.deepEqual((await diff('--base', 'HEAD~1', '--head', 'HEAD')).changes, found.changes);
    for (const name of names) {
      const one = await repo.run('diff', '--base', 'HEAD~1', '--format', 'json', '--', name);
      assert.deepEqual(kinds(JSON.parse(one.stdout) as Diff), [`added – ${name}`], one.stderr);
    }
    assert.ok(!existsSync(join(repo.path, 'pwned')));
    for (const format of ['table', 'markdown', 'csv'])
      assert.doesNotMatch(
        (await repo.run('diff', '--base', 'HEAD~1', '--format', format)).stdout.replaceAll('\r\n', '\n'),
        /[\u0000-\u0009\u000b-\u001f\u007f]/,
        format,
      );
  });

  it('what has a name that is no text, and names it once', async function () {
    if (process.platform !== 'linux') return this.skip();
    const id = repo.git('hash-object', '-w', 'app.py');
    const input = Buffer.concat([
      Buffer.from(`100644 blob ${id}\tbad`),
      Buffer.from([0xff, 0xfe]),
      Buffer.from(`.py\x00100644 blob ${id}\tgood.py\x00`),
    ]);
    const tree = execFileSync('git', ['mktree', '-z'], { cwd: repo.path, input, env: GIT_ENVIRONMENT });
    const commit = repo.git('commit-tree', tree.toString().trim(), '-m', 'x');
    const found = await diff('--base', commit, '--head', 'HEAD');
    assert.deepEqual(kinds(found), ['moved good.py app.py']);
    assert.deepEqual(found.before.skipped, [
      { file: 'bad��.py', reason: 'its name is not UTF-8', reasonKind: 'nameNotUtf8' },
    ]);
    assert.equal(found.unchanged, 0);
  });

  it('no link, no submodule, nothing that is ignored, and none of the folders that are never read', async () => {
    repo.write('.gitignore', 'ignored.py\nbuild/\n');
    repo.commit({ 'venv/x.py': warm('x'), 'sub/node_modules/y.py': warm('y') });
    symlinkSync('app.py', join(repo.path, 'link.py'));
    symlinkSync('.', join(repo.path, 'round'));
    repo.write('ignored.py', warm('g'));
    repo.write('build/out.py', warm('g'));
    assert.deepEqual(kinds(await diff('--base', 'HEAD~1')), []);
    repo.git('add', '--all');
    repo.git('commit', '--quiet', '-m', 'links');
    repo.git('update-index', '--add', '--cacheinfo', `160000,${repo.git('rev-parse', 'HEAD')},module`);
    repo.git('commit', '--quiet', '-m', 'module');
    for (const head of [[], ['--head', 'HEAD']])
      assert.deepEqual(kinds(await diff('--base', 'HEAD~3', ...head)), [], head.join(' '));
  });

  it('files that are too large or no text as such, in either state', async () => {
    repo.commit({
      'bytes.py': new Uint8Array([0x6d, 0x6f, 0x64, 0x61, 0x6c, 0xff]),
      'large.py': `# modal\n${'#'.repeat(5_000_000)}\n`,
    });
    const skipped = [
      { file: 'bytes.py', reason: 'not UTF-8 text', reasonKind: 'notUtf8' },
      { file: 'large.py', reason: 'larger than 5 MB', reasonKind: 'tooLarge' },
    ];
    const found = await diff();
    assert.deepEqual([found.before.skipped, found.after.skipped], [skipped, skipped]);
    assert.deepEqual((await diff('--base', 'HEAD~1', '--head', 'HEAD')).before.skipped, []);
  });

  it('what files import, each state its own, and files outside the paths', async () => {
    repo.commit({ 'lib/common.py': 'GPU = "T4"\n', 'main.py': IMPORTING });
    repo.commit({ 'lib/common.py': 'GPU = "H100"\n' });
    const found = await diff('--base', 'HEAD~1', '--head', 'HEAD', 'main.py');
    assert.deepEqual(found.changes[0]?.causes, [
      { what: 'parameter', kind: 'parameter', name: 'gpu', before: '"T4"', after: '"H100"' },
    ]);
    assert.deepEqual((await diff('--base', 'HEAD~1', 'main.py')).changes, found.changes);
  });

  it('the folder that it is asked for, from there', async () => {
    repo.commit({ 'services/a/app.py': warm('a'), 'services/b/app.py': warm('b') });
    assert.deepEqual(kinds(await diff('--base', 'HEAD~1', 'services/b')), ['added – services/b/app.py']);
    const inside = await modalCost(['diff', '--base', 'HEAD~1', '--format', 'json'], {
      cwd: join(repo.path, 'services'),
      env: GIT_ENVIRONMENT,
    });
    assert.deepEqual(kinds(JSON.parse(inside.stdout) as Diff).sort(), [
      'added – a/app.py',
      'added – b/app.py',
    ]);
    const outside = await modalCost(
      ['diff', '--base', 'HEAD~1', '--format', 'json', join(repo.path, 'services/a')],
      {
        env: GIT_ENVIRONMENT,
      },
    );
    assert.deepEqual(kinds(JSON.parse(outside.stdout) as Diff), ['added – app.py'], outside.stderr);
  });

  it('what a sparse checkout leaves out from Git', async () => {
    repo.commit({ 'other/app.py': warm('g'), 'other/mine.py': warm('h') });
    repo.git('sparse-checkout', 'set', '--no-cone', '/app.py');
    assert.ok(!existsSync(join(repo.path, 'other/app.py')));
    assert.deepEqual(kinds(await diff()), []);
    assert.equal((await diff()).unchanged, 3);
  });

  it('more than is read at once', async () => {
    const filler = '# modal\n'.repeat(60_000);
    const files = Object.fromEntries(
      Array.from({ length: 60 }, (_, i) => [
        `f${String(i).padStart(2, '0')}.py`,
        filler + warm(`f${i}`) + `# ${i}\n`,
      ]),
    );
    repo.commit(files);
    const found = await diff('--base', 'HEAD~1', '--head', 'HEAD');
    assert.equal(found.changes.length, 60);
    assert.ok(Math.abs(found.difference.usdPerMonth.likely - 60 * 2887.94862) < 1e-6);
  });

  it('runs nothing that the repository names', async () => {
    const program = repo.write('evil.sh', `#!/bin/sh\ntouch "${join(repo.path, 'pwned')}"\n`);
    chmodSync(program, 0o755);
    for (const name of ['core.fsmonitor', 'core.pager', 'diff.external', 'filter.x.smudge', 'filter.x.clean'])
      repo.git('config', name, program);
    repo.write('.gitattributes', '*.py filter=x diff=x\n');
    repo.git('config', 'diff.x.textconv', program);
    rmSync(join(repo.path, 'pwned'), { force: true });
    repo.write('new.py', warm('g'));
    assert.deepEqual(kinds(await diff()), ['added – new.py']);
    assert.ok(!existsSync(join(repo.path, 'pwned')));
  });

  describe('ends with 2', () => {
    const wrong = (run: Run, message: RegExp): void => {
      assert.deepEqual([run.status, run.stdout], [2, ''], run.stderr);
      assert.match(run.stderr, message);
      assert.doesNotMatch(run.stderr, /\n\s+at /, 'no stack');
    };

    it('where there is no repository, with what to do', async () => {
      const plain = folder({ 'app.py': warm('f') });
      for (const command of ['diff', 'comment'])
        wrong(
          await modalCost([command], { cwd: plain.path, env: GIT_ENVIRONMENT }),
          /not a Git repository: .*git init/,
        );
      wrong(
        await modalCost(['check', '--base', 'HEAD'], { cwd: plain.path, env: GIT_ENVIRONMENT }),
        /not a Git repository/,
      );
      plain.remove();
    });

    it('where there is no Git, with what to do', async () => {
      const nowhere = folder();
      wrong(
        await modalCost(['diff'], { cwd: repo.path, env: { PATH: nowhere.path } }),
        /git was not found: install/,
      );
      nowhere.remove();
    });

    it('for a revision that is unknown, with what to do', async () => {
      for (const flag of ['--base', '--head']) {
        wrong(
          await repo.run('diff', flag, 'nowhere'),
          /“nowhere” is unknown: this repository has no such branch, tag or commit/,
        );
        // It has everything: nothing is to be fetched for a slip of the pen.
        const typo = await repo.run('diff', flag, 'HEAD~x');
        wrong(typo, /“HEAD~x” is unknown/);
        assert.doesNotMatch(typo.stderr, /fetch/);
        wrong(await repo.run('diff', flag, '0123456789'.repeat(4)), /unknown/);
        wrong(await repo.run('diff', flag, 'HEAD:app.py'), /unknown/);
      }
    });

    it('for what is not a revision, without asking Git', async () => {
      for (const revision of ['--output=pwned', '-x', '', '--', 'a\nb'])
        wrong(
          await repo.run('diff', `--base=${revision}`),
          /is not a revision: give a branch, a tag or a commit/,
        );
      for (const revision of ['^HEAD', 'HEAD..main', '@{-1}', '*', 'HEAD^@'])
        wrong(await repo.run('diff', `--base=${revision}`), /unknown/);
      assert.ok(!existsSync(join(repo.path, 'pwned')));
    });

    it('where nothing is committed yet', async () => {
      const empty = repository();
      wrong(await empty.run('diff'), /there is no commit to compare with/);
      empty.remove();
    });

    it('for a path that neither state has', async () => {
      wrong(
        await repo.run('diff', 'nowhere.py'),
        /nowhere\.py: no such file or folder, before or after the change/,
      );
      rmSync(join(repo.path, 'app.py'));
      assert.deepEqual(kinds(await diff('app.py')), ['removed app.py –']);
      mkdirSync(join(repo.path, 'sub'));
      wrong(
        await modalCost(['diff', '.', '..'], { cwd: join(repo.path, 'sub'), env: GIT_ENVIRONMENT }),
        /\.\. is outside .*: give paths in one folder/,
      );
    });
  });

  it('a shallow clone up to its end', async () => {
    repo.commit({ 'new.py': warm('g') });
    const clone = folder();
    const done = spawnSync('git', ['clone', '--quiet', '--depth=1', `file://${repo.path}`, 'x'], {
      cwd: clone.path,
      env: GIT_ENVIRONMENT,
    });
    assert.equal(done.status, 0);
    const run = await modalCost(['diff', '--base', 'HEAD~1'], {
      cwd: join(clone.path, 'x'),
      env: GIT_ENVIRONMENT,
    });
    assert.equal(run.status, 2);
    assert.match(run.stderr, /“HEAD~1” is unknown: run git fetch origin REVISION\. .*fetch-depth: 0/);
    clone.remove();
  });

  it('a renamed file and a moved declaration as such', async () => {
    repo.commit({
      'lib/two.py': `${warm('g', 'L40S')}@app.cls(gpu="A10", timeout=60, max_containers=3)\nclass M: ...\n`,
    });
    mkdirSync(join(repo.path, 'elsewhere'));
    renameSync(join(repo.path, 'lib/two.py'), join(repo.path, 'elsewhere/three.py'));
    const text = readFileSync(join(repo.path, 'elsewhere/three.py'), 'utf8');
    repo.write('elsewhere/three.py', text.replace('class M', 'class N'));
    assert.deepEqual(kinds(await diff()).sort(), [
      'moved lib/two.py elsewhere/three.py',
      'movedAndRenamed lib/two.py elsewhere/three.py',
    ]);
  });
});

const IMPORTING = `import modal
from lib.common import GPU
app = modal.App()
@app.function(gpu=GPU)
def f(): ...
`;
