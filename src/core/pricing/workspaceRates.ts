/** What `modal billing rates --json` prints, read as a price book over Modal's list: a workspace's own rates. */
import { childPath } from '../json/jsonPath';
import type { BookProblem, BookProblemAt } from './bookProblem';
import { mergeBook } from './mergeBook';
import type { Unit } from './priceUnits';
import { rateNameOf, type RateName } from './rateNames';
import type { Figure, OwnBook, PriceBook } from './schema';

/** What a reader should know of a file of rates that is in use. Keys are as written: whoever shows them makes them harmless. */
export type RatesNote =
  /** The list has no such GPU: only this file prices it. */
  | { readonly kind: 'newGpu'; readonly key: string; readonly gpu: string }
  /** Not a rate that is known here: it prices nothing. */
  | { readonly kind: 'unknownKey'; readonly key: string }
  /** The file's figure is `percent` above (+) or below (−) the list's. */
  | {
      readonly kind: 'listDifference';
      readonly key: string;
      readonly rate: RateName;
      readonly percent: number;
    };

/** What {@link ratesBook} answers: a complete book and its notes, or every reason why there is none. */
export type RatesBook =
  | { readonly book: PriceBook; readonly notes: readonly RatesNote[] }
  | { readonly problems: readonly BookProblemAt[] };

/** A smaller difference from the list is how many digits each of them has. */
const MIN_DIFFERENCE_PERCENT = 0.5;

/** US dollars per hour, GiB-month or GB. More is a slip, and less is none: Modal's lowest is $0.008. */
const MAX_DOLLARS = 10_000;
const MIN_DOLLARS = 1e-6;

/** So much of a value that was found is kept. */
const MAX_FOUND = 200;

/** As Python prints a `Decimal`. */
const DECIMAL = /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;

const SOURCE = 'rates';

/** A rate of the file, in US dollars per hour, GiB-month or GB. */
interface Rate {
  readonly key: string;
  readonly name: RateName;
  readonly dollars: number;
}

/** The id of a workspace's own rates as a price book. */
const RATES_ID = 'workspace-rates';

/** Whether a price book was read from rates. */
export function isRatesBook({ id }: Pick<PriceBook, 'id'>): boolean {
  return id === RATES_ID;
}

/** Whether a JSON object has the shape of `modal billing rates --json`, and not that of a price book. */
export function isRates(value: Readonly<Record<string, unknown>>): boolean {
  if (Object.hasOwn(value, 'version') || Object.hasOwn(value, 'id')) return false;
  return Object.keys(value).some((key) => key === 'cpu_hour_cost' || /^gpu_hour_cost_./.test(key));
}

/**
 * The price book of a file of rates: `list` with each figure that the file names in the place of the list's. Rules,
 * multipliers, plans, providers, and whatever the file leaves out stay the list's (`originOf` tells them apart).
 *
 * Refused whole where a rate is no decimal number, is not above 0 or is absurd, and where two keys name one GPU. The order
 * of keys makes no difference.
 *
 * @param value has the shape of {@link isRates}
 * @param date of the file, `YYYY-MM-DD` or `undated`: there is none in it
 */
export function ratesBook(
  value: Readonly<Record<string, unknown>>,
  date: string,
  list: PriceBook,
): RatesBook {
  const { rates, unknown, problems } = readRates(value, list);
  if (problems.length > 0) return { problems };
  const merged = mergeBook(list, ownBook(rates, date, list));
  if (!merged.ok) return { problems: [merged] };
  const { book } = merged;
  const unknownKeys = unknown.map((key): RatesNote => ({ kind: 'unknownKey', key }));
  return { book, notes: [...rates.flatMap((rate) => noteOf(rate, book, list)), ...unknownKeys] };
}

interface ReadRates {
  readonly rates: readonly Rate[];
  readonly unknown: readonly string[];
  readonly problems: readonly BookProblemAt[];
}

function readRates(value: Readonly<Record<string, unknown>>, list: PriceBook): ReadRates {
  const [rates, unknown, problems]: [Rate[], string[], BookProblemAt[]] = [[], [], []];
  const keyOfGpu = new Map<string, string>();
  for (const key of Object.keys(value).sort()) {
    const name = rateNameOf(key, list);
    if (name === null) {
      unknown.push(key);
      continue;
    }
    const refuse = (problem: BookProblem): void => void problems.push({ path: childPath('$', key), problem });
    const dollars = dollarsOf(value[key]);
    if (typeof dollars === 'number') rates.push({ key, name, dollars });
    else refuse(dollars);
    if (name.kind !== 'gpu') continue;
    const other = keyOfGpu.get(name.gpu);
    if (other !== undefined) refuse({ kind: 'gpuTwice', gpu: name.gpu, key: other });
    keyOfGpu.set(name.gpu, key);
  }
  return { rates, unknown, problems };
}

