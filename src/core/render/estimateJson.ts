import type { Assessment } from '../cost/assess';
import { dataCostOf } from '../cost/dataCost';
import { dataSum, type DataSum } from '../cost/dataSum';
import {
  changesOf,
  type ContainerMoney,
  type Estimate,
  type PricingContext,
  type WarmFloor,
} from '../cost/estimate';
import { makesVariant } from '../modal/callChange';
import type { Subject } from '../modal/declaration';
import { gpuText, HOURS_PER_WEEK } from './words/callChanges';
import { subjectJson } from './review/reviewJson';
import { comparisonOf } from '../cost/comparison/compareDeclaration';
import type { Comparison } from '../cost/comparison/comparison';
import type { Advice } from '../cost/advisor';
import { planBill, planInUse } from '../cost/planCredit';
import type { MonthEstimate } from '../cost/month';
import { spendingOf } from '../cost/spending';
import { LazyList } from '../json/jsonChunks';
import { fitOf } from '../review/fitOf';
import type { ResolvedUsage, UsageOrigin } from '../cost/usage';
import { isDataField, USAGE_FIELDS } from '../modal/usageFields';
import type { Quantity } from '../cost/quantities';
import { total } from '../cost/estimateTotal';
import { hasUnknown } from '../cost/amount';
import { amountJson } from './amountJson';
import { figureRows } from './arithmetic';
import { byOtherBook } from './besideBook';
import { dataCostJson, dataSumJson } from './dataJson';
import { estimateNotes } from './estimateNotes';
import { fitJson } from './fitJson';
import { callSiteJson, declarationJson, reasonJson } from './scanJson';
import { comparisonAssumptionText, leftOutText, productText, rowNoteText } from './words/comparisonWords';
import { assumptionText, monthReasonText, overloadText } from './words/monthWords';
import { scheduleReasonText } from './words/schedule';
import { badRowText, traceGuessText } from './words/traces';
import { usagePlaceText } from './words/usageWords';
import { bookNameJson, bookTitle } from './words/priceBooks';

/** The version of the estimate output; its schema is schemas/estimate.schema.json. */
export const ESTIMATE_VERSION = 1;

/** Estimates as plain data: what `modal-cost estimate --format json` prints. All money is USD. */
export function estimateJson(
  assessments: readonly Assessment[],
  context: PricingContext,
  data = dataSum(assessments, [], context),
): object {
  return {
    ...sumJson(assessments, context, data),
    estimates: new LazyList(assessments, (assessment) => {
      const comparison = comparisonOf(assessment, { rateBreakEvens: true });
      return {
        ...assessmentJson(assessment),
        comparison: comparisonJson(comparison),
        fit: fitJson(fitOf(assessment, comparison)),
      };
    }),
  };
}

/** What estimates come to together, and the prices that they are in. */
export function sumJson(
  assessments: readonly Assessment[],
  context: PricingContext,
  data = dataSum(assessments, [], context),
): object {
  return {
    version: ESTIMATE_VERSION,
    currency: 'USD',
    ...pricesJson(context),
    total: totalJson(assessments),
    plans: plansJson(assessments, context, data),
    ...dataSumJson(data),
  };
}

/**
 * The sum on each plan of the book, each with its own allowance; null if nothing of it is known. `inUse` is the plan of the
 * workspace.
 */
function plansJson(
  assessments: readonly Assessment[],
  context: PricingContext,
  data: DataSum | null,
): object[] {
  const used = planInUse(context);
  return context.book.plans.map((plan) => {
    const onPlan = data && dataSum(assessments, data.lines, { ...context, plan: plan.name });
    const sum = spendingOf(assessments, onPlan).month;
    const bill = typeof sum === 'string' ? undefined : planBill(sum, plan);
    return {
      plan: plan.name,
      inUse: used !== null && 'plan' in used && used.plan === plan,
      feeUsdMonth: plan.feeUsdMonth,
      creditUsdMonth: plan.creditUsdMonth,
      creditedUsd: bill?.credited ?? null,
      totalUsd: bill?.total ?? null,
      atLeast: hasUnknown(sum),
    };
  });
}

function totalJson(assessments: readonly Assessment[]): object {
  const { floorPerMonth, livePerHour, declarations, calls, unknown } = total(
    assessments.map(({ estimate }) => estimate),
  );
  const amounts = { floorPerMonth: amountJson(floorPerMonth), livePerHour: amountJson(livePerHour) };
  return { declarations, calls, unknown, ...amounts };
}

