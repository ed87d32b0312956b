/** The compiled program that is kept from one run to the next: what is taken from there, and what is not. */
import { strict as assert } from 'node:assert';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { folder, startProgram, type Folder, type Run } from './run';

describe('the compiled program', () => {
  let work: Folder;
  const kept = (): string => join(work.path, 'cache/modal-cost');
  const run = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Run =>
    startProgram(args, {
      cwd: work.path,
      env: {
        XDG_CACHE_HOME: join(work.path, 'cache'),
        NODE_V8_COVERAGE: '',
        NODE_DISABLE_COMPILE_CACHE: '',
        ...env,
      },
    });
  const files = (): readonly string[] => (existsSync(kept()) ? readdirSync(kept()) : []);

  // The folder of the cache is set by a variable on Linux alone.
  if (process.platform !== 'linux') return;

  beforeEach(
    () => (work = folder({ 'app.py': 'import modal\napp = modal.App()\n@app.function()\ndef f(): ...\n' })),
  );
  afterEach(() => work.remove());

  it('is kept for each command, and taken as it is', () => {
    const first = run(['scan', '.']);
    assert.deepEqual(files(), [`scan-${process.version}-${process.arch}`]);
    const [file] = files().map((name) => join(kept(), name));
    const before = readFileSync(file!);
    assert.deepEqual(run(['scan', '.']), first);
    assert.deepEqual(readFileSync(file!), before);
    run(['estimate', '.']);
    assert.equal(files().length, 2);
  });

  it('is compiled anew if it was made of another source, or is damaged', () => {
    const first = run(['scan', '.']);
    const file = join(kept(), files()[0]!);
    const whole = readFileSync(file);
    const sourceBytes = readFileSync('dist/modal-cost-main.js').length;
    const other = Buffer.from(whole);
    other.write('!', 40);
    const damaged = Buffer.from(whole);
    damaged.fill(7, sourceBytes, sourceBytes + 64);
    for (const bytes of [other, damaged, whole.subarray(0, sourceBytes), Buffer.from('x')]) {
      writeFileSync(file, bytes);
      assert.deepEqual(run(['scan', '.']), first);
      assert.deepEqual(readFileSync(file).subarray(0, sourceBytes), whole.subarray(0, sourceBytes));
      assert.notDeepEqual(readFileSync(file), bytes);
    }
  });

  it('is not where others can write', () => {
    for (const [mode, parent] of [
      [0o777, 0o700],
      [0o770, 0o700],
      [0o700, 0o777],
    ] as const) {
      mkdirSync(kept(), { recursive: true });
      chmodSync(kept(), mode);
      chmodSync(join(kept(), '..'), parent);
      assert.equal(run(['scan', '.']).status, 0);
      assert.deepEqual(files(), []);
    }
  });

  it('is not where a link leads', () => {
    mkdirSync(join(work.path, 'cache'));
    mkdirSync(join(work.path, 'elsewhere'), { mode: 0o700 });
    symlinkSync(join(work.path, 'elsewhere'), kept());
    assert.equal(run(['scan', '.']).status, 0);
    assert.deepEqual(files(), []);
  });

  it('is kept for no command that there is not, and not if it is turned off', () => {
    run(['--version']);
    run(['nothing']);
    run(['../scan', '.']);
    run(['scan', '.'], { NODE_DISABLE_COMPILE_CACHE: '1' });
    run(['scan', 'nowhere']);
    assert.deepEqual(files(), []);
    assert.ok(!existsSync(kept()));
  });
});
