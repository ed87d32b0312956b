import type { CallSite, Subject } from '../modal/declaration';
import { usageCommentValues, type UsageComment } from '../modal/usageComment';
import { estimate, type Estimate, type PricingContext } from './estimate';
import { monthEstimate, type MonthEstimate } from './month';
import { resolveUsage, usageOfCode, type ResolvedUsage, type UsageLayer } from './usage';

/** All that can be said of what a declaration, or a call that costs by itself, costs. */
export interface Assessment {
  readonly estimate: Estimate;
  /** How it is used, with where each figure comes from; null for a call, whose use nobody can name. */
  readonly usage: ResolvedUsage | null;
  /** Its month; null where the usage is not known and no schedule says it. */
  readonly month: MonthEstimate | null;
}

/** Whether a call costs by itself, and does not only change what a declaration costs. */
export function costsByItself({ form }: CallSite): boolean {
  return form === 'sandbox' || form === 'image_build';
}

/** What is known of use besides the code: the nearest first. */
export interface UsageContext {
  /** Options of the command line, nearer than the comment. */
  readonly options?: UsageLayer;
  readonly comment?: UsageComment;
  /** A team's file and settings, farther than the comment. */
  readonly defaults: readonly UsageLayer[];
  /** Whether start-up is billed where the book bills live time. */
  readonly includeStartup: boolean;
}

/** Prices a declaration or a call, with its month where its use is known. */
export function assess(subject: Subject, context: PricingContext, use: UsageContext): Assessment {
  const priced = estimate(subject, context);
  if (subject.type === 'call') return { estimate: priced, usage: null, month: null };
  const comment = commentLayer(use.comment);
  const code = usageOfCode(subject);
  const layers = [use.options, comment, ...use.defaults, code].filter((layer) => layer !== undefined);
  const usage = resolveUsage(layers, context.hoursPerMonth);
  return {
    estimate: priced,
    usage,
    month: monthEstimate(priced, usage, { includeStartup: use.includeStartup }),
  };
}

function commentLayer(comment: UsageComment | undefined): UsageLayer | undefined {
  const [first] = comment?.ranges ?? [];
  if (!comment || !first || comment.values.length === 0) return undefined;
  return {
    source: 'comment',
    values: usageCommentValues(comment),
    where: { kind: 'comment', line: first.start.line + 1 },
  };
}
