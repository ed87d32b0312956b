/** What a change costs: compares two states of a workspace, declaration by declaration. All money is in USD. */
import { placeKey } from '../../modal/textOrder';
import type { Assessment } from '../../cost/assess';
import {
  dataAmount,
  floorAmount,
  hasUnknown,
  liveAmount,
  monthOrData,
  type Amount,
  type KnownAmount,
} from '../../cost/amount';
import { dataCostOf } from '../../cost/dataCost';
import type { LikelyRange } from '../../cost/traffic/likelyRange';
import { isCountedElsewhere } from '../../modal/callChange';
import type { Subject } from '../../modal/declaration';
import { compareNames } from '../../text/compareNames';
import { amountChange, isSame, NOTHING, type AmountChange } from './amountChange';
import { causesOf, type Cause } from './causes';
import { dataAmounts, type DataChange } from './dataChange';
import { pairUp, subjectId, type Pair } from './pairs';

export const FIGURES = ['live', 'floor', 'month'] as const;
/**
 * One active container or cluster, in USD per hour; the warm floor, in USD per month; the cost of a known usage, in USD
 * per month.
 */
export type FigureName = (typeof FIGURES)[number];

/** `unread`: its file could not be read in the other state, so what changed is unknown. */
export type ChangeKind = 'added' | 'removed' | 'changed' | 'moved' | 'renamed' | 'movedAndRenamed' | 'unread';

/** A declaration, or a call that costs something on its own, that differs between the states. */
export interface Change {
  /** A moved or renamed declaration may have changed too: see `causes`. */
  readonly kind: ChangeKind;
  readonly before: Subject | null;
  readonly after: Subject | null;
  readonly figures: Readonly<Record<FigureName, AmountChange>>;
  /** What of the month is for storage and egress, before the allowance of the plan; null if neither side has any. */
  readonly data: AmountChange | null;
  /** Whether a cost per month is unknown only because no usage is set: every price and value is known. */
  readonly withoutUsage: boolean;
  /** Why the figures differ; empty for an added or removed declaration. */
  readonly causes: readonly Cause[];
}

/** The sums of both states over all declarations, including unchanged ones, and of the differences. */
export interface TotalChange {
  /** What is known of the costs; `unknown` is the number of those with something unknown. */
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
  /** Data of apps and the workspace, and the allowance of the plan, which the month has too; null if neither state has any. */
  readonly data: DataChange | null;
  readonly unchanged: number;
}

/** The files that could not be read, or only in part, by name. */
export interface UnreadFiles {
  readonly before: ReadonlySet<string>;
  readonly after: ReadonlySet<string>;
}

const ALL_READ: UnreadFiles = { before: new Set(), after: new Set() };

/**
 * The difference between two states. It does not depend on the order of the assessments. Exchanging the states
 * exchanges before and after and negates every delta (low becomes −high).
 */
export function diffAssessments(
  before: readonly Assessment[],
  after: readonly Assessment[],
  unread: UnreadFiles = ALL_READ,
  data: DataChange | null = null,
): WorkspaceDiff {
  const otherSide = (files: ReadonlySet<string>, found: Assessment | null): OneSide =>
    found && files.has(found.estimate.subject.file) ? 'unread' : null;
  const pairs = pairUp(before.filter(isCounted), after.filter(isCounted)).flatMap((pair) =>
    mayStillBeThere(pair, unread) ? apart(pair) : [pair],
  );
  const changes = pairs.map(({ before: was, after: is }) =>
    changeOf(was ?? otherSide(unread.before, is), is ?? otherSide(unread.after, was)),
  );
  const differing = changes.filter(({ change }) => change !== null);
  return {
    changes: differing.map(({ change }) => change!).sort(byWeight),
    totals: {
      live: totalOf(changes.map(({ figures }) => figures.live)),
      floor: totalOf(changes.map(({ figures }) => figures.floor)),
      month: totalOf([...changes.map(knownMonth), ...dataAmounts(data)]),
    },
    data,
    unchanged: changes.length - differing.length,
  };
}

/** Whether a pair is of two files, one of which could not be read in the other state: so nobody knows that anything moved. */
function mayStillBeThere({ before, after }: Pair, unread: UnreadFiles): boolean {
  if (!before || !after) return false;
  const [was, is] = [before.estimate.subject.file, after.estimate.subject.file];
  return was !== is && (unread.after.has(was) || unread.before.has(is));
}

