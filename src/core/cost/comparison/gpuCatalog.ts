/** Every GPU of a price book: what it costs on Modal, and what the same card costs elsewhere. */
import { discountFactor } from '../../pricing/discounts';
import type { PricedProvider } from '../../pricing/lookup';
import type { Figure, GpuRates, Provider } from '../../pricing/schema';
import { containerRate, type Books, type ContainerRate } from '../containerRate';
import { freePlan } from '../planCredit';
import { hostOf } from './compareDeclaration';
import { offerTerms, type HostRequest } from './offerMonth';

const SECONDS_PER_HOUR = 3_600;

/** A GPU of a book. All money is in USD. */
export interface CatalogGpu {
  readonly type: string;
  /** GB of memory; null if the book does not say. */
  readonly vramGb: number | null;
  /** GPUs per container at most; null if the book does not say. */
  readonly maxCount: number | null;
  /** GPUs per container at most without a contract, if the book says that more need one. */
  readonly maxSelfServe: number | null;
  /** The rate of an active GPU per second, without CPU and memory unless the book's rates include them. */
  readonly perSecond: number;
  /** The rate of a warm, idle GPU per second: the active one if the book has no discount. */
  readonly idlePerSecond: number;
  readonly figure: Figure;
  readonly note: string | null;
  /** One active container with this GPU, per hour: with the least CPU and memory if they are billed on top. */
  readonly containerPerHour: number;
  /** The same container, kept warm and idle for a month. */
  readonly warmMonth: number;
  /** Active hours of the same container that the free plan's credit pays for; null if the book has no such plan. */
  readonly freeHours: number | null;
  /** The same card elsewhere, the cheapest first, those without a price last. */
  readonly offers: readonly CatalogOffer[];
}

/** An offer of another provider for a GPU. */
export interface CatalogOffer {
  readonly offer: Provider;
  /** USD per GPU-hour; null: the book has no price for it. */
  readonly perHour: number | null;
  /** USD per hour on top, for the CPU and memory of Modal's container; 0 where the price includes them. */
  readonly hostPerHour: number;
  /** What Modal's active container costs more (+) or less (−) per hour than both; null without a price. */
  readonly modalMore: number | null;
}

/** All GPUs of the book in use, in its order. */
export function gpuCatalog(books: Books, hoursPerMonth = books.book.hoursPerMonth.value): CatalogGpu[] {
  return Object.entries(books.book.gpus).flatMap(([type, rates]) => {
    const rate = containerRate({ type, count: 1 }, { params: {}, sandbox: false }, books);
    return rate?.quote ? [catalogGpu(type, rates, rate, books, hoursPerMonth)] : [];
  });
}

function catalogGpu(
  type: string,
  rates: GpuRates,
  rate: ContainerRate,
  { book, discounts = null }: Books,
  hoursPerMonth: number,
): CatalogGpu {
  const paid = discountFactor(discounts, [type]);
  const containerPerHour = rate.activePerSecond.low * SECONDS_PER_HOUR;
  const idle = rate.quote?.idle ?? rates.active;
  const credit = freePlan(book)?.creditUsdMonth;
  return {
    type,
    vramGb: rates.vramGb ?? null,
    maxCount: rates.maxCount ?? null,
    maxSelfServe: rates.maxCount === undefined ? (book.claims?.selfServeGpus ?? null) : null,
    perSecond: rates.active.value * paid,
    idlePerSecond: idle.value * paid,
    figure: rates.active,
    note: rates.note ?? null,
    containerPerHour,
    warmMonth: rate.idlePerSecond.low * SECONDS_PER_HOUR * hoursPerMonth,
    freeHours: credit === undefined ? null : credit / containerPerHour,
    offers: book.providers
      .filter(({ gpu }) => gpu === type)
      .map((offer) => catalogOffer(offer, containerPerHour, hostOf(rate)))
      .sort((a, b) => paidPerHour(a) - paidPerHour(b) || (a.offer.id < b.offer.id ? -1 : 1)),
  };
}

/** USD per hour for the same container; without a price more than any. */
export function paidPerHour({ perHour, hostPerHour }: Pick<CatalogOffer, 'perHour' | 'hostPerHour'>): number {
  return perHour === null ? Number.MAX_VALUE : perHour + hostPerHour;
}

function catalogOffer(offer: Provider, containerPerHour: number, request: HostRequest): CatalogOffer {
  if (offer.price === null) return { offer, perHour: null, hostPerHour: 0, modalMore: null };
  const { perGpuHour: perHour, hostPerSecond } = offerTerms(offer as PricedProvider, request);
  const hostPerHour = hostPerSecond * SECONDS_PER_HOUR;
  return { offer, perHour, hostPerHour, modalMore: containerPerHour - perHour - hostPerHour };
}

export const CATALOG_SORTS = ['book', 'price', 'vram', 'name'] as const;
export type CatalogSort = (typeof CATALOG_SORTS)[number];

/** Which GPUs are wanted, and in which order. */
export interface CatalogFilter {
  /** GB of memory at least; a GPU whose memory is unknown is left out. */
  readonly minVramGb?: number | undefined;
  /** USD per hour at most, for the GPU. */
  readonly maxPerHour?: number | undefined;
  /** `price`: the cheapest first; `vram`: the largest first; `book`: as in the book. */
  readonly sort?: CatalogSort | undefined;
}

/** The wanted GPUs, and those that are left out because the book does not say how much memory they have. */
export function filteredCatalog(
  gpus: readonly CatalogGpu[],
  { minVramGb, maxPerHour, sort = 'book' }: CatalogFilter,
): { readonly gpus: readonly CatalogGpu[]; readonly unknownVram: readonly string[] } {
  const isAffordable = ({ perSecond }: CatalogGpu): boolean =>
    maxPerHour === undefined || perSecond * SECONDS_PER_HOUR <= maxPerHour * (1 + 1e-9);
  const affordable = gpus.filter(isAffordable);
  const isLarge = ({ vramGb }: CatalogGpu): boolean => minVramGb === undefined || (vramGb ?? 0) >= minVramGb;
  const unknownVram =
    minVramGb === undefined ? [] : affordable.filter(({ vramGb }) => vramGb === null).map(({ type }) => type);
  return { gpus: affordable.filter(isLarge).sort(ORDERS[sort]), unknownVram };
}

const ORDERS: Readonly<Record<CatalogSort, (a: CatalogGpu, b: CatalogGpu) => number>> = {
  book: () => 0,
  price: (a, b) => a.perSecond - b.perSecond,
  vram: (a, b) => (b.vramGb ?? 0) - (a.vramGb ?? 0),
  name: (a, b) => (a.type < b.type ? -1 : 1),
};
