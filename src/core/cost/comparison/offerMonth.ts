/** What an offer of another provider costs per month, at a number of requests per day. Computed only here. */
import { hourlyPrice, type PricedProvider } from '../../pricing/lookup';
import type { Provider } from '../../pricing/schema';
import { demandOf, type TrafficUsage } from '../demand';
import { exactly, range, type LikelyRange } from '../traffic/likelyRange';
import { liveSeconds, type LiveSeconds } from '../traffic/liveSeconds';
import type { Pool } from '../traffic/trafficInput';
import { busyPerRequest, containersPerMachine, machinesNeeded } from './machines';

const SECONDS_PER_HOUR = 3_600;

/** The price of an offer, and the time that it is billed for. */
export interface OfferTerms {
  readonly bills: Provider['bills'];
  /** USD per GPU-hour. */
  readonly perGpuHour: number;
  /** GPUs per machine; null if the price is per GPU. */
  readonly gpusPerInstance: number | null;
  /** Seconds that a worker keeps running after its last request; null if unknown: the cost is then a lower bound. */
  readonly idleSeconds: number | null;
  /** Seconds that a worker takes to start; null: as long as on Modal. */
  readonly startupSeconds: number | null;
  /** Whether the seconds of a start are billed. */
  readonly startup: 'billed' | 'notBilled' | 'notKnown';
  /** USD per second for CPU and memory of one container beyond what the price includes; 0 for a machine. */
  readonly hostPerSecond: number;
}

/** What a container requests besides its GPUs: physical cores, and GiB of memory. */
export interface HostRequest {
  readonly cores: number;
  readonly gib: number;
}

/** The terms of an offer for a container, from its price book. */
export function offerTerms(offer: PricedProvider, request: HostRequest): OfferTerms {
  return {
    bills: offer.bills,
    perGpuHour: hourlyPrice(offer),
    gpusPerInstance: offer.gpusPerInstance ?? null,
    idleSeconds: offer.idleTimeoutSeconds?.value ?? null,
    startupSeconds: offer.coldStartSeconds?.value ?? null,
    startup: offer.startup === 'billed' || offer.startup === 'notBilled' ? offer.startup : 'notKnown',
    hostPerSecond: offer.bills === 'wholeMonth' ? 0 : hostPerSecond(offer, request),
  };
}

function hostPerSecond({ host }: PricedProvider, { cores, gib }: HostRequest): number {
  if (!host) return 0;
  const { cpu, memory, includedCores, includedGib } = host;
  return Math.max(0, cores - includedCores) * cpu.value + Math.max(0, gib - includedGib) * memory.value;
}

/** A month's work, independent of the provider. */
export interface MonthsWork {
  /** GPUs per container. */
  readonly gpuCount: number;
  /** Containers of a cluster, which serve one request together; otherwise 1. */
  readonly clusterSize: number;
  readonly usage: TrafficUsage;
  readonly hoursPerMonth: number;
  /** Container-seconds of that month with a request in progress, counting every container of a cluster. */
  readonly activeSeconds: number;
}

export interface OfferMonth {
  readonly usd: LikelyRange;
  /** The number of machines or always-on workers; null for an offer that is billed by time. */
  readonly machines: number | null;
}

/**
 * The cost per month of an offer; null if a container does not fit on one of its machines. Throws RangeError for
 * traffic that the model rejects.
 */
export function offerMonth(terms: OfferTerms, work: MonthsWork): OfferMonth | null {
  switch (terms.bills) {
    case 'wholeMonth':
      return machinesMonth(terms, work);
    case 'liveTime':
      return liveTimeMonth(terms, work);
    case 'activeTime':
      return { usd: exactly(work.activeSeconds * perContainerSecond(terms, work)), machines: null };
  }
}

/**
 * The price of a whole machine, in USD per hour. If the price is per GPU, a machine of exactly the needed size is
 * assumed.
 */
export function machinePerHour(
  { perGpuHour, gpusPerInstance }: Pick<OfferTerms, 'perGpuHour' | 'gpusPerInstance'>,
  gpuCount: number,
): number {
  return perGpuHour * (gpusPerInstance ?? gpuCount);
}

/** The machines that the busy containers need, each paid for the whole month. */
function machinesMonth(terms: OfferTerms, work: MonthsWork): OfferMonth | null {
  const { gpuCount, clusterSize, usage } = work;
  const perMachine = containersPerMachine(terms.gpusPerInstance, gpuCount);
  if (perMachine === 0) return null;
  const busy = usage.requestsPerDay * busyPerRequest(usage, clusterSize);
  return monthOfMachines(terms, work, machinesNeeded(busy, perMachine, clusterSize));
}

