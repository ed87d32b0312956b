/** Dollars per million tokens, as the review calculates them and as they are spent. */
import type { Gpu } from '../modal/gpu';
import { hourlyPrice, providersFor, quoteGpu, tokensPerSecond } from '../pricing/lookup';
import type { Figure } from '../pricing/schema';
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
}

/**
 * Tokens on Modal at several utilizations, then on each machine that is paid all the time, at full load. Undefined
 * without a price or a speed.
 */
export function tokenTable(books: Books, gpu: Gpu, options: TokenTableOptions = {}): TokenTable | undefined {
  const rate = gpu.type === null ? undefined : containerRate(gpu, { params: {}, sandbox: false }, books);
  if (!rate?.quote) return undefined;
  const { book, quote } = rate;
  const measured = gpu.count === 1 ? tokensPerSecond(book, quote.pricedAs)?.figure : undefined;
  const speed = options.tokensPerSecond ?? measured?.value;
  if (typeof speed !== 'number') return undefined;
  const given = options.tokensPerSecond !== undefined;

  const machines = providersFor(book, quote.pricedAs).flatMap((offer) => {
    const perMachine = containersPerMachine(offer.gpusPerInstance, gpu.count);
    if (offer.bills !== 'wholeMonth' || perMachine === 0) return [];
    // A measured speed applies only to the measured work; for another speed, no machine has been measured.
    const own = given || gpu.count > 1 ? undefined : offer.tokensPerSecond;
    const pricePerHour = (hourlyPrice(offer) * (offer.gpusPerInstance ?? gpu.count)) / perMachine;
    return [{ offer, pricePerHour, speed: own?.value ?? speed, figure: own ?? null }];
  });
  const baseline = machines.reduce<(typeof machines)[number] | undefined>(
    (best, next) =>
      best === undefined ||
      perMillionTokens(next.pricePerHour, next.speed) < perMillionTokens(best.pricePerHour, best.speed)
        ? next
        : best,
    undefined,
  );
  const versus = ({ reviewPerMillion }: TokenPrice): number | null =>
    baseline === undefined
      ? null
      : reviewPerMillion / perMillionTokens(baseline.pricePerHour, baseline.speed) - 1;

  const activePerHour = rate.activePerSecond.low * SECONDS_PER_HOUR;
  const modalRows = (options.utilizations ?? [0.2, 0.4, 0.8]).map((utilization): TokenRow => {
    const price = tokenPrice({
      pricePerHour: activePerHour,
      utilization,
      tokensPerSecond: speed,
      bills: 'activeTime',
    });
    return {
      ...price,
      id: 'modal',
      provider: 'Modal',
      product: quote.pricedAs,
      utilization,
      tokensPerSecond: speed,
      price: quote.active,
      speed: given ? null : ((measured as Figure | undefined) ?? null),
      versus: versus(price),
    };
  });
  const machineRows = machines.map(({ offer, pricePerHour, speed: tokens, figure }): TokenRow => {
    const price = tokenPrice({ pricePerHour, utilization: 1, tokensPerSecond: tokens, bills: 'wholeTime' });
    return {
      ...price,
      id: offer.id,
      provider: offer.name,
      product: offer.product,
      utilization: 1,
      tokensPerSecond: tokens,
      price: offer.price,
      speed: figure,
      versus: versus(price),
    };
  });
  return { bookId: book.id, baseline: baseline?.offer.id ?? null, rows: [...modalRows, ...machineRows] };
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
  const modal = quote && tokensPerSecond(quote.book, quote.pricedAs)?.figure.value;
  if (typeof modal !== 'number') return [];
  const rows = new Map<string, ThroughputRow>();
  for (const { name, gpu, tokensPerSecond: figure } of quote!.book.providers) {
    if (gpu !== quote!.pricedAs || figure === undefined) continue;
    const row = { provider: name, tokensPerSecond: figure, modalSlowerBy: 1 - modal / figure.value };
    rows.set(`${name} ${figure.value}`, row);
  }
  return [...rows.values()];
}
