import { strict as assert } from 'node:assert';
import { UserError } from '../../../src/core/userError';
import { commonCommit } from '../../../src/host/git/commonCommit';

const failing = (failure: object) => ({
  // The Git extension throws objects that are no errors.
  // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
  getMergeBase: (): Promise<never> => Promise.reject(failure),
});

describe('the commit that two have in common', () => {
  it('is what Git says, if there is one', async () => {
    assert.equal(
      await commonCommit({ getMergeBase: (...of) => Promise.resolve(of.join()) }, 'abc'),
      'HEAD,abc',
    );
    assert.equal(await commonCommit({ getMergeBase: () => Promise.resolve(undefined) }, 'abc'), undefined);
    assert.equal(await commonCommit(failing({ exitCode: 1, stderr: '' }), 'abc'), undefined);
  });

  it('is an error in Git’s own words where Git fails', async () => {
    const of = async (failure: object): Promise<string> => {
      const error = await commonCommit(failing(failure), 'abc').catch((thrown: unknown) => thrown);
      assert.ok(error instanceof UserError);
      return error.message;
    };
    const stderr = 'fatal: Not a valid commit name abc\n';
    assert.equal(
      await of({ message: 'Failed to execute git', stderr, exitCode: 128 }),
      'git merge-base: fatal: Not a valid commit name abc',
    );
    assert.equal(await of(new Error('spawn git ENOENT')), 'git merge-base: spawn git ENOENT');
  });
});
