/** From container-seconds to money, by the rules of a price book. All money is in USD. */
import type { Interval } from './interval';
import { add, middle } from './interval';
import { perSecond, type ContainerRate, type RatePart } from './containerRate';
import type { AnySeconds } from './traffic/addedSeconds';
import type { LikelyRange } from './traffic/likelyRange';
import type { LiveMethod } from './traffic/activeRates';
import type { WaitFigures } from './traffic/simulation/waits';
import type { Usage } from '../modal/usageFields';

/** The container-seconds of a period, from the traffic model, a simulation or a schedule. */
export type PoolSeconds = AnySeconds & {
  readonly method: LiveMethod | 'schedule' | 'simulated' | 'observed';
  /** Where it was measured: how long requests waited for a container, in seconds. */
  readonly wait?: WaitFigures;
};

/**
 * - `active`: with at least one request in progress.
 * - `floorIdle`: of `min_containers`, waiting warm.
 * - `tail`: idle beyond the floor, until the scale-down window ends; buffer containers.
 * - `startup`: from the start of a container to its first request.
 */
export type BillPartName = 'active' | 'floorIdle' | 'tail' | 'startup';

/** One line of a bill. For the likely figures, seconds × rate = money exactly. */
export interface BillPart {
  readonly part: BillPartName;
  /** Container-seconds of the period, counting every container of a cluster. */
  readonly seconds: LikelyRange;
  /** USD per container-second. */
  readonly perSecond: LikelyRange;
  /** USD; 0 if the book does not bill it. */
  readonly usd: LikelyRange;
  /** Whether the book bills this part at all. */
  readonly billed: boolean;
}

export function partOf(parts: readonly BillPart[], name: BillPartName): BillPart {
  return parts.find(({ part }) => part === name)!;
}

/** The shares of GPU, CPU and memory in the likely total. */
export interface BillShare {
  readonly what: RatePart['what'];
  readonly label: string;
  readonly usd: number;
  /** 0…1. */
  readonly share: number;
}

export interface Bill {
  readonly total: LikelyRange;
  /** All four, in the order of `BillPartName`; the likely figures add up to the likely total. */
  readonly parts: readonly BillPart[];
  readonly shares: readonly BillShare[];
}

/**
 * The rate with CPU and memory at the actual amounts, if these are more than requested. Applies to idle containers too.
 */
export function withRealUse(
  rate: ContainerRate,
  usage: Pick<Usage, 'cpuCores' | 'memoryGib'>,
): ContainerRate {
  const use = { gpu: null, cpu: usage.cpuCores, memory: usage.memoryGib };
  if (use.cpu === null && use.memory === null) return rate;
  const raise = (part: RatePart): RatePart => {
    const used = use[part.what];
    if (used === null || used <= part.amount.low) return part;
    const raised = { ...part, amount: { low: used, high: Math.max(used, part.amount.high) } };
    return { ...raised, perSecond: perSecond(raised) };
  };
  const active = rate.active.map(raise);
  const idle = rate.idle.map(raise);
  return {
    ...rate,
    active,
    activePerSecond: add(...active.map(({ perSecond }) => perSecond)),
    idle,
    idlePerSecond: add(...idle.map(({ perSecond }) => perSecond)),
    atLeast: active.some(({ what }) => what !== 'gpu' && use[what] === null),
  };
}

/**
 * The bill of a pool by the rules of the rate's book. Running time is active + idle floor + tail. Active time is billed
 * at the active rate a, and the idle floor at the idle rate i (which is a if the book has no discount). The tail is
 * billed at a if the book bills it. Start-up is billed at a if the book bills the tail and `includeStartup` is true.
 *
 * Low and high are not sums of the lows or highs of the parts, because not all parts can be low, or high, at once. With
 * i ≤ a, they use that active + floorIdle is at least the floor and at most the running time, and that the three parts
 * add up to the running time.
 * @param size containers per group, which count as one in `seconds`
 */
export function bill(seconds: PoolSeconds, rate: ContainerRate, size: number, includeStartup: boolean): Bill {
  const sum = billSum(seconds, rate, size, includeStartup);
  return { ...sum, shares: sharesOf(sum.parts, rate, sum.total.likely) };
}

/** The same without shares, for whoever compares many bills. */
export function billSum(
  seconds: PoolSeconds,
  rate: ContainerRate,
  size: number,
  includeStartup: boolean,
): Pick<Bill, 'total' | 'parts'> {
  const { scaledownTail } = rate.book.billing;
  const [a, i] = [rangeOf(rate.activePerSecond), rangeOf(rate.idlePerSecond)];
  const part = (name: BillPartName, each: LikelyRange, perSecond: LikelyRange, billed: boolean): BillPart => {
    const scaled = scale(each, size);
    return {
      part: name,
      seconds: scaled,
      perSecond,
      usd: billed ? product(scaled, perSecond) : NONE,
      billed,
    };
  };
  const parts = [
    part('active', seconds.activeSeconds, a, true),
    part('floorIdle', seconds.floorIdleSeconds, i, true),
    part('tail', seconds.tailSeconds, a, scaledownTail),
    part('startup', seconds.startupSeconds, a, scaledownTail && includeStartup),
  ];
  const sum = (bound: keyof LikelyRange): number => parts.reduce((total, { usd }) => total + usd[bound], 0);
  const startup = parts[3]!.usd;
  const { activeSeconds: active, floorIdleSeconds: idle, live, floorSeconds } = seconds;
  const least = scaledownTail ? live.low : Math.max(floorSeconds, active.low + idle.low);
  const low =
    i.low <= a.low ? size * (i.low * least + (a.low - i.low) * active.low) + startup.low : sum('low');
  const most = scaledownTail
    ? a.high * live.high - (a.high - i.high) * idle.low
    : i.high * live.high + (a.high - i.high) * active.high;
  const high = i.high <= a.high ? size * most + startup.high : sum('high');
  const likely = sum('likely');
  const total = {
    low: Math.min(likely, Math.max(low, sum('low'))),
    likely,
    high: Math.max(likely, Math.min(high, sum('high'))),
  };
  return { total, parts };
}

/** The likely total by resource. */
function sharesOf(parts: readonly BillPart[], rate: ContainerRate, total: number): BillShare[] {
  let [atWork, waiting] = [0, 0];
  for (const { part, billed, seconds } of parts) {
    if (!billed) continue;
    if (part === 'floorIdle') waiting += seconds.likely;
    else atWork += seconds.likely;
  }
  return rate.active.map(({ what, label, perSecond }) => {
    const idle = rate.idle.find((each) => each.what === what);
    const usd = atWork * middle(perSecond) + (idle ? waiting * middle(idle.perSecond) : 0);
    return { what, label, usd, share: total > 0 ? usd / total : 0 };
  });
}

const NONE: LikelyRange = { low: 0, likely: 0, high: 0 };

/** The likely value of a rate with bounds is the middle. */
function rangeOf(interval: Interval): LikelyRange {
  return { low: interval.low, likely: middle(interval), high: interval.high };
}

function scale(value: LikelyRange, by: number): LikelyRange {
  return { low: value.low * by, likely: value.likely * by, high: value.high * by };
}

function product(a: LikelyRange, b: LikelyRange): LikelyRange {
  return { low: a.low * b.low, likely: a.likely * b.likely, high: a.high * b.high };
}
