import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { commandLine } from '../../src/common/commandLine';

describe('a command line', () => {
  it('has plain words as they are', () => {
    assert.equal(
      commandLine(['modal-cost', 'gate', '--', 'modal', 'deploy', 'a/b_1.py']),
      'modal-cost gate -- modal deploy a/b_1.py',
    );
  });

  it('is read by a shell as the words that it was made of', function () {
    if (process.platform === 'win32') this.skip();
    const words = [
      '',
      'a b',
      "it's",
      '$(touch x)',
      '`id`',
      '$HOME',
      '!!',
      '*',
      '~',
      '"',
      '\\',
      'a;b',
      '#',
      'é',
      '{a,b}',
      '@(x)',
    ];
    const { stdout } = spawnSync('sh', ['-c', `printf '%s\\n' ${commandLine(words)}`], { encoding: 'utf8' });
    assert.deepEqual(stdout.split('\n').slice(0, -1), words);
  });

  it('is quoted for PowerShell as that wants it', () => {
    assert.equal(commandLine(["it's $x.py", '@x'], 'powershell'), "'it''s $x.py' '@x'");
  });
});