function apart({ before, after }: Pair): Pair[] {
  return [
    { before, after: null },
    { before: null, after },
  ];
}

/** What a call sets in a declaration differs there. */
function isCounted({ estimate: { subject } }: Assessment): boolean {
  return subject.type === 'declaration' || !isCountedElsewhere(subject);
}

/** Where the costs of containers are unknown, what data costs may still be known, and the warm floors. */
function knownMonth(change: Pick<Change, 'figures' | 'data'>): AmountChange {
  const { month } = change.figures;
  if (month.delta !== null || !change.data) return month;
  const known = headline(change)?.delta ?? (isSame(change.data) ? change.data.delta : null);
  return { ...month, delta: known };
}

/**
 * The main difference per month: of the costs per month if both are known, otherwise of what is known of them, storage
 * and egress with the warm floors; or of these alone; null if all of it is unknown.
 */
export function headline({ figures, data }: Pick<Change, 'figures' | 'data'>): {
  readonly figure: 'month' | 'floor';
  readonly delta: LikelyRange;
} | null {
  const { month, floor } = figures;
  const isPaid = ({ before, after }: AmountChange): boolean => before !== 'none' || after !== 'none';
  if (month.delta && isPaid(month)) return { figure: 'month', delta: month.delta };
  // Equal floors say nothing of a month that is unknown.
  const ofFloor = floor.delta && isPaid(floor) && !isSame(floor) ? floor.delta : null;
  if (data?.delta && !isSame(data)) {
    // Beside floors that may differ in any way, what data costs bounds nothing; of one side alone it is the least.
    const isBound = floor.delta !== null || floor.before === 'none' || floor.after === 'none';
    return isBound ? { figure: 'month', delta: sum([data.delta, ofFloor ?? NOTHING]) } : null;
  }
  return ofFloor && { figure: 'floor', delta: ofFloor };
}

/** Whether the cost is certainly the same: the declaration was only moved or renamed. */
export function costsTheSame({ kind, causes, figures, data }: Change): boolean {
  if (kind === 'added' || kind === 'removed' || kind === 'unread') return false;
  return (
    causes.every(({ what }) => what === 'identity') &&
    FIGURES.every((name) => isSame(figures[name])) &&
    (data === null || isSame(data))
  );
}

/** The sum of all changes, in USD per month. */
export interface MonthlyDifference {
  /** The sum of the headlines of the changes; unknown ones are left out. */
  readonly delta: LikelyRange;
  /** Number of changes that count only with their warm floor, because the cost per month is unknown. */
  readonly byFloor: number;
  /** Number of changes that count with the most that a schedule can cost, on at least one side. */
  readonly atMost: number;
  /** Number of added or removed declarations that count only as far as they are known. */
  readonly partly: number;
  /** Number of changes that do not count, because both are unknown. */
  readonly unknown: number;
  /** How many of these are unknown only because no usage is set. */
  readonly withoutUsage: number;
}

/** @param diff of a part of the workspace without `data`, which is that of all of it */
export function monthlyDifference({
  changes,
  data = null,
}: Pick<WorkspaceDiff, 'changes'> & Partial<Pick<WorkspaceDiff, 'data'>>): MonthlyDifference {
  const different = changes.filter((change) => !costsTheSame(change));
  const headlines = different.map(headline);
  const beside = dataAmounts(data);
  const unknown = different.filter(
    ({ figures: { floor, month } }, i) => !headlines[i] && (isOpen(floor) || isOpen(month)),
  );
  return {
    delta: sum([...headlines, ...beside].flatMap((each) => each?.delta ?? [])),
    byFloor: headlines.filter((each) => each?.figure === 'floor').length,
    atMost: different.filter(
      ({ figures: { month } }, i) =>
        headlines[i]?.figure === 'month' && SIDES.some((side) => isAtMost(month[side])),
    ).length,
    partly: different.filter(({ figures }, i) => {
      const found = headlines[i];
      return found && SIDES.some((side) => hasUnknown(figures[found.figure][side]));
    }).length,
    unknown: unknown.length,
    withoutUsage: unknown.filter(({ withoutUsage }) => withoutUsage).length,
  };
}

