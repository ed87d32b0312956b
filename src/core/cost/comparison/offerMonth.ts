/** What an offer of another provider costs for a month, at so many requests a day: the one place that works it out. */
import { hourlyPrice, type PricedProvider } from '../../pricing/lookup';
import type { Provider } from '../../pricing/schema';
import { demandOf, type TrafficUsage } from '../demand';
import { exactly, type LikelyRange } from '../traffic/likelyRange';
import { liveSeconds, type LiveSeconds } from '../traffic/liveSeconds';
import type { Pool } from '../traffic/trafficInput';
import { busyPerRequest, containersPerMachine, machinesNeeded } from './machines';

const SECONDS_PER_HOUR = 3_600;

/** What an offer charges, and for which time. */
export interface OfferTerms {
  readonly bills: Provider['bills'];
  /** USD an hour for each GPU. */
  readonly perGpuHour: number;
  /** GPUs of a machine; null where the price is by the GPU. */
  readonly gpusPerInstance: number | null;
  /** Seconds that a worker is kept after its last request; 0 where that is not known. */
  readonly idleSeconds: number;
  /** Seconds that a worker takes to start; null: as long as on Modal. */
  readonly startupSeconds: number | null;
}

/** The terms of an offer, as its price book has them. */
export function offerTerms(offer: PricedProvider): OfferTerms {
  return {
    bills: offer.bills,
    perGpuHour: hourlyPrice(offer),
    gpusPerInstance: offer.gpusPerInstance ?? null,
    idleSeconds: offer.idleTimeoutSeconds?.value ?? 0,
    startupSeconds: offer.coldStartSeconds?.value ?? null,
  };
}

/** A month's work, whoever does it. */
export interface MonthsWork {
  /** GPUs that one container asks for. */
  readonly gpuCount: number;
  /** Containers that serve one request together; 1 for all but clusters. */
  readonly clusterSize: number;
  readonly usage: TrafficUsage;
  readonly hoursPerMonth: number;
  /** Container-seconds with a request in that month, every container of a cluster counted. */
  readonly activeSeconds: number;
}

export interface OfferMonth {
  readonly usd: LikelyRange;
  /** Machines or always-on workers; null for what is billed by time. */
  readonly machines: number | null;
}

/**
 * The month of an offer; null where a container does not fit into one of its machines.
 * Throws RangeError for traffic that the model refuses.
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

/** A machine, whole, in USD an hour. One that is priced by the GPU is taken to be of the size that is asked for. */
export function machinePerHour({ perGpuHour, gpusPerInstance }: OfferTerms, gpuCount: number): number {
  return perGpuHour * (gpusPerInstance ?? gpuCount);
}

/** As many machines as hold the busy containers, each paid for the whole month. */
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

/** Workers from start to stop: start-up, requests and idling. */
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

/** What workers do that an autoscaler without a floor or a limit starts and stops; a cluster counts as one. */
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
