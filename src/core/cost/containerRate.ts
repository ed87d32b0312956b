import type { Gpu } from '../modal/gpu';
import type { DeclaredParameter, Parameters } from '../modal/declaration';
import type { ParameterName } from '../modal/parameters';
import { RecentResults } from '../numbers/recentResults';
import { parameter, quantity, flag, type Quantity } from './quantities';
import { discountFactor, type Discounts } from '../pricing/discounts';
import { quoteGpu, type GpuQuote } from '../pricing/lookup';
import type { Figure, PriceBook } from '../pricing/schema';
import { add, exactly, hull, isExact, multiply, ONE, type Interval } from './interval';

/** The books of an estimate: the one in use, which every figure is from, and Modal's list, for the names of GPUs. */
export interface Books {
  readonly book: PriceBook;
  readonly list: PriceBook;
  /** The discounts of the team; absent if there are none. */
  readonly discounts?: Discounts | null;
}

/** What an estimate prices in addition to the GPU. */
export interface Resources {
  readonly params: Parameters;
  /** A sandbox has CPU and memory rates of its own. */
  readonly sandbox: boolean;
}

/** One resource of a container: amount, rate and factors. */
export interface RatePart {
  readonly what: 'gpu' | 'cpu' | 'memory';
  /** The GPU's type, `core` or `GiB`. */
  readonly label: string;
  readonly amount: Interval;
  /** USD per second for one unit of `amount`. */
  readonly figure: Figure;
  /** The product of the region and non-preemptible multipliers; 1 for none. */
  readonly factor: Interval;
  /** The share of the rate that is paid, more than 0 and at most 1. */
  readonly discount: number;
  /** amount × rate × factor × discount, in USD per second. */
  readonly perSecond: Interval;
}

/** What one running container with one GPU option costs. */
export interface ContainerRate {
  readonly gpu: Gpu | null;
  readonly quote: GpuQuote | null;
  /** The book whose rules and rates apply. */
  readonly book: PriceBook;
  readonly active: readonly RatePart[];
  /** USD per second while active, and while warm and idle. */
  readonly activePerSecond: Interval;
  readonly idle: readonly RatePart[];
  readonly idlePerSecond: Interval;
  /**
   * The most that a second can cost, in USD: at the limits of CPU and memory. Null if memory has no limit, or if an
   * amount is unknown.
   */
  readonly mostPerSecond: number | null;
  /** True if CPU or memory is priced at the requested amount: actual use may cost more. */
  readonly atLeast: boolean;
  readonly notes: readonly RateNote[];
}

/** A note on a rate, by a stable name; `render` has the words. */
export type RateNote =
  | { readonly kind: 'alias'; readonly text: string }
  | { readonly kind: 'regionNotPriced'; readonly region: string }
  /** The book does not say which of its two factors these regions cost. */
  | { readonly kind: 'regionNotNamed'; readonly regions: readonly string[]; readonly factor: Interval }
  /** What the book says of the factor in use: how sure it is. */
  | { readonly kind: 'regionFactor'; readonly factor: number; readonly text: string }
  | { readonly kind: 'idleNotPriced' }
  | { readonly kind: 'sandboxNotPriced' }
  | { readonly kind: 'nonpreemptibleWithGpu' }
  | { readonly kind: 'unknownAmount'; readonly quantity: Quantity };

const MIB_PER_GIB = 1_024;

/** What a rate depends on besides the GPU. */
export const OF_RATE = [
  'cpu',
  'memory',
  'ephemeral_disk',
  'region',
  'compute_region',
  'nonpreemptible',
] as const satisfies readonly ParameterName[];

/** Most declarations of a workspace have one of a few rates, and the changes that are compared leave it as it is. */
const RECENT = new RecentResults<ContainerRate | undefined>(32);

/** The rate of one container with a GPU option (null: none); undefined if no book has a price for it. */
export function containerRate(
  gpu: Gpu | null,
  resources: Resources,
  books: Books,
): ContainerRate | undefined {
  const { params, sandbox } = resources;
  const container = [gpu?.type, gpu?.count, sandbox, ...OF_RATE.map((name) => parameter(params, name))];
  return RECENT.get([...container, books.book, books.list, books.discounts ?? null], () =>
    newRate(gpu, resources, books),
  );
}

