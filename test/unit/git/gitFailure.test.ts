import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { gitFailure, isUnknownRevision } from '../../../src/host/git/gitFailure';

/** What a real Git throws, with the fields that the Git extension gives to its errors. */
function failureOf(...args: readonly string[]): unknown {
  try {
    execFileSync('git', args, { stdio: 'pipe', env: { ...process.env, LC_ALL: 'C' } });
  } catch (error) {
    const { stderr, status } = error as { stderr: Buffer; status: number };
    return { message: 'Failed to execute git', stderr: stderr.toString(), exitCode: status };
  }
  assert.fail('Git did not fail');
}

describe('a failure of Git', () => {
  it('is an unknown revision only if Git says so', () => {
    for (const text of [
      'no-such-branch',
      'HEAD~99999999',
      '0123456789012345678901234567890123456789',
      'v0^{/x',
    ])
      assert.ok(isUnknownRevision(gitFailure(failureOf('show', '-s', text))), text);
    const outside = gitFailure(failureOf('--git-dir=/nonexistent', 'show', '-s', 'HEAD'));
    assert.ok(!isUnknownRevision(outside));
    assert.match(outside.text, /not a git repository/);
  });

  it('is told in Git’s words, or those of the Git extension', () => {
    assert.equal(
      gitFailure({ message: 'Failed', stderr: ' fatal: dubious ownership \n' }).text,
      'fatal: dubious ownership',
    );
    assert.equal(gitFailure(new Error('gone')).text, 'gone');
    assert.equal(gitFailure('gone').text, 'gone');
  });
});
