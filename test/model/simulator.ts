import { Random } from './random';

/**
 * A discrete-event simulation of a container autoscaler that scales to demand. It shares nothing with the closed
 * formulas it is there to check: it only plays the rules below, event by event.
 *
 * Rules.
 * - Requests arrive as a Poisson process. A container serves up to `concurrency` of them at a time.
 * - A request goes to the busiest live container that still has a free slot; failing that to an idle one (in the
 *   `reuse` order, after any idle permanent container); failing that to a new container, if fewer than
 *   `maxContainers` are live; failing that it waits in one first-in-first-out queue.
 * - A new container spends `startup` seconds starting. It is live, holds the request that caused it (and takes
 *   others if it has slots), and serves them from the end of its start-up. A request never changes container.
 * - A container that became empty is removed when `window` seconds pass without a request; a request that comes at
 *   exactly that instant still finds it.
 * - `minContainers` are live from the start, warm (see `floor`).
 *
 * At one and the same instant, the order is: start-ups end, requests end, requests arrive, windows end.
 */

/** The law of the service time. */
export type Service = 'exponential' | 'fixed' | 'lognormal';

/** Which idle container takes a request: most recently used, least recently used, or any with equal chance. */
export type Reuse = 'mru' | 'lru' | 'random';

/**
 * How the floor of `minContainers` is kept.
 * - `preferred`: `minContainers` given containers are permanent, and an idle one of them is taken before any other.
 * - `any`: no container is special; one whose window ends is removed only if more than `minContainers` are live.
 */
export type Floor = 'preferred' | 'any';

/** What a pool of containers does, whatever requests it is given. */
export interface PoolOptions {
  /** scaledown_window in seconds: 0 or more, `Infinity` for never. */
  window: number;
  /** Containers that are always live. Default 0. */
  minContainers?: number;
  /** max_containers live at once. Default `Infinity`. */
  maxContainers?: number;
  /**
   * Idle containers kept ready beyond those in use, while a request is in flight or the last one ended less than
   * `window` ago. Default 0. An approximation: idle permanent containers count towards it, the missing ones are
   * started when a request arrives, and a request that finds only an empty starting container joins that.
   */
  bufferContainers?: number;
  /** Requests that one container serves at a time: 1 or more, `Infinity` for no limit. Default 1. */
  concurrency?: number;
  /** Start-up time of a container in seconds. Default 0. */
  startup?: number;
  /** Default `mru`. */
  reuse?: Reuse;
  /** Default `preferred`. */
  floor?: Floor;
}

/** A pool and the random requests it is given. */
export interface SimulationOptions extends PoolOptions {
  /** Arrivals per second. */
  lambda: number;
  /** Mean service time in seconds. */
  serviceMean: number;
  /** Default `exponential`. */
  service?: Service;
  /** Coefficient of variation of a log-normal service time. Default 1; the other laws ignore it. */
  cv?: number;
  /** Any integer. Arrivals and services are separate streams, so one seed gives every pool the same requests. */
  seed: number;
  /** Expected number of arrivals in the measured time, which is thus `arrivals / lambda` seconds long. */
  arrivals: number;
  /** Time discarded before measuring, as a share of the measured time. Default 0.05. */
  warmup?: number;
  /** Batches of equal length that the measured time is cut into for the standard errors. Default 50. */
  batches?: number;
}

/** An estimated mean and its standard error (batch means; NaN if there is one batch only). */
export interface Estimate {
  mean: number;
  se: number;
}

/** Whole numbers over the entire run, warm-up included, for checks of conservation. */
export interface Totals {
  arrivals: number;
  completed: number;
  /** Requests in a container at the end, in service or held during its start-up. */
  held: number;
  /** Requests in the queue at the end. */
  queued: number;
  /** Containers started, not counting the `minContainers` of the beginning. */
  started: number;
  removed: number;
  /** Containers live at the end. */
  live: number;
  /** max_containers live at any time. */
  peak: number;
  events: number;
}

