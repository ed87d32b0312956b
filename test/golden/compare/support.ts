/** The review's work under either book, and Modal's month for it, reckoned here from the traffic model. */
import type { ComparedWork, Comparison, ModalSide } from '../../../src/core/cost/comparison/comparison';
import { compareOffers } from '../../../src/core/cost/comparison/compareOffers';
import { containerRate } from '../../../src/core/cost/containerRate';
import { liveSeconds } from '../../../src/core/cost/traffic/liveSeconds';
import type { Gpu } from '../../../src/core/modal/gpu';
import { listBook } from '../../../src/core/pricing/bundled';
import type { PriceBook } from '../../../src/core/pricing/schema';

/** Some traffic and the settings that it meets on Modal. */
export interface Work {
  gpu: Gpu;
  requestsPerDay: number;
  secondsPerRequest: number;
  minContainers: number;
  activeHoursPerDay?: number;
  concurrency?: number;
  startupSeconds?: number;
  tokensPerSecond?: number | null;
  clusterSize?: number;
  hoursPerMonth?: number;
}

/** The review's scenarios; C is one GPU, 80% busy. */
export const scenarios = {
  A: { gpu: { type: 'A100-80GB', count: 1 }, requestsPerDay: 800, secondsPerRequest: 4, minContainers: 1 },
  B: { gpu: { type: 'H100', count: 1 }, requestsPerDay: 50_000, secondsPerRequest: 0.2, minContainers: 2 },
  C: { gpu: { type: 'H100', count: 1 }, requestsPerDay: 69_120, secondsPerRequest: 1, minContainers: 0 },
} as const satisfies Record<string, Work>;

export const workOf = (work: Work): ComparedWork => ({
  gpu: work.gpu,
  clusterSize: work.clusterSize ?? 1,
  usage: {
    requestsPerDay: work.requestsPerDay,
    secondsPerRequest: work.secondsPerRequest,
    activeHoursPerDay: work.activeHoursPerDay ?? 24,
    daysPerMonth: 30,
    concurrency: work.concurrency ?? 1,
    startupSeconds: work.startupSeconds ?? 0,
    tokensPerSecond: work.tokensPerSecond ?? null,
  },
});

/** Modal's month as the book bills it: the review's without the tail, the list's with it, at a window of 60 s. */
export function modalSide(work: Work, book: PriceBook): ModalSide {
  const rate = containerRate(work.gpu, { params: {}, sandbox: false }, { book, list: listBook })!;
  const seconds = (work.hoursPerMonth ?? book.hoursPerMonth.value) * 3_600;
  const hours = work.activeHoursPerDay ?? 24;
  const size = work.clusterSize ?? 1;
  const monthUsd = (requestsPerDay: number): number => {
    const live = liveSeconds(
      {
        arrivalsPerSecond: requestsPerDay / (hours * 3_600),
        serviceSeconds: work.secondsPerRequest,
        concurrency: work.concurrency ?? 1,
        startupSeconds: work.startupSeconds ?? 0,
      },
      { minContainers: work.minContainers, maxContainers: null, bufferContainers: 0, scaledownWindow: 60 },
      { seconds, activeSeconds: Math.min(seconds, 30 * hours * 3_600), activePeriods: hours < 24 ? 30 : 1 },
    );
    if (!rate.book.billing.scaledownTail)
      return (
        size *
        (live.activeSeconds.likely * rate.activePerSecond.low +
          live.floorIdleSeconds.likely * rate.idlePerSecond.low)
      );
    return size * (live.live.likely + live.startupSeconds.likely) * rate.activePerSecond.low;
  };
  return { activePerHour: rate.activePerSecond.low * 3_600, monthUsd };
}

export function compared(work: Work, book: PriceBook, rateBreakEvens = true): Comparison {
  const hours = work.hoursPerMonth;
  return compareOffers(workOf(work), modalSide(work, book), {
    book,
    list: listBook,
    rateBreakEvens,
    ...(hours === undefined ? {} : { hoursPerMonth: hours }),
  });
}

const round = (value: number, digits = 2): number => Number(value.toFixed(digits));

/** A comparison as the golden file keeps it: money to the cent, shares to a hundredth of a percent, requests whole. */
export function report(comparison: Comparison): unknown {
  return {
    book: comparison.bookId,
    busy: round(comparison.busyContainers, 4),
    winner: comparison.winner.id,
    unsure: comparison.unsure.map(({ id }) => id),
    rows: comparison.rows.map((row) =>
      [
        row.id,
        row.monthUsd.toFixed(2),
        row.machines === null ? '' : `${row.machines} ×`,
        row.utilization === null ? '' : `${row.utilization.kind} ${round(row.utilization.share * 100)} %`,
        row.rate === null
          ? ''
          : [
              row.rate.kind,
              ...row.rate.crossings.map(
                (one) => `${one.below}|${Math.round(one.requestsPerDay)}|${one.above}`,
              ),
            ].join(' '),
      ]
        .join('  ')
        .trimEnd(),
    ),
    leftOut: comparison.leftOut.map(({ id }) => id),
  };
}
