/** From a scan to its costs: the only way, for the editor, the index, the command line and agents. */
import { assess, type Assessment, type UsageContext } from '../../cost/assess';
import { asChange, withCalls } from '../../cost/changed/changeSubjects';
import type { PricingContext } from '../../cost/estimate';
import { isAwaited } from '../../cost/month';
import type { Declaration, Subject } from '../../modal/declaration';
import { joinCalls } from '../../modal/joinCalls';
import type { FileScan } from '../../modal/scan';
import { inTextOrder } from '../../modal/textOrder';
import { sameData, sameItems } from '../../json/sameData';
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
  subjects = subjectsOf(scan, team, others),
): readonly Priceable[] {
  return subjects.map((subject, i) => {
    const written = scan.declarations[i];
    if (!written) return { subject, use };
    const comment = commentOf(written);
    const defaults = [...usageLayersFor(team, written), ...use.defaults];
    return { subject, use: { ...use, defaults, ...(comment ? { comment } : {}) } };
  });
}

/** The declarations of a scan, then its calls, with what calls and the team file change in them. */
function subjectsOf(scan: FileScan, team: Team, others: readonly FileScan[]): readonly Subject[] {
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
    ...scan.declarations.map(subjectOf),
    ...scan.callSites.map((call) => {
      const target = joined.targetOf(call);
      return asChange(call, target && subjectOf(target), joined);
    }),
  ];
}

/** What earlier scans were worth. As long as all that something is worked out from stays as it was, so does the object. */
export class KnownAssessments {
  /** By what was scanned. */
  private readonly assessments = new WeakMap<Subject, Assessment>();
  private readonly scans = new WeakMap<FileScan, KnownScan>();

  /** The subjects of a scan, worked out anew only where the team file or another file has changed. */
  subjectsOf(scan: FileScan, team: Team, others: readonly FileScan[]): readonly Subject[] {
    const known = this.scans.get(scan);
    if (known?.team === team && sameItems(known.others, others)) return known.subjects;
    const subjects = subjectsOf(scan, team, others);
    this.scans.set(scan, { team, others, subjects });
    return subjects;
  }

  assessmentOf(written: Subject, { subject, use }: Priceable, context: PricingContext): Assessment {
    const before = this.assessments.get(written);
    if (before && isOf(before, subject, context, use)) return before;
    const assessment = assess(subject, context, use);
    // What waits for a simulation is worked out anew once that is done.
    if (!isAwaited(assessment.month)) this.assessments.set(written, assessment);
    return assessment;
  }
}

/** The subjects of a scan, and what they were worked out from. */
interface KnownScan {
  readonly team: Team;
  readonly others: readonly FileScan[];
  readonly subjects: readonly Subject[];
}

/**
 * The assessments of a scan, in the order of {@link priceablesOf}.
 * @param known is kept up to date
 */
export function priceScan(
  scan: FileScan,
  commentOf: CommentOf,
  terms: Terms,
  others: readonly FileScan[] = [],
  known = new KnownAssessments(),
): readonly Assessment[] {
  const written: readonly Subject[] = [...scan.declarations, ...scan.callSites];
  const subjects = known.subjectsOf(scan, terms.team, others);
  return priceablesOf(scan, commentOf, terms, others, subjects).map((each, i) =>
    known.assessmentOf(written[i]!, each, terms.context),
  );
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