/** The prices in use, and the month's length. */
export function pricesJson({ book, list, hoursPerMonth }: PricingContext): object {
  return {
    book: { ...bookNameJson(book), lineage: book.lineage.length > 1 ? book.lineage : [] },
    list: bookNameJson(list),
    hoursPerMonth,
  };
}

/** One estimate with its usage and month. */
export function assessmentJson(assessment: Assessment): object {
  const { estimate, usage, month } = assessment;
  const data = dataCostOf(assessment);
  return {
    ...oneJson(estimate),
    usage: usage && usageJson(usage),
    month: month && monthJson(month),
    ...(data && { data: dataCostJson(data) }),
    otherBook: otherBookJson(byOtherBook(assessment)),
  };
}

/** The same figures by the other bundled book, in no total. */
function otherBookJson({ estimate: { context, certainty, livePerHour, floor }, month }: Assessment): object {
  return {
    ...bookNameJson(context.book),
    hoursPerMonth: context.hoursPerMonth,
    certainty,
    liveUsdPerHour: livePerHour,
    floor: floorJson(floor),
    month:
      month?.status === 'known' && month.unstable === null
        ? { usd: month.total, atTimeout: month.atTimeout, atMost: month.atMost }
        : null,
  };
}

function oneJson(estimate: Estimate): object {
  const { subject, certainty, livePerHour, floor, ceiling, call, scheduled } = estimate;
  return {
    subject: subject.type === 'declaration' ? declarationJson(subject) : callSiteJson(subject),
    certainty,
    alternatives: estimate.alternatives.map(({ gpu, label, rate }) => ({
      label,
      type: gpu?.type ?? null,
      count: gpu?.count ?? 0,
      priced: rate !== undefined,
      book: rate?.book.id ?? null,
      pricedAs: rate?.quote?.pricedAs ?? null,
      activeUsdPerSecond: rate?.activePerSecond ?? null,
      idleUsdPerSecond: rate?.idlePerSecond ?? null,
      atLeast: rate?.atLeast ?? false,
    })),
    liveUsdPerHour: livePerHour,
    floor: floorJson(floor),
    ...changesJson(subject),
    ceiling: moneyJson(ceiling),
    call: call && {
      timeoutSeconds: quantityJson(call.timeout),
      attempts: quantityJson(call.attempts),
      atTimeoutUsd: call.atTimeout,
      mostUsd: call.most?.usd ?? null,
    },
    scheduled: scheduled && {
      schedule: scheduled.source,
      runsPerMonth: scheduled.runsPerMonth,
      reason: scheduled.reason && scheduleReasonText(scheduled.reason),
      reasonKind: scheduled.reason?.kind ?? null,
      atTimeoutUsdPerMonth: scheduled.atTimeoutPerMonth,
    },
    arithmetic: figureRows(estimate).map(({ title, option, arithmetic, result }) => ({
      title,
      option,
      arithmetic,
      result,
    })),
    notes: estimateNotes(estimate),
  };
}

/** What the advisor says of a warm pool. */
export function adviceJson(advice: Advice): object {
  const { withheld } = advice;
  return {
    ...advice,
    withheld: withheld && {
      ...withheld,
      books: withheld.books.map(({ lineage, ...cost }) => ({ ...cost, title: bookTitle({ lineage }) })),
    },
    assumptions: advice.assumptions.map(assumptionText),
    assumptionKinds: kindsOf(advice.assumptions),
  };
}

/** A comparison, its rows named by their ids where they are named again. */
export function comparisonJson(comparison: Comparison | null): object | null {
  if (!comparison) return null;
  const { winner, modal, rows, unsure, leftOut, assumptions, ...rest } = comparison;
  return {
    ...rest,
    leftOut: leftOut.map(({ reason, ...offer }) => ({
      ...offer,
      reason: leftOutText(reason),
      reasonKind: reason.kind,
    })),
    assumptions: assumptions.map(comparisonAssumptionText),
    assumptionKinds: kindsOf(assumptions),
    rows: rows.map((row) => ({
      ...row,
      product: productText(row),
      notes: row.notes.map(rowNoteText),
      noteKinds: kindsOf(row.notes),
    })),
    modal: modal.id,
    winner: rest.ranked ? winner.id : null,
    unsure: unsure.map(({ id }) => id),
  };
}