export interface SimulationResult {
  /** Measured time in seconds. */
  duration: number;
  /** Arrivals in the measured time. */
  arrivals: number;
  batches: number;
  /** Live containers (starting, busy or idle), time average. */
  live: Estimate;
  /** Containers with a request in service, time average. */
  busy: Estimate;
  /** Containers in their start-up, time average. */
  starting: Estimate;
  /** Live containers that are ready and empty, time average. */
  idle: Estimate;
  /** Idle permanent containers, time average; null with the `any` floor, which has no permanent ones. */
  permanentIdle: Estimate | null;
  /** Requests in service (not those that wait for a start-up or in the queue), time average. */
  inService: Estimate;
  /** Share of the time with at least one live container. */
  liveShare: Estimate;
  /** Containers started, per second. */
  coldStartRate: Estimate;
  /** Share of the requests that made a container start (buffer containers do not count). */
  coldShare: Estimate;
  /** Share of the requests that made a container start or were put into one that was still starting. */
  startupShare: Estimate;
  /** Mean time from arrival to the beginning of service, in seconds: start-up and queueing. */
  wait: Estimate;
  /**
   * Correlation of `live` between neighboring batches. Clearly above 0 (say 0.4) means that the batches are too
   * short and the standard errors too small; NaN if `live` does not vary.
   */
  batchCorrelation: number;
  totals: Totals;
}

/** One request of an explicit sequence: what became of it. */
export interface TracedRequest {
  /** Seconds from arrival to the beginning of service. */
  wait: number;
  /** Number of the container that served it: permanent ones first, then in order of first use of the number. */
  container: number;
  /** Whether it made that container start. */
  cold: boolean;
}

export interface Trace {
  /** Arrival times in seconds, ascending. */
  arrivals: readonly number[];
  /** Service time in seconds of each arrival. */
  services: readonly number[];
  /** End of the measured time in seconds; default: the last event. */
  horizon?: number;
}

export interface TraceResult extends SimulationResult {
  requests: TracedRequest[];
}

/** Plays random requests against a pool, and measures. */
export function simulate(options: SimulationOptions): SimulationResult {
  const { lambda, serviceMean, arrivals, seed, warmup = 0.05, batches = 50 } = options;
  check('lambda', lambda > 0 && Number.isFinite(lambda));
  check('serviceMean', serviceMean > 0 && Number.isFinite(serviceMean));
  check('arrivals', arrivals > 0 && Number.isFinite(arrivals));
  check('warmup', warmup >= 0 && Number.isFinite(warmup));
  check('batches', Number.isInteger(batches) && batches >= 1);
  check('seed', Number.isInteger(seed));
  const duration = arrivals / lambda;
  const engine = new Engine(options, new PoissonSource(options), {
    begin: warmup * duration,
    length: duration / batches,
    batches,
    seed,
  });
  engine.run();
  return engine.result();
}

/** Plays an explicit sequence of requests against a pool; measures from time 0, without standard errors. */
export function simulateTrace(trace: Trace, pool: PoolOptions): TraceResult {
  const { arrivals, services, horizon = Number.POSITIVE_INFINITY } = trace;
  check('services', services.length === arrivals.length && services.every((time) => time >= 0));
  check(
    'arrivals',
    arrivals.every((time, i) => time >= (i === 0 ? 0 : arrivals[i - 1]!)),
  );
  const requests: TracedRequest[] = [];
  const engine = new Engine(
    pool,
    new ListedSource(arrivals, services),
    { begin: 0, length: horizon, batches: 1, seed: 1 },
    requests,
  );
  engine.run();
  return { ...engine.result(), requests };
}

function check(name: string, holds: boolean): void {
  if (!holds) throw new RangeError(`simulator: bad ${name}`);
}

/** Where requests come from: the next one's time of arrival (`Infinity`: no more) and its service time. */
interface Source {
  arrival: number;
  service: number;
  advance(): void;
}

class PoissonSource implements Source {
  arrival = 0;
  service = 0;
  private readonly gaps: Random;
  private readonly services: Random;
  private readonly gapMean: number;
  private readonly serviceMean: number;
  private readonly law: Service;
  private readonly mu: number;
  private readonly sigma: number;

  constructor(options: SimulationOptions) {
    const { cv = 1, service = 'exponential' } = options;
    check('cv', cv >= 0 && Number.isFinite(cv));
    this.gaps = new Random(options.seed, 0);
    this.services = new Random(options.seed, 1);
    this.gapMean = 1 / options.lambda;
    this.serviceMean = options.serviceMean;
    this.law = service;
    const variance = Math.log1p(cv * cv);
    this.sigma = Math.sqrt(variance);
    this.mu = Math.log(options.serviceMean) - variance / 2;
    this.advance();
  }

