/** What `modal-cost check`, `diff` and `comment` take and how they end. */
import { strict as assert } from 'node:assert';
import { COMMENT_TAG } from '../../src/core/render/review/pullRequestComment';
import { changedRepository } from './change';
import { repository, type TestRepository } from './repository';
import { folder, modalCost, type Folder, type Run } from './run';

const app = (...decorators: readonly string[]): string =>
  [
    'import modal\napp = modal.App()\n',
    ...decorators.map((each, i) => `@app.function(${each})\ndef f${i}(): ...\n`),
  ].join('');
const WARM = 'gpu="H100", min_containers=1, max_containers=2';
/** Under the review's book, $311.04 a month. */
const REVIEW = '--book=review-2026-05';

describe('modal-cost check', () => {
  let work: Folder;
  beforeEach(() => {
    work = folder({ 'app.py': app(WARM) });
  });
  afterEach(() => {
    work.remove();
  });
  const check = (...args: readonly string[]): Promise<Run> =>
    modalCost(['check', REVIEW, ...args], { cwd: work.path });
  const team = (content: object): void =>
    void work.write('modal-cost.json', JSON.stringify({ version: 1, ...content }));

  it('passes with warnings, and fails with an error', async () => {
    assert.equal((await check()).status, 0);
    team({ rules: { 'warm-gpu': 'error' } });
    const { status, stdout, stderr } = await check();
    assert.deepEqual([status, stderr], [1, '']);
    assert.match(stdout, /app\.py:3:27 +error +warm-gpu/);
    team({ rules: { 'warm-gpu': 'off' } });
    assert.equal((await check()).status, 0);
  });

  it('passes what is silenced with a reason', async () => {
    team({ rules: { 'warm-gpu': 'error' } });
    work.write('app.py', app(WARM).replace('@app', '# modal-cost: ignore warm-gpu the demo\n@app'));
    const { status, stdout } = await check();
    assert.equal(status, 0);
    assert.match(stdout, /^0 errors.*, 1 silenced\.$/m);
  });

  it('judges the budget of the workspace only where all of it is looked at', async () => {
    team({ budgets: { workspace: { floor: 100 } } });
    assert.equal((await check()).status, 1);
    assert.equal((await check('.')).status, 1);
    assert.equal((await check('app.py')).status, 0);
    team({ budgets: { workspace: { floor: 400 } } });
    assert.equal((await check()).status, 0);
    team({ budgets: { declarations: { 'app.py::*': { floor: 100 } } } });
    assert.equal((await check('app.py')).status, 1);
  });

  it('fails above a sum, and not at it', async () => {
    for (const [limit, status] of [
      ['311.04', 0],
      ['$311.05', 0],
      ['311.03', 1],
      ['0', 1],
    ] as const)
      assert.equal((await check('--fail-above', limit)).status, status, limit);
    assert.match(
      (await check('--fail-above=300')).stdout,
      /cost \$311\.04 or more per month: \$11\.04 over the limit of \$300\.00/,
    );
  });

  it('passes where there is no Modal code, and says so', async () => {
    work.write('app.py', 'print()\n');
    const { status, stderr } = await check('--fail-above=0');
    assert.deepEqual(
      [status, stderr.trim()],
      [0, 'modal-cost: no Modal code in . (1 Python file or notebook found)'],
    );
  });

  it('does not pass with a team file that it cannot read in full, whatever else', async () => {
    work.write('modal-cost.json', '{\n  "version": 1,\n  "rules": { "warm-gpu": "eror" }\n}');
    const { status, stdout, stderr } = await check();
    assert.equal(status, 2);
    assert.match(stderr, /^modal-cost: modal-cost\.json:3:\d+: .*did you mean "error"/im);
    assert.match(stdout, /warm-gpu/);
  });

  it('goes by the nearest team file, and names files from there', async () => {
    const quiet = JSON.stringify({ version: 1, rules: { 'warm-gpu': 'off' } });
    const loud = JSON.stringify({
      version: 1,
      rules: { 'warm-gpu': 'error' },
      budgets: { workspace: { floor: 1 } },
    });
    work.write('modal-cost.json', quiet);
    work.write('services/ml/modal-cost.json', loud);
    work.write('services/ml/deep/app.py', app(WARM));
    work.write('services/web/app.py', app(WARM));
    assert.equal((await check('.')).status, 0);
    assert.equal((await check('services')).status, 0);
    assert.equal((await check('services/web')).status, 0);
    assert.equal((await check('services/web', 'services/ml')).status, 0, 'one team file holds for all');
    const own = await check('services/ml');
    assert.equal(own.status, 1);
    assert.match(own.stdout, /^deep\/app\.py:3:27 +error +warm-gpu/m);
    assert.match(own.stdout, /over-budget/);
    const part = await check('services/ml/deep');
    assert.match(part.stdout, /^deep\/app\.py:3:27 +error +warm-gpu/m);
    assert.doesNotMatch(part.stdout, /over-budget/);
    const { stdout } = await check('services/ml', '--format=sarif');
    assert.match(stdout, /"uri": "services\/ml\/deep\/app\.py"/);
    assert.match(stdout, /"uri": "services\/ml\/modal-cost\.json"/);
  });

  it('takes only options that do something', async () => {
    for (const [args, message] of [
      [['check', '--platform', 'github'], /--platform works with comment, not with check/],
      [['check', '--head', 'HEAD'], /--head needs --base/],
      [['check', '--min-delta', '5'], /--min-delta needs --base/],
      [['diff', '--fail-above', '5'], /--fail-above works with check, not with diff/],
      [['scan', '--base', 'HEAD', '.'], /--base works with diff, comment, check/],
      [['estimate', '--cold-starts', '1%', '.'], /--cold-starts works with advise/],
      [['diff', '--format', 'sarif'], /--format of diff must be table, json, markdown or csv/],
      [['comment', '--format', 'table'], /--format of comment must be markdown/],
      [['comment', '--platform', 'bitbucket'], /--platform must be github or gitlab/],
      [['check', '--fail-above', '-1'], /--fail-above/],
      [['check', '--fail-above', 'much'], /--fail-above must be USD per month/],
      [
        ['diff', '--min-delta', '5 apples'],
        /--min-delta must be USD per month, such as 10, or a percentage, such as 5%/,
      ],
    ] as const) {
      const run = await modalCost(args, { cwd: work.path });
      assert.deepEqual([run.status, run.stdout], [2, ''], args.join(' '));
      assert.match(run.stderr, message);
    }
  });
});

