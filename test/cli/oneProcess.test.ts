/** Runs in one process are as runs in processes of their own: what other tests see by `modalCost` is what a user sees. */
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { changedRepository } from './change';
import { GIT_ENVIRONMENT, type TestRepository } from './repository';
import { folder, modalCost, startProgram, type Folder, type Place, type Run } from './run';

/** Every command, and each way to end; those of the second kind of place find nothing there. */
const COMMANDS: readonly (readonly string[])[] = [
  [],
  ['--help'],
  ['--version'],
  ['frobnicate'],
  ['scan', '.'],
  ['scan', 'nowhere'],
  ['scan', 'app', '--format', 'json'],
  ['estimate', '.'],
  ['estimate', '.', '--format', 'json', '--book', 'review-2026-05', '--hours', '100'],
  ['estimate', '.', '--env', 'NOBODY=1', '--format', 'markdown'],
  ['estimate', '--preset', 'B'],
  ['advise', 'app/nightly.py::nightly'],
  ['advise', 'app/serve.py::find', '--usage', 'requests_per_day=900 seconds_per_request=2 startup_seconds=5'],
  ['check'],
  ['check', 'latin.py'],
  ['check', '--base', 'main', '--format', 'json'],
  ['check', '--base', 'main', '--format', 'sarif', '--allow-unread'],
  ['diff', '--base', 'main'],
  ['diff', '--base', 'main', '--head', 'feature', '--format', 'csv'],
  ['comment', '--base', 'main'],
  ['comment', '--base', 'nowhere'],
  ['actual', '--actual', 'nowhere.json'],
  ['gpus'],
  ['providers', '--book', 'review-2026-05', '--format', 'json'],
  ['gate', '--base', 'nowhere', '--', 'true'],
  ['mcp'],
];

describe('runs of modal-cost in one process', () => {
  let repo: TestRepository;
  let plain: Folder;
  /** What each command does in a process, in a place where there is something and in one where there is nothing. */
  let expected: readonly (readonly [readonly string[], Place, Run])[];
  before(() => {
    repo = changedRepository();
    // One that is not read in full, and one over which the parser's recovery from errors has to work.
    repo.write('latin.py', Uint8Array.of(0x6d, 0x6f, 0x64, 0x61, 0x6c, 0xff));
    repo.write('broken.py', 'import modal\napp = modal.App()\n@app.function(gpu=\ndef g(: ...\n');
    plain = folder({ 'notes.txt': 'x' });
    const places = [repo, plain].map(({ path }) => ({
      cwd: path,
      env: { ...GIT_ENVIRONMENT, NO_COLOR: '1' },
    }));
    expected = places.flatMap((place) =>
      COMMANDS.map((args) => [args, place, startProgram(args, place)] as const),
    );
  });
  after(() => {
    repo.remove();
    plain.remove();
  });

  it('end with every status that there is', () => {
    const statuses = new Set(expected.map(([, , { status }]) => status));
    assert.deepEqual([...statuses].sort(), [0, 1, 2, 3]);
  });

  it('do what each does in a process of its own, in whatever order', async () => {
    const orders = fc.shuffledSubarray(
      expected.map((_, i) => i),
      { minLength: expected.length },
    );
    await fc.assert(
      fc.asyncProperty(orders, async (order) => {
        for (const i of order) {
          const [args, place, run] = expected[i]!;
          assert.deepEqual(await modalCost(args, place), run, args.join(' '));
        }
      }),
      // Each run is in every order; a failure names its command by itself.
      { numRuns: 3, endOnFailure: true },
    );
  });

  it('leave this process as it was', async () => {
    const state = (): unknown => ({
      folder: process.cwd(),
      variables: { ...process.env },
      status: process.exitCode,
      listeners: process.eventNames().map((name) => [name, process.listenerCount(name)]),
    });
    const before = state();
    for (const [args, place] of expected) await modalCost(args, place);
    assert.deepEqual(state(), before);
  });

  it('are one at a time', async () => {
    const first = modalCost(['scan', '.'], { cwd: repo.path });
    await assert.rejects(modalCost(['--version']), /runs already/);
    assert.equal((await first).status, 0);
  });
});
