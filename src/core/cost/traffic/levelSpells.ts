/**
 * When each container of a pool was needed, from one pass over the requests: enough to draw the pool over time, and to
 * price it, for every floor and every window of at least some length. See inProgress.ts for the identity behind it.
 *
 * With c inputs per container, container n is needed while at least c(n − 1) + 1 requests are in progress, as if each were
 * filled before the next one: exact for c = 1, else as few containers as can be.
 */
import type { ObservedPool } from './inProgress';
import { Coverage, binOf, type Bins } from './timeBins';

/** When the containers of a pool were needed. */
export interface LevelSpells {
  readonly requests: number;
  /** T, seconds from the first request. */
  readonly seconds: number;
  /** The shortest window that can be asked about: shorter pauses count as time in which the container is live. */
  readonly minWindow: number;
  /** By container, the most needed first: when it was first needed, when it was last released, and seconds in use. */
  readonly reached: Float64Array<ArrayBuffer>;
  readonly left: Float64Array<ArrayBuffer>;
  readonly busy: Float64Array<ArrayBuffer>;
  /** Pauses of at least `minWindow`, in the order in which they end: when they begin, seconds, and of which container from 0. */
  readonly pauseBegin: Float64Array<ArrayBuffer>;
  readonly pauseSeconds: Float64Array<ArrayBuffer>;
  readonly pauseOf: Uint32Array<ArrayBuffer>;
  readonly bins: Bins;
  /** By bin: requests that came, and seconds in use of all containers. */
  readonly binRequests: Float64Array<ArrayBuffer>;
  readonly binBusy: Float64Array<ArrayBuffer>;
}

/** More pauses than this are not kept: the shortest window becomes longer instead. */
export const MAX_PAUSES = 200_000;

/** A pool over the time of the requests. */
export interface LivePicture extends ObservedPool {
  /** Containers that were started: for a request, or for the buffer. */
  readonly starts: number;
  /** By bin: container-seconds, the floor and the window included, and containers that were started for a request. */
  readonly binLive: Float64Array;
  readonly binCold: Float64Array;
  /** When containers were started: shares of the time, rounded down to a thousandth, rising, each once. */
  readonly coldAt: readonly number[];
}

const MOMENTS = 1_000;

/** What of a pool its picture follows. */
export interface SpellsSetting {
  /** Containers kept warm, whole, ≥ 0. */
  readonly floor: number;
  /** Containers kept beyond the busy ones while there is any, whole, ≥ 0. */
  readonly buffer: number;
  /** Seconds, at least `minWindow`. */
  readonly window: number;
}

/**
 * The pool under a setting. Work: a look at each pause, and a little for each that is longer than the window.
 *
 * With a buffer of b, which is there as soon as it is needed, the first 1 + b containers are needed whenever one is, and
 * container n beyond them when n − b are. So a request finds none free only where all have stopped.
 */
export function livePicture(spells: LevelSpells, { floor, buffer, window }: SpellsSetting): LivePicture {
  const { seconds, bins, reached, left, busy, pauseBegin, pauseSeconds, pauseOf } = spells;
  const live = new Coverage(bins);
  const binCold = new Float64Array(bins.count);
  const moments = new Uint8Array(MOMENTS);
  let liveSeconds = floor * seconds;
  let [coldStarts, starts] = [0, 0];
  // Containers beyond the floor that are needed when n are, where they were not needed for fewer.
  const countOf = (n: number): number =>
    n === 0 ? Math.max(0, 1 + buffer - floor) : n + buffer < floor ? 0 : 1;
  const start = (at: number, n: number, count: number): void => {
    starts += count;
    // With a buffer only who finds no container at all waits for one.
    if (buffer > 0 && (n > 0 || floor > 0)) return;
    coldStarts++;
    binCold[binOf(at, bins)]!++;
    moments[Math.min(MOMENTS - 1, Math.floor((at / seconds) * MOMENTS))] = 1;
  };
  if (floor > 0) live.add(0, seconds, floor);
  for (let n = 0; n < reached.length; n++) {
    const count = countOf(n);
    if (count === 0) continue;
    const end = Math.min(seconds, left[n]! + window);
    start(reached[n]!, n, count);
    live.add(reached[n]!, end, count);
    liveSeconds += count * (end - reached[n]!);
  }
  for (let i = 0; i < pauseSeconds.length; i++) {
    const length = pauseSeconds[i]!;
    const count = length < window ? 0 : countOf(pauseOf[i]!);
    if (count === 0) continue;
    const back = pauseBegin[i]! + length;
    start(back, pauseOf[i]!, count);
    live.add(Math.min(back, pauseBegin[i]! + window), back, -count);
    liveSeconds -= count * (length - window);
  }
  let [activeSeconds, floorBusy] = [0, 0];
  for (let n = 0; n < busy.length; n++) {
    activeSeconds += busy[n]!;
    if (n < floor) floorBusy += busy[n]!;
  }
  return {
    liveSeconds,
    activeSeconds,
    floorIdleSeconds: floor * seconds - floorBusy,
    coldStarts,
    starts,
    binLive: live.sums(),
    binCold,
    coldAt: sharesOf(moments),
  };
}

function sharesOf(moments: Uint8Array): number[] {
  const shares: number[] = [];
  moments.forEach((has, i) => {
    if (has === 1) shares.push(i / MOMENTS);
  });
  return shares;
}

/** The pools of one window, by floor: their sums alone. */
export type PoolsOfWindow = (floor: number) => ObservedPool;

/** All floors of one window (of at least `minWindow` seconds) in one look at the pauses. */
export function poolsOf(spells: LevelSpells, window: number): PoolsOfWindow {
  const { seconds, reached, left, busy, pauseSeconds, pauseOf } = spells;
  const count = reached.length;
  const live = new Float64Array(count + 1);
  const cold = new Float64Array(count + 1);
  for (let n = 0; n < count; n++) {
    live[n] = Math.min(seconds, left[n]! + window) - reached[n]!;
    cold[n] = 1;
  }
  for (let i = 0; i < pauseSeconds.length; i++) {
    const length = pauseSeconds[i]!;
    if (length < window) continue;
    live[pauseOf[i]!]! -= length - window;
    cold[pauseOf[i]!]!++;
  }
  const inUse = new Float64Array(count + 1);
  for (let n = count - 1; n >= 0; n--) {
    live[n]! += live[n + 1]!;
    cold[n]! += cold[n + 1]!;
    inUse[n] = inUse[n + 1]! + busy[n]!;
  }
  return (floor) => {
    const above = Math.min(floor, count);
    return {
      liveSeconds: floor * seconds + live[above]!,
      activeSeconds: inUse[0]!,
      floorIdleSeconds: floor * seconds - (inUse[0]! - inUse[above]!),
      coldStarts: cold[above]!,
    };
  };
}
