/** From what was scanned to what it costs: the one way there, for the editor, the index, the command line and agents. */
import { assess, costsByItself, type Assessment, type UsageContext } from '../../cost/assess';
import type { PricingContext } from '../../cost/estimate';
import type { Declaration, Subject } from '../../modal/declaration';
import type { FileScan } from '../../modal/scan';
import type { UsageComment } from '../../modal/usageComment';
import { applyValues, usageLayersFor } from './applyTeam';
import type { Team } from './team';

/** What prices a file's declarations besides the file itself. */
export interface Terms {
  readonly team: Team;
  readonly context: PricingContext;
  /** What is known of use besides comments and the team file. */
  readonly use: UsageContext;
}

/** A declaration, or a call that costs by itself, ready to be priced. */
export interface Priceable {
  /** With the team's values where the code leaves them open. */
  readonly subject: Subject;
  readonly use: UsageContext;
}

/** The usage comments of a declaration; undefined where there is no text to look at. */
export type CommentOf = (declaration: Declaration) => UsageComment | undefined;

/** What of a scan has a price, with what is known of its use: the declarations, then the calls, each in the order of the scan. */
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

/** What each of a scan costs, in the order of {@link priceablesOf}. */
export function priceScan(scan: FileScan, commentOf: CommentOf, terms: Terms): readonly Assessment[] {
  return priceablesOf(scan, commentOf, terms).map(({ subject, use }) => assess(subject, terms.context, use));
}

/** The assessments of one file by their lines. */
export function inSourceOrder(assessments: readonly Assessment[]): readonly Assessment[] {
  return [...assessments].sort((a, b) => a.estimate.subject.line - b.estimate.subject.line);
}
