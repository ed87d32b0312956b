/** Rates looked up in a price book, and in Modal's list where the book has none. */
import type { Figure, Measurement, PriceBook, Provider, Source } from './schema';

/** What a book asks for a GPU type. */
export interface GpuQuote {
  /** The type as asked for, in capitals. */
  type: string;
  /** The type whose rate it is: another one where `type` is an alias (`A10G` is priced as `A10`). */
  pricedAs: string;
  /** The rate of a GPU at work, in US dollars a second for each GPU. */
  active: Figure;
  /** The discounted rate of a GPU that waits warm, in the same unit; null: waiting costs the active rate. */
  idle: Figure | null;
  /** The book that the rate is from. Its billing rules are the ones that go with it. */
  book: PriceBook;
  /** The book that was asked has no rate: this one is the list's, under the list's rules. */
  borrowed: boolean;
  /** What a reader should know: about the alias if there is one, or else about the rate. */
  note?: string;
}

/** How far a book's active rate is from the list's. */
export interface ListDifference {
  type: string;
  /** The book's rate and the list's, in US dollars a second for each GPU. */
  book: GpuQuote;
  list: GpuQuote;
  /** By how many percent the book is above (+) or below (−) the list. */
  percent: number;
  /** More than {@link NOTABLE_PERCENT} either way: a reader must be told. */
  notable: boolean;
}

/** A difference from Modal's list of more than this many percent is worth a line. */
export const NOTABLE_PERCENT = 10;

/** An offer that has a price. */
export type PricedProvider = Provider & { price: NonNullable<Provider['price']> };

/** Where a figure is from: its source, and the book that it came with. */
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
 * under the list's alias where the book has none. Failing these the list's rate, `borrowed`, with the list's rules.
 * Undefined where neither book knows the type: there is "no price for …", and never 0.
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
 * How `book`'s active rate for `type` compares with the list's for the same name in the source. Undefined where there
 * is nothing to compare: either book lacks the type, or `book` is the list.
 */
export function compareWithList(book: PriceBook, list: PriceBook, type: string): ListDifference | undefined {
  if (book.id === list.id) return undefined;
  const ours = quoteGpu(book, list, type);
  const theirs = quoteGpu(list, list, type);
  if (ours === undefined || theirs === undefined || ours.borrowed) return undefined;
  const percent = (ours.active.value / theirs.active.value - 1) * 100;
  return { type: ours.type, book: ours, list: theirs, percent, notable: Math.abs(percent) > NOTABLE_PERCENT };
}

/** The types of which Modal picks one for `type` (`ANY`: L4, A10 or T4; any case), or undefined for a plain type. */
export function choices(book: PriceBook, list: PriceBook, type: string): readonly string[] | undefined {
  const name = type.toUpperCase();
  return own(book.gpuChoices, name) ?? own(list.gpuChoices, name);
}

/**
 * The offers of others for `type` (an alias counts as what it stands for, any case) that `book` has a price for, in the
 * book's order.
 */
export function providersFor(book: PriceBook, type: string): PricedProvider[] {
  const name = type.toUpperCase();
  const wanted = own(book.gpus, name) === undefined ? (own(book.gpuAliases, name)?.type ?? name) : name;
  return book.providers.filter(
    (provider): provider is PricedProvider => provider.gpu === wanted && provider.price !== null,
  );
}

/** A provider's price in US dollars an hour for each GPU, whichever unit the book gives it in. */
export function hourlyPrice({ price }: PricedProvider): number {
  return price.unit === 'USD/GPU-s' ? price.value * 3600 : price.value;
}

/**
 * The tokens a second that `book` reports for Modal on `type` (an alias counts as what it stands for): the first single
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

/** Where `figure` of `book` is from: the source, and in a merged book which of the two brought it. */
export function originOf(book: PriceBook, figure: { source: string }): Origin | undefined {
  const source = own(book.sources, figure.source);
  if (source === undefined) return undefined;
  return { source, bookId: source.book ?? book.id };
}