/** A number of machines, paid for the whole month. */
export function monthOfMachines(
  terms: OfferTerms,
  { gpuCount, hoursPerMonth }: Pick<MonthsWork, 'gpuCount' | 'hoursPerMonth'>,
  machines: number,
): OfferMonth {
  return { usd: exactly(machines * (machinePerHour(terms, gpuCount) * hoursPerMonth)), machines };
}

/**
 * Workers, billed from start to stop: start-up, requests and idle time. Low is without start-up if it is not known to be
 * billed. If the idle time is unknown, all that is known is the lower bound: it is the likely figure too.
 */
function liveTimeMonth(terms: OfferTerms, work: MonthsWork): OfferMonth {
  const usage = usageOn(terms, work);
  const idleSeconds = terms.idleSeconds ?? 0;
  const seconds = workerSeconds(usage, work.hoursPerMonth, idleSeconds);
  const perSecond = workerPerSecond(terms, work);
  const isStartupSure = terms.startup === 'billed';
  const least = isStartupSure ? leastWithStartup(seconds, usage, idleSeconds) : seconds.live.low;
  const low = least * perSecond;
  return {
    usd: range(
      low,
      terms.idleSeconds === null ? low : billedSeconds(terms, seconds, 'likely') * perSecond,
      billedSeconds(terms, seconds, 'high') * perSecond,
    ),
    machines: null,
  };
}

/** The traffic that the workers of an offer have: they may take another time to start than Modal's containers. */
export function usageOn({ startupSeconds }: OfferTerms, { usage }: MonthsWork): TrafficUsage {
  return { ...usage, startupSeconds: startupSeconds ?? usage.startupSeconds };
}

/** The seconds that an offer by running time is paid for; with start-up, unless it is known to be free. */
export function billedSeconds(
  { startup }: OfferTerms,
  { live, startupSeconds }: Pick<LiveSeconds, 'live' | 'startupSeconds'>,
  bound: keyof LikelyRange,
): number {
  return live[bound] + (startup === 'notBilled' ? 0 : startupSeconds[bound]);
}

/** USD per second of a worker, which has all containers of a cluster. */
export function workerPerSecond(terms: OfferTerms, work: MonthsWork): number {
  return work.clusterSize * perContainerSecond(terms, work);
}

/**
 * The least seconds of workers that start or run, without a floor, however few of them a provider starts for the requests
 * that wait. A share p of the active time is without any worker: then λp times a second one is started, which takes K, and
 * the last one idles for W. So ρ/c + λp(K + W) workers are there on average, and at least 1 − p. The p for which the larger
 * one of these is least gives 1 − (1 − ρ/c)/(1 + λ(K + W)), or ρ/c where that is 1 or more. Without idle time, one worker
 * that serves all requests one after the other needs just this (M/G/1 with a set-up time). Never falls as requests rise.
 */
function leastWithStartup(
  { requests, live }: LiveSeconds,
  { requestsPerDay, activeHoursPerDay, secondsPerRequest, concurrency, startupSeconds }: TrafficUsage,
  idleSeconds: number,
): number {
  if (requests === 0) return live.low;
  const lambda = requestsPerDay / (activeHoursPerDay * SECONDS_PER_HOUR);
  const busy = (lambda * secondsPerRequest) / concurrency;
  const mean = 1 - (1 - busy) / (1 + lambda * (startupSeconds + idleSeconds));
  return Math.max(live.low, (requests / lambda) * Math.max(busy, mean));
}

/**
 * The seconds of workers that an autoscaler starts and stops, without a floor or a limit; a cluster counts as one
 * worker.
 */
export function workerSeconds(usage: TrafficUsage, hoursPerMonth: number, idleSeconds: number): LiveSeconds {
  const { traffic, period } = demandOf(usage, hoursPerMonth);
  return liveSeconds(traffic, poolOfWorkers(idleSeconds), period);
}

/** Workers that come and go with the requests, each idle for so many seconds before it stops. */
export function poolOfWorkers(idleSeconds: number): Pool {
  return { minContainers: 0, maxContainers: null, bufferContainers: 0, scaledownWindow: idleSeconds };
}

function perContainerSecond(
  { perGpuHour, hostPerSecond: host }: OfferTerms,
  { gpuCount }: MonthsWork,
): number {
  return (perGpuHour / SECONDS_PER_HOUR) * gpuCount + host;
}
