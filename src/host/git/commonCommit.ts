import { UserError } from '../../core/userError';
import type { GitRepository } from './api';
import { gitFailure } from './gitFailure';

/**
 * The newest commit that HEAD and another commit come from; undefined where none is known here.
 * @throws UserError with Git's own message where Git fails
 */
export async function commonCommit(
  repository: Pick<GitRepository, 'getMergeBase'>,
  commit: string,
): Promise<string | undefined> {
  try {
    return (await repository.getMergeBase('HEAD', commit)) ?? undefined;
  } catch (error) {
    const { exitCode, stderr, text } = gitFailure(error);
    // This is how `git merge-base` says that there is none.
    if (exitCode === 1 && stderr === '') return undefined;
    throw new UserError(`git merge-base: ${text}`);
  }
}
