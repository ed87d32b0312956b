import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';

describe('the words for people', function () {
  // The script parses all of src/: ten seconds of a processor, and many more on a busy machine.
  this.timeout(300_000);

  it('are in l10n/bundle.l10n.json and package.nls.json, and nothing else is: `npm run l10n` writes the first', () => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/l10n.mjs', '--check'], {
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
  });
});
