/** Short ways to run the event simulation and the one pass over the requests. */
import { atOnce, neverPause } from '../../../../src/core/python/resumable';
import { observeInSteps, type RequestsInProgress } from '../../../../src/core/cost/traffic/inProgress';
import {
  GeneratedArrivals,
  TraceArrivals,
  type ArrivalSource,
  type GeneratedTraffic,
} from '../../../../src/core/cost/traffic/simulation/arrivals';
import {
  simulateInSteps,
  type Simulated,
  type SimulationPlan,
} from '../../../../src/core/cost/traffic/simulation/simulate';
import type { SimulatedPool } from '../../../../src/core/cost/traffic/simulation/simulatorRules';

/** Arrival and seconds of service, in the order of arrivals. */
export type Requests = readonly (readonly [at: number, seconds: number])[];

export function simulatedPool(changes: Partial<SimulatedPool> = {}): SimulatedPool {
  return {
    minContainers: 0,
    maxContainers: null,
    bufferContainers: 0,
    scaledownWindow: 60,
    startupSeconds: 0,
    slots: 1,
    batchWaitSeconds: null,
    singleUse: false,
    order: 'mostRecent',
    starting: 'countsNot',
    ...changes,
  };
}

export function traceOf(requests: Requests): ArrivalSource {
  return new TraceArrivals(
    requests.map(([at]) => at),
    requests.map(([, seconds]) => seconds),
  );
}

/** What becomes of these requests from 0 to `until`. */
export function played(
  requests: Requests,
  until: number,
  pool: Partial<SimulatedPool>,
  spans = 1,
): Simulated {
  const plan: SimulationPlan = {
    spanSeconds: until / spans,
    spansPerCycle: spans,
    warmUpCycles: 0,
    maxCycles: 1,
    maxArrivals: Infinity,
    maxEvents: Infinity,
    precision: 0,
    seed: 1,
  };
  return atOnce(simulateInSteps(traceOf(requests), simulatedPool(pool), plan, neverPause));
}

export function observed(
  requests: Requests,
  until: number,
  maxContainers: number | null = null,
): RequestsInProgress {
  const traffic = { source: traceOf(requests), seconds: until, maxContainers, maxRequests: Infinity };
  return atOnce(observeInSteps(traffic, neverPause));
}

/** A long run of random requests, until it is within `precision` or has so many arrivals. */
export function simulatedTraffic(
  traffic: GeneratedTraffic,
  changes: Partial<SimulatedPool>,
  plan: Partial<SimulationPlan> = {},
): Simulated {
  const pool = simulatedPool(changes);
  const memory = pool.scaledownWindow + pool.startupSeconds + traffic.serviceSeconds;
  const full: SimulationPlan = {
    spanSeconds: Math.max(5 * memory, 500 / traffic.requestsPerSecond),
    spansPerCycle: 1,
    warmUpCycles: 1,
    maxCycles: Infinity,
    maxArrivals: 1e6,
    maxEvents: Infinity,
    precision: 0.01,
    seed: 1,
    ...plan,
  };
  return atOnce(simulateInSteps(new GeneratedArrivals(traffic, full.seed), pool, full, neverPause));
}
