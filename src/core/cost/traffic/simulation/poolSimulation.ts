/**
 * The event simulation of one pool: inputs come in, containers start, serve and stop by the rules of simulatorRules.ts.
 * It knows nothing of where inputs come from, or how long a run is to be.
 */
import { EventHeap } from './eventHeap';
import type { Meter } from './meter';
import { NONE, OpenContainers } from './openContainers';
import { Randomness } from './randomness';
import { Ring } from './ring';
import { keptReady, MIN_RENEWED_WINDOW, startsFor, type SimulatedPool } from './simulatorRules';
import { Windows } from './windows';

/** About half a millisecond of work. */
const EVENTS_AT_ONCE = 4_096;

export class PoolSimulation {
  now = 0;
  /** What has happened so far, arrivals apart: a measure of the work. */
  events = 0;
  readonly #pool: SimulatedPool;
  readonly #meter: Meter;
  readonly #slots: number;
  readonly #startingCounts: boolean;

  // How many containers are what.
  #ready: number;
  #busy = 0;
  #starting = 0;
  /** Slots of starting containers that no input waits for, or has waited for. */
  #unclaimed = 0;
  /** Ready containers beyond these stop at the end of their window; `keptReady` of now. */
  #kept: number;

  // The containers, by number.
  #inputs = new Int32Array(64);
  readonly #open: OpenContainers;
  /** Numbers that are free again, and the first number that was never used. */
  #free = new Int32Array(64);
  #freeCount = 0;
  #fresh = 0;

  // What is to come.
  readonly #ends = new EventHeap();
  /** When each starting container is ready: all starts take the same time, so the first one is ready first. */
  readonly #starts = new Ring();
  readonly #windows: Windows;
  /** Inputs without a slot: their arrival and their seconds. */
  readonly #queue = new Ring();
  readonly #batches: Batches | undefined;

  /** @param seed of the random order of reuse */
  constructor(pool: SimulatedPool, meter: Meter, seed: number) {
    this.#pool = pool;
    this.#meter = meter;
    this.#slots = pool.slots;
    this.#startingCounts = pool.starting === 'counts';
    this.#open = new OpenContainers(pool.slots, pool.order, new Randomness(seed, 5));
    if (pool.batchWaitSeconds !== null) this.#batches = new Batches(pool.slots);
    this.#windows = new Windows(pool.scaledownWindow);
    this.#ready = 0;
    this.#kept = keptReady(pool, 0);
    for (let i = 0; i < pool.minContainers; i++) this.#becomeReady();
  }

