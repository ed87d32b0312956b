import { UserError } from '../../core/userError';
import type { GitRepository } from './api';

/** What the Git extension throws where Git ends with an error. */
interface GitFailure {
  readonly message?: string;
  readonly stderr?: string;
  readonly exitCode?: number;
}

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
    const { message = String(error), stderr = '', exitCode } = error as GitFailure;
    // This is how `git merge-base` says that there is none.
    if (exitCode === 1 && stderr === '') return undefined;
    throw new UserError(`git merge-base: ${stderr.trim() || message}`);
  }
}
