/** What a change costs: compares two states of a workspace, declaration by declaration. All money is in USD. */
import type { Assessment } from '../../cost/assess';
import type { Interval } from '../../cost/interval';
import type { KnownMonth } from '../../cost/month';
import type { LikelyRange } from '../../cost/traffic/likelyRange';
import type { Subject } from '../../modal/declaration';
import { causesOf, type Cause } from './causes';
import { pairUp, subjectId } from './pairs';

/** A cost in one state; `atMost` if a schedule's runs count with their timeout. */
export type Known = LikelyRange & { readonly atMost?: true };

/** A figure in one state: `none` if there is nothing to pay for, `unknown` if it is unknown. */
export type Amount = Known | 'none' | 'unknown';

export interface AmountChange {
  readonly before: Amount;
  readonly after: Amount;
  /**
   * Each figure minus the same figure before: cheapest − cheapest, likely − likely, most expensive − most expensive,
   * and the bounds of these. Null if a side is unknown.
   */
  readonly delta: LikelyRange | null;
}

export const FIGURES = ['live', 'floor', 'month'] as const;
/**
 * One active container or cluster, in USD per hour; the warm floor, in USD per month; the cost of a known usage, in USD
 * per month.
 */
export type FigureName = (typeof FIGURES)[number];

export type ChangeKind = 'added' | 'removed' | 'changed' | 'moved' | 'renamed' | 'movedAndRenamed';

/** A declaration, or a call that costs something on its own, that differs between the states. */
export interface Change {
  /** A moved or renamed declaration may have changed too: see `causes`. */
  readonly kind: ChangeKind;
  readonly before: Subject | null;
  readonly after: Subject | null;
  readonly figures: Readonly<Record<FigureName, AmountChange>>;
  /** Why the figures differ; empty for an added or removed declaration. */
  readonly causes: readonly Cause[];
}

/** The sums of both states over all declarations, including unchanged ones, and of the differences. */
export interface TotalChange {
  /** The known costs; `unknown` is the number of unknown ones. */
  readonly before: LikelyRange;
  readonly after: LikelyRange;
  /** The sum of the known differences. Not equal to after − before if a side of one is unknown. */
  readonly delta: LikelyRange;
  readonly unknownBefore: number;
  readonly unknownAfter: number;
  /** The number of unknown differences. */
  readonly unknownDeltas: number;
}

export interface WorkspaceDiff {
  /** The largest difference first, without unchanged declarations. */
  readonly changes: readonly Change[];
  readonly totals: Readonly<Record<FigureName, TotalChange>>;
  readonly unchanged: number;
}

/**
 * The difference between two states. It does not depend on the order of the assessments. Exchanging the states
 * exchanges before and after and negates every delta (low becomes −high).
 */
export function diffAssessments(before: readonly Assessment[], after: readonly Assessment[]): WorkspaceDiff {
  const pairs = pairUp(before, after);
  const changes = pairs.map((pair) => changeOf(pair.before, pair.after));
  const differing = changes.filter(({ change }) => change !== null);
  return {
    changes: differing.map(({ change }) => change!).sort(byWeight),
    totals: {
      live: totalOf(changes.map(({ figures }) => figures.live)),
      floor: totalOf(changes.map(({ figures }) => figures.floor)),
      month: totalOf(changes.map(({ figures }) => figures.month)),
    },
    unchanged: changes.length - differing.length,
  };
}

/**
 * The main difference per month: of the costs per month if both are known, otherwise of the warm floors; null if both
 * are unknown.
 */
export function headline({ figures }: Pick<Change, 'figures'>): {
  readonly figure: 'month' | 'floor';
  readonly delta: LikelyRange;
} | null {
  const { month, floor } = figures;
  const isPaid = ({ before, after }: AmountChange): boolean => before !== 'none' || after !== 'none';
  if (month.delta && isPaid(month)) return { figure: 'month', delta: month.delta };
  return floor.delta && isPaid(floor) ? { figure: 'floor', delta: floor.delta } : null;
}

