/** Looks up rates in a price book, and in Modal's list if the book has none. */
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
  /** The book of the rate. Its billing rules apply to it. */
  book: PriceBook;
  /** The requested book has no rate: this one is from Modal's list, with the list's rules. */
  borrowed: boolean;
  /** A note for the reader: on the alias if there is one, otherwise on the rate. */
  note?: string;
}

/** The difference between a book's active rate and the list's. */
export interface ListDifference {
  type: string;
  /** The book's rate and the list's, in US dollars per GPU-second. */
  book: GpuQuote;
  list: GpuQuote;
  /** How much the book is above (+) or below (−) the list, in percent. */
  percent: number;
  /** More than {@link NOTABLE_PERCENT} up or down: the reader must be told. */
  notable: boolean;
}

/** A difference from Modal's list of more than this many percent is shown. */
export const NOTABLE_PERCENT = 10;

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

function quoteFrom(book: PriceBook, names: PriceBook, type: string): Omit<GpuQuote, 'borrowed'> | undefined {
  const alias = own(book.gpus, type) === undefined ? own(names.gpuAliases, type) : undefined;
  const pricedAs = alias?.type ?? type;
  const rates = own(book.gpus, pricedAs);
  if (rates === undefined) return undefined;
  const idle = book.billing.idle === 'discounted' ? (rates.idle ?? null) : null;
  const note = alias?.note ?? rates.note;
  return { type, pricedAs, active: rates.active, idle, book, ...(note === undefined ? {} : { note }) };
}

/**
 * The rate of `type` (any case, such as `h100` or `A10G`) in `book`: under its own name, under the book's alias, or
 * under the list's alias if the book has none. Otherwise the list's rate, `borrowed`, with the list's rules. Undefined
 * if neither book knows the type: the result is then "no price for …", never 0.
 *
 * `ANY` has no rate of its own: see {@link choices}.
 */
export function quoteGpu(book: PriceBook, list: PriceBook, type: string): GpuQuote | undefined {
  const name = type.toUpperCase();
  const found = quoteFrom(book, book, name) ?? quoteFrom(book, list, name);
  if (found !== undefined) return { ...found, borrowed: false };
  const lent = quoteFrom(list, list, name);
  return lent === undefined ? undefined : { ...lent, borrowed: true };
}

/**
 * Compares `book`'s active rate for `type`, under the same name, with the list's. Undefined if there is nothing to
 * compare: one of the books does not have the type, or `book` is the list.
 */
export function compareWithList(book: PriceBook, list: PriceBook, type: string): ListDifference | undefined {
  if (book.id === list.id) return undefined;
  const ours = quoteGpu(book, list, type);
  const theirs = quoteGpu(list, list, type);
  if (ours === undefined || theirs === undefined || ours.borrowed) return undefined;
  const percent = (ours.active.value / theirs.active.value - 1) * 100;
  return { type: ours.type, book: ours, list: theirs, percent, notable: Math.abs(percent) > NOTABLE_PERCENT };
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
