import type { UsageCommentProblem } from '../../modal/usageComment';
import type { IgnoreOutcome } from './ignoreComments';

/** What is wrong with a comment of ours. */
export type CommentMessage =
  | {
      readonly rule: 'usage-comment';
      readonly kind: 'usageCommentProblem';
      readonly arguments: { readonly problem: UsageCommentProblem['message'] };
    }
  | ({ readonly rule: 'ignore-comment' } & IgnoreOutcome);
