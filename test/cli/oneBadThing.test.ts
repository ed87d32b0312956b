// One thing that cannot be read stops only itself: it is named, and the rest is priced.
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folder, modalCost, PROGRAM, type Folder, type Run } from './run';

const declaring = (imports: string, gpu: string, name = 'f'): string =>
  `import modal\n${imports}\napp = modal.App()\n@app.function(gpu=${gpu}, min_containers=1)\ndef ${name}(): ...\n`;
const OTHER = declaring('', '"H100"', 'other');
const LONG = 'a'.repeat(300);

interface Scan {
  readonly files: { readonly skipped: readonly { file: string; reasonKind: string }[] };
  readonly declarations: readonly { name: string; gpu: { status: string; options: { type: string }[] } }[];
}

const skippedIn = ({ stdout }: Run): string[] =>
  (JSON.parse(stdout) as Scan).files.skipped.map(({ file, reasonKind }) => `${file}: ${reasonKind}`);
const gpusIn = ({ stdout }: Run): string[] =>
  (JSON.parse(stdout) as Scan).declarations.map(
    ({ name, gpu }) => `${name}: ${gpu.options[0]?.type ?? gpu.status}`,
  );

/** Runs `modal-cost` as somebody whom permissions bind: who is root may read everything. */
function withoutRights(args: readonly string[], cwd: string): Run | undefined {
  if (process.platform === 'win32') return undefined;
  const command = [process.execPath, PROGRAM, ...args];
  const isRoot = process.getuid?.() === 0;
  const nobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
  const [program, ...rest] = isRoot ? [...nobody, ...command] : command;
  const { status, stdout, stderr, error } = spawnSync(program!, rest, { cwd, encoding: 'utf8' });
  return error || stderr.includes('setpriv') ? undefined : { status, stdout, stderr };
}