/** Whether the cost is certainly the same: the declaration was only moved or renamed. */
export function costsTheSame({ kind, causes, figures }: Change): boolean {
  if (kind === 'added' || kind === 'removed') return false;
  return causes.every(({ what }) => what === 'identity') && FIGURES.every((name) => isSame(figures[name]));
}

/** The sum of all changes, in USD per month. */
export interface MonthlyDifference {
  /** The sum of the headlines of the changes; unknown ones are left out. */
  readonly delta: LikelyRange;
  /** Number of changes that count only with their warm floor, because the cost per month is unknown. */
  readonly byFloor: number;
  /** Number of changes that count with the most that a schedule can cost, on at least one side. */
  readonly atMost: number;
  /** Number of changes that do not count, because both are unknown. */
  readonly unknown: number;
}

export function monthlyDifference({ changes }: Pick<WorkspaceDiff, 'changes'>): MonthlyDifference {
  const different = changes.filter((change) => !costsTheSame(change));
  const headlines = different.map(headline);
  return {
    delta: sum(headlines.flatMap((each) => each?.delta ?? [])),
    byFloor: headlines.filter((each) => each?.figure === 'floor').length,
    atMost: different.filter(
      ({ figures: { month } }, i) =>
        headlines[i]?.figure === 'month' && SIDES.some((side) => isAtMost(month[side])),
    ).length,
    unknown: different.filter(
      ({ figures: { floor, month } }, i) => !headlines[i] && (isOpen(floor) || isOpen(month)),
    ).length,
  };
}

const SIDES = ['before', 'after'] as const;

function isAtMost(amount: Amount): boolean {
  return typeof amount !== 'string' && amount.atMost === true;
}

function isOpen({ before, after }: AmountChange): boolean {
  return before === 'unknown' || after === 'unknown';
}

type Figures = Change['figures'];

function changeOf(
  before: Assessment | null,
  after: Assessment | null,
): { readonly figures: Figures; readonly change: Change | null } {
  const [was, is] = [before && amountsOf(before), after && amountsOf(after)];
  const figure = (name: FigureName): AmountChange =>
    amountChange(was?.[name] ?? 'none', is?.[name] ?? 'none');
  const figures = { live: figure('live'), floor: figure('floor'), month: figure('month') };
  const causes = before && after ? causesOf(before, after) : [];
  const kind = kindOf(before, after);
  const same = FIGURES.every((name) => isSame(figures[name]));
  if (kind === 'changed' && causes.length === 0 && same) return { figures, change: null };
  return {
    figures,
    change: {
      kind,
      before: before?.estimate.subject ?? null,
      after: after?.estimate.subject ?? null,
      figures,
      causes,
    },
  };
}

function kindOf(before: Assessment | null, after: Assessment | null): ChangeKind {
  if (!before) return 'added';
  if (!after) return 'removed';
  const [was, is] = [before.estimate.subject, after.estimate.subject];
  const moved = was.file !== is.file;
  const renamed = was.type === 'declaration' && is.type === 'declaration' && was.qualname !== is.qualname;
  if (moved) return renamed ? 'movedAndRenamed' : 'moved';
  return renamed ? 'renamed' : 'changed';
}

function amountsOf({ estimate, month }: Assessment): Readonly<Record<FigureName, Amount>> {
  const { subject, floor, livePerHour, alternatives, clusterSize } = estimate;
  // If one of several options has no price, the others do not give the whole cost.
  const priced = estimate.certainty !== 'unknown';
  const first = alternatives[0]?.rate;
  const size = clusterSize.interval;
  const containers = floor?.containers.interval;
  const hours = estimate.context.hoursPerMonth;
  const build = subject.type === 'call' && subject.form === 'image_build';
  return {
    live:
      !priced || !livePerHour
        ? 'unknown'
        : around(livePerHour, first && size && middle(first.activePerSecond) * size.low * 3_600),
    floor:
      floor === null || build
        ? 'none'
        : !priced || !floor.perMonth
          ? 'unknown'
          : around(
              floor.perMonth,
              first && containers && middle(first.idlePerSecond) * containers.low * 3_600 * hours,
            ),
    // An unknown usage still costs something. An image build costs once, while it builds.
    month: build ? 'none' : month?.status === 'known' ? monthAmount(month) : 'unknown',
  };
}

