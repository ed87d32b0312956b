import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';

describe('the sample bill of the examples', () => {
  it('is what the price book makes of it: `npm run example:bill` writes it', () => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/exampleBill.mjs', '--check'], {
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
  });
});