/** The amount of a rate, or what is wrong with it. */
function dollarsOf(found: unknown): number | BookProblem {
  const isDecimal = typeof found === 'number' || (typeof found === 'string' && DECIMAL.test(found));
  if (!isDecimal) return { kind: 'notADecimal', found: JSON.stringify(found).slice(0, MAX_FOUND) };
  const dollars = Number(found);
  // A rate of 0 would make everything free: more likely, something went wrong where the file was made.
  if (dollars <= 0) return { kind: 'notPositive', found: dollars };
  if (dollars < MIN_DOLLARS) return { kind: 'rateTooLow', found: dollars, bound: MIN_DOLLARS };
  return dollars > MAX_DOLLARS ? { kind: 'rateTooHigh', found: dollars, bound: MAX_DOLLARS } : dollars;
}

function ownBook(rates: readonly Rate[], date: string, list: PriceBook): OwnBook {
  const own: OwnBook = {
    version: list.version,
    id: RATES_ID,
    title: 'Workspace rates',
    date,
    extends: list.id,
    sources: { [SOURCE]: { title: 'modal billing rates', date } },
  };
  const figure = <U extends Unit>(value: number, unit: U): Figure<U> => ({
    value,
    unit,
    source: SOURCE,
    date,
  });
  const gpus = new Map<string, { active: Figure<'USD/GPU-s'> }>();
  for (const { name, dollars } of rates) {
    // An hour's rate by the second: multiplied by 3,600 again, it shows the file's digits.
    const bySecond = dollars / 3_600;
    switch (name.kind) {
      case 'gpu':
        gpus.set(name.gpu, { active: figure(bySecond, 'USD/GPU-s') });
        break;
      case 'cpu':
        own.cpu = figure(bySecond, 'USD/core-s');
        break;
      case 'memory':
        own.memory = figure(bySecond, 'USD/GiB-s');
        break;
      case 'sandboxCpu':
        own.sandbox = { ...own.sandbox, cpu: figure(bySecond, 'USD/core-s') };
        break;
      case 'sandboxMemory':
        own.sandbox = { ...own.sandbox, memory: figure(bySecond, 'USD/GiB-s') };
        break;
      case 'volumes':
        own.volumes = { storage: figure(dollars, 'USD/GiB-month') };
        break;
      case 'egress':
        // The key says GiB, and Modal's guide gives the same $0.04 per GB. The guide's unit is taken, which is also the
        // book's: of the two it makes the higher bill, by 7%, and where both say 0.04 nothing differs from the list.
        own.egress = {
          price: figure(dollars, 'USD/GB'),
          // Where the list has no price, what it says beside is why.
          note: list.egress?.price ? list.egress.note : 'As modal billing rates prints it.',
        };
        break;
    }
  }
  return gpus.size > 0 ? { ...own, gpus: Object.fromEntries(gpus) } : own;
}

function noteOf({ key, name }: Rate, book: PriceBook, list: PriceBook): RatesNote[] {
  const [ours, theirs] = [figureOf(book, name), figureOf(list, name)];
  if (!theirs && name.kind === 'gpu') return [{ kind: 'newGpu', key, gpu: name.gpu }];
  if (!theirs || ours?.unit !== theirs.unit) return [];
  const percent = (ours.value / theirs.value - 1) * 100;
  return Math.abs(percent) > MIN_DIFFERENCE_PERCENT
    ? [{ kind: 'listDifference', key, rate: name, percent }]
    : [];
}

/** The figure of a book that a rate stands for; undefined or null where the book has none. */
function figureOf(book: PriceBook, name: RateName): Figure | null | undefined {
  switch (name.kind) {
    case 'gpu':
      return Object.hasOwn(book.gpus, name.gpu) ? book.gpus[name.gpu]?.active : undefined;
    case 'cpu':
      return book.cpu;
    case 'memory':
      return book.memory;
    case 'sandboxCpu':
      return book.sandbox?.cpu;
    case 'sandboxMemory':
      return book.sandbox?.memory;
    case 'volumes':
      return book.volumes?.storage;
    case 'egress':
      return book.egress?.price;
  }
}