  advance(): void {
    this.arrival += this.gaps.exponential(this.gapMean);
    switch (this.law) {
      case 'exponential':
        this.service = this.services.exponential(this.serviceMean);
        break;
      case 'fixed':
        this.service = this.serviceMean;
        break;
      case 'lognormal':
        this.service = Math.exp(this.mu + this.sigma * this.services.normal());
        break;
    }
  }
}

class ListedSource implements Source {
  arrival = Number.POSITIVE_INFINITY;
  service = 0;
  private index = 0;

  constructor(
    private readonly arrivals: readonly number[],
    private readonly services: readonly number[],
  ) {
    this.advance();
  }

  advance(): void {
    this.arrival = this.arrivals[this.index] ?? Number.POSITIVE_INFINITY;
    this.service = this.services[this.index] ?? 0;
    this.index += 1;
  }
}

/** When to measure: `batches` batches of `length` seconds from `begin` on. */
interface Plan {
  begin: number;
  length: number;
  batches: number;
  seed: number;
}

/** The sums that are kept for each batch: integrals over time first, then counts, then the sum of waits. */
const LIVE = 0;
const BUSY = 1;
const STARTING = 2;
const IDLE = 3;
const PERMANENT_IDLE = 4;
const IN_SERVICE = 5;
const ANY_LIVE = 6;
const STARTED = 7;
const COLD = 8;
const STARTUP = 9;
const WAIT = 10;
/** Requests that arrived. */
const ARRIVED = 11;
/** Requests that were put into a container. */
const PLACED = 12;
const SUMS = 13;

/** The lists that containers are linked in; a container with k requests and a free slot is in list `LOADED` + k. */
const IDLE_LIST = 0;
const IDLE_PERMANENT_LIST = 1;
const STARTING_EMPTY_LIST = 2;
const LOADED = 2;
const NOWHERE = -1;

class Engine {
  // The pool.
  private readonly window: number;
  private readonly floor: number;
  private readonly anyFloor: boolean;
  private readonly permanent: number;
  private readonly most: number;
  private readonly buffer: number;
  private readonly slots: number;
  /** The highest load that counts as a level of its own and leaves a free slot. */
  private readonly topLevel: number;
  private readonly startup: number;
  private readonly reuse: Reuse;
  private readonly random: Random;

  // Containers, by number.
  private capacity = 64;
  private load = new Int32Array(64);
  private isStarting = new Uint8Array(64);
  private readyAt = new Float64Array(64);
  private idleSince = new Float64Array(64);
  private next = new Int32Array(64);
  private previous = new Int32Array(64);
  private where = new Int32Array(64);
  /** Place in `choices`, with random reuse. */
  private place = new Int32Array(64);
  /** The idle containers of `IDLE_LIST` in no order, with random reuse. */
  private choices = new Int32Array(64);
  private choiceCount = 0;
  /** Numbers free for use again (a stack), and the first number never used. */
  private free = new Int32Array(64);
  private freeCount = 0;
  private fresh = 0;
  private readonly head: Int32Array;
  private readonly tail: Int32Array;

  // Requests that have been put into a container: a binary heap by the time they end.
  private heapTime = new Float64Array(64);
  private heapContainer = new Int32Array(64);
  private heapSize = 0;

  // Rings of starting containers and of queued requests; sizes are powers of two.
  private ready = new Int32Array(64);
  private readyFirst = 0;
  private readyCount = 0;
  private queueArrival = new Float64Array(64);
  private queueService = new Float64Array(64);
  private queueIndex = new Int32Array(64);
  private queueFirst = 0;
  private queueCount = 0;

  // The state that is averaged.
  private now = 0;
  private live = 0;
  private busy = 0;
  private starting = 0;
  private idle = 0;
  private permanentIdle = 0;
  private inService = 0;
  private emptySince = 0;

  // Measuring.
  private readonly sums = new Float64Array(SUMS);
  private readonly batchSums: Float64Array;
  /** The batch that is measured now; -1 during the warm-up. */
  private batch: number;
  private batchEnd: number;
  private readonly end: number;
  private arrivals = 0;
  private completed = 0;
  private startedTotal = 0;
  private removed = 0;
  private peak = 0;
  private events = 0;

