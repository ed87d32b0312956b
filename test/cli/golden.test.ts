import { strict as assert } from 'node:assert';
import { compareWithGolden } from '../golden/golden';
import { modalCost, startProgram } from './run';

/** A range, an unknown, a warm pool with usage, and schedules. */
const THREE = ['config_driven', 'nightly_batch', 'sdxl_endpoint'].map((name) => `examples/${name}.py`);

/** What each command prints for the examples of this repository. `UPDATE_GOLDEN=1` writes it anew. */
const OUTPUTS: Readonly<Record<string, readonly string[]>> = {
  'scan/examples.txt': ['scan', 'examples'],
  'scan/examples.json': ['scan', 'examples', '--format', 'json'],
  'scan/examples.md': ['scan', 'examples', '--format=markdown'],
  'estimate/examples.txt': ['estimate', 'examples'],
  'estimate/three.json': ['estimate', ...THREE, '--format', 'json'],
  'estimate/examples.md': ['estimate', 'examples', '--format=markdown'],
  'estimate/examples.csv': ['estimate', 'examples', '--format=csv'],
  'estimate/examples-review.txt': ['estimate', 'examples', '--book', 'review-2026-05'],
};

/** The same beside their sample bill. */
const BILLED: Readonly<Record<string, readonly string[]>> = {
  'actual/examples.txt': ['actual', 'examples'],
  'actual/examples.md': ['actual', 'examples', '--format=markdown'],
  'actual/examples.csv': ['actual', 'examples', '--format=csv'],
};

describe('the examples on the command line', () => {
  for (const [name, args] of Object.entries(OUTPUTS)) {
    it(`modal-cost ${args.join(' ')}`, async () => {
      const { status, stdout, stderr } = await modalCost(args);
      assert.deepEqual([status, stderr], [0, '']);
      compareWithGolden(name, stdout);
      assert.equal(startProgram(args).stdout, stdout, 'the same in a process of its own');
    });
  }
  for (const [name, args] of Object.entries(BILLED)) {
    it(`modal-cost ${args.join(' ')}`, async () => {
      const { status, stdout, stderr } = await modalCost(args);
      assert.deepEqual([status, stderr], [0, '']);
      // How long ago its report ended is another thing each day.
      compareWithGolden(name, stdout.replace(/^.*The report ends on .*\n/m, ''));
    });
  }
});