/** The stable names of outcomes, beside their sentences. */
function kindsOf(outcomes: readonly { readonly kind: string }[]): string[] {
  return outcomes.map(({ kind }) => kind);
}

/** The usage, each field with where it comes from; one that nobody gave is the default. */
export function usageJson(resolved: ResolvedUsage): object {
  const { usage, origins, given } = resolved;
  // What costs nothing unless somebody says it stands only where it is said.
  const shown = USAGE_FIELDS.filter(
    ({ field }) => !isDataField(field) || origins[field].source !== 'default',
  );
  const fields = shown.map(
    ({ field, name }) => [name, { value: usage[field], ...originJson(origins[field]) }] as const,
  );
  const trace = traceJson(resolved);
  return { given, fields: Object.fromEntries(fields), ...(trace && { trace }) };
}

/** The trace that a usage rests on; null without one, and where it was not read. */
export function traceJson(usage: ResolvedUsage | null): object | null {
  if (usage?.trace?.read.status !== 'read') return null;
  const { file, read } = usage.trace;
  const { summary, guesses, leftOut, outOfOrder } = read.trace;
  return {
    file,
    ...summary,
    guesses: guesses.map(traceGuessText),
    guessKinds: kindsOf(guesses),
    badRows: leftOut.bad,
    badRowsNamed: leftOut.named.map(badRowText),
    otherLines: leftOut.otherLines,
    outOfOrder,
  };
}

/** Who says a figure, and where; `where` is left out where there is no place to name. */
function originJson({ source, where }: UsageOrigin): object {
  return where ? { source, where: usagePlaceText(where), whereKind: where.kind } : { source };
}

function monthJson(month: MonthEstimate): object {
  if (month.status === 'unknown')
    return { status: month.status, reason: monthReasonText(month.reason), reasonKind: month.reason.kind };
  const {
    total: sum,
    parts,
    seconds,
    pool,
    unpriced,
    atTimeout,
    atMost,
    includesStartup,
    unstable,
    assumptions,
  } = month;
  return {
    status: month.status,
    usd: sum,
    parts: parts.map((part) => ({
      part: part.part,
      billed: part.billed,
      seconds: part.seconds,
      usd: part.usd,
    })),
    options: month.options.map(({ label, bill }) => ({ label, usd: bill.total })),
    unpriced,
    pool,
    clusterSize: month.clusterSize,
    requests: seconds.requests,
    liveSeconds: seconds.live,
    coldStarts: seconds.coldStarts,
    coldStartShare: seconds.coldStartShare,
    wait: { meanSeconds: month.wait.mean, p95Seconds: month.wait.p95 },
    utilization: seconds.utilization,
    method: seconds.method,
    atTimeout,
    atMost,
    includesStartup,
    unstable: unstable && overloadText(unstable),
    unstableKind: unstable?.kind ?? null,
    assumptions: assumptions.map(assumptionText),
    assumptionKinds: kindsOf(assumptions),
  };
}

/** The warm floor; `hours` only where schedules switch it. */
function floorJson(floor: WarmFloor | null): object | null {
  return (
    floor && {
      ...moneyJson(floor),
      ...(floor.hours && {
        hours: floor.hours.map(({ containers, share }) => ({
          containers,
          hoursPerWeek: Number((share * HOURS_PER_WEEK).toPrecision(12)),
        })),
      }),
    }
  );
}

/** What a call changes, and what calls change. */
function changesJson(subject: Subject): object {
  const changedBy = changesOf(subject);
  const calls = changedBy ? [...changedBy.variants, ...changedBy.autoscaler.map(({ call }) => call)] : [];
  const declaration = subject.type === 'call' ? subject.joined?.declaration : undefined;
  return {
    ...(declaration === undefined ? {} : { changes: declaration && subjectJson(declaration) }),
    ...(calls.length > 0
      ? {
          changedBy: calls.map((call) => ({
            ...subjectJson(call),
            gpu: makesVariant(call) ? gpuText(call.gpu) : null,
            text: call.text,
          })),
        }
      : {}),
  };
}

function moneyJson(money: ContainerMoney | null): object | null {
  return (
    money && {
      containers: quantityJson(money.containers),
      usdPerHour: money.perHour,
      usdPerMonth: money.perMonth,
    }
  );
}

function quantityJson({ status, interval, source, reason }: Quantity): object {
  return { status, interval, source, ...reasonJson(reason) };
}
