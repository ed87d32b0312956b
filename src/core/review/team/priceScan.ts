/** From a scan to its costs: the only way, for the editor, the index, the command line and agents. */
import { assess, costsByItself, type Assessment, type UsageContext } from '../../cost/assess';
import type { PricingContext } from '../../cost/estimate';
import type { Declaration, Subject } from '../../modal/declaration';
import type { FileScan } from '../../modal/scan';
import { inTextOrder } from '../../modal/textOrder';
import type { UsageComment } from '../../modal/usageComment';
import { applyValues, usageLayersFor } from './applyTeam';
import type { Team } from './team';

/** The input for prices, besides the file itself. */
export interface Terms {
  readonly team: Team;
  readonly context: PricingContext;
  /** Usage from sources other than comments and the team file. */
  readonly use: UsageContext;
}

/** A declaration, or a call that costs something on its own, ready to be priced. */
export interface Priceable {
  /** With the team's values for what the code leaves open. */
  readonly subject: Subject;
  readonly use: UsageContext;
}

/** The usage comments of a declaration; undefined if the text is not available. */
export type CommentOf = (declaration: Declaration) => UsageComment | undefined;

/**
 * The parts of a scan that have a price, with their usage: the declarations, then the calls, each in the order of the
 * scan.
 */
export function priceablesOf(
  { declarations, callSites }: FileScan,
  commentOf: CommentOf,
  { team, use }: Omit<Terms, 'context'>,
): readonly Priceable[] {
  return [
    ...declarations.map((written) => {
      const comment = commentOf(written);
      const defaults = [...usageLayersFor(team, written), ...use.defaults];
      return {
        subject: applyValues(team, written),
        use: { ...use, defaults, ...(comment ? { comment } : {}) },
      };
    }),
    ...callSites.filter(costsByItself).map((subject) => ({ subject, use })),
  ];
}

/** The assessments of a scan, in the order of {@link priceablesOf}. */
export function priceScan(scan: FileScan, commentOf: CommentOf, terms: Terms): readonly Assessment[] {
  return priceablesOf(scan, commentOf, terms).map(({ subject, use }) => assess(subject, terms.context, use));
}

/** The assessments of one file, by line. */
export function inSourceOrder(assessments: readonly Assessment[]): readonly Assessment[] {
  return [...assessments].sort((a, b) => inTextOrder(a.estimate.subject, b.estimate.subject));
}
