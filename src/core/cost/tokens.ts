/** Dollars per million tokens, as the review calculates them and as they are spent. */
import type { Gpu } from '../modal/gpu';
import { hourlyPrice, providersFor, quoteGpu, tokensPerSecond } from '../pricing/lookup';
import type { Figure, PriceBook } from '../pricing/schema';
import { containersPerMachine } from './comparison/machines';
import { containerRate, type Books } from './containerRate';

const SECONDS_PER_HOUR = 3_600;

/** USD per million tokens, from USD per hour and tokens per second, both above 0. */
export function perMillionTokens(usdPerHour: number, tokensASecond: number): number {
  return usdPerHour / ((tokensASecond * SECONDS_PER_HOUR) / 1e6);
}

/** USD spent per million tokens served, from the cost and the active seconds of a month. Null if nothing is served. */
export function servedPerMillion(
  monthUsd: number,
  activeSeconds: number,
  tokensASecond: number,
): number | null {
  const tokens = activeSeconds * tokensASecond;
  return tokens > 0 ? monthUsd / (tokens / 1e6) : null;
}

/** One container's tokens at one utilization, calculated both ways. */
export interface TokenPrice {
  /**
   * USD per hour of clock time: if billed per active second, the price × utilization; for a machine, the full price.
   */
  readonly effectivePerHour: number;
  /** The review's figure: the effective price per hour ÷ the tokens of a full hour. Too low if the hour is not full. */
  readonly reviewPerMillion: number;
  /** USD spent ÷ million tokens served; null at a utilization of 0. */
  readonly servedPerMillion: number | null;
}

export interface TokenInput {
  /** USD per active hour, or per hour of the machine: more than 0. */
  readonly pricePerHour: number;
  /** Active time ÷ clock time, 0 to 1. */
  readonly utilization: number;
  /** Tokens per active second: more than 0. */
  readonly tokensPerSecond: number;
  /** `activeTime`: paid only while active. `wholeTime`: paid all the time. */
  readonly bills: 'activeTime' | 'wholeTime';
}

/**
 * The price of tokens, calculated both ways. The review multiplies the price by the utilization, but not the tokens.
 * The tokens served depend on the utilization too: if billed per active second, a million tokens cost the same at any
 * utilization; on a machine, they cost more the less it is used. Throws RangeError for values out of range.
 */
export function tokenPrice(input: TokenInput): TokenPrice {
  const { pricePerHour, utilization, tokensPerSecond: speed, bills } = input;
  for (const [name, value] of Object.entries({ pricePerHour, tokensPerSecond: speed })) {
    if (!(value > 0 && value < Infinity)) throw new RangeError(`${name} must be more than 0, not ${value}.`);
  }
  if (!(utilization >= 0 && utilization <= 1))
    throw new RangeError(`A utilization must be from 0 to 1, not ${utilization}.`);
  const full = perMillionTokens(pricePerHour, speed);
  const active = bills === 'activeTime';
  return {
    effectivePerHour: active ? pricePerHour * utilization : pricePerHour,
    reviewPerMillion: active ? full * utilization : full,
    servedPerMillion: utilization === 0 ? null : active ? full : full / utilization,
  };
}

/** A row of the table of token prices. */
export interface TokenRow extends TokenPrice {
  /** `modal`, or the id of the offer. */
  readonly id: string;
  readonly provider: string;
  readonly product: string;
  readonly utilization: number;
  readonly tokensPerSecond: number;
  /** The price per hour, and its source. */
  readonly price: Figure;
  /** The source of the offer's speed; null if it is assumed to be Modal's. */
  readonly speed: Figure | null;
  /**
   * How much more (+) or less (−) a million tokens cost than with the baseline doing the same work, as a share; null
   * without a baseline. Both calculations give the same: the review's figure compared with the baseline at full load,
   * and dollars per tokens served compared with the baseline at the utilization of this row.
   */
  readonly versus: number | null;
}

export interface TokenTable {
  readonly bookId: string;
  /** The cheapest offer per million tokens at full load, which the others are compared with. */
  readonly baseline: string | null;
  readonly rows: readonly TokenRow[];
}

export interface TokenTableOptions {
  /** Modal's utilizations; by default the review's. */
  readonly utilizations?: readonly number[];
  /** Tokens per second of one container; by default as measured in the book, for one GPU. */
  readonly tokensPerSecond?: number;
  /** The book whose measured speed counts; by default the one in use. Every price is by the one in use. */
  readonly measuredIn?: PriceBook;
}

/**
 * Tokens on Modal at several utilizations, then on each machine that is paid all the time, at full load. Undefined
 * without a price or a speed.
 */
