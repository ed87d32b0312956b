/**
 * What a simulation measures, in spans of equal length: container-seconds and counts of each span. A span is the unit
 * of the hour-by-hour series and of the batches of the confidence interval.
 */
import { Waits } from './waits';

/** The figures of one span, or of several together. Seconds are container-seconds. */
export interface SpanFigures {
  readonly requests: number;
  /** Requests that found no free slot and waited for a start. */
  readonly coldInputs: number;
  /** These, and those that waited for another input's start, or for a container to be free while one starts. */
  readonly startWaits: number;
  /** Containers started. */
  readonly starts: number;
  /** Ready: active, idle floor and the tail. */
  readonly readySeconds: number;
  /** With at least one input. */
  readonly activeSeconds: number;
  /** Of the floor, without an input. */
  readonly floorIdleSeconds: number;
  readonly startingSeconds: number;
}

export class Meter {
  requests = 0;
  coldInputs = 0;
  startWaits = 0;
  starts = 0;
  /** The most containers ready and starting at once. */
  most = 0;
  readonly waits = new Waits();
  /** When the present span ends. */
  edge: number;
  #ready = 0;
  #busy = 0;
  #floorIdle = 0;
  #starting = 0;
  #readySince = 0;
  #busySince = 0;
  #startingSince = 0;

  constructor(
    private readonly floor: number,
    private readonly spanSeconds: number,
    /** Takes the figures of each span when it ends. */
    private readonly ended: (figures: SpanFigures) => void,
  ) {
    this.edge = spanSeconds;
  }

  /** The number of ready containers is about to change from this one. */
  readyChanges(now: number, ready: number): void {
    this.#ready += (now - this.#readySince) * ready;
    this.#readySince = now;
  }

  busyChanges(now: number, busy: number): void {
    const span = now - this.#busySince;
    this.#busy += span * busy;
    if (busy < this.floor) this.#floorIdle += span * (this.floor - busy);
    this.#busySince = now;
  }

  startingChanges(now: number, starting: number): void {
    this.#starting += (now - this.#startingSince) * starting;
    this.#startingSince = now;
  }

  sawContainers(count: number): void {
    if (count > this.most) this.most = count;
  }

  /** Ends each span up to an instant that is not before its end. */
  cross(to: number, ready: number, busy: number, starting: number): void {
    while (this.edge <= to) {
      this.finish(this.edge, ready, busy, starting);
      this.edge += this.spanSeconds;
    }
  }

  /** Ends the present span at an instant. */
  finish(at: number, ready: number, busy: number, starting: number): void {
    this.readyChanges(at, ready);
    this.busyChanges(at, busy);
    this.startingChanges(at, starting);
    this.ended({
      requests: this.requests,
      coldInputs: this.coldInputs,
      startWaits: this.startWaits,
      starts: this.starts,
      readySeconds: this.#ready,
      activeSeconds: this.#busy,
      floorIdleSeconds: this.#floorIdle,
      startingSeconds: this.#starting,
    });
    this.requests = this.coldInputs = this.startWaits = this.starts = 0;
    this.#ready = this.#busy = this.#floorIdle = this.#starting = 0;
  }
}
