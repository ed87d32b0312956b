/** What the same traffic costs on Modal and with everybody else whom the price book knows, each by its own billing. */
import { gpuLabel, type Gpu } from '../modal/gpu';
import { hourlyPrice, originOf, providersFor, quoteGpu, type PricedProvider } from '../pricing/lookup';
import type { Figure, PriceBook, Provider, Source } from '../pricing/schema';
import {
  containersPerMachine,
  machinePieces,
  machinesNeeded,
  rateBreakEven,
  utilizationBreakEven,
  type Piece,
  type RateBreakEven,
  type UtilizationBreakEven,
} from './breakEven';
import { exactly, type Interval } from './interval';
import { containerRate, type Books } from './containerRate';
import { servedPerMillion } from './tokens';
import { liveSeconds, type LiveSeconds } from './traffic/liveSeconds';
import type { Period, Pool, Traffic } from './traffic/validate';
import type { Usage } from './usage';
import { t } from '../render/words/translate';

/** The traffic that is compared. */
export interface ComparedWork {
  /** What one container asks for. */
  readonly gpu: Gpu;
  /** Containers that serve one request together; 1 for all but clusters. */
  readonly clusterSize: number;
  readonly usage: Pick<
    Usage,
    | 'requestsPerDay'
    | 'secondsPerRequest'
    | 'activeHoursPerDay'
    | 'daysPerMonth'
    | 'concurrency'
    | 'startupSeconds'
    | 'tokensPerSecond'
  >;
}

/** Modal's side, worked out elsewhere. */
export interface ModalSide {
  /** One container at work, in USD an hour, with all its GPUs and whatever else is billed. */
  readonly activePerHour: number;
  /** The likely month in USD, floor and tail included, at so many requests a day; never falls as they rise. */
  readonly monthUsd: (requestsPerDay: number) => number;
  /** The month's bounds at the usage's own rate, where known. */
  readonly range?: Interval;
  /** Container-seconds with a request, a month; by default what the traffic model says. */
  readonly activeSeconds?: number;
  /**
   * Requests a day that Modal's containers can serve (`max_containers`), where limited: beyond, the month no longer rises
   * and the work is not done, so no break-even is looked for there.
   */
  readonly mostRequestsPerDay?: number;
}

export interface CompareOptions extends Books {
  /** Hours of a month; by default those of the book. */
  readonly hoursPerMonth?: number;
  /** Whether to look for break-even request rates, which takes some hundred of Modal's months; by default true. */
  readonly rateBreakEvens?: boolean;
}

/** A figure that a price rests on, and who says it. */
export interface PriceOrigin {
  readonly figure: Figure;
  readonly source: Source | undefined;
  readonly bookId: string;
}

/** One way to have the work done for a month. */
export interface ComparisonRow {
  /** `modal` is the month as it is billed; `modalActive` its active time alone, which cannot win. */
  readonly kind: 'modal' | 'modalActive' | 'provider';
  readonly id: string;
  readonly provider: string;
  readonly product: string;
  /** For which time it is paid; null for Modal. */
  readonly bills: Provider['bills'] | null;
  /** USD a month: likely, and its bounds. */
  readonly monthUsd: number;
  readonly range: Interval;
  /** A part of it is not known and not counted: it costs this much or more, and so cannot win. */
  readonly atLeast: boolean;
  /** USD for an hour of one container's active time; null where there is none. */
  readonly effectivePerHour: number | null;
  /** USD for a million tokens that were served; null where their number is not known. */
  readonly perMillionTokens: number | null;
  /** This month − Modal's, in USD and as a share of Modal's; the share is null where Modal costs nothing. */
  readonly difference: { readonly usd: number; readonly share: number | null };
  /** Machines or always-on workers; null for what is billed by time. */
  readonly machines: number | null;
  readonly utilization: UtilizationBreakEven | null;
  readonly rate: RateBreakEven | null;
  /** Null for a GPU that no book has a price for. */
  readonly price: PriceOrigin | null;
  /** What a reader should know of this row. */
  readonly notes: readonly string[];
}

/** An offer that the book knows and that is not compared. */
export interface LeftOut {
  readonly id: string;
  readonly provider: string;
  readonly product: string;
  readonly reason: string;
}

