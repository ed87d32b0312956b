import { commentMarkdown } from '../../core/render/review/pullRequestComment';
import { reviewChange } from '../../core/review/reviewChange';
import { linkTo } from '../../common/repository';
import type { Options } from '../options';
import type { State } from '../states';
import type { Terminal } from '../terminal';

/** `modal-cost comment`: what a change costs, as a comment of a review. */
export function printComment(
  before: State,
  after: State,
  { platform, minDelta }: Options,
  terminal: Terminal,
): void {
  const report = { before, after, ...reviewChange(before, after, minDelta) };
  terminal.print(commentMarkdown(report, platform, linkTo));
}