export function tokenTable(books: Books, gpu: Gpu, options: TokenTableOptions = {}): TokenTable | undefined {
  const rate = gpu.type === null ? undefined : containerRate(gpu, { params: {}, sandbox: false }, books);
  if (!rate?.quote) return undefined;
  const { book, quote } = rate;
  const measured =
    gpu.count === 1 ? tokensPerSecond(options.measuredIn ?? book, quote.pricedAs)?.figure : undefined;
  const speed = options.tokensPerSecond ?? measured?.value;
  if (typeof speed !== 'number') return undefined;
  const given = options.tokensPerSecond !== undefined;
  // A measured speed goes with the measured work; for work of another speed no machine has been measured.
  const machines = machinesFor(book, quote.pricedAs, gpu.count, speed, !given && gpu.count === 1);
  const baseline = cheapest(machines);
  const modal: Seller = {
    id: 'modal',
    provider: 'Modal',
    product: quote.pricedAs,
    pricePerHour: rate.activePerSecond.low * SECONDS_PER_HOUR,
    tokensPerSecond: speed,
    price: quote.active,
    speed: given ? null : ((measured as Figure | undefined) ?? null),
  };
  return {
    bookId: book.id,
    baseline: baseline?.id ?? null,
    rows: [
      ...(options.utilizations ?? [0.2, 0.4, 0.8]).map((utilization) =>
        tokenRow(modal, utilization, 'activeTime', baseline),
      ),
      ...machines.map((machine) => tokenRow(machine, 1, 'wholeTime', baseline)),
    ],
  };
}

/** Who sells an hour of one container's work, and how fast that is. */
interface Seller extends Pick<
  TokenRow,
  'id' | 'provider' | 'product' | 'tokensPerSecond' | 'price' | 'speed'
> {
  /** USD. */
  readonly pricePerHour: number;
}

/** The machines that are paid all the time, for containers of `count` GPUs. @param isMeasured whether their own speeds count */
function machinesFor(
  book: PriceBook,
  type: string,
  count: number,
  speed: number,
  isMeasured: boolean,
): Seller[] {
  return providersFor(book, type).flatMap((offer) => {
    const perMachine = containersPerMachine(offer.gpusPerInstance, count);
    if (offer.bills !== 'wholeMonth' || perMachine === 0) return [];
    const own = isMeasured ? offer.tokensPerSecond : undefined;
    return {
      id: offer.id,
      provider: offer.name,
      product: offer.product,
      pricePerHour: (hourlyPrice(offer) * (offer.gpusPerInstance ?? count)) / perMachine,
      tokensPerSecond: own?.value ?? speed,
      price: offer.price,
      speed: own ?? null,
    };
  });
}

/** The first of those that cost least for a million tokens at full load. */
function cheapest(sellers: readonly Seller[]): Seller | undefined {
  return sellers.reduce<Seller | undefined>(
    (best, next) => (best === undefined || atFullLoad(next) < atFullLoad(best) ? next : best),
    undefined,
  );
}

function atFullLoad(seller: Seller): number {
  return perMillionTokens(seller.pricePerHour, seller.tokensPerSecond);
}

function tokenRow(
  seller: Seller,
  utilization: number,
  bills: TokenInput['bills'],
  baseline: Seller | undefined,
): TokenRow {
  const { pricePerHour, ...rest } = seller;
  const price = tokenPrice({ pricePerHour, utilization, tokensPerSecond: rest.tokensPerSecond, bills });
  const versus = baseline === undefined ? null : price.reviewPerMillion / atFullLoad(baseline) - 1;
  return { ...price, ...rest, utilization, versus };
}

/** Tokens per second of an offer, compared with Modal's, as measured in a book. */
export interface ThroughputRow {
  readonly provider: string;
  readonly tokensPerSecond: Figure;
  /** How much slower Modal is, as a share of the other's speed: below 0 if Modal is faster. */
  readonly modalSlowerBy: number;
}

/**
 * How much slower Modal generates tokens than the other offers that were measured with this GPU. The review's
 * “container overhead” of about 3% is its figure for Lambda, 1 − 1,832 ÷ 1,892. Empty without measurements.
 */
export function throughput(books: Books, type: string): ThroughputRow[] {
  const quote = quoteGpu(books.book, books.list, type);
  const modal = quote && tokensPerSecond(books.book, quote.pricedAs)?.figure.value;
  if (typeof modal !== 'number') return [];
  const rows = new Map<string, ThroughputRow>();
  for (const { name, gpu, tokensPerSecond: figure } of books.book.providers) {
    if (gpu !== quote!.pricedAs || figure === undefined) continue;
    const row = { provider: name, tokensPerSecond: figure, modalSlowerBy: 1 - modal / figure.value };
    rows.set(`${name} ${figure.value}`, row);
  }
  return [...rows.values()];
}
