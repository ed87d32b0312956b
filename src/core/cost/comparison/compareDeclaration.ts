import type { Assessment } from '../assess';
import type { Comparison } from './comparison';
import { compareOffers } from './compareOffers';
import { monthEstimate } from '../month';

/** How much to work out. */
export interface ComparisonOptions {
  readonly includeStartup: boolean;
  /** Whether to look for the request rates at which another offer becomes the cheaper one. */
  readonly rateBreakEvens: boolean;
}

/**
 * The assessed declaration's work held against every other offer of the price book, on its first GPU option.
 * Null without a GPU, without a known month, and for what a schedule runs: nobody rents a machine for that.
 */
export function comparisonOf(
  { estimate, usage, month }: Assessment,
  { includeStartup, rateBreakEvens }: ComparisonOptions,
): Comparison | null {
  if (!usage?.given || month?.status !== 'known' || month.unstable !== null || estimate.scheduled)
    return null;
  const first = estimate.alternatives.find(({ rate }) => rate !== undefined);
  if (!first?.gpu || !first.rate) return null;
  const { book, list, hoursPerMonth } = estimate.context;
  const [option] = month.options;
  const { activeHoursPerDay, secondsPerRequest, concurrency } = usage.usage;
  const limit = month.pool.maxContainers;
  // Beyond this the pool is full, and Modal's month no longer grows with work that it cannot do.
  const most = limit === null ? null : (limit * concurrency * activeHoursPerDay * 3_600) / secondsPerRequest;
  const monthUsd = (requestsPerDay: number): number => {
    const at = { ...usage, usage: { ...usage.usage, requestsPerDay } };
    const other = monthEstimate(estimate, at, { includeStartup });
    // The usage is valid and priced as it is; beyond the model's reach the search is stopped by `mostRequestsPerDay`.
    return other?.status === 'known' ? other.options[0].bill.total.likely : option.bill.total.likely;
  };
  return compareOffers(
    { gpu: first.gpu, clusterSize: month.clusterSize, usage: usage.usage },
    {
      activePerHour: option.rate.activePerSecond.low * 3_600,
      monthUsd,
      range: { low: option.bill.total.low, high: option.bill.total.high },
      // Counted in groups there; a machine does the work of single containers.
      activeSeconds: month.seconds.activeSeconds.likely * month.clusterSize,
      ...(most === null ? {} : { mostRequestsPerDay: most }),
    },
    { book, list, hoursPerMonth, rateBreakEvens },
  );
}