export interface Comparison {
  readonly gpu: Gpu;
  /** The book that the prices are from: the list's where it lends Modal's rate too. */
  readonly bookId: string;
  readonly hoursPerMonth: number;
  /** Containers busy at once within the active hours, on average. */
  readonly busyContainers: number;
  /** Container-seconds with a request, a month. */
  readonly activeSeconds: number;
  /** The cheapest first; at the same price Modal, then by id. */
  readonly rows: readonly ComparisonRow[];
  /** Modal's month. */
  readonly modal: ComparisonRow;
  readonly winner: ComparisonRow;
  /** Rows that may be cheaper than the winner: what is known of them is, but not all is known. */
  readonly unsure: readonly ComparisonRow[];
  readonly leftOut: readonly LeftOut[];
  /** What holds for all rows. */
  readonly assumptions: readonly string[];
}

const SECONDS_PER_HOUR = 3_600;

/** Break-even request rates are looked for up to so many busy containers, and so many machines. */
const SEARCHED_CONTAINERS = 32;
const SEARCHED_MACHINES = 4;

/** The most requests a day, requests a second and requests at once that are looked at. */
const MAX_REQUESTS_PER_DAY = 1e9;
const MAX_REQUESTS_PER_SECOND = 1e6;
const MAX_CONCURRENCY = 1e6;

/**
 * Compares Modal with each offer of the book for the GPU. An offer without a price, or on a machine that one container
 * does not fit into, is left out with the reason. Throws RangeError for traffic that the model refuses.
 */
export function compare(work: ComparedWork, modal: ModalSide, options: CompareOptions): Comparison {
  const type = work.gpu.type ?? '';
  const quote = quoteGpu(options.book, options.list, type);
  const book = quote?.book ?? options.book;
  const hoursPerMonth = options.hoursPerMonth ?? options.book.hoursPerMonth.value;
  const site = new OfferPricer(work, modal, hoursPerMonth, options.rateBreakEvens ?? true);

  const modalPrice = quote && priceOrigin(book, quote.active);
  const modalRow = site.row({
    kind: 'modal',
    id: 'modal',
    provider: 'Modal',
    product: gpuLabel(work.gpu),
    bills: null,
    monthUsd: site.modalMonth,
    ...(modal.range && { range: modal.range }),
    price: modalPrice ?? null,
    notes: quote?.borrowed ? [t('The price is that of Modal’s list: the book in use has none.')] : [],
  });
  const activeRow = site.row({
    ...modalRow,
    kind: 'modalActive',
    id: 'modal-active',
    product: t('{0}, active time alone', gpuLabel(work.gpu)),
    monthUsd: (site.activeSeconds / SECONDS_PER_HOUR) * modal.activePerHour,
    range: undefined,
    notes: [t('Without warm floor, start-up and scale-down: to compare with, not a bill that Modal writes.')],
  });

  const offers = quote ? providersFor(book, quote.pricedAs) : [];
  const leftOut: LeftOut[] = quote
    ? book.providers
        .filter(({ gpu, price }) => gpu === quote.pricedAs && price === null)
        .map((offer) =>
          left(offer, `${t('The book has no price.')}${offer.note === undefined ? '' : ` ${offer.note}`}`),
        )
    : [];
  const others: ComparisonRow[] = [];
  for (const offer of offers) {
    const row = site.offer(offer, book);
    if (typeof row === 'string') leftOut.push(left(offer, row));
    else others.push(row);
  }

  const rows = [modalRow, activeRow, ...others].sort(
    (a, b) => a.monthUsd - b.monthUsd || rank(a) - rank(b) || (a.id < b.id ? -1 : 1),
  );
  const winner = rows.find(canWin) ?? modalRow;
  return {
    gpu: work.gpu,
    bookId: book.id,
    hoursPerMonth,
    busyContainers: site.busyContainers,
    activeSeconds: site.activeSeconds,
    rows,
    modal: modalRow,
    winner,
    unsure: rows.filter(({ atLeast, monthUsd }) => atLeast && monthUsd < winner.monthUsd),
    leftOut,
    assumptions: [
      t('The same seconds a request everywhere.'),
      t('Machines take requests up to 100 % of their time: a queue that must stay short needs more of them.'),
      t(
        'A machine’s or worker’s own price only: no storage, traffic, taxes, discounts or credits, and no work to run it.',
      ),
    ],
  };
}

function canWin({ kind, atLeast }: ComparisonRow): boolean {
  return kind !== 'modalActive' && !atLeast;
}

function rank({ kind }: ComparisonRow): number {
  return ['modal', 'modalActive', 'provider'].indexOf(kind);
}

function left({ id, name, product }: Provider, reason: string): LeftOut {
  return { id, provider: name, product, reason };
}

function priceOrigin(book: PriceBook, figure: Figure): PriceOrigin {
  const origin = originOf(book, figure);
  return { figure, source: origin?.source, bookId: origin?.bookId ?? book.id };
}

