import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { copiedFiles } from '../../scripts/builds.mjs';

describe('THIRD-PARTY-NOTICES.txt', () => {
  const text = readFileSync('THIRD-PARTY-NOTICES.txt', 'utf8');

  it('is what the bundles hold: `npm run notices` writes it', function () {
    this.timeout(300_000);
    const { status, stderr } = spawnSync(process.execPath, ['scripts/notices.mjs', '--check'], {
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
  });

  it('names each package with its version, its license and who holds the rights', () => {
    const [, index, ...rest] = text.split('\n\n');
    const named = index!.split('\n');
    assert.ok(named.length > 5);
    const whole = rest.join('\n\n');
    for (const each of named) {
      const [, name, version, license] = /^(\S+) (\S+) \((.+)\)$/.exec(each)!;
      assert.ok(whole.includes(`\n${name!} ${version!}, ${license!}\n`), each);
    }
    assert.ok(copiedFiles.length > 0);
    for (const file of copiedFiles)
      assert.ok(text.includes(/node_modules\/([^/]+)/.exec(file.replaceAll('\\', '/'))![1]!), file);
    assert.equal([...whole.matchAll(/copyright/gi)].length >= named.length, true);
  });
});
