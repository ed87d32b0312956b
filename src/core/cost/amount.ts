/** What something costs, and how certain that is: the one type for every surface. All money is in USD. */
import type { Assessment } from './assess';
import { isOpen, type Estimate } from './estimate';
import { isCountUnknown } from '../modal/declaration';
import { ALL_PAID, dataCostOf, dataUsd, withoutRate, type DataCost } from './dataCost';
import { dearestSides } from './dearestSides';
import { middle, type Interval } from './interval';
import type { KnownMonth } from './month';
import type { LikelyRange } from './traffic/likelyRange';

/** A cost of which something is known. */
export interface KnownAmount extends LikelyRange {
  /** Something in it is unknown: it costs this or more. */
  readonly atLeast?: true;
  /** The runs of a schedule count with their timeout, because their duration is not given. */
  readonly atTimeout?: true;
  /** `high` is a bound of all that can be billed. */
  readonly atMost?: true;
  /** The likely figure if each switch is set to its dearest side; absent if that is `likely`. */
  readonly dearest?: number;
}

/** `none` if there is nothing to pay for, `unknown` if nothing is known of it. */
export type Amount = KnownAmount | 'none' | 'unknown';

export type AmountCertainty = 'none' | 'known' | 'range' | 'atLeast' | 'unknown';

export function certaintyOf(amount: Amount): AmountCertainty {
  if (typeof amount === 'string') return amount;
  if (amount.atLeast) return 'atLeast';
  return amount.low === amount.high ? 'known' : 'range';
}

/** A cost that is certain. */
export function exactly(usd: number): KnownAmount {
  return { low: usd, likely: usd, high: usd };
}

/** Whether something in it is unknown. */
export function hasUnknown(amount: Amount): boolean {
  return amount === 'unknown' || (amount !== 'none' && amount.atLeast === true);
}

/** What is known of an amount; 0 for nothing. */
export function knownPart(amount: Amount): LikelyRange {
  return typeof amount === 'string' ? NOTHING : amount;
}

const NOTHING: LikelyRange = { low: 0, likely: 0, high: 0 };

/** How much more than likely it is if each switch is set to its dearest side. */
export function moreBySwitch(amount: Amount): number {
  return typeof amount === 'string' ? 0 : (amount.dearest ?? amount.likely) - amount.likely;
}

/** A dearest side, where it is more than the likely figure. */
function dearestOf(dearest: number, likely: number, free = 0): Pick<KnownAmount, 'dearest'> {
  return dearest > likely ? { dearest: dearest - free } : {};
}

/**
 * A sum: 0 if there is nothing to pay for, `unknown` if nothing is known, and at least the rest if a part is unknown. A
 * part that counts with its timeout is said of the sum too.
 */
export function sumOf(amounts: readonly Amount[]): Exclude<Amount, 'none'> {
  const open = amounts.some(hasUnknown);
  return open && !amounts.some(isKnown) ? 'unknown' : knownSumOf(amounts);
}

const isKnown = (amount: Amount): amount is KnownAmount => typeof amount !== 'string';

/** The sum of what is known: at least that if a part is unknown. */
export function knownSumOf(amounts: readonly Amount[]): KnownAmount {
  const open = amounts.some(hasUnknown);
  const sum = (bound: keyof LikelyRange): number =>
    amounts.reduce((all, amount) => all + knownPart(amount)[bound], 0);
  const known = { low: sum('low'), likely: sum('likely'), high: sum('high') };
  const atTimeout = amounts.some((amount) => isKnown(amount) && amount.atTimeout);
  const bySwitch = amounts.reduce((all, amount) => all + moreBySwitch(amount), 0);
  return {
    ...known,
    ...(open && { atLeast: true }),
    ...(atTimeout && { atTimeout }),
    ...dearestOf(known.likely + bySwitch, known.likely),
  };
}

