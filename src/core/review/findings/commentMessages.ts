import type { UsageCommentFault } from '../../modal/usageCommentProblem';
import type { IgnoreOutcome } from './ignoreComments';

/** What is wrong with a comment of ours. */
export type CommentMessage =
  | {
      readonly rule: 'usage-comment';
      readonly kind: UsageCommentFault['kind'];
      readonly arguments: { readonly problem: UsageCommentFault };
    }
  | ({ readonly rule: 'ignore-comment' } & IgnoreOutcome);