  /** The next input, at the instant that `advance` has reached. */
  arrive(seconds: number): void {
    this.#meter.requests++;
    if (this.#open.count > 0) this.#assign(this.#open.choose(), this.now, seconds);
    else this.#enqueue(this.now, seconds);
    if (this.#pool.bufferContainers > 0) this.#start();
  }

  /**
   * Plays what happens up to an instant, which is not before `now`. False if that is more than some thousand events:
   * then it is to be asked again.
   */
  advance(to: number): boolean {
    const pauseAt = this.events + EVENTS_AT_ONCE;
    for (let next = this.#nextInstant(); next <= to; next = this.#nextInstant()) {
      if (this.events === pauseAt) return false;
      this.events++;
      this.#pass(next);
      if (this.#ends.firstTime === next) this.#end();
      else if (this.#starts.firstA === next) this.#startEnds();
      else if (this.#batches?.deadline === next) this.#batchIsDue();
      else this.#windowEnds(next);
    }
    this.#pass(to);
    return true;
  }

  #nextInstant(): number {
    let next = this.#ends.firstTime;
    const start = this.#starts.firstA;
    if (start < next) next = start;
    if (this.#batches && this.#batches.deadline < next) next = this.#batches.deadline;
    if (this.#spare() > 0 && this.#windows.firstKept !== NONE) return this.now;
    const window = this.#windows.next;
    return window < next ? window : next;
  }

  /** How many containers are not needed. */
  #spare(): number {
    return this.#ready + (this.#startingCounts ? this.#starting : 0) - this.#kept;
  }

  #pass(to: number): void {
    if (to >= this.#meter.edge) this.#meter.cross(to, this.#ready, this.#busy, this.#starting);
    this.now = to;
  }

  // Inputs.

  #enqueue(at: number, seconds: number): void {
    this.#queue.push(at, seconds);
    this.#start();
    // Else all containers there may be are full: it waits for one of them, not for a start.
    if (this.#unclaimed > 0) {
      this.#unclaimed--;
      this.#meter.coldInputs++;
      this.#meter.startWaits++;
    } else if (this.#starting > 0) this.#meter.startWaits++;
    this.#startsAreFewer();
  }

  #assign(container: number, arrival: number, seconds: number): void {
    const inputs = this.#inputs[container]!;
    this.#open.remove(container);
    this.#inputs[container] = inputs + 1;
    if (inputs === 0) {
      this.#windows.cancel(container);
      this.#setBusy(this.#busy + 1);
    }
    if (this.#batches) this.#joinBatch(this.#batches, container, arrival, seconds);
    else {
      this.#ends.push(this.now + seconds, container);
      this.#meter.waits.record(this.now - arrival);
      if (inputs + 1 < this.#slots) this.#open.add(container, inputs + 1);
    }
  }

  #end(): void {
    const container = this.#ends.pop();
    const inputs = this.#inputs[container]!;
    const left = this.#batches ? 0 : inputs - 1;
    // A full container, and one with a batch under way, is not among the open ones.
    if (!this.#batches && inputs < this.#slots) this.#open.remove(container);
    this.#inputs[container] = left;
    if (left === 0) {
      this.#setBusy(this.#busy - 1);
      if (this.#pool.singleUse) {
        this.#leave(container);
        this.#start();
        return;
      }
      this.#windows.begin(container, this.now);
    }
    this.#open.add(container, left);
    this.#serveQueue();
  }

  #serveQueue(): void {
    while (this.#queue.size > 0 && this.#open.count > 0) {
      const { firstA, firstB } = this.#queue;
      this.#queue.drop();
      this.#assign(this.#open.choose(), firstA, firstB);
    }
  }

  // Batches.

  #joinBatch(batches: Batches, container: number, arrival: number, seconds: number): void {
    const inputs = this.#inputs[container]!;
    if (inputs === 1) batches.begin(container, seconds, this.now + this.#pool.batchWaitSeconds!);
    batches.join(container, inputs, arrival);
    if (inputs === this.#slots) this.#serveBatch(batches, container);
    else this.#open.add(container, inputs);
  }

  #batchIsDue(): void {
    const batches = this.#batches!;
    const container = batches.takeDue();
    if (container === NONE) return;
    this.#open.remove(container);
    this.#serveBatch(batches, container);
  }

  #serveBatch(batches: Batches, container: number): void {
    const inputs = this.#inputs[container]!;
    for (let i = 1; i <= inputs; i++) this.#meter.waits.record(this.now - batches.arrivalOf(container, i));
    this.#ends.push(this.now + batches.serve(container), container);
  }

  // Containers.

  /** Starts what the rules want started. */
  #start(): void {
    const state = {
      ready: this.#ready,
      busy: this.#busy,
      starting: this.#starting,
      queued: this.#queue.size,
    };
    for (let left = startsFor(this.#pool, state); left > 0; left--) {
      this.#meter.starts++;
      this.#unclaimed += this.#slots;
      if (this.#pool.startupSeconds > 0) {
        this.#setStarting(this.#starting + 1);
        this.#starts.push(this.now + this.#pool.startupSeconds, 0);
      } else this.#becomeReady();
    }
  }

  #startEnds(): void {
    this.#starts.drop();
    this.#setStarting(this.#starting - 1);
    this.#startsAreFewer();
    this.#becomeReady();
  }

  #startsAreFewer(): void {
    this.#unclaimed = Math.min(this.#unclaimed, this.#starting * this.#slots);
  }

  #becomeReady(): void {
    if (this.#freeCount === 0 && this.#fresh === this.#inputs.length) this.#grow();
    const container = this.#freeCount > 0 ? this.#free[--this.#freeCount]! : this.#fresh++;
    this.#setReady(this.#ready + 1);
    this.#inputs[container] = 0;
    this.#windows.begin(container, this.now);
    this.#open.add(container, 0);
    this.#serveQueue();
  }

  /** An idle container is at the end of its window, or was kept beyond it and is not needed any more. */
  #windowEnds(at: number): void {
    const windows = this.#windows;
    const isNeeded = this.#spare() <= 0;
    if (windows.next > at) this.#stop(windows.firstKept);
    else {
      const container = windows.takeNext();
      if (!isNeeded) this.#stop(container);
      else if (this.#ready <= this.#pool.minContainers || this.#pool.scaledownWindow < MIN_RENEWED_WINDOW)
        windows.keep(container);
      else windows.begin(container, at);
    }
  }

  #stop(container: number): void {
    this.#windows.cancel(container);
    this.#open.remove(container);
    this.#leave(container);
  }

  #leave(container: number): void {
    this.#setReady(this.#ready - 1);
    this.#free[this.#freeCount++] = container;
  }

