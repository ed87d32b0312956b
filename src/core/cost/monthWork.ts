/** The work of a month, and the container-seconds of a pool that does it. */
import { burstReason, demandOf, statedDemand, valueNotKnown, type Demand } from './demand';
import type { Estimate } from './estimate';
import type { PoolSeconds } from './monthBill';
import type { MonthAssumption, MonthReason, TraceReason } from './monthOutcomes';
import { runCycle, type RunCycle, type ScheduledRuns } from './schedule/runCycle';
import { scheduledSeconds } from './schedule/scheduledSeconds';
import { exactly } from './traffic/likelyRange';
import { liveSeconds } from './traffic/liveSeconds';
import { shapedSeconds } from './traffic/shapedSeconds';
import { validateTraffic } from './traffic/validate';
import type { Pool, Traffic } from './traffic/trafficInput';
import { AT_ONCE, type Simulations } from './simulations';
import type { ResolvedUsage } from './usage';

/** An unknown cost per month, with the reason. */
export interface UnknownMonth {
  readonly status: 'unknown';
  readonly reason: MonthReason;
}

export function unknown(reason: MonthReason): UnknownMonth {
  return { status: 'unknown', reason };
}

/** The work of a month: random requests, or the runs of a schedule. */
export interface Work {
  readonly demand: Demand;
  readonly scheduled: ScheduledRuns | null;
  readonly atTimeout: boolean;
  readonly assumptions: readonly MonthAssumption[];
}

/** The work of a declaration; null if it is unknown. */
export function workOf(estimate: Estimate, resolved: ResolvedUsage): Work | UnknownMonth | null {
  const { subject, context, scheduled } = estimate;
  if (subject.type === 'call') return null;
  if (scheduled === null) {
    if (!resolved.given) return null;
    const wrong = traceReason(resolved) ?? burstReason(resolved.usage);
    if (wrong) return unknown(wrong);
    const { autoscalingOff } = estimate.settings;
    if (
      autoscalingOff &&
      resolved.origins.concurrency.source === 'default' &&
      resolved.usage.requestsPerDay > 0
    )
      return unknown({ kind: 'autoscalingOff', source: autoscalingOff.source });
    if (estimate.settings.isSandbox) return sandboxWork(estimate, resolved);
    const stated = statedDemand(resolved, context.hoursPerMonth);
    return { demand: stated, scheduled: null, atTimeout: false, assumptions: stated.assumptions };
  }
  const demand = demandOf(resolved.usage, context.hoursPerMonth);
  if (scheduled.runsPerMonth === null) {
    const { source, reason } = scheduled;
    return unknown({ kind: 'scheduleNotKnown', source, reason: reason ?? { kind: 'notSchedule' } });
  }
  const assumptions: MonthAssumption[] = [];
  if (!resolved.missing.includes('requestsPerDay')) assumptions.push({ kind: 'scheduleGivesRuns' });
  const run = secondsOfRun(estimate, resolved, assumptions);
  if (typeof run === 'object') return run;
  return {
    demand,
    scheduled: {
      runs: scheduled.runsPerMonth,
      serviceSeconds: run,
      startupSeconds: resolved.usage.startupSeconds,
      seconds: demand.period.seconds,
      cycle: cycleOf(estimate, demand.period.seconds / scheduled.runsPerMonth),
    },
    atTimeout: resolved.missing.includes('secondsPerRequest'),
    assumptions,
  };
}

/** When the runs of a schedule start. */
function cycleOf({ settings: { schedule } }: Estimate, distance: number): RunCycle | null {
  return schedule ? runCycle(schedule.value, distance) : null;
}

/** Why the trace of a usage says nothing; null if it does, or if there is none. */
function traceReason({ trace }: ResolvedUsage): TraceReason | null {
  if (!trace) return null;
  const { file, read } = trace;
  switch (read.status) {
    case 'read':
      return null;
    case 'pending':
      return { kind: 'traceNotRead', file };
    case 'noFile':
      return { kind: 'traceNoFile', file, problem: read.problem };
    case 'refused':
      return { kind: 'traceRefused', file, problem: read.problem, leftOut: read.leftOut };
  }
}

/** What sandboxes do: each lives as long as it is said to, and never beyond its timeout. */
function sandboxWork({ context, settings }: Estimate, { usage }: ResolvedUsage): Work {
  const timeout = settings.timeout.interval?.high ?? Infinity;
  const seconds = Math.min(usage.secondsPerRequest, timeout);
  const demand = demandOf({ ...usage, secondsPerRequest: seconds, startupSeconds: 0 }, context.hoursPerMonth);
  const assumptions: MonthAssumption[] = [...demand.assumptions];
  if (seconds < usage.secondsPerRequest) assumptions.push({ kind: 'sandboxEndsAtTimeout', seconds });
  return { demand, scheduled: null, atTimeout: false, assumptions };
}

/**
 * How long one scheduled run occupies a container: the duration in the usage, but at most its timeout; without one, the
 * timeout.
 */