describe('a team file', () => {
  let work: Folder;
  beforeEach(() => {
    work = folder({
      'lib/app.py': app('gpu="H100"'),
      'modal-cost.json': JSON.stringify({
        version: 1,
        priceBook: 'prices/ours.json',
        discounts: { gpu: { H100: 0.5 } },
        declarations: { 'lib/app.py::f0': { requests_per_day: 100, seconds_per_request: 1 } },
      }),
      'prices/ours.json': JSON.stringify(BOOK),
    });
  });
  afterEach(() => {
    work.remove();
  });
  const run = (...args: readonly string[]): Promise<Run> => modalCost(args, { cwd: work.path });

  it('is in force for an estimate of any part of its folder', async () => {
    for (const path of ['.', 'lib', 'lib/app.py']) {
      const { stdout, stderr } = await run('estimate', path);
      assert.match(stdout, /^lib\/app\.py:3 +f0 +H100 +\$1\.80 +none +\$0\.15 +≈ \$1\.50$/m, stderr);
      assert.match(stdout, /Prices: Ours.*, with the team’s discounts; /);
    }
    assert.match((await run('advise', 'lib/app.py::f0')).stdout, /≈|\$/);
  });

  it('gives way to options', async () => {
    const { stdout } = await run(
      'estimate',
      'lib',
      '--book=modal-list-2026-10',
      '--hours=100',
      '--usage',
      'requests_per_day=0',
    );
    assert.match(stdout, /Modal’s published list.*a month has 100 h/);
    assert.match(stdout, /≈ \$0$/m);
  });

  it('with a price book that is not to be had stops all that has a price, and no scan', async () => {
    for (const book of ['nowhere.json', 'lib/app.py']) {
      work.write('modal-cost.json', JSON.stringify({ version: 1, priceBook: book }));
      for (const command of ['estimate', 'check']) {
        const { status, stdout, stderr } = await run(command, '.');
        assert.deepEqual([status, stdout], [2, ''], stderr);
        assert.ok(stderr.includes(book), stderr);
        assert.doesNotMatch(stderr, /\n\s+at /);
      }
      assert.equal((await run('scan', '.')).status, 0);
      assert.equal((await run('estimate', '.', '--book=review-2026-05')).status, 0);
    }
  });
});