function newRate(gpu: Gpu | null, resources: Resources, books: Books): ContainerRate | undefined {
  const type = gpu?.type ?? null;
  // Modal's client accepts any count, but its servers provide no GPUs for a count below one.
  if (gpu && gpu.count < 1) return undefined;
  const quote = type === null ? null : quoteGpu(books.book, books.list, type);
  if (quote === undefined) return undefined;
  const { book } = books;
  const notes: RateNote[] = [];
  const region = regionFactor(resources.params, book, notes);
  const discounts = books.discounts ?? null;
  const own = cpuAndMemory(quote !== null, resources, book, region, discountFactor(discounts), notes);
  if (quote?.note !== undefined) notes.push({ kind: 'alias', text: quote.note });
  const gpuPart = (figure: Figure): RatePart[] =>
    quote && gpu
      ? [
          part({
            what: 'gpu',
            label: quote.pricedAs,
            amount: exactly(gpu.count),
            figure,
            factor: region,
            discount: discountFactor(discounts, [quote.type, quote.pricedAs]),
          }),
        ]
      : [];
  const discounted = book.billing.idle === 'discounted';
  if (discounted && quote === null) notes.push({ kind: 'idleNotPriced' });
  const active = [...(quote ? gpuPart(quote.active) : []), ...own];
  const idle = quote?.idle ? [...gpuPart(quote.idle), ...own] : active;
  const limited = active.map((each) => atLimit(each, resources.params));
  return {
    gpu,
    quote,
    book,
    active,
    activePerSecond: add(...active.map((each) => each.perSecond)),
    idle,
    idlePerSecond: add(...idle.map((each) => each.perSecond)),
    mostPerSecond: limited.every((each) => each !== null)
      ? limited.reduce((sum, each) => sum + each, 0)
      : null,
    atLeast: own.length > 0,
    notes,
  };
}

function part(of: Omit<RatePart, 'perSecond'>): RatePart {
  return { ...of, perSecond: perSecond(of) };
}

/** amount × rate × factor × discount, in USD per second. */
export function perSecond({ amount, figure, factor, discount }: Omit<RatePart, 'perSecond'>): Interval {
  return multiply(amount, exactly(figure.value), factor, exactly(discount));
}

/** Modal bills CPU up to this far above a request without a limit, in cores. */
const CORES_ABOVE_REQUEST = 16;

/** The most that one resource can cost, in USD per second; null if it has no limit, or an unknown one. */
function atLimit(of: RatePart, params: Parameters): number | null {
  if (of.what === 'gpu') return of.perSecond.high;
  const given = [parameter(params, of.what), ...(of.what === 'memory' ? [params.ephemeral_disk] : [])];
  if (given.some((each) => each?.status === 'unknown')) return null;
  const limits = limitsOf(given[0]);
  const unlimited = limits.includes(null);
  if (unlimited && of.what === 'memory') return null;
  const unit = of.what === 'memory' ? MIB_PER_GIB : 1;
  const most = Math.max(
    of.amount.high + (unlimited ? CORES_ABOVE_REQUEST : 0),
    ...limits.map((limit) => (limit ?? 0) / unit),
  );
  return perSecond({ ...of, amount: exactly(most) }).high;
}

/** The limits of the `(request, limit)` pairs that a parameter may be, in its own unit; null for one without a limit. */
function limitsOf(given: DeclaredParameter | undefined): readonly (number | null)[] {
  if (!given || given.ignored || given.status === 'absent') return [null];
  const values: readonly unknown[] = given.status === 'known' ? [given.value] : given.candidates;
  return values.map((value) => {
    const limit: unknown = Array.isArray(value) ? value[1] : null;
    return typeof limit === 'number' ? limit : null;
  });
}

/** CPU and memory at the requested amounts, which is all that is known before anything runs. */
function cpuAndMemory(
  hasGpu: boolean,
  { params, sandbox }: Resources,
  book: PriceBook,
  region: Interval,
  discount: number,
  notes: RateNote[],
): RatePart[] {
  if (hasGpu && book.billing.gpuAllIn) return [];
  const factor = multiply(region, nonpreemptibleFactor(params, hasGpu, book, notes));
  const rates = sandbox && book.sandbox ? book.sandbox : book;
  if (sandbox && !book.sandbox) notes.push({ kind: 'sandboxNotPriced' });
  const cores = amount(quantity(params, 'cpu', book.minimumCores.value), book.minimumCores.value, notes);
  const shared = { factor, discount };
  const parts = [part({ what: 'cpu', label: 'core', amount: cores, figure: rates.cpu, ...shared })];
  if (rates.memory) {
    const amount = memoryGib(params, book, notes);
    parts.push(part({ what: 'memory', label: 'GiB', amount, figure: rates.memory, ...shared }));
  }
  return parts;
}