  constructor(
    options: PoolOptions,
    private readonly source: Source,
    private readonly plan: Plan,
    private readonly requests?: TracedRequest[],
  ) {
    const { window, minContainers = 0, maxContainers = Number.POSITIVE_INFINITY } = options;
    const {
      bufferContainers = 0,
      concurrency = 1,
      startup = 0,
      reuse = 'mru',
      floor = 'preferred',
    } = options;
    check('window', window >= 0);
    check('minContainers', Number.isInteger(minContainers) && minContainers >= 0);
    check('maxContainers', maxContainers >= Math.max(1, minContainers) && !Number.isNaN(maxContainers));
    check('bufferContainers', Number.isInteger(bufferContainers) && bufferContainers >= 0);
    check('concurrency', concurrency >= 1 && (Number.isInteger(concurrency) || concurrency === Infinity));
    check('startup', startup >= 0 && Number.isFinite(startup));
    this.window = window;
    this.floor = minContainers;
    this.anyFloor = floor === 'any';
    this.permanent = this.anyFloor ? 0 : minContainers;
    this.most = maxContainers;
    this.buffer = bufferContainers;
    this.slots = concurrency;
    // Without a limit, all requests meet in one container, so one level for every load is enough.
    this.topLevel = concurrency === Infinity ? 1 : concurrency - 1;
    this.startup = startup;
    this.reuse = reuse;
    this.random = new Random(plan.seed, 2);
    this.head = new Int32Array(LOADED + this.topLevel + 1).fill(NOWHERE);
    this.tail = new Int32Array(LOADED + this.topLevel + 1).fill(NOWHERE);
    this.batchSums = new Float64Array(plan.batches * SUMS);
    this.batch = plan.begin > 0 ? -1 : 0;
    this.batchEnd = plan.begin > 0 ? plan.begin : plan.length;
    this.end = plan.begin + plan.length * plan.batches;
    for (let i = 0; i < minContainers; i++) {
      const container = this.take();
      this.idle += 1;
      if (container < this.permanent) this.permanentIdle += 1;
      this.link(container);
    }
    this.peak = this.live;
  }

  run(): void {
    const source = this.source;
    for (;;) {
      const arrival = source.arrival;
      const expiry = this.nextExpiry();
      const ending = this.heapSize > 0 ? this.heapTime[0]! : Infinity;
      const ready = this.readyCount > 0 ? this.readyAt[this.ready[this.readyFirst]!]! : Infinity;
      const time = Math.min(arrival, expiry, ending, ready);
      if (time >= this.end || time === Infinity) break;
      this.advance(time);
      this.events += 1;
      if (time === ready) {
        this.onReady();
      } else if (time === ending) {
        this.onEnd();
      } else if (time === arrival) {
        this.onArrival(source.service);
        source.advance();
      } else {
        this.onExpiry();
      }
    }
    if (this.end !== Infinity) this.advance(this.end);
    else this.closeBatch();
  }

  /** When the next window ends at which a container may be removed. */
  private nextExpiry(): number {
    const oldest = this.head[IDLE_LIST]!;
    if (oldest === NOWHERE) return Infinity;
    if (this.anyFloor && this.live <= this.floor) return Infinity;
    let due = this.idleSince[oldest]! + this.window;
    if (this.buffer > 0 && this.spare() <= this.buffer) {
      if (this.heapSize > 0) return Infinity;
      due = Math.max(due, this.emptySince + this.window);
    }
    return Math.max(due, this.now);
  }

  /** Containers without a request: idle, or starting as buffer. */
  private spare(): number {
    return this.live - this.busy - this.starting + this.startingEmpty();
  }

  private startingEmpty(): number {
    let count = 0;
    for (let i = this.head[STARTING_EMPTY_LIST]!; i !== NOWHERE; i = this.next[i]!) count += 1;
    return count;
  }

  private onArrival(service: number): void {
    const index = this.arrivals;
    this.arrivals += 1;
    this.sums[ARRIVED]! += 1;
    let container = this.findRoom();
    let cold = false;
    if (container === NOWHERE) {
      if (this.live >= this.most) {
        this.enqueue(this.now, service, index);
        return;
      }
      container = this.start();
      cold = true;
      this.sums[COLD]! += 1;
    }
    this.assign(container, this.now, service, index, cold);
    if (this.buffer > 0) {
      while (this.live < this.most && this.spare() < this.buffer) this.start();
    }
  }

