/**
 * One pass over the requests gives every window and every floor.
 *
 * X(t) is the number of requests in progress. With one input per container, no start-up, no buffer and the most recently
 * released container used first, the number of live containers is exactly
 *
 *     N(t) = max( m, max of X over (t − W, t] )
 *
 * for any arrivals and any service times: containers touched since t − W are those busy then, and one more each time X
 * exceeds what is already touched. So for each level n the spells in which X ≥ n and the gaps between them are enough:
 *
 *     live seconds = m·T + Σ_{n>m} ( busy_n + Σ min(gap_n, W) + min(last tail_n, W) )
 *     cold starts  = Σ_{n>m} ( 1 + number of gaps_n that are at least W )
 *
 * A gap of exactly W is cold, and a request ends before another one arrives at the same instant. `maxContainers` changes X
 * itself: a request that finds all of them busy waits in a queue, and begins at the instant at which another one ends.
 */
import type { Pause, Steps } from '../../python/resumable';
import { countBelow } from '../../numbers/countBelow';
import type { ArrivalSource } from './simulation/arrivals';
import { EventHeap } from './simulation/eventHeap';
import { Ring } from './simulation/ring';

/** The requests to look at. */
export interface ObservedTraffic {
  readonly source: ArrivalSource;
  /** T, seconds that are looked at from 0 on, above 0: later requests are left out, and work after them is not counted. */
  readonly seconds: number;
  /** Requests that find so many busy wait in a queue; null for no limit. */
  readonly maxContainers: number | null;
  /** At most so many requests are looked at; later ones are left out. */
  readonly maxRequests: number;
}

/** The container-seconds of a pool over the time that was looked at. */
export interface ObservedPool {
  readonly liveSeconds: number;
  readonly activeSeconds: number;
  /** Of the floor, without a request. */
  readonly floorIdleSeconds: number;
  /** Containers started: as many requests found no free one. */
  readonly coldStarts: number;
}

const CHUNK = 512;

/** Hears when the number of requests in progress reaches a level from below, and when it leaves it, in the order of time. */
export interface LevelWatch {
  reach(level: number, at: number): void;
  leave(level: number, at: number): void;
}

/** What a sweep has seen by itself. */
export interface Swept {
  readonly requests: number;
  /** Seconds that requests waited for one of the maximum of containers, all together. */
  readonly queueSeconds: number;
}

/** Looks at the requests once. `pause` is asked every 512 requests. */
export function* observeInSteps(traffic: ObservedTraffic, pause: Pause): Steps<RequestsInProgress> {
  const log = new LevelLog();
  const { requests, queueSeconds } = yield* sweepInSteps(traffic, log, pause);
  const levels = yield* log.finish(traffic.seconds, pause);
  return new RequestsInProgress(requests, traffic.seconds, queueSeconds, levels);
}

/** Moves through the requests once; at the end, all levels are left. `pause` is asked every 512 requests. */
export function* sweepInSteps(traffic: ObservedTraffic, levels: LevelWatch, pause: Pause): Steps<Swept> {
  const { source, seconds, maxRequests } = traffic;
  const sweep = new Sweep(traffic, levels);
  const at = new Float64Array(CHUNK);
  const service = new Float64Array(CHUNK);
  for (let count = CHUNK, over = false; count === CHUNK && !over;) {
    count = source.fill(at, service);
    for (let i = 0; i < count && !over; i++) {
      over = at[i]! >= seconds || sweep.requests >= maxRequests;
      if (!over) sweep.arrive(at[i]!, service[i]!);
    }
    if (pause()) yield;
  }
  sweep.finish();
  return sweep;
}

/** Moves through time, and tells when X reached a level and left it. */
class Sweep implements Swept {
  requests = 0;
  queueSeconds = 0;
  #inProgress = 0;
  readonly #ends = new EventHeap();
  readonly #queue = new Ring();

  constructor(
    private readonly traffic: ObservedTraffic,
    private readonly levels: LevelWatch,
  ) {}