/** What a row is made of; the rest follows. */
interface RowInput extends Pick<
  ComparisonRow,
  'kind' | 'id' | 'provider' | 'product' | 'bills' | 'monthUsd' | 'price'
> {
  readonly range?: Interval | undefined;
  readonly atLeast?: boolean;
  readonly machines?: number | null;
  readonly utilization?: UtilizationBreakEven | null;
  readonly rate?: RateBreakEven | null;
  readonly notes: readonly string[];
}

/** The work and its month, with what all rows share. */
class OfferPricer {
  readonly modalMonth: number;
  readonly busyContainers: number;
  readonly activeSeconds: number;
  /** Active seconds ÷ those of the traffic model, one container a request. */
  private readonly activeScale: number;
  private readonly months = new Map<number, number>();
  private readonly containers: number;
  private readonly period: Period;

  constructor(
    private readonly work: ComparedWork,
    private readonly modal: ModalSide,
    private readonly hoursPerMonth: number,
    private readonly withRates: boolean,
  ) {
    const { usage, clusterSize, gpu } = work;
    if (!Number.isInteger(clusterSize) || clusterSize < 1)
      throw new RangeError(`clusterSize must be a whole number from 1, not ${clusterSize}.`);
    if (!(Number.isInteger(gpu.count) && gpu.count >= 1))
      throw new RangeError(`The GPU's count must be a whole number from 1, not ${gpu.count}.`);
    this.containers = clusterSize;
    this.period = periodOf(usage, hoursPerMonth);
    // Validates the traffic as well.
    const live = this.live(usage.requestsPerDay, 0, usage.startupSeconds);
    const modelled = live.activeSeconds.likely;
    this.activeSeconds = modal.activeSeconds ?? modelled * clusterSize;
    this.activeScale = modelled > 0 ? this.activeSeconds / modelled : clusterSize;
    this.busyContainers = usage.requestsPerDay * this.busyPerRequest;
    this.modalMonth = this.month(usage.requestsPerDay);
    if (!((modal.mostRequestsPerDay ?? 1) > 0))
      throw new RangeError(
        `mostRequestsPerDay must be more than 0, not ${String(modal.mostRequestsPerDay)}.`,
      );
  }

  /** Fills in what follows from the month. */
  row(input: RowInput): ComparisonRow {
    const { monthUsd } = input;
    const hours = this.activeSeconds / SECONDS_PER_HOUR;
    const usd = monthUsd - this.modalMonth;
    const { tokensPerSecond } = this.work.usage;
    const served = servedPerMillion(monthUsd, this.activeSeconds, tokensPerSecond ?? 0);
    return {
      kind: input.kind,
      id: input.id,
      provider: input.provider,
      product: input.product,
      bills: input.bills,
      monthUsd,
      range: input.range ?? exactly(monthUsd),
      atLeast: input.atLeast ?? false,
      effectivePerHour: hours > 0 ? monthUsd / hours : null,
      perMillionTokens: served,
      difference: { usd, share: this.modalMonth > 0 ? usd / this.modalMonth : null },
      machines: input.machines ?? null,
      utilization: input.utilization ?? null,
      rate: input.rate ?? null,
      price: input.price,
      notes: input.notes,
    };
  }

  /** The row of an offer, or the reason why there is none. */
  offer(offer: PricedProvider, book: PriceBook): ComparisonRow | string {
    const common = {
      kind: 'provider',
      id: offer.id,
      provider: offer.name,
      product: offer.product,
      bills: offer.bills,
      price: priceOrigin(book, offer.price),
    } as const;
    const remarks = [offer.price.note, offer.note].filter((note) => note !== undefined);
    switch (offer.bills) {
      case 'wholeMonth':
        return this.machines(offer, common, remarks);
      case 'liveTime':
        return this.liveTime(offer, common, remarks);
      case 'activeTime':
        return this.activeTime(offer, common, remarks);
    }
  }