function monthAmount({ total, atMost }: KnownMonth): Known {
  return atMost ? { ...total, atMost } : total;
}

/** An interval with its likely value: that of the first option, as for a cost per month. */
function around({ low, high }: Interval, likely: number | null | undefined): LikelyRange {
  if (low === high) return { low, likely: low, high };
  return { low, likely: Math.min(high, Math.max(low, likely ?? low)), high };
}

function middle({ low, high }: Interval): number {
  return low === high ? low : (low + high) / 2;
}

const NOTHING: LikelyRange = { low: 0, likely: 0, high: 0 };

function amountChange(before: Amount, after: Amount): AmountChange {
  if (before === 'unknown' || after === 'unknown') return { before, after, delta: null };
  const [was, is] = [before === 'none' ? NOTHING : before, after === 'none' ? NOTHING : after];
  const likely = is.likely - was.likely;
  const ends = [is.low - was.low, likely, is.high - was.high];
  return { before, after, delta: { low: Math.min(...ends), likely, high: Math.max(...ends) } };
}

/** Figures that differ only by rounding are equal. */
const ROUNDING = 1e-9;

function isSame({ before, after, delta }: AmountChange): boolean {
  if (typeof before === 'string' || typeof after === 'string') return before === after;
  const size = Math.max(before.high, after.high) * ROUNDING;
  return delta !== null && Math.max(Math.abs(delta.low), Math.abs(delta.high)) <= size;
}

function totalOf(changes: readonly AmountChange[]): TotalChange {
  const known = (amounts: readonly Amount[]): LikelyRange[] =>
    amounts.filter((amount): amount is LikelyRange => typeof amount !== 'string');
  const unknown = (amounts: readonly Amount[]): number =>
    amounts.filter((amount) => amount === 'unknown').length;
  const [before, after] = [changes.map((each) => each.before), changes.map((each) => each.after)];
  return {
    before: sum(known(before)),
    after: sum(known(after)),
    delta: sum(changes.flatMap(({ delta }) => delta ?? [])),
    unknownBefore: unknown(before),
    unknownAfter: unknown(after),
    unknownDeltas: changes.filter(({ delta }) => delta === null).length,
  };
}

function sum(ranges: readonly LikelyRange[]): LikelyRange {
  const of = (pick: keyof LikelyRange): number => ranges.reduce((total, each) => total + each[pick], 0);
  return { low: of('low'), likely: of('likely'), high: of('high') };
}

/** An order that is the same for A → B and B → A: by the size of the difference, then by the names on both sides. */
function byWeight(a: Change, b: Change): number {
  for (const weigh of WEIGHTS) {
    const difference = weigh(b) - weigh(a);
    if (difference !== 0) return difference;
  }
  const [left, right] = [orderKey(a), orderKey(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

const size = (delta: LikelyRange | null): number =>
  delta ? Math.max(Math.abs(delta.low), Math.abs(delta.likely), Math.abs(delta.high)) : 0;

const WEIGHTS: readonly ((change: Change) => number)[] = [
  (change) => size(headline(change)?.delta ?? null),
  ({ figures }) => size(figures.floor.delta),
  ({ figures }) => size(figures.live.delta),
];

function orderKey({ before, after }: Change): string {
  return [before, after]
    .flatMap((subject) =>
      subject ? [`${subjectId(subject)}\n${String(subject.line).padStart(7, '0')}`] : [],
    )
    .sort()
    .join('\n');
}
