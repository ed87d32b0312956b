/** The review's FIG 5.1 and its ROI calculator for one GPU of any book, per GPU. */
import type { Provider } from '../../pricing/schema';
import type { Books } from '../containerRate';
import { tokenTable, type TokenTable, type TokenTableOptions } from '../tokens';
import type { CatalogGpu, CatalogOffer } from './gpuCatalog';
import { machineBreakEven } from './machineBreakEven';
import type { UtilizationBreakEven } from './utilizationBreakEven';
import { REVIEW_SHARES } from './utilizationTable';

/** An offer with a price, against Modal's active time. */
export interface OfferBreakEven extends CatalogOffer {
  readonly perHour: number;
  readonly modalMore: number;
  /**
   * USD per month and GPU for an offer that is paid for the whole month; null for one that is billed by time. A machine
   * with several GPUs counts in full only if all of them do such work.
   */
  readonly monthUsd: number | null;
  /** The utilization of all its GPUs from which a machine is cheaper; null for an offer that is billed by time. */
  readonly breakEven: UtilizationBreakEven | null;
}

/** A row of FIG 5.1. */
export interface ShareRow {
  /** Active time ÷ the month, 0 to 1. */
  readonly share: number;
  readonly modalUsd: number;
  /** `modal`, or the id of the cheapest machine; at the same price `modal`. */
  readonly cheapest: string;
}

/** Modal at one utilization against one machine, per month. */
export interface RoiRow {
  readonly offer: OfferBreakEven;
  readonly modalUsd: number;
  readonly offerUsd: number;
  /** What the offer costs more (+) or less (−). */
  readonly differenceUsd: number;
}

export interface GpuBreakEven {
  readonly gpu: CatalogGpu;
  readonly hoursPerMonth: number;
  /** Offers with a price, the cheapest per GPU-hour first. */
  readonly offers: readonly OfferBreakEven[];
  /** Offers that the book lists without a price. */
  readonly unpriced: readonly Provider[];
  /** FIG 5.1; empty without a machine that has a price. */
  readonly rows: readonly ShareRow[];
  /** The utilization that the ROI is for. */
  readonly utilization: number;
  /** By machine: the cheapest on demand and the cheapest that is reserved, of each provider. */
  readonly roi: readonly RoiRow[];
  /** Null without a known throughput. */
  readonly tokens: TokenTable | null;
}

export interface BreakEvenOptions extends TokenTableOptions {
  readonly hoursPerMonth?: number;
  /** For the ROI, 0 to 1; by default 1, the review's worst case. */
  readonly utilization?: number;
}

/** The break-evens of a GPU of the catalog: by active time alone, without warm floor, start-up and scale-down window. */
export function gpuBreakEven(books: Books, gpu: CatalogGpu, options: BreakEvenOptions = {}): GpuBreakEven {
  const { hoursPerMonth = books.book.hoursPerMonth.value, utilization = 1, ...tokens } = options;
  if (!(utilization >= 0 && utilization <= 1))
    throw new RangeError(`A utilization must be from 0 to 1, not ${utilization}.`);
  const modalUsd = (share: number): number => share * gpu.containerPerHour * hoursPerMonth;
  const offers = gpu.offers.flatMap((each) => offerBreakEven(each, gpu.containerPerHour, hoursPerMonth));
  const machines = offers.filter((each): each is Machine => each.monthUsd !== null);
  const shares = utilization === 1 ? [] : [utilization];
  const asked = shares.length === 0 ? {} : { utilizations: shares };
  return {
    gpu,
    hoursPerMonth,
    offers,
    unpriced: gpu.offers.filter(({ perHour }) => perHour === null).map(({ offer }) => offer),
    rows:
      machines.length === 0 ? [] : withShares(shares).map((share) => row(share, modalUsd(share), machines)),
    utilization,
    roi: oneOfEach(machines).map((offer) => ({
      offer,
      modalUsd: modalUsd(utilization),
      offerUsd: offer.monthUsd,
      differenceUsd: offer.monthUsd - modalUsd(utilization),
    })),
    tokens: tokenTable(books, { type: gpu.type, count: 1 }, { ...asked, ...tokens }) ?? null,
  };
}

type Machine = OfferBreakEven & { readonly monthUsd: number };

function offerBreakEven(each: CatalogOffer, activePerHour: number, hoursPerMonth: number): OfferBreakEven[] {
  const { offer, perHour, hostPerHour, modalMore } = each;
  if (perHour === null || modalMore === null) return [];
  const known = { offer, perHour, hostPerHour, modalMore };
  if (offer.bills !== 'wholeMonth') return [{ ...known, monthUsd: null, breakEven: null }];
  const terms = { perGpuHour: perHour, gpusPerInstance: offer.gpusPerInstance ?? null };
  const breakEven = machineBreakEven({ gpuCount: 1, activePerHour, floorPerHour: 0 }, terms);
  return [{ ...known, monthUsd: perHour * hoursPerMonth, breakEven }];
}

/** The review's shares, with those that are asked about between them. */
function withShares(asked: readonly number[]): number[] {
  return [...new Set([...REVIEW_SHARES, ...asked])].sort((a, b) => a - b);
}

function row(share: number, modalUsd: number, machines: readonly Machine[]): ShareRow {
  const cheapest = machines.reduce(
    (best, { offer: { id }, monthUsd }) => (monthUsd < best.monthUsd ? { id, monthUsd } : best),
    { id: 'modal', monthUsd: modalUsd },
  );
  return { share, modalUsd, cheapest: cheapest.id };
}

/** The cheapest machine of each provider on demand, and the cheapest that is reserved. */
function oneOfEach(machines: readonly Machine[]): Machine[] {
  const found = new Map<string, Machine>();
  for (const machine of machines) {
    const { name, reservedMonths } = machine.offer;
    const key = `${name} ${reservedMonths === undefined ? 'on demand' : 'reserved'}`;
    if (!found.has(key)) found.set(key, machine);
  }
  return [...found.values()];
}