  arrive(at: number, service: number): void {
    this.#endUntil(at);
    this.requests++;
    if (this.#inProgress >= (this.traffic.maxContainers ?? Infinity)) this.#queue.push(at, service);
    else {
      this.#inProgress++;
      this.levels.reach(this.#inProgress, at);
      this.#ends.push(at + service, 0);
    }
  }

  finish(): void {
    const { seconds } = this.traffic;
    this.#endUntil(seconds);
    while (this.#inProgress > 0) this.levels.leave(this.#inProgress--, seconds);
  }

  #endUntil(to: number): void {
    const ends = this.#ends;
    for (let at = ends.firstTime; at <= to; at = ends.firstTime) {
      ends.pop();
      if (this.#queue.size > 0) {
        // Its place is taken at once, so X does not change.
        this.queueSeconds += at - this.#queue.firstA;
        ends.push(at + this.#queue.firstB, 0);
        this.#queue.drop();
      } else {
        this.levels.leave(this.#inProgress, at);
        this.#inProgress--;
      }
    }
  }
}

/** What is known of a level. */
interface Level {
  /** Seconds with at least so many in progress. */
  readonly busy: number;
  /** Seconds between two such spells, rising; and the sums of the first 0, 1, 2 … of them. */
  readonly gaps: Float64Array;
  readonly sums: Float64Array;
  /** Seconds from the end of the last spell to T. */
  readonly tail: number;
}

class LevelLog implements LevelWatch {
  readonly #since: number[] = [];
  readonly #left: number[] = [];
  readonly #busy: number[] = [];
  readonly #gapCount: number[] = [];
  /** All gaps in the order of time, each with its level. */
  readonly #gaps = new Ring();

  reach(level: number, at: number): void {
    const i = level - 1;
    if (i < this.#since.length) {
      this.#gaps.push(at - this.#left[i]!, i);
      this.#gapCount[i]!++;
    } else {
      this.#busy.push(0);
      this.#left.push(0);
      this.#gapCount.push(0);
    }
    this.#since[i] = at;
  }

  leave(level: number, at: number): void {
    const i = level - 1;
    this.#busy[i]! += at - this.#since[i]!;
    this.#left[i] = at;
  }

  *finish(end: number, pause: Pause): Steps<Level[]> {
    const sorted = this.#gapCount.map((count) => new Float64Array(count));
    const filled = new Int32Array(sorted.length);
    while (this.#gaps.size > 0) {
      const i = this.#gaps.firstB;
      sorted[i]![filled[i]!++] = this.#gaps.firstA;
      this.#gaps.drop();
    }
    const levels: Level[] = [];
    for (const [i, gaps] of sorted.entries()) {
      gaps.sort();
      const sums = new Float64Array(gaps.length + 1);
      for (let k = 0; k < gaps.length; k++) sums[k + 1] = sums[k]! + gaps[k]!;
      levels.push({ busy: this.#busy[i]!, gaps, sums, tail: end - this.#left[i]! });
      if (pause()) yield;
    }
    return levels;
  }
}

/** The figures of every window and every floor. */
export class RequestsInProgress {
  /** For the last window asked for: live seconds and cold starts of the levels above each floor. */
  #window = NaN;
  #liveAbove = new Float64Array(0);
  #coldAbove = new Float64Array(0);
  readonly #busyAbove: Float64Array;

  constructor(
    readonly requests: number,
    /** T. */
    readonly seconds: number,
    /** Seconds that requests waited for one of the maximum of containers, all together. */
    readonly queueSeconds: number,
    private readonly levels: readonly Level[],
  ) {
    this.#busyAbove = sumsFromTop(levels, ({ busy }) => busy);
  }

  /** The most requests in progress at once. */
  get peak(): number {
    return this.levels.length;
  }

  /**
   * The pool with `m` containers kept warm (whole, ≥ 0) and a window of `window` seconds (≥ 0). Work: for a new window a
   * binary search for each level; for another floor of the same window nothing.
   */
  pool(m: number, window: number): ObservedPool {
    if (window !== this.#window) this.#setWindow(window);
    const above = Math.min(m, this.levels.length);
    const active = this.#busyAbove[0]!;
    return {
      liveSeconds: m * this.seconds + this.#liveAbove[above]!,
      activeSeconds: active,
      floorIdleSeconds: m * this.seconds - (active - this.#busyAbove[above]!),
      coldStarts: this.#coldAbove[above]!,
    };
  }

  #setWindow(window: number): void {
    this.#window = window;
    const within = this.levels.map(({ gaps }) => countBelow(gaps, window));
    this.#liveAbove = sumsFromTop(
      this.levels,
      ({ busy, gaps, sums, tail }, i) =>
        busy + sums[within[i]!]! + (gaps.length - within[i]!) * window + Math.min(tail, window),
    );
    this.#coldAbove = sumsFromTop(this.levels, ({ gaps }, i) => 1 + gaps.length - within[i]!);
  }
}

/** The sums over the levels above 0, 1, 2 … */
function sumsFromTop(
  levels: readonly Level[],
  of: (level: Level, i: number) => number,
): Float64Array<ArrayBuffer> {
  const sums = new Float64Array(levels.length + 1);
  for (let i = levels.length - 1; i >= 0; i--) sums[i] = sums[i + 1]! + of(levels[i]!, i);
  return sums;
}