const BOOK = {
  version: 1,
  id: 'ours',
  title: 'Ours',
  date: '2026-07',
  extends: 'review-2026-05',
  sources: { contract: { title: 'Contract', date: '2026-07' } },
  gpus: { H100: { active: { value: 0.001, unit: 'USD/GPU-s', source: 'contract', date: '2026-07' } } },
};

describe('a change', () => {
  let repo: TestRepository;
  afterEach(() => {
    repo.remove();
  });

  it('answers for what is new in it, not for what was there', async () => {
    repo = repository({
      'app.py': app(WARM),
      'modal-cost.json': JSON.stringify({
        version: 1,
        rules: { 'warm-gpu': 'error' },
        budgets: { workspace: { floor: 100 } },
      }),
    });
    assert.equal((await repo.run('check')).status, 1);
    assert.equal((await repo.run('check', '--base', 'HEAD')).status, 0, 'nothing changed');
    repo.commit({ 'moved/app.py': app(WARM) }, ['app.py']);
    assert.equal((await repo.run('check', '--base', 'HEAD~1')).status, 0, 'only moved');
    repo.write('moved/app.py', app(WARM, 'cpu=1'));
    assert.equal((await repo.run('check', '--base', 'HEAD')).status, 0, 'a declaration without findings');
    repo.write('moved/app.py', app(WARM, 'gpu="T4", min_containers=1, max_containers=1'));
    const over = await repo.run('check', REVIEW, '--base', 'HEAD');
    assert.equal(over.status, 1, 'the budget is further exceeded');
    assert.match(over.stdout, /over-budget/);
    assert.doesNotMatch(over.stdout, /warm-gpu/);
    repo.write('moved/app.py', app(WARM, WARM));
    assert.match((await repo.run('check', '--base', 'HEAD')).stdout, /moved\/app\.py:5:\d+ +error +warm-gpu/);
  });

  it('may add so much, and take away any', async () => {
    repo = repository({ 'app.py': app('gpu="H100", max_containers=2') });
    repo.commit({ 'app.py': app(WARM) });
    const above = async (base: string, head: string, limit: string): Promise<number | null> =>
      (await repo.run('check', REVIEW, '--base', base, '--head', head, '--fail-above', limit)).status;
    assert.equal(await above('HEAD~1', 'HEAD', '311.04'), 0);
    assert.equal(await above('HEAD~1', 'HEAD', '311'), 1);
    assert.equal(await above('HEAD', 'HEAD~1', '0'), 0);
    assert.equal(await above('HEAD', 'HEAD', '0'), 0);
  });

  it('is left out where it is small, up or down, in USD and in percent', async () => {
    repo = repository({ 'app.py': app(WARM, 'gpu="T4", min_containers=10', 'gpu="A10", min_containers=12') });
    repo.commit({
      // + $311.04 (100%), + $28.51 (10%), − 12 × $51.84 (100%)
      'app.py': app(WARM.replace('=1', '=2'), 'gpu="T4", min_containers=11', 'gpu="A10"'),
    });
    const shown = async (min: string, ...ends: [string, string]): Promise<string> => {
      const [base, head] = ends;
      const { stdout } = await repo.run(
        'diff',
        REVIEW,
        `--base=${base}`,
        `--head=${head}`,
        `--min-delta=${min}`,
        '--format=json',
      );
      const diff = JSON.parse(stdout) as { changes: { after: { name: string } }[]; leftOut: number };
      assert.equal(diff.changes.length + diff.leftOut, 3);
      return diff.changes
        .map(({ after }) => after.name)
        .sort()
        .join(' ');
    };
    for (const ends of [
      ['HEAD~1', 'HEAD'],
      ['HEAD', 'HEAD~1'],
    ] as [string, string][]) {
      assert.equal(await shown('0', ...ends), 'f0 f1 f2');
      assert.equal(await shown('28', ...ends), 'f0 f1 f2');
      assert.equal(await shown('29', ...ends), 'f0 f2');
      assert.equal(await shown('$400', ...ends), 'f2');
      assert.equal(await shown('1000', ...ends), '');
      assert.equal(await shown('5%', ...ends), 'f0 f1 f2');
      assert.equal(await shown('20%', ...ends), 'f0 f2');
    }
    assert.equal(await shown('100%', 'HEAD~1', 'HEAD'), 'f0 f2');
    assert.equal(
      await shown('100%', 'HEAD', 'HEAD~1'),
      'f2',
      'from nothing to something is more than any percent',
    );
  });

  it('keeps its errors, however small', async () => {
    repo = repository({ 'app.py': app('gpu="T4", max_containers=2') });
    repo.commit({ 'app.py': app('gpu="T4", min_containers=3, max_containers=2') });
    const args = ['check', '--base', 'HEAD~1', '--head', 'HEAD', '--min-delta', '1000000'];
    const { status, stdout } = await repo.run(...args);
    assert.equal(status, 1);
    assert.match(stdout, /min-over-max/);
    assert.match(stdout, /1 with a smaller difference not shown/);
  });

  it('has a comment that is found again, of one size at most, and says what it leaves out', async () => {
    repo = changedRepository();
    const many = Array.from({ length: 700 }, () => 'gpu="H100", min_containers=1, keep_warm=2, timeout=100');
    repo.commit({ 'many.py': app(...many) });
    const comment = async (platform: string): Promise<string> => {
      const { status, stdout } = await repo.run('comment', '--base', 'HEAD~1', '--platform', platform);
      assert.equal(status, 0);
      assert.ok(stdout.startsWith(`${COMMENT_TAG}\n`));
      return stdout;
    };
    const github = await comment('github');
    assert.ok(github.length <= 65_536 && Buffer.byteLength(github) <= 65_536, String(github.length));
    const rows = github.match(/^\| added /gm)!.length;
    assert.ok(rows > 100 && rows < 700);
    assert.ok(github.includes(`\n\n${700 - rows} more are not shown here.\n\n`));
    assert.equal(github.match(/<details>/g)!.length, github.match(/<\/details>/g)!.length);
    assert.match(github, /Prices: /);
    assert.equal((await comment('gitlab')).match(/^\| added /gm)!.length, 700);
  });

  it('is the negative of the change back', async () => {
    repo = changedRepository();
    const numbers = async (base: string, head: string): Promise<Map<string, number[]>> => {
      const { stdout } = await repo.run('diff', '--base', base, '--head', head, '--format=json');
      const { difference, totals, changes } = JSON.parse(stdout) as Record<string, never>;
      const found = new Map<string, number[]>();
      const walk = (value: unknown, path: string): void => {
        if (typeof value !== 'object' || value === null) return;
        const { low, likely, high } = value as Record<string, number>;
        if (/delta|usdPerMonth/.test(path) && low !== undefined) found.set(path, [low, likely!, high!]);
        for (const [key, each] of Object.entries(value)) walk(each, `${path}/${key}`);
      };
      walk({ difference, totals, changes }, '');
      return found;
    };
    const [there, back] = [await numbers('main', 'feature'), await numbers('feature', 'main')];
    assert.ok(there.size > 20);
    assert.deepEqual([...there.keys()].sort(), [...back.keys()].sort());
    for (const [path, [low, likely, high]] of there)
      assert.deepEqual(back.get(path), [0 - high!, 0 - likely!, 0 - low!], path);
  });

  it('may be one of discounts, but of one price book', async () => {
    const team = (factor: number): string =>
      JSON.stringify({ version: 1, priceBook: 'ours.json', discounts: { all: factor } });
    repo = repository({ 'app.py': app(WARM), 'ours.json': JSON.stringify(BOOK), 'modal-cost.json': team(1) });
    repo.commit({ 'modal-cost.json': team(0.5) });
    const { stdout } = await repo.run('diff', '--base=HEAD~1', '--head=HEAD');
    assert.match(stdout, /^changed +app\.py:3 .*\$3\.60 → \$1\.80/m);
    assert.match(stdout, /discount 1 → 0\.5/);
    repo.commit({ 'ours.json': JSON.stringify(BOOK).replace('0.001', '0.002') });
    const { stdout: newBook } = await repo.run('diff', '--base=HEAD~1', '--head=HEAD');
    assert.doesNotMatch(newBook, /^changed/m);
    assert.match(newBook, /The price book has changed \(ours\.json before\)/);
  });

  it('is told without color, and the same whatever the environment asks for', async () => {
    repo = changedRepository();
    for (const command of [['diff', '--base=main'], ['comment', '--base=main'], ['check']]) {
      const plain = await modalCost(command, { cwd: repo.path });
      const asked = await modalCost(command, {
        cwd: repo.path,
        env: {
          FORCE_COLOR: '1',
          TERM: 'xterm-256color',
          LANG: 'de_DE.UTF-8',
          COLUMNS: '40',
          TZ: 'Asia/Tokyo',
        },
      });
      assert.equal(asked.stdout, plain.stdout);
      assert.doesNotMatch(plain.stdout, /\u001b/);
    }
  });
});
