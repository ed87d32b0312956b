/** What an offer of another provider costs per month, at a number of requests per day. Computed only here. */
import { hourlyPrice, type PricedProvider } from '../../pricing/lookup';
import type { Provider } from '../../pricing/schema';
import { demandOf, type TrafficUsage } from '../demand';
import { exactly, type LikelyRange } from '../traffic/likelyRange';
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
  /** Seconds that a worker keeps running after its last request; 0 if unknown. */
  readonly idleSeconds: number;
  /** Seconds that a worker takes to start; null: as long as on Modal. */
  readonly startupSeconds: number | null;
}

/** The terms of an offer, from its price book. */
export function offerTerms(offer: PricedProvider): OfferTerms {
  return {
    bills: offer.bills,
    perGpuHour: hourlyPrice(offer),
    gpusPerInstance: offer.gpusPerInstance ?? null,
    idleSeconds: offer.idleTimeoutSeconds?.value ?? 0,
    startupSeconds: offer.coldStartSeconds?.value ?? null,
  };
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
export function machinePerHour({ perGpuHour, gpusPerInstance }: OfferTerms, gpuCount: number): number {
  return perGpuHour * (gpusPerInstance ?? gpuCount);
}

/** The machines that the busy containers need, each paid for the whole month. */
function machinesMonth(
  terms: OfferTerms,
  { gpuCount, clusterSize, usage, hoursPerMonth }: MonthsWork,
): OfferMonth | null {
  const perMachine = containersPerMachine(terms.gpusPerInstance, gpuCount);
  if (perMachine === 0) return null;
  const busy = usage.requestsPerDay * busyPerRequest(usage, clusterSize);
  const machines = machinesNeeded(busy, perMachine, clusterSize);
  return { usd: exactly(machines * (machinePerHour(terms, gpuCount) * hoursPerMonth)), machines };
}

/** Workers, billed from start to stop: start-up, requests and idle time. */
function liveTimeMonth(terms: OfferTerms, work: MonthsWork): OfferMonth {
  const { live, startupSeconds } = workerSeconds(
    { ...work.usage, startupSeconds: terms.startupSeconds ?? work.usage.startupSeconds },
    work.hoursPerMonth,
    terms.idleSeconds,
  );
  const perSecond = perContainerSecond(terms, work);
  const usd = (bound: keyof LikelyRange): number =>
    (live[bound] + startupSeconds[bound]) * work.clusterSize * perSecond;
  return { usd: { low: usd('low'), likely: usd('likely'), high: usd('high') }, machines: null };
}

/**
 * The seconds of workers that an autoscaler starts and stops, without a floor or a limit; a cluster counts as one
 * worker.
 */
export function workerSeconds(usage: TrafficUsage, hoursPerMonth: number, idleSeconds: number): LiveSeconds {
  const { traffic, period } = demandOf(usage, hoursPerMonth);
  const pool: Pool = {
    minContainers: 0,
    maxContainers: null,
    bufferContainers: 0,
    scaledownWindow: idleSeconds,
  };
  return liveSeconds(traffic, pool, period);
}

function perContainerSecond({ perGpuHour }: OfferTerms, { gpuCount }: MonthsWork): number {
  return (perGpuHour / SECONDS_PER_HOUR) * gpuCount;
}
