/**
 * The formulas beside the simulator: what the traffic model says of a simulated point, and which of its claims hold there.
 * The simulator shares nothing with the formulas; see test/model/simulator.ts.
 */
import { liveSeconds } from '../../src/core/cost/traffic/liveSeconds';
import { erlangB, expectedShortfall } from '../../src/core/cost/traffic/poisson';
import { poolTable, poolTableClosedForm } from '../../src/core/cost/traffic/pool';
import { singleQueue, singleUnbounded } from '../../src/core/cost/traffic/single';
import type { ProofPoint } from './points';

/** How far a figure may be off: a claim of exactness is met within 1%. */
export const WITHIN = 0.01;
/** Standard errors that a figure may be off by chance: one in some 15,000. */
export const BY_CHANCE = 4;

/** What is claimed, for a reader. */
export const CLAIMS = {
  chain: 'Running containers, exact chain, exponential service',
  chainStarts: 'Cold starts, exact chain, exponential service',
  closed: 'Running containers, closed form as an upper bound',
  bounds: 'Running containers between low and high, any reuse order, any floor, start-ups, limits',
  floorIdle: 'Idle floor, Σ(m − j)·p_j',
  fixedFloorIdle: 'Idle floor if its containers are fixed ones, m − ρ(1 − B_m)',
  active: 'Busy containers, λS',
  anyLive: 'Share of time in which any container runs, m = 0',
  queue: 'One container with a queue and start-up, running',
  queueStarts: 'One container with a queue and start-up, cold starts',
  unbounded: 'One container with unbounded concurrency, running',
  unboundedStarts: 'One container with unbounded concurrency, cold starts',
  limited: 'A limited pool with a queue, no start-up, exponential service, running',
} as const;

export type ClaimId = keyof typeof CLAIMS;

/** One claim at one point. */
export interface Check {
  readonly point: ProofPoint;
  readonly claim: ClaimId;
  /** What the model says: a figure, or bounds. */
  readonly model: number | readonly [low: number, high: number];
  /** What was simulated, with its standard error. */
  readonly simulated: number;
  readonly error: number;
  /** How far the model is off, as a share of what was simulated; of bounds, how far outside. */
  readonly deviation: number;
  /** Within the tolerance itself, or by the standard error only (rare events), or not. */
  readonly verdict: 'within' | 'by chance' | 'outside';
}

/** A month, for the bounds that depend on how long the traffic lasts. */
const HORIZON = 30 * 86_400;

type Estimated = readonly [mean: number, error: number];

/** Every claim that is made of a point, checked. */
export function checks(point: ProofPoint): Check[] {
  const { group, input, output, rho } = point;
  const { lambda, serviceMean: service, window, minContainers: m, startup } = input;
  const exponential = input.service === 'exponential';
  const found: Check[] = [];
  const figure = (claim: ClaimId, model: number, [simulated, error]: Estimated): void => {
    const off = Math.abs(model - simulated);
    // What hardly ever happens may not have happened.
    const within = off <= WITHIN * simulated || (simulated === 0 && model < 1e-7);
    const verdict = within ? 'within' : off <= BY_CHANCE * error ? 'by chance' : 'outside';
    const deviation = simulated === 0 ? 0 : (model - simulated) / simulated;
    found.push({ point, claim, model, simulated, error, deviation, verdict });
  };
  const bounds = (claim: ClaimId, low: number, high: number, [simulated, error]: Estimated): void => {
    const below = low - simulated;
    const above = simulated - high;
    const outside = Math.max(0, below, above);
    const verdict = outside <= 1e-9 ? 'within' : outside <= BY_CHANCE * error ? 'by chance' : 'outside';
    const deviation = (below > 0 ? outside : -outside) / simulated;
    found.push({ point, claim, model: [low, high], simulated, error, deviation, verdict });
  };
  const single = singleUnbounded(lambda, service, window);

  // With a floor, chain and closed form are for one of which no container is special.
  if ((group === 'pool' && m === 0) || group === 'any') {
    const table = poolTable(lambda, service, window);
    if (exponential) {
      figure('chain', table.live(m), output.live);
      figure('chainStarts', table.coldStarts(m), output.coldStartRate);
    }
    bounds('closed', 0, poolTableClosedForm(lambda, service, window).live(m), output.live);
  }
  if (group === 'idle') figure('floorIdle', expectedShortfall(m, rho), output.idle);
  if (group === 'pool') {
    if (output.permanentIdle && m > 0)
      figure('fixedFloorIdle', m - rho * (1 - erlangB(m, rho)), output.permanentIdle);
    if (m === 0) figure('anyLive', single.live, output.liveShare);
    figure('active', rho, output.busy);
  }
  if (group === 'one' && m === 0) {
    const queue = singleQueue(lambda, service, window, startup);
    figure('queue', queue.live, output.live);
    if (queue.stable) figure('queueStarts', queue.coldStarts, output.coldStartRate);
  }
  if (group === 'unlimited' && m === 0 && startup === 0) {
    figure('unbounded', single.live, output.live);
    figure('unboundedStarts', single.coldStarts, output.coldStartRate);
  }
  if (group === 'capped' && startup === 0 && exponential)
    figure('limited', modelOf(point).live.likely, output.live);
  const { low, high } = modelOf(point).live;
  bounds('bounds', low, high, readyOf(point));
  return found;
}

/**
 * Requests that share a container and wait for its start together: what they then do at once they do in less time than
 * one after the other, so that the likely figure is too high and the low bound only what fits into a container at once.
 */
export function isPackedStart({ group, input }: ProofPoint): boolean {
  return group === 'unlimited' && input.startup > 0;
}

interface PerSecond {
  readonly low: number;
  readonly likely: number;
  readonly high: number;
}

/** What `liveSeconds` says of a point, a second of steady traffic: mean live containers, and cold starts. */
export function modelOf({ input }: ProofPoint): Record<'live' | 'starts', PerSecond> {
  const seconds = liveSeconds(
    {
      arrivalsPerSecond: input.lambda,
      serviceSeconds: input.serviceMean,
      concurrency: input.concurrency ?? 100_000,
      startupSeconds: input.startup,
    },
    {
      minContainers: input.minContainers,
      maxContainers: input.maxContainers,
      bufferContainers: 0,
      scaledownWindow: input.window,
    },
    { seconds: HORIZON, activeSeconds: HORIZON },
  );
  const each = ({ low, likely, high }: PerSecond): PerSecond => ({
    low: low / HORIZON,
    likely: likely / HORIZON,
    high: high / HORIZON,
  });
  return { live: each(seconds.live), starts: each(seconds.coldStarts) };
}

/** Live containers that are ready: the model counts start-up apart. */
export function readyOf({ output }: ProofPoint): Estimated {
  return [output.live[0] - output.starting[0], output.live[1]];
}

/** How far `likely` is off where the model claims no exactness, as a share of what was simulated. */
export function roughness(point: ProofPoint): { readonly live: number; readonly starts: number } {
  const { live, starts } = modelOf(point);
  const [started] = point.output.coldStartRate;
  return {
    live: live.likely / readyOf(point)[0] - 1,
    starts: started > 0 ? starts.likely / started - 1 : 0,
  };
}
