/** The work that is compared, and what all rows share. */
import { RecentResults } from '../../numbers/recentResults';
import type { ComparedWork, ModalSide } from './comparison';
import { busyPerRequest } from './machines';
import { workerSeconds, type MonthsWork } from './offerMonth';
import type { RateBreakEven } from './rateBreakEven';

export interface ComparisonBasis {
  readonly work: ComparedWork;
  readonly modal: ModalSide;
  readonly hoursPerMonth: number;
  /** Modal's cost per month in USD at a number of requests per day, cached by rate; and at the rate of the usage. */
  readonly modalMonth: (requestsPerDay: number) => number;
  readonly modalUsd: number;
  /** Mean number of busy containers within the active hours: for one request per day, and for the usage. */
  readonly busyPerRequest: number;
  readonly busyContainers: number;
  /** Container-seconds per month with a request in progress. */
  readonly activeSeconds: number;
  /** The work of a month at a number of requests per day, for `offerMonth`. */
  readonly workAt: (requestsPerDay: number) => MonthsWork;
  /** The break-evens that are known already, by offer: whoever has the same work and the same costs has the same ones. */
  readonly breakEvens: Map<string, RateBreakEven>;
}

/** A workspace has many declarations with few different settings. */
const BREAK_EVENS = new RecentResults<Map<string, RateBreakEven>>(300);

/**
 * Throws RangeError for traffic that the model rejects, and if Modal's cost per month is not a finite amount of 0 or
 * more.
 */
export function comparisonBasis(
  work: ComparedWork,
  modal: ModalSide,
  hoursPerMonth: number,
): ComparisonBasis {
  const { usage, clusterSize, gpu } = work;
  checkCounts(work);
  // This also validates the traffic.
  const modeled = workerSeconds(usage, hoursPerMonth, 0).activeSeconds.likely;
  const activeSeconds = modal.activeSeconds ?? modeled * clusterSize;
  // The container-seconds of a request on Modal do not depend on the rate.
  const scale = modeled > 0 ? activeSeconds / modeled : clusterSize;
  const modalMonth = onceEach(modal.monthUsd);
  const modalUsd = modalMonth(usage.requestsPerDay);
  if (!((modal.mostRequestsPerDay ?? 1) > 0))
    throw new RangeError(`mostRequestsPerDay must be more than 0, not ${String(modal.mostRequestsPerDay)}.`);
  const perRequest = busyPerRequest(usage, clusterSize);
  const activeSecondsAt = (requestsPerDay: number): number =>
    workerSeconds({ ...usage, requestsPerDay, startupSeconds: 0 }, hoursPerMonth, 0).activeSeconds.likely *
    scale;
  return {
    work,
    modal,
    hoursPerMonth,
    modalMonth,
    modalUsd,
    busyPerRequest: perRequest,
    busyContainers: usage.requestsPerDay * perRequest,
    activeSeconds,
    workAt: (requestsPerDay) => ({
      gpuCount: gpu.count,
      clusterSize,
      usage: { ...usage, requestsPerDay },
      hoursPerMonth,
      get activeSeconds() {
        return requestsPerDay === usage.requestsPerDay ? activeSeconds : activeSecondsAt(requestsPerDay);
      },
    }),
    breakEvens: breakEvensOf(work, modal, hoursPerMonth),
  };
}

function breakEvensOf(
  { gpu, clusterSize, usage }: ComparedWork,
  { monthKey, activeSeconds, mostRequestsPerDay }: ModalSide,
  hoursPerMonth: number,
): Map<string, RateBreakEven> {
  if (!monthKey) return new Map();
  const numbers = [gpu.count, clusterSize, activeSeconds, mostRequestsPerDay, hoursPerMonth];
  return BREAK_EVENS.get([...numbers, JSON.stringify(usage), ...monthKey], () => new Map());
}

function checkCounts({ clusterSize, gpu }: ComparedWork): void {
  if (!Number.isInteger(clusterSize) || clusterSize < 1)
    throw new RangeError(`clusterSize must be a whole number from 1, not ${clusterSize}.`);
  if (!(Number.isInteger(gpu.count) && gpu.count >= 1))
    throw new RangeError(`The GPU's count must be a whole number from 1, not ${gpu.count}.`);
}

function onceEach(monthUsd: ModalSide['monthUsd']): ModalSide['monthUsd'] {
  const months = new Map<number, number>();
  return (requestsPerDay) => {
    let month = months.get(requestsPerDay);
    if (month === undefined) months.set(requestsPerDay, (month = monthUsd(requestsPerDay)));
    if (!(month >= 0 && month < Infinity))
      throw new RangeError(`Modal's month must be a sum of USD, not ${month}.`);
    return month;
  };
}