const SIDES = ['before', 'after'] as const;

function isAtMost(amount: Amount): boolean {
  return typeof amount !== 'string' && amount.atTimeout === true;
}

function isOpen({ before, after }: AmountChange): boolean {
  return hasUnknown(before) || hasUnknown(after);
}

type Figures = Change['figures'];

/** One side of a change: null if it does not exist there, `unread` if nobody knows. */
type OneSide = Assessment | null | 'unread';

function changeOf(
  before: OneSide,
  after: OneSide,
): { readonly figures: Figures; readonly data: AmountChange | null; readonly change: Change | null } {
  const [was, is] = [amountsOf(before), amountsOf(after)];
  const data = dataOf(before, after);
  const figure = (name: FigureName): AmountChange => amountChange(was[name], is[name]);
  const figures = { live: figure('live'), floor: figure('floor'), month: figure('month') };
  const causes = isAssessed(before) && isAssessed(after) ? causesOf(before, after) : [];
  const kind = kindOf(before, after);
  const same = FIGURES.every((name) => isSame(figures[name])) && (data === null || isSame(data));
  if (kind === 'changed' && causes.length === 0 && same) return { figures, data, change: null };
  return {
    figures,
    data,
    change: {
      kind,
      before: subjectOf(before),
      after: subjectOf(after),
      figures,
      data,
      withoutUsage: [before, after].some(lacksUsage) && ![before, after].some(isUnknownOtherwise),
      causes,
    },
  };
}

function lacksUsage(side: OneSide): boolean {
  return isAssessed(side) && side.month === null;
}

/** Whether it is unknown for another reason than its usage. */
function isUnknownOtherwise(side: OneSide): boolean {
  const { live, floor } = amountsOf(side);
  return hasUnknown(live) || hasUnknown(floor) || (isAssessed(side) && side.month?.status === 'unknown');
}

/** What data costs before the allowance; null if neither side is known to have any. */
function dataOf(before: OneSide, after: OneSide): AmountChange | null {
  const of = (side: OneSide): Amount =>
    side === 'unread' ? 'unknown' : side ? dataAmount(dataCostOf(side)) : 'none';
  const hasSome = [before, after].some((side) => isAssessed(side) && dataCostOf(side) !== null);
  return hasSome ? amountChange(of(before), of(after)) : null;
}

function isAssessed(side: OneSide): side is Assessment {
  return side !== null && side !== 'unread';
}

function subjectOf(side: OneSide): Subject | null {
  return isAssessed(side) ? side.estimate.subject : null;
}

function kindOf(before: OneSide, after: OneSide): ChangeKind {
  if (before === 'unread' || after === 'unread') return 'unread';
  if (!before) return 'added';
  if (!after) return 'removed';
  const [was, is] = [before.estimate.subject, after.estimate.subject];
  const moved = was.file !== is.file;
  const renamed = was.type === 'declaration' && is.type === 'declaration' && was.qualname !== is.qualname;
  if (moved) return renamed ? 'movedAndRenamed' : 'moved';
  return renamed ? 'renamed' : 'changed';
}

function amountsOf(side: OneSide): Readonly<Record<FigureName, Amount>> {
  if (!isAssessed(side)) {
    const amount = side === null ? 'none' : 'unknown';
    return { live: amount, floor: amount, month: amount };
  }
  const { estimate } = side;
  const { subject } = estimate;
  const build = subject.type === 'call' && subject.form === 'image_build';
  return {
    live: liveAmount(estimate),
    floor: floorAmount(estimate),
    // An unknown usage still costs something. An image build costs once, while it builds.
    month: build ? 'none' : monthOrData(side),
  };
}

function totalOf(changes: readonly AmountChange[]): TotalChange {
  const known = (amounts: readonly Amount[]): LikelyRange[] =>
    amounts.filter((amount): amount is KnownAmount => typeof amount !== 'string');
  const unknown = (amounts: readonly Amount[]): number => amounts.filter(hasUnknown).length;
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
  return compareNames(orderKey(a), orderKey(b));
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
    .flatMap((subject) => (subject ? [`${subjectId(subject)}\n${placeKey(subject)}`] : []))
    .sort()
    .join('\n');
}