  private machines(
    offer: PricedProvider,
    common: Omit<RowInput, 'monthUsd' | 'notes'>,
    remarks: readonly string[],
  ): ComparisonRow | string {
    const { gpu, clusterSize } = this.work;
    const perMachine = containersPerMachine(offer.gpusPerInstance, gpu.count);
    if (perMachine === 0)
      return t('One container has {0} GPUs, a machine of these {1}.', gpu.count, offer.gpusPerInstance ?? 0);
    const gpus = offer.gpusPerInstance ?? gpu.count;
    const machinePerHour = hourlyPrice(offer) * gpus;
    const machineMonthUsd = machinePerHour * this.hoursPerMonth;
    const machines = machinesNeeded(this.busyContainers, perMachine, clusterSize);
    const spare =
      machines * perMachine - Math.max(clusterSize, Math.ceil(this.busyContainers * (1 - 1e-9)), 1);
    return this.row({
      ...common,
      monthUsd: machines * machineMonthUsd,
      machines,
      utilization: utilizationBreakEven({
        machinePerHour,
        activePerHour: this.modal.activePerHour,
        containersPerMachine: perMachine,
        floorPerHour: this.month(0) / this.hoursPerMonth,
      }),
      rate: this.withRates
        ? rateBreakEven(
            this.month,
            machinePieces({
              machineMonthUsd,
              perMachine,
              least: clusterSize,
              busyPerRequest: this.busyPerRequest,
              to: this.searchedTo(perMachine),
            }),
          )
        : null,
      notes: [
        t('{0} of {1}, paid for the whole month.', countOf(offer.kind, machines), gpuCount(gpus)),
        ...(spare > 0 ? [spareRoom(spare)] : []),
        ...(offer.gpusPerInstance === undefined && gpu.count > 1 ? [gpusTaken(offer.kind, gpu.count)] : []),
        ...remarks,
      ],
    });
  }

  private liveTime(
    offer: PricedProvider,
    common: Omit<RowInput, 'monthUsd' | 'notes'>,
    remarks: readonly string[],
  ): ComparisonRow {
    const window = offer.idleTimeoutSeconds;
    const startup = offer.coldStartSeconds;
    const startupSeconds = startup?.value ?? this.work.usage.startupSeconds;
    const perSecond = this.perContainerSecond(offer);
    const at = (requestsPerDay: number): LiveSeconds =>
      this.live(requestsPerDay, window?.value ?? 0, startupSeconds);
    const cost = (part: 'low' | 'likely' | 'high', live: LiveSeconds): number =>
      (live.live[part] + live.startupSeconds[part]) * this.containers * perSecond;
    const now = at(this.work.usage.requestsPerDay);
    const atLeast = window === undefined;
    return this.row({
      ...common,
      monthUsd: cost('likely', now),
      range: { low: cost('low', now), high: cost('high', now) },
      atLeast,
      rate: this.smoothRate((requestsPerDay) => cost('likely', at(requestsPerDay))),
      notes: [
        t('Billed from start to stop: start-up, requests and idling; no limit on workers.'),
        startup === undefined
          ? t('A start takes {0} s, as on Modal.', startupSeconds)
          : t('A start takes {0} s, as the book measured it.', startupSeconds),
        atLeast
          ? t(
              'How long it idles before it stops, the book does not say: counted without, so it costs this or more, and Modal may be cheaper sooner.',
            )
          : t('It stops after idling for {0} s.', window.value),
        ...remarks,
      ],
    });
  }

  private activeTime(
    offer: PricedProvider,
    common: Omit<RowInput, 'monthUsd' | 'notes'>,
    remarks: readonly string[],
  ): ComparisonRow {
    const perSecond = this.perContainerSecond(offer);
    const cost = (rate: number): number =>
      this.live(rate, 0, 0).activeSeconds.likely * this.activeScale * perSecond;
    return this.row({
      ...common,
      monthUsd: this.activeSeconds * perSecond,
      rate: this.smoothRate(cost),
      notes: [t('Billed while it answers requests: neither start-up nor idling.'), ...remarks],
    });
  }

  private perContainerSecond(offer: PricedProvider): number {
    return (hourlyPrice(offer) / SECONDS_PER_HOUR) * this.work.gpu.count;
  }

  private smoothRate(monthUsd: Piece['monthUsd']): RateBreakEven | null {
    if (!this.withRates) return null;
    return rateBreakEven(this.month, [{ from: 0, to: this.searchedTo(1), monthUsd, steady: false }]);
  }

  /** Modal's month, asked once for each rate. */
  private readonly month = (requestsPerDay: number): number => {
    let month = this.months.get(requestsPerDay);
    if (month === undefined) this.months.set(requestsPerDay, (month = this.modal.monthUsd(requestsPerDay)));
    if (!(month >= 0 && month < Infinity))
      throw new RangeError(`Modal's month must be a sum of USD, not ${month}.`);
    return month;
  };

  /** Busy containers within the active hours, for one request a day: containers that take several are taken to be full. */
  private get busyPerRequest(): number {
    const { secondsPerRequest, activeHoursPerDay, daysPerMonth, concurrency } = this.work.usage;
    if (daysPerMonth === 0) return 0;
    return (secondsPerRequest * this.containers) / (activeHoursPerDay * SECONDS_PER_HOUR * concurrency);
  }