describe('one bad thing', () => {
  let work: Folder;
  beforeEach(() => {
    work = folder({ 'other.py': OTHER });
    chmodSync(work.path, 0o755);
  });
  afterEach(() => work.remove());

  const runs = (...args: string[]): Promise<Run> => modalCost([...args, '.'], { cwd: work.path });

  for (const [title, imports, gpu] of [
    ['a long name', `from ${LONG} import GPU`, 'GPU'],
    ['a long name in a package', `from pkg.${LONG}.config import GPU`, 'GPU'],
    ['a long name beside the file', `from .${LONG} import GPU`, 'GPU'],
    ['everything from a long name', `from ${LONG} import *`, 'GPU'],
    ['a long name as another', `import ${LONG} as config`, 'config.GPU'],
    ['a path that is longer than the system allows', `import ${'p.'.repeat(3_000)}q as config`, 'config.GPU'],
  ] as const)
    it(`an import of ${title} leaves its value unknown`, async () => {
      work.write('app.py', declaring(imports, gpu));
      for (const command of ['scan', 'estimate', 'check']) {
        const { status, stderr } = await runs(command);
        assert.deepEqual({ command, status, stderr }, { command, status: 0, stderr: '' });
      }
      assert.deepEqual(gpusIn(await runs('scan', '--format', 'json')), ['f: unknown', 'other: H100']);
    });

  it('an import through a link that leads round leaves its value unknown', async function () {
    if (process.platform === 'win32') return this.skip();
    work.write('app.py', declaring('from config import GPU\nfrom round.config import MORE', '[GPU, MORE]'));
    symlinkSync('config.py', join(work.path, 'config.py'));
    symlinkSync('round', join(work.path, 'round'));
    const run = await runs('scan', '--format', 'json');
    assert.equal(run.status, 0, run.stderr);
    assert.deepEqual(gpusIn(run), ['f: unknown', 'other: H100']);
    assert.deepEqual(skippedIn(run), ['config.py: symlinkLoop', 'round: symlinkLoop']);
    assert.equal((await runs('check')).status, 3);
  });

  it('a path that leads round is refused by every command', async function () {
    if (process.platform === 'win32') return this.skip();
    symlinkSync('loop', join(work.path, 'loop'));
    for (const command of ['scan', 'estimate', 'check', 'mcp'])
      assert.equal((await modalCost([command, 'loop'], { cwd: work.path })).status, 2, command);
  });

  it('a module that cannot be read hides the one behind it', async () => {
    work.write('config.py', 'GPU = "T4"\n');
    work.write('app/config.py', new Uint8Array([0x47, 0x3d, 0xff]));
    work.write('app/serve.py', declaring('from config import GPU', 'GPU'));
    const run = await runs('scan', '--format', 'json');
    assert.deepEqual(gpusIn(run), ['f: unknown', 'other: H100']);
    assert.deepEqual(skippedIn(run), ['app/config.py: notUtf8']);
  });

  it('a folder without permission stops nothing else, as a path or an import', function () {
    mkdirSync(join(work.path, 'secret'));
    work.write('secret/config.py', 'GPU = "H100"\n');
    work.write('app.py', declaring('from secret.config import GPU', 'GPU'));
    work.write('unread.py', OTHER);
    work.write('ignoring/.gitignore', 'x\n');
    work.write('ignoring/app.py', OTHER);
    for (const name of ['secret', 'unread.py', 'ignoring/.gitignore']) chmodSync(join(work.path, name), 0);
    const run = withoutRights(['scan', '.', '--format', 'json'], work.path);
    chmodSync(join(work.path, 'secret'), 0o700);
    if (!run) return this.skip();
    assert.equal(run.status, 0, run.stderr);
    assert.deepEqual(gpusIn(run), ['f: unknown', 'other: H100', 'other: H100']);
    const skipped = skippedIn(run);
    for (const name of ['secret', 'unread.py', 'ignoring/.gitignore'])
      assert.ok(skipped.includes(`${name}: permissionDenied`), skipped.join());
  });

  it('a .gitignore that cannot be read leaves nothing out, and is named', async function () {
    if (process.platform === 'win32') return this.skip();
    symlinkSync('.gitignore', join(work.path, '.gitignore'));
    work.write('large/.gitignore', '#'.repeat(5_000_001));
    work.write('large/app.py', OTHER);
    mkdirSync(join(work.path, 'folder/.gitignore'), { recursive: true });
    work.write('folder/app.py', OTHER);
    const run = await runs('scan', '--format', 'json');
    assert.deepEqual(skippedIn(run), ['.gitignore: symlinkLoop', 'large/.gitignore: tooLarge']);
    assert.equal(gpusIn(run).length, 3);
  });

  it('a name that is not UTF-8 is named as that', async function () {
    if (process.platform !== 'linux') return this.skip();
    writeFileSync(
      Buffer.concat([Buffer.from(`${work.path}/b`), Buffer.from([0xff]), Buffer.from('.py')]),
      OTHER,
    );
    const run = await runs('scan', '--format', 'json');
    assert.deepEqual(skippedIn(run), ['b\ufffd.py: nameNotUtf8']);
    assert.deepEqual(gpusIn(run), ['other: H100']);
  });

  it('a working folder that is deleted is said, and no bug; paths in full are read all the same', function () {
    if (process.platform === 'win32') return this.skip();
    const inDeleted = (args: string): Run => {
      const script = `mkdir gone && cd gone && rmdir ../gone && "${process.execPath}" "${PROGRAM}" ${args}`;
      const { status, stdout, stderr } = spawnSync('sh', ['-c', script], {
        cwd: work.path,
        encoding: 'utf8',
      });
      return { status, stdout, stderr };
    };
    for (const args of [
      'scan .',
      'estimate app.py',
      'check',
      'check --base HEAD',
      'diff',
      'advise a.py::f',
      'mcp',
    ]) {
      const { status, stderr } = inDeleted(args);
      assert.equal(status, 2, `${args}: ${stderr}`);
      assert.doesNotMatch(stderr, /\n\s+at /);
    }
    for (const command of ['scan', 'estimate', 'check'])
      assert.equal(inDeleted(`${command} "${work.path}"`).status, 0, command);
  });
});
