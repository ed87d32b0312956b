/** Repositories of other shapes: partial and bare ones, worktrees, submodules, links. */
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, symlinkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { GIT_ENVIRONMENT, repository, type TestRepository } from './repository';
import { folder, modalCost, type Folder, type Run } from './run';

const warm = (name: string, count = 1): string =>
  `import modal\napp = modal.App()\n@app.function(gpu="H100", min_containers=${count})\ndef ${name}(): ...\n`;

describe('modal-cost in', () => {
  let repo: TestRepository;
  let other: Folder;
  beforeEach(() => {
    repo = repository({ 'app.py': warm('f'), 'lib/two.py': warm('g') });
    other = folder();
  });
  afterEach(() => {
    repo.remove();
    other.remove();
  });
  const git = (cwd: string, ...args: readonly string[]): void => {
    const { status, stderr } = spawnSync('git', args, { cwd, env: GIT_ENVIRONMENT, encoding: 'utf8' });
    assert.equal(status, 0, stderr);
  };
  const run = (cwd: string, ...args: readonly string[]): Promise<Run> =>
    modalCost(args, { cwd, env: GIT_ENVIRONMENT });
  const clone = (filter: string, ...more: readonly string[]): string => {
    repo.git('config', 'uploadpack.allowFilter', 'true');
    git(other.path, 'clone', '--quiet', `--filter=${filter}`, ...more, `file://${repo.path}`, 'x');
    return join(other.path, 'x');
  };

  it('a partial clone: what it lacks is named, the rest is priced, and nothing is fetched', async () => {
    repo.commit({ 'app.py': warm('f', 2), 'new.py': warm('h') });
    const path = clone('blob:none');
    renameSync(repo.path, `${repo.path}-gone`);
    try {
      const { status, stdout, stderr } = await run(path, 'check', '--base', 'HEAD~1', '--head', 'HEAD');
      assert.equal(status, 3, stderr);
      assert.match(stdout, /app\.py before the change \(Git does not have its content locally\)/);
      assert.match(stdout, /Not read, .*: app\.py/);
      assert.match((await run(path, 'diff', '--base', 'HEAD~1')).stdout, /added +new\.py/);
    } finally {
      renameSync(`${repo.path}-gone`, repo.path);
    }
  });

  it('a partial clone without its folders, with what to do', async () => {
    repo.commit({ 'lib/two.py': warm('g', 3) });
    const { status, stderr } = await run(clone('tree:0'), 'diff', '--base', 'HEAD~1');
    assert.equal(status, 2);
    assert.match(stderr, /partial clone lacks folders of “HEAD~1”: run git ls-tree -r on it to fetch them/);
  });

  it('a partial clone that is sparse, too', async () => {
    repo.commit({ 'other/x.py': warm('h') });
    const path = clone('blob:none', '--sparse');
    const { status, stdout } = await run(path, 'check', '--base', 'HEAD');
    assert.equal(status, 3, stdout);
    assert.match(stdout, /other\/x\.py \(Git does not have its content locally\)/);
  });

  it('a bare repository only where it is named', async () => {
    git(other.path, 'clone', '--quiet', '--bare', repo.path, 'bare');
    const path = join(other.path, 'bare');
    const { status, stderr } = await run(path, 'diff', '--base', 'HEAD', '--head', 'HEAD');
    assert.equal(status, 2);
    assert.match(stderr, /this is a bare repository: to trust it, set the environment variable GIT_DIR/);
    const named = await modalCost(['diff', '--base', 'HEAD', '--head', 'HEAD'], {
      cwd: path,
      env: { ...GIT_ENVIRONMENT, GIT_DIR: path },
    });
    assert.equal(named.status, 0, named.stderr);
  });

  it('a worktree as in any other', async () => {
    repo.git('worktree', 'add', '--quiet', join(other.path, 'tree'), '-b', 'second');
    const path = join(other.path, 'tree');
    assert.match((await run(path, 'diff')).stdout, /no change/);
    unlinkSync(join(path, 'app.py'));
    assert.match((await run(path, 'diff')).stdout, /removed +app\.py/);
    assert.match((await repo.run('diff')).stdout, /no change/);
  });

  describe('a repository with a submodule', () => {
    beforeEach(() => {
      const inner = repository({ 'inner.py': warm('i') });
      repo.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.path, 'sub');
      repo.commit({});
      inner.remove();
    });

    it('says nothing of it where it stays', async () => {
      repo.commit({ 'app.py': warm('f', 1) });
      for (const args of [[], ['--head', 'HEAD'], ['app.py']])
        assert.equal((await repo.run('check', '--base', 'HEAD~1', ...args)).status, 0);
    });

    it('names it as not read where it is another commit, or comes, or goes', async () => {
      for (const base of ['HEAD~1', 'HEAD']) {
        if (base === 'HEAD') {
          git(join(repo.path, 'sub'), 'commit', '--quiet', '--allow-empty', '-m', 'x');
          repo.git('add', 'sub');
        }
        const { status, stdout } = await repo.run('check', '--base', base);
        assert.equal(status, 3, stdout);
        assert.match(stdout, /sub(?: after the change)? \(a submodule that changes\)/);
        assert.equal((await repo.run('check', '--base', base, '--allow-unread')).status, 0);
        assert.equal((await repo.run('check', '--base', base, 'app.py')).status, 0);
      }
      rmSync(join(repo.path, 'sub'), { recursive: true });
      repo.git('rm', '--quiet', '--cached', 'sub');
      assert.equal((await repo.run('check', '--base', 'HEAD')).status, 3);
    });

    it('is a repository of its own inside', async () => {
      const { status, stdout } = await run(join(repo.path, 'sub'), 'diff');
      assert.equal(status, 0);
      assert.match(stdout, /no change/);
    });
  });

  describe('a repository with links', () => {
    const BOTH = [[], ['--head', 'HEAD']] as const;

    it('follows those to its own team file, price book and modules', async () => {
      repo.write('shared/team.json', '{ "version": 1, "hoursPerMonth": 700, "priceBook": "book.json" }');
      repo.write(
        'shared/ours.json',
        '{ "version": 1, "id": "ours", "title": "Ours", "date": "2026-05", "extends": "review-2026-05" }',
      );
      repo.write('common/sizes.py', 'GPU = "T4"\n');
      symlinkSync('shared/team.json', join(repo.path, 'modal-cost.json'));
      symlinkSync('shared/ours.json', join(repo.path, 'book.json'));
      symlinkSync('common', join(repo.path, 'linked'));
      repo.commit({
        'main.py': warm('m')
          .replace('"H100"', 'GPU')
          .replace('import modal', 'import modal\nfrom linked.sizes import GPU'),
      });
      for (const head of BOTH) {
        const { stdout, stderr } = await repo.run('diff', '--base', 'HEAD~1', ...head);
        assert.match(stdout, /Ours, over: .* a month has 700 h/, stderr);
        assert.match(stdout, /added +main\.py:4 +m +none → \$/);
      }
    });

    it('follows none that leads out of it, or to what Git keeps', async () => {
      const outside = folder({ 'team.json': '{ "version": 1, "TOKEN": 1 }', 'code.py': warm('far') });
      for (const target of [join(outside.path, 'team.json'), '../x.json', '.git/config', 'modal-cost.json']) {
        symlinkSync(target, join(repo.path, 'modal-cost.json'));
        repo.commit({});
        for (const head of BOTH) {
          const { status, stdout, stderr } = await repo.run('check', '--base', 'HEAD', ...head);
          assert.equal(status, 2, stdout);
          assert.match(
            stderr,
            /^modal-cost: modal-cost\.json: a symbolic link to something that is not read\n$/,
          );
        }
        unlinkSync(join(repo.path, 'modal-cost.json'));
      }
      repo.commit({});
      // A folder that Git knows may be a link on disk.
      rmSync(join(repo.path, 'lib'), { recursive: true });
      mkdirSync(join(outside.path, 'lib'));
      outside.write('lib/two.py', warm('g', 9));
      symlinkSync(join(outside.path, 'lib'), join(repo.path, 'lib'));
      const { status, stdout } = await repo.run('check', '--base', 'HEAD');
      assert.equal(status, 3, stdout);
      outside.remove();
    });

    it('counts a file once, whatever leads to it', async () => {
      symlinkSync('app.py', join(repo.path, 'again.py'));
      symlinkSync('lib', join(repo.path, 'more'));
      assert.match((await repo.run('diff')).stdout, /no change/);
      repo.commit({});
      assert.match((await repo.run('diff', '--base', 'HEAD~1', '--head', 'HEAD')).stdout, /no change/);
      assert.equal((await repo.run('check')).stdout.match(/ warm-gpu /g)?.length, 2);
    });
  });
});