/** Memory in GiB: the request, or more if `ephemeral_disk` raises it. */
function memoryGib(params: Parameters, book: PriceBook, notes: RateNote[]): Interval {
  const minimum = book.minimumMiB.value;
  const request = amount(quantity(params, 'memory', minimum), minimum, notes);
  const disk = amount(quantity(params, 'ephemeral_disk', 0), 0, notes);
  const ratio = book.multipliers.diskToMemory.value;
  return {
    low: Math.max(request.low, disk.low / ratio) / MIB_PER_GIB,
    high: Math.max(request.high, disk.high / ratio) / MIB_PER_GIB,
  };
}

function amount(given: Quantity, minimum: number, notes: RateNote[]): Interval {
  if (given.interval === null) {
    notes.push({ kind: 'unknownAmount', quantity: given });
    return exactly(minimum);
  }
  return { low: Math.max(minimum, given.interval.low), high: Math.max(minimum, given.interval.high) };
}

function nonpreemptibleFactor(
  params: Parameters,
  hasGpu: boolean,
  book: PriceBook,
  notes: RateNote[],
): Interval {
  const set = flag(params, 'nonpreemptible');
  if (set === false) return ONE;
  if (hasGpu) {
    if (set === true) notes.push({ kind: 'nonpreemptibleWithGpu' });
    return ONE;
  }
  const factor = book.multipliers.nonpreemptible.value;
  return { low: set === true ? factor : 1, high: factor };
}

/** `region=` multiplies the price; of several regions, the cheapest one counts. */
function regionFactor(params: Parameters, book: PriceBook, notes: RateNote[]): Interval {
  const given = parameter(params, 'region') ?? parameter(params, 'compute_region');
  if (!given || given.status === 'absent' || (given.status === 'known' && given.value === null)) return ONE;
  const region = book.multipliers.region;
  if (!region) {
    notes.push({ kind: 'regionNotPriced', region: given.source });
    return ONE;
  }
  const factors = (given.status === 'known' ? [given.value] : given.candidates).map((value) =>
    regionsFactor(namesIn(value), region, notes),
  );
  // Whether a region is set at all is only known at run time.
  if (given.status === 'unknown') factors.push(ONE, exactly(region.narrow.value));
  const factor = hull(factors) ?? ONE;
  if (
    factor.low <= region.broad.value &&
    region.broad.value <= factor.high &&
    region.broad.note !== undefined
  )
    notes.push({ kind: 'regionFactor', factor: region.broad.value, text: region.broad.note });
  return factor;
}

type Region = NonNullable<PriceBook['multipliers']['region']>;

function namesIn(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter((each): each is string => typeof each === 'string');
}

/** The factor of a list of regions: the smallest one of a region in it, of which each is known or between two. */
function regionsFactor(names: readonly string[], region: Region, notes: RateNote[]): Interval {
  if (names.length === 0) return ONE;
  const factors = names.map((name) => oneRegionFactor(name.toLowerCase(), region));
  const factor = {
    low: Math.min(...factors.map(({ low }) => low)),
    high: Math.min(...factors.map(({ high }) => high)),
  };
  if (factor.low !== factor.high)
    notes.push({ kind: 'regionNotNamed', regions: names.filter((_, i) => !isExact(factors[i]!)), factor });
  return factor;
}

/** One of the two factors where the book says which one; otherwise anything between them. */
function oneRegionFactor(name: string, { broad, narrow, broadRegions }: Region): Interval {
  if (broadRegions.includes(name)) return exactly(broad.value);
  if (broadRegions.some((each) => name.startsWith(`${each}-`))) return exactly(narrow.value);
  return {
    low: Math.min(broad.value, narrow.value),
    high: Math.max(broad.value, narrow.value),
  };
}