function secondsOfRun(
  { call }: Estimate,
  { usage, missing }: ResolvedUsage,
  assumptions: MonthAssumption[],
): number | UnknownMonth {
  const timeout = call?.timeout.interval?.high;
  if (!missing.includes('secondsPerRequest')) {
    if (timeout === undefined || usage.secondsPerRequest <= timeout) return usage.secondsPerRequest;
    assumptions.push({ kind: 'runEndsAtTimeout', seconds: timeout });
    return timeout;
  }
  const tries = call?.attempts.interval?.high;
  if (call && timeout === undefined) return unknown(valueNotKnown(call.timeout));
  if (call && tries === undefined) return unknown(valueNotKnown(call.attempts));
  assumptions.push({ kind: 'runsTakeTheirTimeout' });
  return (timeout ?? 0) * (tries ?? 1);
}

/**
 * The container-seconds of one pool for the work, or the reason if the model rejects it: by formulas where these are exact,
 * else by simulation. Traffic that is too much to simulate has the formulas' figures, if there are any, which say so.
 */
export function poolSeconds(
  work: Work,
  pool: Pool,
  singleUse: boolean,
  simulations: Simulations = AT_ONCE,
): PoolSeconds | UnknownMonth {
  const asked = askedTraffic(work, singleUse);
  const { period } = work.demand;
  const errors = validateTraffic(asked, pool, period);
  if (errors.length > 0) return unknown({ kind: 'beyondModel', errors });
  if (isExact(work, pool, singleUse)) return formulaSeconds(work, pool, singleUse);
  const simulated = simulations.pool({ traffic: asked, pool: { ...pool, singleUse }, period });
  if (simulated === undefined) return unknown({ kind: 'simulating' });
  if (simulated) return simulated;
  const seconds = asked.arrivals ? shapedSeconds(asked, pool, period) : formulaSeconds(work, pool, singleUse);
  if (!seconds) return unknown({ kind: 'tooManyToSimulate' });
  if ('status' in seconds) return seconds;
  return { ...seconds, assumptions: [...seconds.assumptions, { kind: 'tooManyRequestsToSimulate' }] };
}

/**
 * The same by the formulas alone, of even traffic or a schedule: for whoever asks about many pools at once. Start-up adds
 * its own seconds and nothing else.
 */
export function formulaSeconds(work: Work, pool: Pool, singleUse: boolean): PoolSeconds | UnknownMonth {
  const asked = askedTraffic(work, singleUse);
  const { scheduled, demand } = work;
  const errors = validateTraffic(asked, pool, demand.period);
  if (errors.length > 0) return unknown({ kind: 'beyondModel', errors });
  const seconds = scheduled ? scheduledSeconds(scheduled, pool) : liveSeconds(asked, pool, demand.period);
  return singleUse ? freshEach(seconds, asked.startupSeconds) : seconds;
}

function askedTraffic({ demand: { traffic }, scheduled }: Work, singleUse: boolean): Traffic {
  return {
    ...traffic,
    ...(scheduled
      ? { arrivalsPerSecond: scheduled.runs / scheduled.seconds, serviceSeconds: scheduled.serviceSeconds }
      : {}),
    ...(singleUse ? { concurrency: 1 } : {}),
  };
}

/** Whether there is nothing to simulate: runs of a schedule, no requests, or more than `max_containers` can ever serve. */
export function isNeverSimulated({ demand, scheduled }: Work, pool: Pool, singleUse: boolean): boolean {
  const { arrivalsPerSecond, serviceSeconds, concurrency } = demand.traffic;
  if (scheduled || arrivalsPerSecond === 0 || demand.period.activeSeconds === 0) return true;
  const slots = (pool.maxContainers ?? Infinity) * (singleUse ? 1 : concurrency);
  return arrivalsPerSecond * serviceSeconds >= slots;
}

/**
 * Whether the formulas need no simulation: as above, and for requests that come evenly, one to a container at a time, to a
 * pool without start-up and buffer, to one that never starts a container, or to a single container.
 */
export function isExact(work: Work, pool: Pool, singleUse: boolean): boolean {
  if (isNeverSimulated(work, pool, singleUse)) return true;
  const { startupSeconds, concurrency, arrivals } = work.demand.traffic;
  const { minContainers, maxContainers, bufferContainers } = pool;
  if (arrivals || (concurrency > 1 && !singleUse)) return false;
  if (maxContainers !== null && maxContainers <= minContainers) return true;
  if (maxContainers === 1 && !singleUse) return true;
  // Each request starts a container of its own where they are used once, unless some are warm.
  return bufferContainers === 0 && (startupSeconds === 0 || (singleUse && minContainers === 0));
}

/** Single-use containers: one per request. A warm container is replaced after its request too. */
function freshEach(seconds: PoolSeconds, startup: number): PoolSeconds {
  return {
    ...seconds,
    coldStarts: exactly(seconds.requests),
    startupSeconds: exactly(seconds.requests * startup),
  };
}