  private findRoom(): number {
    for (let level = this.topLevel; level >= 1; level--) {
      const container = this.tail[LOADED + level]!;
      if (container !== NOWHERE) return container;
    }
    const permanent = this.tail[IDLE_PERMANENT_LIST]!;
    if (permanent !== NOWHERE) return permanent;
    const newest = this.tail[IDLE_LIST]!;
    if (newest === NOWHERE) return this.head[STARTING_EMPTY_LIST]!;
    switch (this.reuse) {
      case 'mru':
        return newest;
      case 'lru':
        return this.head[IDLE_LIST]!;
      case 'random':
        return this.choices[this.random.below(this.choiceCount)]!;
    }
  }

  /** A new live container, in no list and counted as nothing but live. */
  private take(): number {
    let container: number;
    if (this.freeCount > 0) {
      this.freeCount -= 1;
      container = this.free[this.freeCount]!;
    } else {
      container = this.fresh;
      this.fresh += 1;
      if (this.fresh > this.capacity) this.growContainers();
    }
    this.load[container] = 0;
    this.isStarting[container] = 0;
    this.readyAt[container] = this.now;
    this.idleSince[container] = this.now;
    this.where[container] = NOWHERE;
    this.live += 1;
    if (this.live > this.peak) this.peak = this.live;
    return container;
  }

  /** Starts an empty container, and links it. */
  private start(): number {
    const container = this.take();
    this.startedTotal += 1;
    this.sums[STARTED]! += 1;
    if (this.startup > 0) {
      this.isStarting[container] = 1;
      this.readyAt[container] = this.now + this.startup;
      this.starting += 1;
      if (this.readyCount === this.ready.length) this.growReady();
      this.ready[(this.readyFirst + this.readyCount) & (this.ready.length - 1)] = container;
      this.readyCount += 1;
    } else {
      this.idle += 1;
    }
    this.link(container);
    return container;
  }

  private assign(container: number, arrival: number, service: number, index: number, cold: boolean): void {
    const before = this.load[container]!;
    this.unlink(container);
    this.load[container] = before + 1;
    this.link(container);
    let begin = this.now;
    if (this.isStarting[container] === 1) {
      begin = this.readyAt[container]!;
      this.sums[STARTUP]! += 1;
    } else {
      if (cold) this.sums[STARTUP]! += 1;
      this.inService += 1;
      if (before === 0) {
        this.busy += 1;
        this.idle -= 1;
        if (container < this.permanent) this.permanentIdle -= 1;
      }
    }
    this.sums[WAIT]! += begin - arrival;
    this.sums[PLACED]! += 1;
    this.push(begin + service, container);
    if (this.requests) this.requests[index] = { wait: begin - arrival, container, cold };
  }

  private onEnd(): void {
    const container = this.heapContainer[0]!;
    this.pop();
    this.completed += 1;
    this.inService -= 1;
    if (this.heapSize === 0) this.emptySince = this.now;
    const load = this.load[container]! - 1;
    this.unlink(container);
    this.load[container] = load;
    if (load === 0) {
      this.busy -= 1;
      this.idle += 1;
      this.idleSince[container] = this.now;
      if (container < this.permanent) this.permanentIdle += 1;
    }
    this.link(container);
    if (this.queueCount > 0) {
      const first = this.queueFirst;
      this.queueFirst = (first + 1) & (this.queueArrival.length - 1);
      this.queueCount -= 1;
      this.assign(
        container,
        this.queueArrival[first]!,
        this.queueService[first]!,
        this.queueIndex[first]!,
        false,
      );
    }
  }

  private onReady(): void {
    const container = this.ready[this.readyFirst]!;
    this.readyFirst = (this.readyFirst + 1) & (this.ready.length - 1);
    this.readyCount -= 1;
    this.starting -= 1;
    const load = this.load[container]!;
    this.unlink(container);
    this.isStarting[container] = 0;
    if (load > 0) {
      this.busy += 1;
      this.inService += load;
    } else {
      this.idle += 1;
      this.idleSince[container] = this.now;
    }
    this.link(container);
  }

  private onExpiry(): void {
    const container = this.head[IDLE_LIST]!;
    this.unlink(container);
    this.live -= 1;
    this.idle -= 1;
    this.removed += 1;
    this.free[this.freeCount] = container;
    this.freeCount += 1;
  }

