/** Runs a simulation until its figures are precise, or its work is done, and says which. */
import type { Pause, Steps } from '../../../python/resumable';
import type { ArrivalSource } from './arrivals';
import { BatchMeans, type Precise } from './batchMeans';
import { Meter, type SpanFigures } from './meter';
import { PoolSimulation } from './poolSimulation';
import type { SimulatedPool } from './simulatorRules';
import type { WaitFigures } from './waits';

/** How long to simulate. */
export interface SimulationPlan {
  /** Seconds of a span, the unit of the series and of batches; above 0. An hour, if the series is to be by the hour. */
  readonly spanSeconds: number;
  /** Spans of a cycle of the traffic, such as 24 hours of a day: the run has whole cycles. 1 for constant traffic. */
  readonly spansPerCycle: number;
  /** Cycles to play before measuring: 0 if the traffic really begins at an idle pool. */
  readonly warmUpCycles: number;
  /** Stop after so many cycles at the latest. Infinity if only precision and arrivals count. */
  readonly maxCycles: number;
  /** Stop after about so many arrivals at the latest, at least one cycle. */
  readonly maxArrivals: number;
  /** Stop after so many events besides arrivals, even within a cycle; a few come with each arrival. */
  readonly maxEvents: number;
  /**
   * Stop when half of the 95% interval of container-seconds is at most this share of their mean, and that of the share of
   * cold starts at most this: 0.01 is 1% and one point. 0 for never.
   */
  readonly precision: number;
  /** Of a random order of reuse. */
  readonly seed: number;
}

/** Why a run ended. */
export type SimulationEnd =
  /** The interval is as narrow as wanted. */
  | 'precise'
  /** The work limit came first. */
  | 'workLimit'
  /** All of the traffic, or all cycles, were played. */
  | 'complete';

/** The mean figures of a cycle, and what was seen in the run. */
export interface Simulated {
  /** Sums of the measured time. */
  readonly sums: SpanFigures;
  /** Seconds of the measured time, whole cycles; 0 if the work limit came before the end of one. */
  readonly seconds: number;
  /** Containers, ready and starting, on average over time, with the 95% interval. */
  readonly containers: Precise;
  /** Share of inputs that found no free slot and waited for a start, with the 95% interval. */
  readonly coldStartShare: Precise;
  /** Share of inputs that waited while a container started, their own one or another. At least the share above. */
  readonly startWaitShare: Precise;
  readonly wait: WaitFigures;
  /** The most containers at once, starting ones included. */
  readonly mostContainers: number;
  /** For each span of a cycle, the sums over all cycles; for a run of one cycle simply each span. */
  readonly series: readonly SpanFigures[];
  readonly end: SimulationEnd;
}

const CHUNK = 512;

/** One run after the other in steps: `pause` is asked every 512 arrivals. */
export function* simulateInSteps(
  source: ArrivalSource,
  pool: SimulatedPool,
  plan: SimulationPlan,
  pause: Pause,
): Steps<Simulated> {
  const record = new RunRecord(plan);
  const meter = new Meter(pool.minContainers, plan.spanSeconds, (span) => record.add(span));
  record.onMeasuring = () => meter.waits.clear();
  const simulation = new PoolSimulation(pool, meter, plan.seed);
  const at = new Float64Array(CHUNK);
  const seconds = new Float64Array(CHUNK);
  const end = plan.spanSeconds * plan.spansPerCycle * (plan.warmUpCycles + plan.maxCycles);
  let arrivals = 0;
  while (!record.isOver()) {
    const count = source.fill(at, seconds);
    for (let i = 0; i < count && !record.isOver(); i++) {
      while (!simulation.advance(at[i]!) && !record.isOver()) {
        record.countWork(simulation.events);
        if (pause()) yield;
      }
      simulation.arrive(seconds[i]!);
    }
    arrivals += count;
    record.arrivals = arrivals;
    record.countWork(simulation.events);
    if (count < CHUNK) {
      // The rest of the time has no arrivals; without an end it is not played.
      while (end < Infinity && !record.isOver() && !simulation.advance(end)) {
        record.countWork(simulation.events);
        if (pause()) yield;
      }
      record.complete();
    }
    if (pause()) yield;
  }
  return record.result(meter);
}

