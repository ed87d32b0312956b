import type { UsageCommentFault } from '../../modal/usageCommentProblem';
import type { IgnoreOutcome } from './ignoreComments';

/** Problems of a `# modal-cost:` comment. */
export type CommentMessage =
  | {
      readonly rule: 'usage-comment';
      readonly kind: UsageCommentFault['kind'];
      readonly arguments: { readonly problem: UsageCommentFault };
    }
  | ({ readonly rule: 'ignore-comment' } & IgnoreOutcome);