  // Lists.

  private listOf(container: number): number {
    const load = this.load[container]!;
    if (load === 0) {
      if (this.isStarting[container] === 1) return STARTING_EMPTY_LIST;
      return container < this.permanent ? IDLE_PERMANENT_LIST : IDLE_LIST;
    }
    if (load >= this.slots) return NOWHERE;
    return LOADED + (this.slots === Infinity ? 1 : load);
  }

  /** Puts a container at the end of the list where it now belongs: in `IDLE_LIST` the order is that of `idleSince`. */
  private link(container: number): void {
    const list = this.listOf(container);
    this.where[container] = list;
    if (list === NOWHERE) return;
    const last = this.tail[list]!;
    this.previous[container] = last;
    this.next[container] = NOWHERE;
    if (last === NOWHERE) this.head[list] = container;
    else this.next[last] = container;
    this.tail[list] = container;
    if (list === IDLE_LIST && this.reuse === 'random') {
      this.choices[this.choiceCount] = container;
      this.place[container] = this.choiceCount;
      this.choiceCount += 1;
    }
  }

  private unlink(container: number): void {
    const list = this.where[container]!;
    if (list === NOWHERE) return;
    const before = this.previous[container]!;
    const after = this.next[container]!;
    if (before === NOWHERE) this.head[list] = after;
    else this.next[before] = after;
    if (after === NOWHERE) this.tail[list] = before;
    else this.previous[after] = before;
    if (list === IDLE_LIST && this.reuse === 'random') {
      this.choiceCount -= 1;
      const moved = this.choices[this.choiceCount]!;
      const hole = this.place[container]!;
      this.choices[hole] = moved;
      this.place[moved] = hole;
    }
    this.where[container] = NOWHERE;
  }

  // The heap of requests in containers.

