import type { Subject } from '../modal/declaration';
import type { PriceBook } from '../pricing/schema';
import { usageCommentValues, type UsageComment } from '../modal/usageComment';
import { withVariants } from './changed/variantMonths';
import { estimate, type Estimate, type PricingContext } from './estimate';
import { monthEstimate, type KnownMonth, type MonthEstimate, type MonthOptions } from './month';
import type { Simulations } from './simulations';
import type { TraceSource } from './trace/requestTrace';
import { resolveUsage, usageOfCode, type ResolvedUsage, type UsageLayer } from './usage';

/** The figures of a declaration, or of a call that costs something on its own. */
export interface Assessment {
  readonly estimate: Estimate;
  /** What was known of its use when it was priced. */
  readonly use: UsageContext;
  /** Its usage, with the origin of each field; null for a call, because usage cannot be given for calls. */
  readonly usage: ResolvedUsage | null;
  /** Its cost per month; null if the usage is unknown and there is no schedule. */
  readonly month: MonthEstimate | null;
  /** While the month is being simulated: the one before, which is to be shown as old. See `LastMonths`. */
  readonly lastMonth?: KnownMonth;
}

/** Usage from outside the code, the nearest first. */
export interface UsageContext {
  /** From command-line options; takes precedence over the comment. */
  readonly options?: UsageLayer;
  readonly comment?: UsageComment;
  /** From the team file and settings; the comment takes precedence over these. */
  readonly defaults: readonly UsageLayer[];
  /** Whether start-up is billed if the price book bills running time. */
  readonly includeStartup: boolean;
  /** Reads the traces that usage names; without it, what rests on one is unknown. */
  readonly traces?: TraceSource;
  /** Simulates what no formula has; by default at once. */
  readonly simulations?: Simulations;
}

/** Prices a declaration or a call, with its cost per month if its usage is known. */
export function assess(subject: Subject, context: PricingContext, use: UsageContext): Assessment {
  const priced = estimate(subject, context);
  if (subject.type === 'call') return { estimate: priced, use, usage: null, month: null };
  const comment = commentLayer(use.comment);
  const layers = [use.options, comment, ...use.defaults, ...usageOfCode(subject)].filter(
    (layer) => layer !== undefined,
  );
  const usage = resolveUsage(layers, context.hoursPerMonth, use.traces);
  const options = monthOptions(use);
  const month = monthEstimate(priced, usage, options);
  return { estimate: priced, use, usage, month: month && withVariants(month, priced, usage, options) };
}

/** How the months of a declaration are worked out. */
export function monthOptions({ includeStartup, simulations }: UsageContext): MonthOptions {
  return { includeStartup, ...(simulations ? { simulations } : {}) };
}

/** The same, priced by another book: its rates, its rules and its month, unless the user chose the hours of a month. */
export function inBook({ estimate: { subject, context }, use }: Assessment, book: PriceBook): Assessment {
  const hoursPerMonth = context.hoursChosen ? context.hoursPerMonth : book.hoursPerMonth.value;
  return assess(subject, { ...context, book, hoursPerMonth }, use);
}

/**
 * Whether the book in use has no price for one of them, for what is known of it, so that only Modal's list can compare
 * them. Figures of two books are never compared.
 */
export function needsList(...assessments: readonly Assessment[]): boolean {
  return assessments.some(({ estimate: { alternatives, context } }) => {
    const [first] = alternatives;
    return first !== undefined && first.rate === undefined && context.book.id !== context.list.id;
  });
}

function commentLayer(comment: UsageComment | undefined): UsageLayer | undefined {
  const [first] = comment?.values ?? [];
  if (!comment || !first) return undefined;
  return {
    source: 'comment',
    values: usageCommentValues(comment),
    where: { kind: 'comment', line: first.range.start.line + 1 },
  };
}
