import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '../../package.json';
import { folder, modalCost, type Folder, type Run } from './run';

const MODAL = 'import modal\napp = modal.App()\n@app.function(gpu="H100", min_containers=2)\ndef f(): ...\n';

interface Scan {
  readonly files: {
    readonly seen: number;
    readonly parsed: number;
    readonly skipped: { file: string; reason: string; reasonKind: string }[];
  };
  readonly declarations: readonly {
    readonly file: string;
    readonly name: string;
    readonly gpu: { readonly status: string };
  }[];
}

async function scan(...paths: string[]): Promise<Scan> {
  const { status, stdout } = await modalCost(['scan', '--format', 'json', ...paths]);
  assert.ok(status === 0 || status === 1, String(status));
  return JSON.parse(stdout) as Scan;
}

describe('modal-cost', () => {
  let work: Folder;
  beforeEach(() => {
    work = folder({ 'app.py': MODAL, 'notes.txt': MODAL, 'empty.py': '' });
  });
  afterEach(() => {
    work.remove();
  });

  describe('ends with', () => {
    const wrong = (run: Run, message: RegExp): void => {
      assert.equal(run.status, 2, run.stderr);
      assert.equal(run.stdout, '');
      assert.match(run.stderr, message);
      assert.doesNotMatch(run.stderr, /\n\s+at /, 'no stack');
    };

    it('0 where it found something', async () => {
      assert.equal((await modalCost(['scan', work.path])).status, 0);
      assert.equal((await modalCost(['estimate', work.path])).status, 0);
    });

    it('1 where it found nothing, which it says on stderr', async () => {
      const nothing = folder({ 'plain.py': 'print()\n' });
      const run = await modalCost(['scan', nothing.path]);
      assert.deepEqual([run.status, run.stdout], [1, '']);
      assert.match(run.stderr, /^modal-cost: no Modal code in .* \(1 Python file or notebook found\)\n$/);
      const json = await modalCost(['estimate', '--format', 'json', nothing.path]);
      assert.equal(json.status, 1);
      assert.deepEqual((JSON.parse(json.stdout) as { estimates: unknown }).estimates, []);
      nothing.remove();
    });

    it('2 for wrong usage', async () => {
      wrong(await modalCost(['estimate', '--preset', 'D']), /--preset must be A, B or C, not "D"/);
      wrong(
        await modalCost(['estimate', '--preset', 'A', work.path]),
        /leave out PATH, --usage, --trace and --env/,
      );
      wrong(await modalCost(['check', '--preset', 'A', work.path]), /--preset works with estimate/);
      wrong(await modalCost(['frobnicate', work.path]), /unknown command "frobnicate"/);
      wrong(await modalCost(['scan']), /give a file or folder/);
      wrong(
        await modalCost(['dif', work.path]),
        /unknown command "dif"; did you mean diff\?; run modal-cost --help/,
      );
      wrong(
        await modalCost(['scan', '--formt', 'json', work.path]),
        /unknown option --formt; did you mean --format\?; run modal-cost scan --help for a list/,
      );
      wrong(await modalCost(['check', work.path, '--fail-above', '-5']), /--fail-above needs a value/);
      wrong(await modalCost(['check', work.path, '--fail-above']), /--fail-above needs a value/);
      wrong(await modalCost(['check', work.path, '--allow-unread=3']), /--allow-unread takes no value/);
      wrong(await modalCost(['lsp', '--env', 'GPU_TYPE=H100']), /--env works with scan, .*, not with lsp/);
      wrong(
        await modalCost(['scan', '--format', 'xml', work.path]),
        /--format of scan must be table, json or markdown, not "xml"/,
      );
      for (const hours of ['0', '-1', '745', 'many', ''])
        wrong(await modalCost(['estimate', `--hours=${hours}`, work.path]), /--hours must be more than 0/);
      wrong(
        await modalCost(['estimate', '--usage', 'request_per_day=1', work.path]),
        /did you mean requests_per_day\?/,
      );
      wrong(await modalCost(['estimate', '--usage', 'requests_per_day=-1', work.path]), /--usage/);
    });

    it('2 for a path that cannot be scanned', async () => {
      wrong(await modalCost(['scan', join(work.path, 'nowhere')]), /nowhere: no such file or folder/);
      wrong(await modalCost(['scan', join(work.path, 'app.py', 'x')]), /no such file or folder/);
      symlinkSync('round', join(work.path, 'round'));
      wrong(await modalCost(['scan', join(work.path, 'round')]), /points back to itself/);
    });

    it('2 for a bad price book, with every problem and its line', async () => {
      wrong(
        await modalCost(['estimate', '--book', 'no-such-book', work.path]),
        /not a bundled price book \(modal-list-2026-10, review-2026-05\)/,
      );
      const bad = work.write('bad.json', '{\n  "version": 1,\n  "id": 7\n}\n');
      wrong(
        await modalCost(['estimate', '--book', bad, work.path]),
        /invalid price book:\n(.*\n)*.*bad\.json:3: /,
      );
      wrong(
        await modalCost(['estimate', '--book', work.write('worse.json', '{'), work.path]),
        /invalid price book/,
      );
    });

    it('0 for its own help and version, 2 for nothing at all', async () => {
      assert.equal((await modalCost(['--version'])).stdout, `${version}\n`);
      for (const [args, start] of [
        [['--help'], /^modal-cost: estimates what Modal functions cost/],
        [['help'], /^modal-cost: estimates what Modal functions cost/],
        [['scan', '-h'], /^modal-cost scan PATH…\n/],
      ] as const) {
        const { status, stdout, stderr } = await modalCost(args);
        assert.deepEqual([status, stderr], [0, '']);
        assert.match(stdout, start);
      }
      assert.equal((await modalCost([])).status, 2);
    });
  });

  describe('prints', () => {
    it('figures on stdout and warnings on stderr', async () => {
      work.write('latin.py', Buffer.from('import modal # \xe9\n', 'latin1'));
      const { status, stdout, stderr } = await modalCost(['estimate', work.path]);
      assert.equal(status, 0);
      assert.match(stdout, /\$3\.96 +\$5,775\.90/);
      assert.doesNotMatch(stdout, /latin/);
      assert.equal(stderr, 'modal-cost: latin.py: skipped, not UTF-8 text\n');
    });

    it('no color into a pipe, whatever the environment asks for', async () => {
      const env = { FORCE_COLOR: '1', NO_COLOR: '', TERM: 'xterm-256color' };
      for (const command of ['scan', 'estimate'])
        assert.doesNotMatch((await modalCost([command, work.path], { env })).stdout, /\u001b/);
    });

    it('nothing that a file’s name or text could do to a terminal', async () => {
      const hostile = folder({
        'a\u001b[31m\n.py':
          'import modal\napp = modal.App()\n@app.function(gpu="\\x1b[2J", cpu=f("\u202e"))\ndef f(): ...\n',
        'b\u001b[31m\n.py': Buffer.from([0x6d, 0x6f, 0x64, 0x61, 0x6c, 0xff]),
      });
      for (const args of [
        ['scan'],
        ['estimate'],
        ['scan', '--format=markdown'],
        ['estimate', '--format=markdown'],
        ['scan', '--format=json'],
      ]) {
        const { stdout, stderr } = await modalCost([...args, hostile.path]);
        assert.doesNotMatch(stdout + stderr, /[\u0000-\u0009\u000b-\u001f\u007f]/, args.join(' '));
        assert.equal(stderr.split('\n').length, 2, stderr);
      }
      hostile.remove();
    });

    it('the folder of the review’s scenarios, by the review’s prices', async () => {
      const { status, stdout } = await modalCost(['estimate', '--format', 'json', 'review-scenarios']);
      assert.equal(status, 0);
      const { book, estimates } = JSON.parse(stdout) as {
        book: { id: string };
        estimates: { month: { usd: { likely: number } } }[];
      };
      assert.equal(book.id, 'review-2026-05');
      assert.deepEqual(
        estimates.map(({ month }) => month.usd.likely.toFixed(2)),
        ['280.44', '1216.16', '4354.56'],
      );
    });

    it('a scenario of the review, by its own prices and by others', async () => {
      const monthOf = async (...more: string[]): Promise<number> => {
        const { status, stdout } = await modalCost([
          'estimate',
          '--preset',
          'b',
          '--format',
          'json',
          ...more,
        ]);
        assert.equal(status, 0);
        const { estimates } = JSON.parse(stdout) as { estimates: { month: { usd: { likely: number } } }[] };
        return estimates[0]!.month.usd.likely;
      };
      assert.equal((await monthOf()).toFixed(2), '1216.16');
      assert.equal((await monthOf('--book', 'modal-list-2026-10')).toFixed(2), '6310.95');
    });

    it('a month by the hours that are asked for', async () => {
      const floor = async (args: string[]): Promise<number> => {
        const { stdout } = await modalCost(['estimate', '--format=json', ...args, work.path]);
        return (JSON.parse(stdout) as { total: { floorPerMonth: { low: number } } }).total.floorPerMonth.low;
      };
      const near = (value: number, expected: number): void =>
        assert.ok(Math.abs(value - expected) < 1e-6, String(value));
      const review = ['--book', 'review-2026-05'];
      near(await floor(review), 622.08);
      near(await floor([...review, '--hours', '100']), 86.4);
      near(await floor([]), 5775.89724);
      near(await floor(['--hours', '100']), (5775.89724 / 730) * 100);
    });

    it('the figures of the list of today for an earlier one, and says so', async () => {
      const earlier = await modalCost(['estimate', '--book', 'modal-list-2026-07', work.path]);
      assert.equal(earlier.stdout, (await modalCost(['estimate', work.path])).stdout);
      assert.equal(
        earlier.stderr,
        'modal-cost: --book: the price book modal-list-2026-07 has been replaced by modal-list-2026-10, which is used instead\n',
      );
    });

    it('figures of a price book of one’s own', async () => {
      const book = work.write(
        'acme.json',
        JSON.stringify({
          version: 1,
          id: 'acme',
          title: 'Acme',
          date: '2026-07',
          extends: 'review-2026-05',
          sources: { contract: { title: 'Contract', date: '2026-07' } },
          gpus: {
            H100: { active: { value: 0.001, unit: 'USD/GPU-s', source: 'contract', date: '2026-07' } },
          },
        }),
      );
      const { stdout } = await modalCost(['estimate', '--book', book, work.path]);
      assert.match(stdout, /\$3\.60 /);
      assert.match(stdout, /Prices: Acme, over: .* \(acme, 2026-07\)/);
    });

    it('a month for usage that is given, and not without', async () => {
      assert.match((await modalCost(['estimate', work.path])).stdout, / usage not set\n/);
      const usage = ['--usage', 'requests_per_day=800 seconds_per_request=4'];
      assert.match((await modalCost(['estimate', ...usage, work.path])).stdout, /≈ \$[\d,]+\.\d\d\n/);
    });
  });

  describe('reads', () => {
    const names = ({ declarations }: Scan): string[] => declarations.map(({ file }) => file);

    it('folders, and in them only Python’s files', async () => {
      work.write('sub/deep.py', MODAL);
      for (const dir of ['.git', 'node_modules', '.venv', '__pycache__']) work.write(`${dir}/x.py`, MODAL);
      const found = await scan(work.path);
      assert.deepEqual(names(found), ['app.py', 'sub/deep.py']);
      assert.deepEqual(found.files, { seen: 3, parsed: 2, skipped: [] });
    });

    it('nothing that a .gitignore leaves out, unless it is named', async () => {
      work.write('.gitignore', 'drafts/\n*_old.py\n');
      work.write('drafts/x.py', MODAL);
      work.write('app_old.py', MODAL);
      work.write('sub/.gitignore', '!kept_old.py\n');
      work.write('sub/kept_old.py', MODAL);
      const files = async (path: string): Promise<string[]> =>
        (await scan(path)).declarations.map(({ file }) => file);
      assert.deepEqual(await files(work.path), ['app.py', 'sub/kept_old.py']);
      assert.deepEqual(await files(join(work.path, 'app_old.py')), ['app_old.py']);
    });

    it('a file that is named, whatever it is called', async () => {
      assert.deepEqual(names(await scan(join(work.path, 'app.py'))), ['app.py']);
      assert.deepEqual(names(await scan(join(work.path, 'notes.txt'))), ['notes.txt']);
    });

    it('several paths, relative to the first, each file once', async () => {
      work.write('a/x.py', MODAL);
      work.write('b/y.py', MODAL);
      const [a, b] = [join(work.path, 'a'), join(work.path, 'b')];
      assert.deepEqual(names(await scan(a, b, join(a, 'x.py'))), ['x.py', '../b/y.py']);
    });

    it('what files import from each other', async () => {
      work.write('pkg/common.py', 'GPU = "T4"\n');
      work.write(
        'pkg/main.py',
        MODAL.replace('"H100"', 'GPU').replace('import modal', 'import modal\nfrom .common import GPU'),
      );
      const [, main] = (await scan(work.path)).declarations;
      assert.deepEqual([main?.file, main?.gpu.status], ['pkg/main.py', 'known']);
    });

    it('files that import everything from each other', async () => {
      work.write('x.py', `from y import *\n${MODAL.replace('"H100"', 'GPU')}`);
      work.write('y.py', 'from x import *\n');
      assert.equal(
        (await scan(work.path)).declarations.find(({ file }) => file === 'x.py')?.gpu.status,
        'unknown',
      );
    });
  });

  describe('skips, and names once', () => {
    it('what is not UTF-8, and what is too large', async () => {
      work.write('bytes.py', Buffer.from([0x6d, 0x6f, 0x64, 0x61, 0x6c, 0xff]));
      work.write('large.py', `# modal\n${'#'.repeat(5_000_000)}\n`);
      work.write(
        'uses.py',
        'from bytes import A, B\nimport bytes\n' + MODAL.replace('"H100"', 'A').replace('2', 'bytes.B'),
      );
      const { skipped } = (await scan(work.path)).files;
      assert.deepEqual(skipped, [
        { file: 'bytes.py', reason: 'not UTF-8 text', reasonKind: 'notUtf8' },
        { file: 'large.py', reason: 'larger than 5 MB', reasonKind: 'tooLarge' },
      ]);
    });

    it('what may not be read', async function () {
      // Who is root may read everything.
      if (process.getuid?.() === 0 || process.platform === 'win32') return this.skip();
      chmodSync(work.write('secret.py', MODAL), 0);
      const closed = join(work.path, 'closed');
      mkdirSync(closed, { mode: 0 });
      const { files, declarations } = await scan(work.path);
      assert.deepEqual(files.skipped, [
        { file: 'closed', reason: 'permission denied', reasonKind: 'permissionDenied' },
        { file: 'secret.py', reason: 'permission denied', reasonKind: 'permissionDenied' },
      ]);
      assert.equal(declarations.length, 1);
    });

    it('links that lead round', async function () {
      if (process.platform === 'win32') return this.skip();
      symlinkSync('.', join(work.path, 'self'));
      symlinkSync('loop.py', join(work.path, 'loop.py'));
      symlinkSync('gone.py', join(work.path, 'dangling.py'));
      const { files, declarations } = await scan(work.path);
      assert.deepEqual(files.skipped, [
        { file: 'loop.py', reason: 'a symbolic link that points back to itself', reasonKind: 'symlinkLoop' },
      ]);
      assert.deepEqual(
        declarations.map(({ file }) => file),
        ['app.py'],
      );
    });

    it('no folder that has a name of its own beside a link', async function () {
      if (process.platform === 'win32') return this.skip();
      work.write('z/own.py', MODAL);
      mkdirSync(join(work.path, 'a'));
      symlinkSync('../z', join(work.path, 'a/link'));
      // Links to links to links: each folder is read once, not once for each way to it.
      for (let i = 0; i < 30; i++) {
        mkdirSync(join(work.path, `d${i}`));
        for (const side of ['l', 'r']) symlinkSync(`../d${i + 1}`, join(work.path, `d${i}/${side}`));
      }
      assert.deepEqual(
        (await scan(work.path)).declarations.map(({ file }) => file),
        ['app.py', 'z/own.py'],
      );
    });

    it('no link that leads out of the folders it is run in or for, and follows those that stay', async function () {
      if (process.platform === 'win32') return this.skip();
      const outside = folder({ 'lib/far.py': MODAL });
      work.write('lib/near.py', MODAL);
      mkdirSync(join(work.path, 'a'));
      symlinkSync(join(outside.path, 'lib'), join(work.path, 'a/folder'));
      symlinkSync(join(outside.path, 'lib/far.py'), join(work.path, 'a/file.py'));
      symlinkSync('../lib', join(work.path, 'a/lib'));
      symlinkSync('../lib/near.py', join(work.path, 'lib/again.py'));
      symlinkSync('..', join(work.path, 'a/up'));
      const found = async (cwd: string, ...args: string[]): Promise<unknown[]> => {
        const { stdout } = await modalCost(['scan', ...args, '--format', 'json'], { cwd });
        const { declarations, files } = JSON.parse(stdout) as Scan;
        return [declarations.map(({ file }) => file), files.skipped.map(({ file }) => file).sort()];
      };
      const a = join(work.path, 'a');
      assert.deepEqual(await found(work.path, 'a'), [
        ['lib/near.py', 'up/app.py'],
        ['file.py', 'folder'],
      ]);
      assert.deepEqual(await found(work.path, '.'), [
        ['app.py', 'lib/near.py'],
        ['a/file.py', 'a/folder'],
      ]);
      assert.deepEqual(await found(a, '.'), [[], ['file.py', 'folder', 'lib', 'up']]);
      // A link that is named is no reason either; a folder that is named by another name is.
      assert.deepEqual(await found(work.path, '.', 'a/folder', 'a/file.py'), await found(work.path, '.'));
      assert.deepEqual(await found(outside.path, a), [[], ['file.py', 'folder', 'lib', 'up']]);
      const third = folder();
      symlinkSync(work.path, join(third.path, 'other'));
      assert.deepEqual(await found(third.path, 'other'), await found(work.path, '.'));
      third.remove();
      outside.remove();
    });

    it('no team file or price book behind a link out of the workspace, and prints nothing of it', async function () {
      if (process.platform === 'win32') return this.skip();
      const outside = folder({ 'secret.txt': 'TOKEN=abcdef', 'team.json': '{ "version": 1 }' });
      const targets = [join(outside.path, 'secret.txt'), join(outside.path, 'team.json'), '.git/config'];
      work.write('.git/config', '[TOKEN]\n\tabcdef = 1\n');
      for (const target of [...targets, ...(process.platform === 'linux' ? ['/proc/self/environ'] : [])]) {
        symlinkSync(target, join(work.path, 'modal-cost.json'));
        for (const command of ['estimate', 'check', 'scan']) {
          const run = await modalCost([command, '.'], { cwd: work.path, env: { TOKEN: 'abcdef' } });
          assert.equal(run.status, 2, run.stderr);
          assert.match(
            run.stderr,
            /^modal-cost: modal-cost\.json: a symbolic link to something that is not read\n$/,
          );
          assert.doesNotMatch(run.stdout + run.stderr, /abcdef|TOKEN/);
        }
        unlinkSync(join(work.path, 'modal-cost.json'));
        symlinkSync(target, join(work.path, 'book.json'));
        work.write('modal-cost.json', '{ "version": 1, "priceBook": "book.json" }');
        const run = await modalCost(['estimate', '.'], { cwd: work.path });
        assert.equal(run.status, 2, run.stderr);
        assert.match(run.stderr, /^modal-cost: book\.json: a symbolic link/);
        for (const name of ['modal-cost.json', 'book.json']) unlinkSync(join(work.path, name));
      }
      work.write('shared/team.json', '{ "version": 1, "hoursPerMonth": 700 }');
      symlinkSync('shared/team.json', join(work.path, 'modal-cost.json'));
      assert.match((await modalCost(['estimate', '.'], { cwd: work.path })).stdout, /a month has 700 h/);
      outside.remove();
    });

    it('no pipe or device, which may never end', async function () {
      if (process.platform === 'win32') return this.skip();
      const pipe = join(work.path, 'pipe.py');
      execFileSync('mkfifo', [pipe]);
      for (const path of [pipe, '/dev/null', '/dev/zero'])
        for (const command of ['scan', 'estimate', 'check']) {
          const { status, stderr } = await modalCost([command, path]);
          assert.equal(status, 2);
          assert.match(stderr, /: neither a file nor a folder\n$/);
        }
      // In a folder it is no file.
      assert.deepEqual(
        (await scan(work.path)).declarations.map(({ file }) => file),
        ['app.py'],
      );
      const { status, stderr } = await modalCost(['estimate', work.path, '--book', '/dev/zero']);
      assert.equal(status, 2);
      assert.match(stderr, /at most 1,000,000 bytes/);
    });
  });
});
