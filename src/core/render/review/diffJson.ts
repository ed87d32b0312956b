import type { AmountChange } from '../../review/diff/amountChange';
import type { DataChange } from '../../review/diff/dataChange';
import { costsTheSame, FIGURES, headline, type Change } from '../../review/diff/diff';
import type { Cause } from '../../review/diff/causes';
import type { SkippedFile } from '../../workspace/skipReason';
import { LazyList } from '../../json/jsonChunks';
import { causeName, sideText } from '../words/changeCauses';
import { skippedJson } from '../words/skipReasons';
import type { ChangeReport, ReportedState } from './changeReport';
import { amountJson } from '../amountJson';
import { cellJson } from '../placeText';
import { billedJson } from './billedText';
import { findingsJson } from './findingsJson';
import { differenceJson, pricesJson, subjectJson } from './reviewJson';

/** The version of the diff output; its schema is schemas/diff.schema.json. */
export const DIFF_VERSION = 1;

/** Where a state is from. */
export interface StateOrigin {
  /** As asked for; null for the working tree. */
  readonly revision: string | null;
  readonly commit: string | null;
  readonly skipped: readonly SkippedFile[];
}

/** A diff as plain data: what `modal-cost diff --format json` prints. All money is USD. */
export function diffJson(
  report: ChangeReport,
  origins: { readonly before: StateOrigin; readonly after: StateOrigin },
): object {
  const { diff, changes, leftOut, difference, findings } = report;
  return {
    version: DIFF_VERSION,
    currency: 'USD',
    before: stateJson(report.before, origins.before),
    after: stateJson(report.after, origins.after),
    difference: differenceJson(difference),
    actual: billedJson(report),
    totals: diff.totals,
    ...(diff.data && { data: dataChangeJson(diff.data) }),
    changes: new LazyList(changes, changeJson),
    leftOut,
    unchanged: diff.unchanged,
    findings: findingsJson(findings.findings),
  };
}

function stateJson({ context, ownBook }: ReportedState, { revision, commit, skipped }: StateOrigin): object {
  const prices = pricesJson(context);
  return { revision, commit, prices, ownBook: ownBook ?? null, skipped: skippedJson(skipped) };
}

function changeJson(change: Change): object {
  const { kind, before, after, figures, data, withoutUsage, causes } = change;
  const found = headline(change);
  return {
    kind,
    before: before && subjectJson(before),
    after: after && subjectJson(after),
    figures: Object.fromEntries(FIGURES.map((name) => [name, amountChangeJson(figures[name])])),
    ...(data && { data: amountChangeJson(data) }),
    difference: found && { of: found.figure, usdPerMonth: found.delta },
    costsTheSame: costsTheSame(change),
    withoutUsage,
    causes: causes.map(causeJson),
  };
}

function amountChangeJson({ before, after, delta }: AmountChange): object {
  return { before: amountJson(before), after: amountJson(after), delta };
}

/** Storage and egress of apps and the workspace, and the allowance of the plan, which is 0 or less. */
function dataChangeJson({ lines, allowance, plan }: DataChange): object {
  return {
    lines: lines.map(({ app, line, ...change }) => ({ app, line, ...amountChangeJson(change) })),
    allowance: { plan, ...amountChangeJson(allowance) },
  };
}

/** The code that differs. */
function dependencyJson({ at, isGone }: Cause & { readonly kind: 'dependency' }): object {
  const { file, line } = at;
  return { side: isGone ? 'before' : 'after', file, line, ...cellJson(at) };
}

function causeJson(cause: Cause): object {
  return {
    what: cause.what,
    kind: cause.kind,
    name: causeName(cause),
    before: sideText(cause, 'before'),
    after: sideText(cause, 'after'),
    ...(cause.kind === 'dependency' ? { dependsOn: dependencyJson(cause) } : {}),
  };
}