  #grow(): void {
    const capacity = 2 * this.#inputs.length;
    const [inputs, free] = [this.#inputs, this.#free];
    this.#inputs = new Int32Array(capacity);
    this.#free = new Int32Array(capacity);
    this.#inputs.set(inputs);
    this.#free.set(free);
    this.#open.grow(capacity);
    this.#windows.grow(capacity);
    this.#batches?.grow(capacity);
  }

  // Counts, which the meter integrates over time.

  #setBusy(busy: number): void {
    this.#meter.busyChanges(this.now, this.#busy);
    this.#busy = busy;
    this.#kept = keptReady(this.#pool, busy);
  }

  #setReady(ready: number): void {
    this.#meter.readyChanges(this.now, this.#ready);
    this.#ready = ready;
    this.#meter.sawContainers(ready + this.#starting);
  }

  #setStarting(starting: number): void {
    this.#meter.startingChanges(this.now, this.#starting);
    this.#starting = starting;
    this.#meter.sawContainers(this.#ready + starting);
  }
}

/** The batches that are being filled: one for each container. */
class Batches {
  /** Deadlines in the order of the batches' begin, which is their own order: every batch waits equally long. */
  readonly #deadlines = new Ring();
  #due = new Float64Array(64).fill(NaN);
  #seconds = new Float64Array(64);
  #arrivals: Float64Array;

  constructor(private readonly size: number) {
    this.#arrivals = new Float64Array(64 * size);
  }

  get deadline(): number {
    return this.#deadlines.firstA;
  }

  begin(container: number, seconds: number, due: number): void {
    this.#seconds[container] = seconds;
    this.#due[container] = due;
    this.#deadlines.push(due, container);
  }

  /** Input number `inputs` of the batch of a container. */
  join(container: number, inputs: number, arrival: number): void {
    this.#arrivals[container * this.size + inputs - 1] = arrival;
  }

  arrivalOf(container: number, input: number): number {
    return this.#arrivals[container * this.size + input - 1]!;
  }

  /** The container whose batch has waited long enough; NONE if it was full before, and is no longer waiting. */
  takeDue(): number {
    const { firstA, firstB } = this.#deadlines;
    this.#deadlines.drop();
    return this.#due[firstB] === firstA ? firstB : NONE;
  }

  /** Ends the filling, and returns how long the batch takes. */
  serve(container: number): number {
    this.#due[container] = NaN;
    return this.#seconds[container]!;
  }

  grow(capacity: number): void {
    const [due, seconds, arrivals] = [this.#due, this.#seconds, this.#arrivals];
    this.#due = new Float64Array(capacity).fill(NaN);
    this.#seconds = new Float64Array(capacity);
    this.#arrivals = new Float64Array(capacity * this.size);
    this.#due.set(due);
    this.#seconds.set(seconds);
    this.#arrivals.set(arrivals);
  }
}
