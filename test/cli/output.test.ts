import { strict as assert } from 'node:assert';
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { GIT_ENVIRONMENT, repository, type TestRepository } from './repository';
import { PROGRAM, SOURCE_DATE_EPOCH, type Run } from './run';

const HEAD = 'import modal\napp = modal.App()\n';
const FUNCTION = (n: number): string => `@app.function(gpu="H100", min_containers=2)\ndef f${n}(): ...\n`;
const USAGE = '# modal-cost: requests_per_day=500 seconds_per_request=2\n';

const COMMANDS: readonly (readonly string[])[] = [
  ['scan', 'app.py'],
  ['scan', 'app.py', '--format', 'json'],
  ['estimate', 'app.py'],
  ['estimate', 'app.py', '--format', 'csv'],
  ['advise', 'app.py::f0'],
  ['diff'],
  ['comment'],
  ['check'],
  ['check', '--format', 'sarif'],
  ['--help'],
  ['--version'],
];

const INITIALIZE = JSON.stringify({
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
});

describe('output that cannot be written', () => {
  let work: TestRepository;
  let readOnly: number;
  before(() => {
    work = repository({ 'app.py': `${HEAD}${USAGE}${FUNCTION(0)}` });
    work.write('app.py', `${HEAD}${USAGE}${Array.from({ length: 300 }, (_, i) => FUNCTION(i)).join('')}`);
    work.write('latin.py', new Uint8Array([0x69, 0xff]));
    // A write to it fails on every system, as one to a full disk does.
    readOnly = openSync(join(work.path, 'app.py'), 'r');
  });
  after(() => {
    closeSync(readOnly);
    work.remove();
  });

  /** Runs `modal-cost`, with streams that nobody reads, or that cannot be written. */
  function run(
    args: readonly string[],
    { closed, stdout = 'pipe', input = '' }: { closed?: 1 | 2; stdout?: number | 'pipe'; input?: string },
  ): Promise<Run> {
    const child = spawn(process.execPath, [PROGRAM, ...args], {
      cwd: work.path,
      env: { ...GIT_ENVIRONMENT, SOURCE_DATE_EPOCH },
      stdio: ['pipe', stdout, 'pipe'],
    });
    const texts = ['', '', ''];
    for (const [i, stream] of child.stdio.entries()) {
      if (i === 0 || !stream) continue;
      if (i === closed) stream.destroy();
      else stream.on('data', (bytes) => (texts[i] = `${texts[i] ?? ''}${String(bytes)}`));
    }
    child.stdin?.on('error', () => undefined);
    if (input === '') child.stdin?.end();
    else child.stdin?.write(input);
    return new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (status) => resolve({ status, stdout: texts[1]!, stderr: texts[2]! }));
    });
  }

  for (const args of COMMANDS) {
    const name = args.join(' ');

    it(`ends ${name} in silence where nobody reads it any more`, async () => {
      const { status, stderr } = await run(args, { closed: 1 });
      assert.equal(status, 141);
      assert.doesNotMatch(stderr, /EPIPE|\n\s+at /);
    });

    it(`ends ${name} with one line where the system refuses it`, async () => {
      const { status, stderr } = await run(args, { stdout: readOnly });
      assert.equal(status, 74);
      assert.match(stderr, /modal-cost: cannot write to standard output: bad file descriptor\n$/);
      assert.doesNotMatch(stderr, /\n\s+at /);
    });

    it(`prints what ${name} prints where nobody reads stderr`, async () => {
      const usual = await work.run(...args);
      const { status, stdout } = await run(args, { closed: 2 });
      assert.deepEqual({ status, stdout }, { status: usual.status, stdout: usual.stdout });
      assert.notEqual(stdout, '');
    });
  }

  it('ends the server for agents in silence where its client has gone', async () => {
    const { status, stderr } = await run(['mcp', '.'], { closed: 1, input: `${INITIALIZE}\n` });
    assert.deepEqual({ status, stderr }, { status: 141, stderr: '' });
  });

  it('keeps the status of wrong usage where nobody reads stderr', async () => {
    assert.equal((await run(['frobnicate'], { closed: 2 })).status, 2);
  });
});
