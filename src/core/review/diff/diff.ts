/** What a change costs: two states of a workspace, declaration by declaration. All money is USD. */
import type { Assessment } from '../../cost/assess';
import type { Interval } from '../../cost/interval';
import type { KnownMonth } from '../../cost/month';
import type { LikelyRange } from '../../cost/traffic/likelyRange';
import type { Subject } from '../../modal/declaration';
import { causesOf, type Cause } from './causes';
import { pairUp, subjectId } from './pairs';

/** A sum in one state; `atMost` where a schedule's runs are counted up to their timeout. */
export type Known = LikelyRange & { readonly atMost?: true };

/** A figure in one state: `none` where there is nothing to pay for, `unknown` where it cannot be said. */
export type Amount = Known | 'none' | 'unknown';

export interface AmountChange {
  readonly before: Amount;
  readonly after: Amount;
  /**
   * Like from like: the cheapest from the cheapest, the likely from the likely, the dearest from the dearest, and the
   * bounds around these. Null where a side is not known.
   */
  readonly delta: LikelyRange | null;
}

export const FIGURES = ['live', 'floor', 'month'] as const;
/** USD an hour of one container (or cluster) at work; USD a month of the warm floor; USD a month of the known use. */
export type FigureName = (typeof FIGURES)[number];

export type ChangeKind = 'added' | 'removed' | 'changed' | 'moved' | 'renamed' | 'movedAndRenamed';

/** A declaration, or a call that costs by itself, that differs. */
export interface Change {
  /** A moved or renamed one may have changed as well: see `causes`. */
  readonly kind: ChangeKind;
  readonly before: Subject | null;
  readonly after: Subject | null;
  readonly figures: Readonly<Record<FigureName, AmountChange>>;
  /** Why the figures of a kept one differ; empty for an added or removed one. */
  readonly causes: readonly Cause[];
}

/** The sums of both states over all declarations, the unchanged ones too, and of the differences. */
export interface TotalChange {
  /** What is known; `unknown` counts what is not. */
  readonly before: LikelyRange;
  readonly after: LikelyRange;
  /** The sum of the known differences: not after − before where a side of one is not known. */
  readonly delta: LikelyRange;
  readonly unknownBefore: number;
  readonly unknownAfter: number;
  /** Differences that are not known. */
  readonly unknownDeltas: number;
}

export interface WorkspaceDiff {
  /** The dearest difference first; unchanged ones are left out. */
  readonly changes: readonly Change[];
  readonly totals: Readonly<Record<FigureName, TotalChange>>;
  readonly unchanged: number;
}

/**
 * The difference of two states. Deterministic, whatever the order of the assessments; and that of B and A is that of A and
 * B with before and after swapped and every delta negated (low becomes −high).
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

/** The difference a month that matters most: of the month where both are known, else of the warm floor; null for none. */
export function headline({ figures }: Pick<Change, 'figures'>): {
  readonly figure: 'month' | 'floor';
  readonly delta: LikelyRange;
} | null {
  const { month, floor } = figures;
  const isPaid = ({ before, after }: AmountChange): boolean => before !== 'none' || after !== 'none';
  if (month.delta && isPaid(month)) return { figure: 'month', delta: month.delta };
  return floor.delta && isPaid(floor) ? { figure: 'floor', delta: floor.delta } : null;
}

/** Whether it costs the same for sure: it moved, or has another name, and nothing else. */
export function costsTheSame({ kind, causes, figures }: Change): boolean {
  if (kind === 'added' || kind === 'removed') return false;
  return causes.every(({ what }) => what === 'identity') && FIGURES.every((name) => isSame(figures[name]));
}

/** What all changes together come to a month, in USD. */
export interface MonthlyDifference {
  /** Of each change its headline: like from like, and nothing for what is not known. */
  readonly delta: LikelyRange;
  /** Changes that are in it with their warm floor alone: their month is not known. */
  readonly byFloor: number;
  /** Changes that are in it with what a schedule runs to at most, on a side. */
  readonly atMost: number;
  /** Changes that are not in it: neither is known. */
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
  // Where one of several options has no price, the rest is not the whole.
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
    // A use that nobody has named costs all the same; an image build costs once, while it builds.
    month: build ? 'none' : month?.status === 'known' ? monthAmount(month) : 'unknown',
  };
}

function monthAmount({ total, atMost }: KnownMonth): Known {
  return atMost ? { ...total, atMost } : total;
}

/** An interval with what is likely in it: by the first option, as for a month. */
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

/** Figures that differ by rounding alone are the same. */
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

/** The same order for A → B and B → A: by the size of the difference, then by the names on either side. */
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
