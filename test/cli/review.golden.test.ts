/** What diff, comment and check print for a small change, in every format. `UPDATE_GOLDEN=1` writes it anew. */
import { strict as assert } from 'node:assert';
import { compareWithGolden } from '../golden/golden';
import { changedRepository } from './change';
import type { TestRepository } from './repository';

const CHANGE = ['--base', 'main', '--head', 'feature'];

/** Each with its exit status. */
const OUTPUTS: Readonly<Record<string, readonly [status: number, args: readonly string[]]>> = {
  'diff/change.txt': [0, ['diff', ...CHANGE]],
  'diff/change.json': [0, ['diff', ...CHANGE, '--format', 'json']],
  'diff/change.md': [0, ['diff', ...CHANGE, '--format', 'markdown']],
  'diff/change.csv': [0, ['diff', ...CHANGE, '--format', 'csv']],
  'diff/back.txt': [0, ['diff', '--base', 'feature', '--head', 'main']],
  'diff/review-over-100.txt': [0, ['diff', ...CHANGE, '--book=review-2026-05', '--min-delta=100']],
  'diff/nothing.txt': [0, ['diff']],
  'comment/github.md': [0, ['comment', ...CHANGE]],
  'comment/gitlab.md': [0, ['comment', ...CHANGE, '--platform', 'gitlab', '--min-delta', '5%']],
  'comment/nothing.md': [0, ['comment']],
  'check/all.txt': [1, ['check']],
  'check/all.json': [1, ['check', '--format', 'json']],
  'check/all.md': [1, ['check', '--format=markdown']],
  'check/all.csv': [1, ['check', '--format=csv']],
  'check/all.sarif': [1, ['check', '--format=sarif']],
  'check/change.txt': [1, ['check', ...CHANGE, '--fail-above', '100', '--min-delta', '10']],
  'check/change.json': [1, ['check', ...CHANGE, '--format', 'json', '--fail-above', '2000']],
  'check/part.txt': [0, ['check', 'app/nightly.py', '--fail-above=100']],
};

/** The change renames a function that the team file names; not told where only a part is read, or after the change back. */
const RENAMED =
  'modal-cost: modal-cost.json:5:5: “app/serve.py::search” matches no declaration: it has no effect. Correct its file or name, or remove it.\n';
const WITHOUT_NOTE = ['diff/back.txt', 'check/part.txt'];

describe('a change on the command line', () => {
  let repo: TestRepository;
  before(() => {
    repo = changedRepository();
  });
  after(() => {
    repo.remove();
  });

  for (const [name, [status, args]] of Object.entries(OUTPUTS)) {
    it(`modal-cost ${args.join(' ')}`, async () => {
      const run = await repo.run(...args);
      assert.deepEqual([run.status, run.stderr], [status, WITHOUT_NOTE.includes(name) ? '' : RENAMED]);
      compareWithGolden(name, run.stdout);
      assert.equal((await repo.run(...args)).stdout, run.stdout, 'twice the same');
      assert.ok(!run.stdout.includes(repo.path), 'no path of this machine');
    });
  }
});
