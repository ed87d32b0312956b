/** The review's FIG 5.1 for any book and GPU. */
import type { Gpu } from '../../modal/gpu';
import { hourlyPrice, providersFor } from '../../pricing/lookup';
import { containerRate, type Books } from '../containerRate';
import { priceOrigin, type PriceOrigin } from './comparison';
import { containersPerMachine } from './machines';
import { machineBreakEven } from './machineBreakEven';
import { machinePerHour } from './offerMonth';
import type { UtilizationBreakEven } from './utilizationBreakEven';

/**
 * The cost per month of one container that is active for a share of the time, on Modal (active time only) and on
 * machines.
 */
export interface UtilizationTable {
  readonly gpu: Gpu;
  readonly bookId: string;
  readonly hoursPerMonth: number;
  /** One active Modal container, in USD per hour. */
  readonly activePerHour: number;
  /** Offers that are billed for the whole month, in the book's order: one machine each. */
  readonly offers: readonly {
    readonly id: string;
    readonly provider: string;
    readonly product: string;
    readonly monthUsd: number;
    readonly breakEven: UtilizationBreakEven;
    readonly price: PriceOrigin;
  }[];
  readonly rows: readonly {
    /** Active time ÷ the month, 0 to 1. */
    readonly share: number;
    readonly modalUsd: number;
    /** `modal`, or the id of the cheapest offer; at the same price `modal`. */
    readonly winner: string;
  }[];
}

/** The shares of the review's FIG 5.1. */
export const REVIEW_SHARES = [0.05, 0.15, 0.25, 0.3, 0.5, 0.8, 1] as const;

/**
 * The review's FIG 5.1 for any book and GPU: Modal's active time at several utilizations, compared with machines that
 * are paid for the whole month. Undefined if no book has a price for the GPU.
 */
export function utilizationTable(
  books: Books,
  gpu: Gpu,
  shares: readonly number[] = REVIEW_SHARES,
  hoursPerMonth = books.book.hoursPerMonth.value,
): UtilizationTable | undefined {
  const rate = gpu.type === null ? undefined : containerRate(gpu, { params: {}, sandbox: false }, books);
  if (!rate?.quote) return undefined;
  for (const share of shares) {
    if (!(share >= 0 && share <= 1)) throw new RangeError(`A utilization must be from 0 to 1, not ${share}.`);
  }
  const { book, quote } = rate;
  const activePerHour = rate.activePerSecond.low * 3_600;
  const offers = providersFor(book, quote.pricedAs)
    .filter(
      (offer) => offer.bills === 'wholeMonth' && containersPerMachine(offer.gpusPerInstance, gpu.count) > 0,
    )
    .map((offer) => {
      const terms = { perGpuHour: hourlyPrice(offer), gpusPerInstance: offer.gpusPerInstance ?? null };
      const perHour = machinePerHour(terms, gpu.count);
      return {
        id: offer.id,
        provider: offer.name,
        product: offer.product,
        monthUsd: perHour * hoursPerMonth,
        breakEven: machineBreakEven({ gpuCount: gpu.count, activePerHour, floorPerHour: 0 }, terms, 1),
        price: priceOrigin(book, offer.price),
      };
    });
  const rows = shares.map((share) => {
    const modalUsd = share * activePerHour * hoursPerMonth;
    const cheapest = offers.reduce(
      (best, { id, monthUsd }) => (monthUsd < best.monthUsd ? { id, monthUsd } : best),
      { id: 'modal', monthUsd: modalUsd },
    );
    return { share, modalUsd, winner: cheapest.id };
  });
  return { gpu, bookId: book.id, hoursPerMonth, activePerHour, offers, rows };
}
