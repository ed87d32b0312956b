/** From requests to when each container of a pool was needed, in one pass. */
import type { Pause, Steps } from '../../python/resumable';
import { GrowingNumbers } from '../trace/growingNumbers';
import { sweepInSteps, type LevelWatch, type ObservedTraffic } from './inProgress';
import { MAX_PAUSES, type LevelSpells } from './levelSpells';
import { binOf, Coverage, type Bins } from './timeBins';

export interface SpellOptions {
  /** Inputs that a container serves at a time. */
  readonly concurrency: number;
  readonly minWindow: number;
  readonly bins: Bins;
}

/** Seconds. Windows that may become the shortest one. */
const WINDOWS = [5, 10, 20, 30, 60, 120, 300, 600, 1_200];
const CHUNK = 8_192;

/** Looks at the requests once; null if even with the longest window of Modal there are too many pauses. */
export function* levelSpellsInSteps(
  traffic: ObservedTraffic,
  options: SpellOptions,
  pause: Pause,
): Steps<LevelSpells | null> {
  const log = new SpellLog(options);
  const { source } = traffic;
  const counted = {
    ...traffic,
    source: {
      fill: (at: Float64Array, seconds: Float64Array): number => {
        const count = source.fill(at, seconds);
        for (let i = 0; i < count && at[i]! < traffic.seconds; i++) log.arrive(at[i]!);
        return count;
      },
    },
  };
  const { requests } = yield* sweepInSteps(counted, log, pause);
  return yield* log.finish(requests, traffic.seconds, pause);
}

class SpellLog implements LevelWatch {
  readonly #reached: number[] = [];
  readonly #left: number[] = [];
  readonly #since: number[] = [];
  readonly #busy: number[] = [];
  readonly #pauseBegin = new GrowingNumbers();
  readonly #pauseSeconds = new GrowingNumbers();
  readonly #pauseOf = new GrowingNumbers();
  readonly #requests: Float64Array<ArrayBuffer>;
  readonly #use: Coverage;

  constructor(readonly options: SpellOptions) {
    this.#requests = new Float64Array(options.bins.count);
    this.#use = new Coverage(options.bins);
  }

  arrive(at: number): void {
    this.#requests[binOf(at, this.options.bins)]!++;
  }

  reach(level: number, at: number): void {
    const { concurrency, minWindow } = this.options;
    if ((level - 1) % concurrency > 0) return;
    const container = (level - 1) / concurrency;
    this.#since[container] = at;
    if (container === this.#reached.length) {
      this.#reached.push(at);
      this.#left.push(0);
      this.#busy.push(0);
      return;
    }
    const begin = this.#left[container]!;
    if (at - begin < minWindow) return;
    this.#pauseBegin.push(begin);
    this.#pauseSeconds.push(at - begin);
    this.#pauseOf.push(container);
  }

  leave(level: number, at: number): void {
    const { concurrency } = this.options;
    if ((level - 1) % concurrency > 0) return;
    const container = (level - 1) / concurrency;
    const since = this.#since[container]!;
    this.#left[container] = at;
    this.#busy[container]! += at - since;
    this.#use.add(since, at);
  }

  *finish(requests: number, seconds: number, pause: Pause): Steps<LevelSpells | null> {
    const shortest = yield* this.#shortestWindow(pause);
    if (shortest === null) return null;
    const { minWindow, count } = shortest;
    const pauses = yield* this.#pausesOf(minWindow, count, pause);
    return {
      requests,
      seconds,
      minWindow,
      reached: Float64Array.from(this.#reached),
      left: Float64Array.from(this.#left),
      busy: Float64Array.from(this.#busy),
      ...pauses,
      bins: this.options.bins,
      binRequests: this.#requests,
      binBusy: this.#use.sums(),
    };
  }

  /** The shortest window of which the pauses are not too many, and how many these are. */
  *#shortestWindow(pause: Pause): Steps<{ readonly minWindow: number; readonly count: number } | null> {
    const lengths = this.#pauseSeconds;
    for (const minWindow of [this.options.minWindow, ...WINDOWS]) {
      if (minWindow < this.options.minWindow) continue;
      let count = 0;
      for (let i = 0; i < lengths.length; i++) {
        if (lengths.at(i) >= minWindow) count++;
        if (i % CHUNK === 0 && pause()) yield;
      }
      if (count <= MAX_PAUSES) return { minWindow, count };
    }
    return null;
  }

  /** The pauses of at least so many seconds, `count` of them. */
  *#pausesOf(
    minWindow: number,
    count: number,
    pause: Pause,
  ): Steps<Pick<LevelSpells, 'pauseBegin' | 'pauseSeconds' | 'pauseOf'>> {
    const lengths = this.#pauseSeconds;
    const pauseBegin = new Float64Array(count);
    const pauseSeconds = new Float64Array(count);
    const pauseOf = new Uint32Array(count);
    for (let i = 0, to = 0; i < lengths.length; i++) {
      if (lengths.at(i) >= minWindow) {
        pauseBegin[to] = this.#pauseBegin.at(i);
        pauseSeconds[to] = lengths.at(i);
        pauseOf[to++] = this.#pauseOf.at(i);
      }
      if (i % CHUNK === 0 && pause()) yield;
    }
    return { pauseBegin, pauseSeconds, pauseOf };
  }
}
