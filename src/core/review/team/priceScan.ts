/** From a scan to its costs: the only way, for the editor, the index, the command line and agents. */
import { assess, type Assessment, type UsageContext } from '../../cost/assess';
import { asChange, withCalls } from '../../cost/changed/changeSubjects';
import type { PricingContext } from '../../cost/estimate';
import { isAwaited } from '../../cost/month';
import type { Declaration, Subject } from '../../modal/declaration';
import { joinCalls } from '../../modal/joinCalls';
import type { FileScan } from '../../modal/scan';
import { inTextOrder } from '../../modal/textOrder';
import { sameData } from '../../json/sameData';
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
 * @param others scans of other files, with declarations that calls of this one change, or calls that change its own
 */
export function priceablesOf(
  scan: FileScan,
  commentOf: CommentOf,
  { team, use }: Omit<Terms, 'context'>,
  others: readonly FileScan[] = [],
): readonly Priceable[] {
  const joined = joinCalls([scan, ...others]);
  const changed = new Map<Declaration, Declaration>();
  const subjectOf = (written: Declaration): Declaration => {
    const known = changed.get(written);
    if (known) return known;
    const subject = withCalls(applyValues(team, written), joined.onDeclaration(written));
    changed.set(written, subject);
    return subject;
  };
  return [
    ...scan.declarations.map((written) => {
      const comment = commentOf(written);
      const defaults = [...usageLayersFor(team, written), ...use.defaults];
      return { subject: subjectOf(written), use: { ...use, defaults, ...(comment ? { comment } : {}) } };
    }),
    ...scan.callSites.map((call) => {
      const target = joined.targetOf(call);
      return { subject: asChange(call, target && subjectOf(target), joined), use };
    }),
  ];
}

/** Assessments of earlier scans, by what was scanned. */
export type KnownAssessments = WeakMap<Subject, Assessment>;

/**
 * The assessments of a scan, in the order of {@link priceablesOf}.
 * @param known is kept up to date; as long as all that an assessment is worked out from stays as it was, so does the object
 */
export function priceScan(
  scan: FileScan,
  commentOf: CommentOf,
  terms: Terms,
  others?: readonly FileScan[],
  known: KnownAssessments = new WeakMap(),
): readonly Assessment[] {
  const { context } = terms;
  const written: readonly Subject[] = [...scan.declarations, ...scan.callSites];
  return priceablesOf(scan, commentOf, terms, others).map(({ subject, use }, i) => {
    const before = known.get(written[i]!);
    if (before && isOf(before, subject, context, use)) return before;
    const assessment = assess(subject, context, use);
    // What waits for a simulation is worked out anew once that is done.
    if (!isAwaited(assessment.month)) known.set(written[i]!, assessment);
    return assessment;
  });
}

function isOf(
  { estimate, use }: Assessment,
  ...now: readonly [Subject, PricingContext, UsageContext]
): boolean {
  return sameData([estimate.subject, estimate.context, use], now);
}

/** The assessment of one declaration of a scan, with the calls that change it. */
export function priceOne(
  scan: FileScan,
  declaration: Declaration,
  commentOf: CommentOf,
  terms: Terms,
): readonly Assessment[] {
  const priceable = priceablesOf(scan, commentOf, terms)[scan.declarations.indexOf(declaration)]!;
  return [assess(priceable.subject, terms.context, priceable.use)];
}

/** The assessments of one file, by line. */
export function inSourceOrder(assessments: readonly Assessment[]): readonly Assessment[] {
  return [...assessments].sort((a, b) => inTextOrder(a.estimate.subject, b.estimate.subject));
}