  private searchedTo(perMachine: number): number {
    const { secondsPerRequest, activeHoursPerDay, requestsPerDay } = this.work.usage;
    const busy = Math.max(SEARCHED_CONTAINERS, SEARCHED_MACHINES * perMachine, this.containers);
    const daySeconds = activeHoursPerDay * SECONDS_PER_HOUR;
    const most = Math.min(
      MAX_REQUESTS_PER_DAY,
      MAX_REQUESTS_PER_SECOND * daySeconds,
      (MAX_CONCURRENCY / secondsPerRequest) * daySeconds,
    );
    const wanted = this.busyPerRequest > 0 ? busy / this.busyPerRequest : 1;
    const served = this.modal.mostRequestsPerDay ?? Infinity;
    // A hair inside the limits, which are compared after a division.
    return Math.min(Math.min(most, served) * (1 - 1e-9), Math.max(wanted, 2 * requestsPerDay));
  }

  /** The traffic as an autoscaler without a floor or a limit meets it. */
  private live(requestsPerDay: number, scaledownWindow: number, startupSeconds: number): LiveSeconds {
    const { usage } = this.work;
    const traffic: Traffic = {
      arrivalsPerSecond: requestsPerDay / (usage.activeHoursPerDay * SECONDS_PER_HOUR),
      serviceSeconds: usage.secondsPerRequest,
      concurrency: usage.concurrency,
      startupSeconds,
    };
    const pool: Pool = { minContainers: 0, maxContainers: null, bufferContainers: 0, scaledownWindow };
    return liveSeconds(traffic, pool, this.period);
  }
}

/** A month of so many hours, with the usage's active ones in it. */
function periodOf({ activeHoursPerDay, daysPerMonth }: ComparedWork['usage'], hoursPerMonth: number): Period {
  const seconds = hoursPerMonth * SECONDS_PER_HOUR;
  const days = Math.min(daysPerMonth, hoursPerMonth / 24);
  return {
    seconds,
    activeSeconds: Math.min(seconds, days * activeHoursPerDay * SECONDS_PER_HOUR),
    activePeriods: activeHoursPerDay < 24 ? Math.max(1, Math.round(days)) : 1,
  };
}

/** What one container costs a month at a share of its time, on Modal (active time alone) and on machines. */
export interface UtilizationTable {
  readonly gpu: Gpu;
  readonly bookId: string;
  readonly hoursPerMonth: number;
  /** Modal's container at work, in USD an hour. */
  readonly activePerHour: number;
  /** Offers that are paid for the whole month, in the book's order: one machine each. */
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
    /** `modal`, or the id of the cheapest offer; at the same price Modal. */
    readonly winner: string;
  }[];
}

/** The shares of the review's FIG 5.1. */
export const REVIEW_SHARES = [0.05, 0.15, 0.25, 0.3, 0.5, 0.8, 1] as const;

/**
 * The review's FIG 5.1 for any book and GPU: Modal's active time at some utilizations against machines that are paid all
 * month. Undefined where no book has a price for the GPU.
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
  const activePerHour = rate.activePerSecond.low * SECONDS_PER_HOUR;
  const offers = providersFor(book, quote.pricedAs)
    .filter(
      (offer) => offer.bills === 'wholeMonth' && containersPerMachine(offer.gpusPerInstance, gpu.count) > 0,
    )
    .map((offer) => {
      const machinePerHour = hourlyPrice(offer) * (offer.gpusPerInstance ?? gpu.count);
      return {
        id: offer.id,
        provider: offer.name,
        product: offer.product,
        monthUsd: machinePerHour * hoursPerMonth,
        breakEven: utilizationBreakEven({ machinePerHour, activePerHour }),
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

/** `3 machines`. */
function countOf(kind: PricedProvider['kind'], count: number): string {
  if (kind === 'machine') return count === 1 ? t('1 machine') : t('{0} machines', count);
  return count === 1 ? t('1 worker') : t('{0} workers', count);
}

function gpuCount(count: number): string {
  return count === 1 ? t('1 GPU') : t('{0} GPUs', count);
}

function spareRoom(containers: number): string {
  return containers === 1
    ? t('Room for 1 more busy container.')
    : t('Room for {0} more busy containers.', containers);
}

function gpusTaken(kind: PricedProvider['kind'], count: number): string {
  return kind === 'machine'
    ? t('How many GPUs a machine has, the book does not say: taken as {0}.', count)
    : t('How many GPUs a worker has, the book does not say: taken as {0}.', count);
}