  private push(time: number, container: number): void {
    if (this.heapSize === this.heapTime.length) {
      this.heapTime = grown(this.heapTime, Float64Array);
      this.heapContainer = grown(this.heapContainer, Int32Array);
    }
    const times = this.heapTime;
    const containers = this.heapContainer;
    let hole = this.heapSize;
    this.heapSize += 1;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      const parentTime = times[parent]!;
      if (parentTime <= time) break;
      times[hole] = parentTime;
      containers[hole] = containers[parent]!;
      hole = parent;
    }
    times[hole] = time;
    containers[hole] = container;
  }

  private pop(): void {
    const times = this.heapTime;
    const containers = this.heapContainer;
    this.heapSize -= 1;
    const size = this.heapSize;
    if (size === 0) return;
    const time = times[size]!;
    const container = containers[size]!;
    let hole = 0;
    for (let child = 1; child < size; child = 2 * hole + 1) {
      if (child + 1 < size && times[child + 1]! < times[child]!) child += 1;
      const childTime = times[child]!;
      if (time <= childTime) break;
      times[hole] = childTime;
      containers[hole] = containers[child]!;
      hole = child;
    }
    times[hole] = time;
    containers[hole] = container;
  }

  private enqueue(arrival: number, service: number, index: number): void {
    if (this.queueCount === this.queueArrival.length) {
      this.queueArrival = unrolled(this.queueArrival, this.queueFirst, Float64Array);
      this.queueService = unrolled(this.queueService, this.queueFirst, Float64Array);
      this.queueIndex = unrolled(this.queueIndex, this.queueFirst, Int32Array);
      this.queueFirst = 0;
    }
    const place = (this.queueFirst + this.queueCount) & (this.queueArrival.length - 1);
    this.queueArrival[place] = arrival;
    this.queueService[place] = service;
    this.queueIndex[place] = index;
    this.queueCount += 1;
  }

  private growReady(): void {
    this.ready = unrolled(this.ready, this.readyFirst, Int32Array);
    this.readyFirst = 0;
  }

  private growContainers(): void {
    this.capacity *= 2;
    this.load = grown(this.load, Int32Array);
    this.isStarting = grown(this.isStarting, Uint8Array);
    this.readyAt = grown(this.readyAt, Float64Array);
    this.idleSince = grown(this.idleSince, Float64Array);
    this.next = grown(this.next, Int32Array);
    this.previous = grown(this.previous, Int32Array);
    this.where = grown(this.where, Int32Array);
    this.place = grown(this.place, Int32Array);
    this.choices = grown(this.choices, Int32Array);
    this.free = grown(this.free, Int32Array);
  }

  // Measuring.

  private advance(time: number): void {
    while (time >= this.batchEnd && this.batch < this.plan.batches) {
      this.integrate(this.batchEnd);
      this.closeBatch();
    }
    this.integrate(time);
  }

  private integrate(until: number): void {
    const sums = this.sums;
    const span = until - this.now;
    sums[LIVE]! += span * this.live;
    sums[BUSY]! += span * this.busy;
    sums[STARTING]! += span * this.starting;
    sums[IDLE]! += span * this.idle;
    sums[PERMANENT_IDLE]! += span * this.permanentIdle;
    sums[IN_SERVICE]! += span * this.inService;
    if (this.live > 0) sums[ANY_LIVE]! += span;
    this.now = until;
  }

  private closeBatch(): void {
    const { begin, length, batches } = this.plan;
    if (this.batch >= 0) this.batchSums.set(this.sums, this.batch * SUMS);
    this.sums.fill(0);
    this.batch += 1;
    this.batchEnd = this.batch >= batches ? Infinity : begin + (this.batch + 1) * length;
  }

  result(): SimulationResult {
    const { batches } = this.plan;
    const length = this.plan.length === Infinity ? this.now : this.plan.length;
    const column = (sum: number): number[] =>
      Array.from({ length: batches }, (_, i) => this.batchSums[i * SUMS + sum]!);
    const perTime = (sum: number): Estimate => batchMean(column(sum).map((value) => value / length));
    const live = column(LIVE).map((value) => value / length);
    return {
      duration: length * batches,
      arrivals: total(column(ARRIVED)),
      batches,
      live: batchMean(live),
      busy: perTime(BUSY),
      starting: perTime(STARTING),
      idle: perTime(IDLE),
      permanentIdle: this.anyFloor ? null : perTime(PERMANENT_IDLE),
      inService: perTime(IN_SERVICE),
      liveShare: perTime(ANY_LIVE),
      coldStartRate: perTime(STARTED),
      coldShare: batchRatio(column(COLD), column(ARRIVED)),
      startupShare: batchRatio(column(STARTUP), column(PLACED)),
      wait: batchRatio(column(WAIT), column(PLACED)),
      batchCorrelation: correlation(live),
      totals: {
        arrivals: this.arrivals,
        completed: this.completed,
        held: this.heapSize,
        queued: this.queueCount,
        started: this.startedTotal,
        removed: this.removed,
        live: this.live,
        peak: this.peak,
        events: this.events,
      },
    };
  }
}

interface TypedArray<T> {
  readonly length: number;
  set(from: T, offset?: number): void;
  subarray(begin: number, end?: number): T;
}

/** A copy of twice the length. */
function grown<T extends TypedArray<T>>(array: T, type: new (length: number) => T): T {
  const copy = new type(array.length * 2);
  copy.set(array);
  return copy;
}

/** A copy of twice the length of a full ring, its first element first. */
function unrolled<T extends TypedArray<T>>(ring: T, first: number, type: new (length: number) => T): T {
  const copy = new type(ring.length * 2);
  copy.set(ring.subarray(first));
  copy.set(ring.subarray(0, first), ring.length - first);
  return copy;
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** The mean of batch means, with its standard error. */
function batchMean(values: readonly number[]): Estimate {
  const count = values.length;
  const mean = total(values) / count;
  const squares = total(values.map((value) => (value - mean) ** 2));
  return { mean, se: Math.sqrt(squares / (count * (count - 1))) };
}

/** The ratio of two sums, with its standard error to first order. */
function batchRatio(above: readonly number[], below: readonly number[]): Estimate {
  const count = above.length;
  const base = total(below);
  const mean = total(above) / base;
  const squares = total(above.map((value, i) => (value - mean * below[i]!) ** 2));
  return { mean, se: Math.sqrt((squares * count) / (count - 1)) / base };
}

/** The correlation of neighboring values. */
function correlation(values: readonly number[]): number {
  const mean = total(values) / values.length;
  const away = values.map((value) => value - mean);
  return total(away.slice(1).map((value, i) => value * away[i]!)) / total(away.map((value) => value * value));
}
