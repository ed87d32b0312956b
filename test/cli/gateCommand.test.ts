/** `modal-cost gate`, with a small script in the place of `modal`. */
import { strict as assert } from 'node:assert';
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { readOptions } from '../../src/cli/options';
import { GIT_ENVIRONMENT, repository, type TestRepository } from './repository';
import { folder, PROGRAM, startProgram, type Folder, type Run } from './run';

const app = (gpu: string): string =>
  `import modal\napp = modal.App("a")\n@app.function(gpu=${gpu}, min_containers=1)\ndef f(): ...\n`;
const L4 = app('"L4"');
const H100 = app('"H100"');

/** Writes down its arguments and where it deploys to, and does as it is told by the first. */
const STAND_IN = `#!/bin/sh
echo "$*" >> "$ASKED"
case "$1" in
  deploy) echo "deployed $2"; exit 0;;
  fail) exit 7;;
  stdin) cat;;
  wait) trap 'echo "interrupted"; exit 5' INT; trap 'echo "ended"; exit 6' TERM; echo waiting; while :; do sleep 0.05; done;;
  hang) echo waiting; exec sleep 60;;
esac
`;
const UNDER = ['gate', '--max-increase', '1000', '--'];
const NOT_RUN = 125;

describe('modal-cost gate', function () {
  let tools: Folder;
  let repo: TestRepository;
  let env: NodeJS.ProcessEnv;
  before(function () {
    if (process.platform === 'win32') this.skip();
    tools = folder({ modal: STAND_IN });
    chmodSync(join(tools.path, 'modal'), 0o755);
    env = {
      ...GIT_ENVIRONMENT,
      CI: '',
      MODAL_ENVIRONMENT: '',
      MODAL_PROFILE: '',
      PATH: `${tools.path}${delimiter}${process.env.PATH ?? ''}`,
      ASKED: join(tools.path, 'asked'),
    };
  });
  after(() => {
    tools.remove();
  });
  beforeEach(() => {
    repo = repository({ 'app.py': L4 });
    rmSync(env.ASKED!, { force: true });
  });
  afterEach(() => {
    repo.remove();
  });

  const run = (args: readonly string[], more: NodeJS.ProcessEnv = {}): Run =>
    startProgram(args, { cwd: repo.path, env: { ...env, ...more } });
  const asked = (): string => (existsSync(env.ASKED!) ? readFileSync(env.ASKED!, 'utf8') : '');
  const records = (): string[] =>
    repo.git('for-each-ref', '--format=%(objectname)', 'refs/modal-cost').split('\n').filter(Boolean);
  function deploy(): void {
    assert.equal(run([...UNDER, 'modal', 'deploy', 'app.py']).status, 0);
  }

  describe('runs the command', () => {
    it('within the limit, after what it costs, and ends as it does', () => {
      const { status, stdout, stderr } = run([...UNDER, 'modal', 'deploy', 'app.py']);
      assert.equal(status, 0, stderr);
      // Standard output is the command's.
      assert.equal(stdout, 'deployed app.py\n');
      assert.match(stderr, /app\.py:3 +f +L4 +\$0\.806 +\$588\.45/);
      assert.match(stderr, /Nothing to compare with: no deploy by this command is recorded here/);
      assert.match(stderr, /nothing → working tree: \+\$588\.45 per month/);
      assert.equal(run([...UNDER, 'modal', 'fail']).status, 7);
      assert.equal(asked(), 'deploy app.py\nfail\n');
    });

    it('with the input of this program', () => {
      const { status, stdout } = spawnSync(process.execPath, [PROGRAM, ...UNDER, 'modal', 'stdin'], {
        cwd: repo.path,
        env,
        encoding: 'utf8',
        input: 'typed\n',
      });
      assert.deepEqual([status, stdout], [0, 'typed\n']);
    });

    it('without a shell, with its options its own', () => {
      const word = '$(touch pwned); `touch pwned` --base x';
      const { status, stderr } = run([...UNDER, 'modal', 'deploy', word, '--', '--help']);
      assert.equal(status, 0, stderr);
      assert.equal(asked(), `deploy ${word} -- --help\n`);
      assert.ok(!existsSync(join(repo.path, 'pwned')));
    });

    it('or says that it cannot: 127 where there is none, 126 where it is no program', () => {
      const missing = run([...UNDER, 'no-such-program']);
      assert.equal(missing.status, 127);
      assert.match(
        missing.stderr,
        /modal-cost: cannot start no-such-program: there is no such program on the PATH \(ENOENT\)/,
      );
      assert.equal(run([...UNDER, './app.py']).status, 126);
      assert.deepEqual(records(), []);
    });
  });

  describe('remembers what is deployed', () => {
    it('only after success, and compares the next deploy with it', () => {
      run([...UNDER, 'modal', 'fail']);
      assert.deepEqual(records(), []);
      deploy();
      assert.deepEqual(records(), [repo.git('rev-parse', 'HEAD')]);
      const same = run(['gate', '--', 'modal', 'deploy', 'app.py']);
      assert.equal(same.status, 0, same.stderr);
      assert.match(
        same.stderr,
        /Compared with the last deployed commit \(refs\/modal-cost\/deployed\/[0-9a-f]{16}\)/,
      );
      assert.match(same.stderr, /last deploy \([0-9a-f]{10}\) → working tree: no change/);
      const commit = repo.commit({ 'app.py': H100 });
      const more = run(['gate', '--', 'modal', 'deploy', 'app.py']);
      assert.equal(more.status, NOT_RUN);
      assert.match(more.stderr, /gpu "L4" → "H100"/);
      assert.match(more.stderr, /Adds \$2,299\.50 or more per month\. The limit is \$0 \(--max-increase\)\./);
      assert.notDeepEqual(records(), [commit]);
      assert.equal(run(['gate', '--max-increase', '2300', '--', 'modal', 'deploy', 'app.py']).status, 0);
      assert.deepEqual(records(), [commit]);
    });

    it('of each deployment by itself: another command, environment, profile or folder', () => {
      deploy();
      const again = ['gate', '--', 'modal', 'deploy', 'app.py'];
      assert.equal(run(again).status, 0);
      assert.equal(run([...again, '-e', 'staging']).status, NOT_RUN);
      assert.equal(run(again, { MODAL_ENVIRONMENT: 'staging' }).status, NOT_RUN);
      assert.equal(run(again, { MODAL_PROFILE: 'other' }).status, NOT_RUN);
      assert.equal(run(['gate', 'app.py', ...again.slice(1)]).status, NOT_RUN);
      repo.commit({ 'b/app.py': L4 });
      const below = startProgram(again, { cwd: join(repo.path, 'b'), env });
      assert.equal(below.status, NOT_RUN, below.stderr);
    });

    it('in another clone, if that fetches the records', () => {
      deploy();
      const clone = folder();
      const git = (...args: string[]): void => {
        const { status, stderr } = spawnSync('git', args, { cwd: clone.path, env, encoding: 'utf8' });
        assert.equal(status, 0, stderr);
      };
      try {
        git('clone', '--quiet', '--depth=1', `file://${repo.path}`, '.');
        const again = ['gate', '--', 'modal', 'deploy', 'app.py'];
        assert.equal(startProgram(again, { cwd: clone.path, env }).status, NOT_RUN);
        git('fetch', '--quiet', '--depth=1', 'origin', '+refs/modal-cost/*:refs/modal-cost/*');
        const { status, stderr } = startProgram(again, { cwd: clone.path, env });
        assert.equal(status, 0, stderr);
        git('push', '--quiet', '--force', 'origin', 'refs/modal-cost/*:refs/modal-cost/*');
      } finally {
        clone.remove();
      }
    });

    it('not where something is deployed that is in no commit', () => {
      deploy();
      const [first] = records();
      for (const [file, text] of [
        ['app.py', H100],
        ['new.py', 'x = 1\n'],
        ['modal-cost.json', '{ "version": 1 }'],
      ] as const) {
        repo.write(file, text);
        const { status, stderr } = run(['gate', '--max-increase', '9000', '--', 'modal', 'deploy', 'app.py']);
        assert.equal(status, 0, stderr);
        assert.match(
          stderr,
          new RegExp(`${file}.* (is|are) not committed, so this deploy will not be recorded`),
        );
        assert.deepEqual(records(), [first]);
        repo.git('stash', '--quiet', '--include-untracked');
      }
      // What costs nothing may differ.
      repo.write('notes.txt', 'x');
      assert.doesNotMatch(run(['gate', '--', 'modal', 'deploy', 'app.py']).stderr, /not committed/);
    });

    it('by a reference that no hook of the repository hears of', () => {
      repo.write('.git/hooks/reference-transaction', '#!/bin/sh\ntouch hooked\n');
      chmodSync(join(repo.path, '.git/hooks/reference-transaction'), 0o755);
      deploy();
      assert.equal(records().length, 1);
      assert.ok(!existsSync(join(repo.path, 'hooked')));
    });

    it('and says so where it cannot', () => {
      repo.write('.git/refs/modal-cost', 'in the way');
      const { status, stderr } = run([...UNDER, 'modal', 'deploy', 'app.py']);
      assert.equal(status, 0);
      assert.match(stderr, /modal-cost: deployed, but not recorded: git update-ref: /);
    });
  });

  describe('without a terminal refuses', () => {
    it('what adds more than the limit', () => {
      const { status, stdout, stderr } = run([
        'gate',
        '--max-increase',
        '500',
        '--',
        'modal',
        'deploy',
        'app.py',
      ]);
      assert.equal(status, NOT_RUN);
      assert.equal(stdout, '');
      assert.match(stderr, /Adds \$588\.45 or more per month\. The limit is \$500\.00 \(--max-increase\)\./);
      assert.match(stderr, /refused, because there is no terminal to ask in/);
      assert.match(stderr, /not run: modal deploy app\.py/);
      assert.equal(asked(), '');
    });

    it('what exceeds a budget, or Modal rejects', () => {
      repo.commit({ 'modal-cost.json': '{ "version": 1, "budgets": { "workspace": { "floor": 500 } } }' });
      const budget = run([...UNDER, 'modal', 'deploy', 'app.py']);
      assert.equal(budget.status, NOT_RUN);
      assert.match(budget.stderr, /modal-cost\.json:1:\d+ over-budget: /);
      repo.commit({
        'modal-cost.json': '{ "version": 1 }',
        'app.py': L4.replace('min_containers=1', 'min_containers=1, max_containers=0.5'),
      });
      const refused = run([...UNDER, 'modal', 'deploy', 'app.py']);
      assert.equal(refused.status, NOT_RUN, refused.stderr);
      assert.match(refused.stderr, /app\.py:3:\d+ refused-value: /);
    });

    it('what is unknown, after the change or before it', () => {
      repo.commit({ 'app.py': app('pick()') });
      const { status, stderr } = run([...UNDER, 'modal', 'deploy', 'app.py']);
      assert.equal(status, NOT_RUN);
      assert.match(stderr, /The cost of 1 declaration or call, or what it adds, is unknown\./);
      repo.write('app.py', L4);
      const was = run([...UNDER.slice(0, 3), '--base', 'HEAD', '--', 'modal', 'deploy', 'app.py']);
      assert.equal(was.status, NOT_RUN, was.stderr);
      assert.match(was.stderr, /The cost of 1 declaration or call, or what it adds, is unknown\./);
    });

    it('what is not read, unless that is allowed', () => {
      repo.commit({ 'bad.py': 'import modal\napp = modal.App()\n@app.function(gpu=\ndef g(: ...\n' });
      const { status, stderr } = run([...UNDER, 'modal', 'deploy', 'app.py']);
      assert.equal(status, NOT_RUN);
      assert.match(
        stderr,
        /bad\.py after the change \(only read in part: line 3.*\n[^]*The cost of a file that is not read is unknown/,
      );
      assert.equal(run(['gate', 'app.py', '--max-increase', '1000', '--', 'modal', 'deploy']).status, 0);
      assert.equal(run(['gate', '--allow-unread', ...UNDER.slice(1), 'modal', 'deploy']).status, 0);
    });

    it('a team file that is not right', () => {
      repo.commit({ 'modal-cost.json': '{ "version": 1, "budgets": 7 }' });
      const { status, stderr } = run([...UNDER, 'modal', 'deploy', 'app.py']);
      assert.equal(status, 2);
      assert.match(stderr, /modal-cost\.json:1:\d+: /);
      assert.equal(asked(), '');
    });
  });

  it('compares with --base instead, and with nothing where there is no repository or commit', () => {
    repo.commit({ 'app.py': H100 });
    const from = ['gate', '--base', 'HEAD^', '--max-increase', '2000', '--', 'modal', 'deploy'];
    assert.match(run(from).stderr, /HEAD\^ \([0-9a-f]{10}\) → working tree: \+\$2,299\.50 per month/);
    assert.equal(run(['gate', '--base', 'nowhere', '--', 'modal', 'deploy']).status, 2);
    rmSync(join(repo.path, '.git'), { recursive: true });
    const none = run([...UNDER.slice(0, 1), '--max-increase', '5000', '--', 'modal', 'deploy']);
    assert.equal(none.status, 0, none.stderr);
    assert.match(none.stderr, /Nothing to compare with: not a Git repository.*counts as an increase/);
    assert.equal(run(from).status, 2);
    repo.git('init', '--quiet');
    const empty = run([...UNDER.slice(0, 1), '--max-increase', '5000', '--', 'modal', 'deploy']);
    assert.equal(empty.status, 0, empty.stderr);
    assert.match(empty.stderr, /Nothing to compare with: there is no commit yet/);
  });

  it('needs a command, and rejects options of other commands', () => {
    assert.throws(() => readOptions(['gate']), /gate needs the command to run after --/);
    assert.throws(() => readOptions(['gate', '--']), /gate needs the command to run after --/);
    assert.throws(
      () => readOptions(['gate', '--fail-above', '1', '--', 'x']),
      /--fail-above works with check/,
    );
    assert.throws(() => readOptions(['check', '--max-increase', '1']), /--max-increase works with gate/);
    assert.throws(() => readOptions(['gate', '--max-increase', 'x', '--', 'y']), /must be USD per month/);
    const options = readOptions(['gate', 'a', '--base', 'b', '--', 'gate', '--', '--base']);
    assert.ok('run' in options);
    assert.deepEqual([options.paths, options.run, options.base], [['a'], ['gate', '--', '--base'], 'b']);
    const scan = readOptions(['scan', '--', '--odd.py']);
    assert.ok('run' in scan);
    assert.deepEqual([scan.paths, scan.run], [['--odd.py'], []]);
  });

  it('passes signals on where there is no terminal that does', async () => {
    for (const [signal, status] of [
      ['SIGTERM', 6],
      ['SIGINT', 5],
    ] as const) {
      const child = spawn(process.execPath, [PROGRAM, ...UNDER, 'modal', 'wait'], {
        cwd: repo.path,
        env,
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      child.stdout.once('data', () => child.kill(signal));
      const ended = await new Promise((done) => child.once('close', (...how) => done(how)));
      assert.deepEqual(ended, [status, null]);
    }
  });

  describe('in a terminal', () => {
    before(function () {
      const { status } = spawnSync('python3', ['-c', 'import pty']);
      if (status === 0) return;
      console.log('      python3 with its module pty is not here: nothing is asked in a terminal');
      this.skip();
    });

    interface Shown {
      readonly shown: string;
      readonly status: number | null;
      readonly signal: number | null;
      readonly left: number;
    }
    function type(
      steps: readonly (readonly [wait: string, type: string])[],
      args: readonly string[],
      more: NodeJS.ProcessEnv = {},
    ): Shown {
      const { stdout, stderr } = spawnSync(
        'python3',
        [resolve('test/cli/inTerminal.py'), JSON.stringify(steps), process.execPath, PROGRAM, ...args],
        { cwd: repo.path, env: { ...env, ...more }, encoding: 'utf8' },
      );
      assert.equal(stderr, '');
      return JSON.parse(stdout) as Shown;
    }
    const QUESTION = 'Run modal deploy app.py? [y/N] ';
    const ABOVE = ['gate', '--', 'modal', 'deploy', 'app.py'];

    it('asks, and runs on yes alone', () => {
      for (const yes of ['y\n', 'Yes\n']) {
        // The record of the one before would let the next pass unasked.
        for (const name of repo.git('for-each-ref', '--format=%(refname)', 'refs/modal-cost').split('\n'))
          if (name !== '') repo.git('update-ref', '-d', name);
        const { status, shown, left } = type([[QUESTION, yes]], ABOVE);
        assert.deepEqual([status, left], [0, 0], shown);
        assert.match(shown, /deployed app\.py/);
      }
    });

    it('does not run on anything else', () => {
      for (const no of ['n\n', '\n', 'yep\n', '\u0004']) {
        const { status, shown, left } = type([[QUESTION, no]], ABOVE);
        assert.deepEqual([status, left], [NOT_RUN, 0], shown);
        assert.match(shown, /not run: modal deploy app\.py/);
      }
      assert.equal(asked(), '');
      assert.deepEqual(records(), []);
    });

    it('asks nobody in continuous integration, or where nothing is above the limit', () => {
      const { status, shown } = type([], ABOVE, { CI: 'true' });
      assert.equal(status, NOT_RUN);
      assert.match(shown, /refused, because there is no terminal to ask in/);
      assert.ok(!type([], [...UNDER, 'modal', 'deploy', 'app.py']).shown.includes('[y/N]'));
    });

    it('never lets pass what is not read, by no answer', () => {
      repo.write('bad.py', 'import modal\napp = modal.App()\n@app.function(gpu=\ndef g(: ...\n');
      const { status, shown } = type([], ABOVE);
      assert.equal(status, NOT_RUN);
      assert.ok(!shown.includes('[y/N]'), shown);
    });

    it('leaves what is typed ahead to the command', () => {
      const { status, shown } = type(
        [['Run modal stdin? [y/N] ', 'y\nahead\n\u0004']],
        ['gate', '--', 'modal', 'stdin'],
      );
      assert.equal(status, 0, shown);
      assert.ok(shown.split('ahead').length >= 3, shown);
    });

    it('ends at Ctrl-C while it asks', () => {
      const { signal, shown } = type([[QUESTION, '\u0003']], ABOVE);
      assert.equal(signal, 2, shown);
      assert.equal(asked(), '');
    });

    it('leaves Ctrl-C to the command while that runs, once', () => {
      const handled = type([['waiting', '\u0003']], [...UNDER, 'modal', 'wait']);
      assert.equal(handled.status, 5, handled.shown);
      assert.equal(handled.shown.split('interrupted').length, 2);
      const died = type([['waiting', '\u0003']], [...UNDER, 'modal', 'hang']);
      assert.equal(died.signal, 2, died.shown);
      assert.deepEqual(records(), []);
    });
  });
});
