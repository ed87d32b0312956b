/** Looks up rates in one price book. What the book lacks has no price in it: nothing is taken from another book. */
import { nearestWord } from '../text/nearestWord';
import type { Figure, Measurement, PriceBook, Provider, Source } from './schema';

/** The price of a GPU type in a book. */
export interface GpuQuote {
  /** The requested type, in capitals. */
  type: string;
  /** The type whose rate is used: differs from `type` if that is an alias (`A10G` is priced as `A10`). */
  pricedAs: string;
  /** The rate of an active GPU, in US dollars per GPU-second. */
  active: Figure;
  /** The discounted rate of a warm, idle GPU, in the same unit; null: idle time is billed at the active rate. */
  idle: Figure | null;
  /** A note for the reader: on the alias if there is one, otherwise on the rate. */
  note?: string;
}

/** An offer that has a price. */
export type PricedProvider = Provider & { price: NonNullable<Provider['price']> };

/** The origin of a figure: its source, and the book that has it. */
export interface Origin {
  source: Source;
  bookId: string;
}

/** `record[key]`, but never something inherited from a prototype. */
function own<T>(record: Record<string, T>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/**
 * The rate of `type` (any case, such as `h100` or `A10G`) in `book`: under its own name, under the book's alias, or under
 * the alias in `names`, which has Modal's names of GPUs. Undefined if the book has no rate for it: the result is then
 * "no price for …", never 0.
 *
 * `ANY` has no rate of its own: see {@link choices}.
 */
export function quoteGpu(book: PriceBook, names: PriceBook, type: string): GpuQuote | undefined {
  const name = type.toUpperCase();
  return quoteFrom(book, book, name) ?? quoteFrom(book, names, name);
}

function quoteFrom(book: PriceBook, names: PriceBook, type: string): GpuQuote | undefined {
  const alias = own(book.gpus, type) === undefined ? own(names.gpuAliases, type) : undefined;
  const pricedAs = alias?.type ?? type;
  const rates = own(book.gpus, pricedAs);
  if (rates === undefined) return undefined;
  const idle = book.billing.idle === 'discounted' ? (rates.idle ?? null) : null;
  const note = alias?.note ?? rates.note;
  return { type, pricedAs, active: rates.active, idle, ...(note === undefined ? {} : { note }) };
}

/** The type of `book` that a misspelled one most likely means; undefined for a name that a book has, or that is near none. */
export function nearestGpu(book: PriceBook, list: PriceBook, type: string): string | undefined {
  const isNamed = quoteGpu(book, list, type) !== undefined || quoteGpu(list, list, type) !== undefined;
  return isNamed
    ? undefined
    : nearestWord(type, [...Object.keys(book.gpus), ...Object.keys(book.gpuAliases)]);
}

/** The types from which Modal chooses for `type` (`ANY`: L4, A10 or T4; any case); undefined for a plain type. */
export function choices(book: PriceBook, list: PriceBook, type: string): readonly string[] | undefined {
  const name = type.toUpperCase();
  return own(book.gpuChoices, name) ?? own(list.gpuChoices, name);
}

/**
 * The priced offers of other providers for `type` in `book` (any case; an alias counts as its type), in the book's
 * order.
 */
export function providersFor(book: PriceBook, type: string): PricedProvider[] {
  const name = type.toUpperCase();
  const wanted = own(book.gpus, name) === undefined ? (own(book.gpuAliases, name)?.type ?? name) : name;
  return book.providers.filter(
    (provider): provider is PricedProvider => provider.gpu === wanted && provider.price !== null,
  );
}

/** A provider's price in US dollars per GPU-hour, whatever the unit in the book. */
export function hourlyPrice({ price }: PricedProvider): number {
  return price.unit === 'USD/GPU-s' ? price.value * 3600 : price.value;
}

/**
 * The tokens per second that `book` reports for Modal with `type` (an alias counts as its type): the first single
 * value, or undefined.
 */
export function tokensPerSecond(book: PriceBook, type: string): Measurement | undefined {
  const name = type.toUpperCase();
  const wanted = own(book.gpus, name) === undefined ? (own(book.gpuAliases, name)?.type ?? name) : name;
  return book.measurements.find(
    ({ what, provider, gpu, figure }) =>
      what === 'tokensPerSecond' &&
      provider === 'Modal' &&
      gpu === wanted &&
      typeof figure.value === 'number',
  );
}

/** The origin of `figure` in `book`: the source and, in a merged book, which of the two books has it. */
export function originOf(book: PriceBook, figure: { source: string }): Origin | undefined {
  const source = own(book.sources, figure.source);
  if (source === undefined) return undefined;
  return { source, bookId: source.book ?? book.id };
}