/** The spans of a run, summed in the ways that its result needs. */
class RunRecord {
  arrivals = 0;
  onMeasuring = (): void => undefined;
  readonly #plan: SimulationPlan;
  readonly #series: Sums[];
  readonly #containers = new BatchMeans();
  readonly #coldShare = new BatchMeans();
  readonly #startWaitShare = new BatchMeans();
  #end: SimulationEnd | undefined;
  #spans = 0;
  #cycles = 0;
  #cycle = new Sums();
  readonly #sums = new Sums();

  constructor(plan: SimulationPlan) {
    this.#plan = plan;
    this.#series = Array.from({ length: plan.spansPerCycle }, () => new Sums());
  }

  isOver(): boolean {
    return this.#end !== undefined;
  }

  /** There is no more traffic. */
  complete(): void {
    this.#end ??= 'complete';
  }

  countWork(events: number): void {
    if (events > this.#plan.maxEvents) this.#end ??= 'workLimit';
  }

  add(span: SpanFigures): void {
    if (this.#end) return;
    const { spansPerCycle, warmUpCycles } = this.#plan;
    const measured = this.#spans++ - warmUpCycles * spansPerCycle;
    if (measured < 0) {
      if (measured === -1) this.onMeasuring();
      return;
    }
    this.#series[measured % spansPerCycle]!.add(span);
    this.#cycle.add(span);
    if ((measured + 1) % spansPerCycle === 0) this.#endCycle();
  }

  #endCycle(): void {
    const { spanSeconds, spansPerCycle, maxCycles, maxArrivals, precision } = this.#plan;
    const { readySeconds, startingSeconds, coldInputs, startWaits, requests } = this.#cycle;
    this.#containers.add(readySeconds + startingSeconds, spanSeconds * spansPerCycle);
    this.#coldShare.add(coldInputs, requests);
    this.#startWaitShare.add(startWaits, requests);
    this.#sums.add(this.#cycle);
    this.#cycle = new Sums();
    this.#cycles++;
    if (this.#cycles >= maxCycles) this.#end = 'complete';
    else if (this.arrivals >= maxArrivals) this.#end = 'workLimit';
    else if (precision > 0 && this.#containers.isReliable) {
      const { mean, halfWidth } = this.#containers.result;
      if (halfWidth <= precision * mean && this.#coldShare.result.halfWidth <= precision)
        this.#end = 'precise';
    }
  }

  result(meter: Meter): Simulated {
    return {
      sums: this.#sums,
      seconds: this.#cycles * this.#plan.spansPerCycle * this.#plan.spanSeconds,
      containers: this.#containers.result,
      coldStartShare: this.#coldShare.result,
      startWaitShare: this.#startWaitShare.result,
      wait: meter.waits.figures(),
      mostContainers: meter.most,
      series: this.#series,
      end: this.#end!,
    };
  }
}

class Sums implements SpanFigures {
  requests = 0;
  coldInputs = 0;
  startWaits = 0;
  starts = 0;
  readySeconds = 0;
  activeSeconds = 0;
  floorIdleSeconds = 0;
  startingSeconds = 0;

  add(span: SpanFigures): void {
    this.requests += span.requests;
    this.coldInputs += span.coldInputs;
    this.startWaits += span.startWaits;
    this.starts += span.starts;
    this.readySeconds += span.readySeconds;
    this.activeSeconds += span.activeSeconds;
    this.floorIdleSeconds += span.floorIdleSeconds;
    this.startingSeconds += span.startingSeconds;
  }
}