/** One running container or cluster, per hour. */
export function liveAmount(estimate: Estimate): Amount {
  const { livePerHour, alternatives, settings } = estimate;
  if (!livePerHour) return 'unknown';
  const [rate, size] = [alternatives[0]?.rate, settings.clusterSize.first];
  return asFarAsKnown(
    around(livePerHour, rate && size !== null ? middle(rate.activePerSecond) * size * 3_600 : null),
    estimate,
  );
}

/** The warm floor, per month. An image build costs once, so it has none. */
export function floorAmount(estimate: Estimate): Amount {
  const { subject, floor, alternatives, context } = estimate;
  if (floor === null || (subject.type === 'call' && subject.form === 'image_build')) return 'none';
  if (!floor.perMonth) return 'unknown';
  const [rate, containers] = [alternatives[0]?.rate, floor.likelyContainers];
  const range = around(
    floor.perMonth,
    rate && containers !== null
      ? middle(rate.idlePerSecond) * containers * 3_600 * context.hoursPerMonth
      : null,
  );
  const most = floor.hours ? floor.likelyContainers : floor.containers.interval?.high;
  const dearest = Math.max(
    ...dearestSides(estimate).map(
      ({ idlePerSecond }) => middle(idlePerSecond) * (most ?? 0) * 3_600 * context.hoursPerMonth,
    ),
  );
  const known = { ...range, ...dearestOf(dearest, range.likely) };
  return isCountUnknown(subject) ? { ...known, atLeast: true } : asFarAsKnown(known, estimate);
}

/**
 * A known cost per month.
 * @param paid of what is stored and sent; all of it before the allowance of the plan
 */
export function monthAmount(month: KnownMonth, paid = ALL_PAID): KnownAmount {
  const { total, atTimeout, atMost, unpriced, countUnknown, dearest, data } = month;
  const free = dataUsd(data) - dataUsd(data, paid);
  const hasNoRate = withoutRate(data).some((kind) => paid[kind] > 0);
  const atLeast = unpriced.length > 0 || countUnknown || hasNoRate;
  return {
    ...(free === 0 ? total : { low: total.low - free, likely: total.likely - free, high: total.high - free }),
    ...dearestOf(dearest, total.likely, free),
    ...(atLeast && { atLeast }),
    ...(atTimeout && { atTimeout }),
    // What is at least so much is no bound.
    ...(atMost && !atLeast && { atMost }),
  };
}

/**
 * The cost per month; if that of the containers is unknown, at least the warm floor, and what is stored and sent.
 * @param paid as in `monthAmount`
 */
export function monthOrFloor(assessment: Assessment, paid = ALL_PAID): Amount {
  const { estimate, month } = assessment;
  if (month?.status === 'known') return monthAmount(month, paid);
  const known = [floorAmount(estimate), dataAmount(dataCostOf(assessment), paid)].filter(isKnown);
  return known.length === 0 ? 'unknown' : { ...knownSumOf(known), atLeast: true };
}

/**
 * The cost per month; if that of the containers is unknown and something is stored and sent, at least that and the warm
 * floor.
 */
export function monthOrData(assessment: Assessment): Amount {
  const isKnownInPart = assessment.month?.status === 'known' || isKnown(dataAmount(dataCostOf(assessment)));
  return isKnownInPart ? monthOrFloor(assessment) : 'unknown';
}

/** What is stored and sent. */
export function dataAmount(cost: DataCost | null, paid = ALL_PAID): Amount {
  if (cost === null) return 'none';
  const unknown = withoutRate(cost).filter((kind) => paid[kind] > 0);
  if (unknown.length === cost.parts.length) return 'unknown';
  const usd = dataUsd(cost, paid);
  return { ...exactly(usd), ...(unknown.length > 0 && { atLeast: true }) };
}

function asFarAsKnown(known: KnownAmount, estimate: Estimate): KnownAmount {
  return isOpen(estimate) ? { ...known, atLeast: true } : known;
}

/** An interval with its likely value: that of the first option, as for a cost per month. */
function around({ low, high }: Interval, likely: number | null): LikelyRange {
  if (low === high) return { low, likely: low, high };
  return { low, likely: Math.min(high, Math.max(low, likely ?? low)), high };
}
