/** The likely month as a function of numbers alone, for whoever draws it: the host's view, or the page while a reader drags. */
import type { CostModel, OfferModel } from './panelView';
import type { Assessment } from '../../cost/assess';
import type { KnownMonth } from '../../cost/month';
import type { Comparison, ComparisonRow } from '../../cost/comparison/comparison';
import { hostOf, requestsOfOne } from '../../cost/comparison/compareDeclaration';
import { offerMonth, offerTerms, type HostRequest, type MonthsWork } from '../../cost/comparison/offerMonth';
import { scaleAt, scaleOf } from '../../cost/comparison/scaleOf';
import { demandOf } from '../../cost/demand';
import { formulaSeconds } from '../../cost/monthWork';
import type { RatePart } from '../../cost/containerRate';
import type { PricedProvider } from '../../pricing/lookup';
import type { PriceBook } from '../../pricing/schema';
import { offerName } from '../comparisonText';
import { shorten } from '../escape';
import { usd } from '../money';
import { t } from '../words/translate';

/** Lines that can be told apart: two of Modal's own and the cheapest offers of the book. */
const MAX_OFFERS = 6;

/**
 * The model of a declaration whose month is known and can be compared; null for any other.
 * @param more what comes on top of the month
 */
export function costModelOf(
  { estimate, usage, month }: Assessment,
  comparison: Comparison | null,
  more: Pick<CostModel, 'extra' | 'atLeast'>,
): CostModel | null {
  if (!usage || month?.status !== 'known' || !comparison) return null;
  const [{ rate }] = month.options;
  const { requestsPerDay, secondsPerRequest, activeHoursPerDay, daysPerMonth, concurrency, startupSeconds } =
    usage.usage;
  const { count } = comparison.gpu;
  const rows = shownOffers(comparison);
  const model: CostModel = {
    hoursPerMonth: estimate.context.hoursPerMonth,
    active: perSecond(rate.active, count, 'middle'),
    least: perSecond(rate.active, count, 'low'),
    idle: perSecond(rate.idle, count, 'middle'),
    gpuCount: count,
    bills: { tail: rate.book.billing.scaledownTail, startup: month.includesStartup },
    pool: month.pool,
    clusterSize: month.clusterSize,
    singleUse: estimate.settings.singleUse === true,
    usage: {
      requestsPerDay,
      secondsPerRequest,
      activeHoursPerDay,
      daysPerMonth,
      concurrency,
      startupSeconds,
    },
    offers: rows.flatMap((row) => offerModel(row, rate.book, hostOf(rate))),
    ...more,
    scale: 1,
    scaledAt: requestsPerDay,
  };
  if (month.seconds.method !== 'simulated' && startupSeconds === 0 && concurrency === 1) return model;
  const [formulas, floor] = [costsAt(model, requestsPerDay), costsAt(model, 0)];
  return formulas && floor ? throughSimulated(model, month, rows, { formulas, floor }) : model;
}

/** A line has too many places to simulate each: the formulas draw it, through the months that were simulated. */
function throughSimulated(
  model: CostModel,
  { options: [{ bill }], seconds: { method } }: KnownMonth,
  rows: readonly ComparisonRow[],
  { formulas, floor }: { readonly formulas: Costs; readonly floor: Costs },
): CostModel {
  const month = (id: string): number => rows.find((row) => row.id === id)?.monthUsd ?? 0;
  return {
    ...model,
    scale: method === 'simulated' ? scaleOf(formulas.modal, bill.total.likely, floor.modal) : 1,
    offers: model.offers.map((offer, i) => ({
      ...offer,
      scale: scaleOf(formulas.offers[i] ?? 0, month(offer.id)),
    })),
  };
}

/** What a container-second costs: for each GPU, and for all else. */
function perSecond(parts: readonly RatePart[], gpus: number, of: 'low' | 'middle'): CostModel['active'] {
  const sum = (isGpu: boolean): number =>
    parts
      .filter(({ what }) => (what === 'gpu') === isGpu)
      .reduce((all, { perSecond: { low, high } }) => all + (of === 'low' ? low : (low + high) / 2), 0);
  return { gpu: sum(true) / gpus, rest: sum(false) };
}

/** The offers that a chart shows, each once: the cheapest first, two of each provider, such as on demand and reserved. */
function shownOffers({ rows }: Comparison): ComparisonRow[] {
  const shown = new Map<string, number>();
  return rows
    .filter(({ kind, id, offerId, cannotWin, provider }) => {
      if (id !== offerId || cannotWin === 'noContainer') return false;
      const count = shown.get(provider) ?? 0;
      shown.set(provider, count + 1);
      return kind === 'provider' && count < 2;
    })
    .slice(0, MAX_OFFERS);
}

function offerModel(row: ComparisonRow, { providers }: PriceBook, host: HostRequest): OfferModel[] {
  const offer = providers.find(({ id, price }) => id === row.id && price !== null);
  if (!offer) return [];
  const label = shorten(offerName({ ...row, machines: null }), 200);
  return [{ id: offer.id, label, ...offerTerms(offer as PricedProvider, host), scale: 1 }];
}

/** What the inputs that can be dragged change in a model, by their names. Null for another input, or a value out of range. */
export function changedModel(model: CostModel, name: string, value: number): CostModel | null {
  if (!Number.isFinite(value) || value < 0) return null;
  const { pool, clusterSize } = model;
  const inUsage = (field: keyof CostModel['usage']): CostModel => ({
    ...model,
    usage: { ...model.usage, [field]: value },
  });
  switch (name) {
    case 'gpu_count':
      return { ...model, gpuCount: value };
    case 'min_containers': {
      const minContainers = value / clusterSize;
      const maxContainers = pool.maxContainers === null ? null : Math.max(pool.maxContainers, minContainers);
      return Number.isInteger(minContainers)
        ? { ...model, pool: { ...pool, minContainers, maxContainers } }
        : null;
    }
    case 'buffer_containers': {
      const bufferContainers = value / clusterSize;
      return Number.isInteger(bufferContainers) ? { ...model, pool: { ...pool, bufferContainers } } : null;
    }
    case 'scaledown_window':
      return { ...model, pool: { ...pool, scaledownWindow: model.singleUse ? 0 : value } };
    case 'requests_per_day':
      return inUsage('requestsPerDay');
    case 'seconds_per_request':
      return inUsage('secondsPerRequest');
    case 'active_hours_per_day':
      return inUsage('activeHoursPerDay');
    case 'concurrency':
      return inUsage('concurrency');
    case 'startup_seconds':
      return inUsage('startupSeconds');
    default:
      return null;
  }
}

/** Requests a day that keep all places of one container of a model taken all month. */
export function requestsOfModel({ hoursPerMonth, singleUse, usage }: CostModel): number {
  return requestsOfOne(singleUse ? { ...usage, concurrency: 1 } : usage, hoursPerMonth);
}

/** The month in a line. */
export function monthHeadline(likely: number, atLeast: boolean): string {
  const month = usd(likely);
  return atLeast ? t('{0} or more per month', month) : t('{0} per month', month);
}

/** USD a month at some traffic: Modal as billed, its active time alone, and each offer (null: a container does not fit). */
export interface Costs {
  readonly modal: number;
  readonly active: number;
  readonly offers: readonly (number | null)[];
}

/** The costs at so many requests a day, with those of all offers or, for who asks about one, of that alone. */
export type Curve = (requestsPerDay: number, offer?: number) => Costs | null;

/** `costsAt` along a model, each place worked out once. The model's own requests are no part of it. */
export function costCurve(model: CostModel, months: OfferMonths = offerMonths()): Curve {
  const all = model.offers.map((_, offer) => offer);
  const withAll = new Map<number, Costs | null>();
  const withOne = model.offers.map(() => new Map<number, Costs | null>());
  return (requestsPerDay, offer) => {
    const known = offer === undefined ? withAll : withOne[offer]!;
    let costs = known.get(requestsPerDay);
    if (costs === undefined) {
      costs = costsAt(model, requestsPerDay, { offers: offer === undefined ? all : [offer], months });
      known.set(requestsPerDay, costs);
    }
    return costs;
  };
}

/** What an offer of a model costs a month for some work, where it is known already, else worked out. */
export type OfferMonths = (offer: number, model: CostModel, work: MonthsWork) => number | null;

/**
 * Months of offers, each worked out once: for models that differ in their pool alone, of which an offer knows nothing, unless it
 * bills the seconds that Modal's containers are at work.
 */
export function offerMonths(): OfferMonths {
  const known: Map<number, number | null>[] = [];
  return (offer, { offers, scaledAt }, work) => {
    const terms = offers[offer]!;
    const { requestsPerDay } = work.usage;
    const months = (known[offer] ??= new Map());
    let month = terms.bills === 'activeTime' ? undefined : months.get(requestsPerDay);
    if (month === undefined) months.set(requestsPerDay, (month = usdOf(terms, work, scaledAt)));
    return month;
  };
}

function usdOf(offer: OfferModel, work: MonthsWork, scaledAt: number): number | null {
  const month = offerMonth(offer, work);
  return month && scaleAt(offer.scale, scaledAt, work.usage.requestsPerDay) * month.usd.likely;
}

/** The offers that are asked about, by default all of them, and what is known of their months. */
interface AskedOffers {
  readonly offers?: readonly number[];
  readonly months?: OfferMonths;
}

/** The likely costs at so many requests a day; null where the model does not go, or max_containers cannot keep up. */
export function costsAt(
  model: CostModel,
  requestsPerDay: number,
  { offers = model.offers.map((_, offer) => offer), months = offerMonths() }: AskedOffers = {},
): Costs | null {
  const { clusterSize: size, gpuCount, bills, pool, singleUse } = model;
  const usage = { ...model.usage, requestsPerDay };
  const demand = demandOf(usage, model.hoursPerMonth);
  const seconds = formulaSeconds(
    { demand, scheduled: null, atTimeout: false, assumptions: [] },
    pool,
    singleUse,
  );
  if ('status' in seconds || seconds.unstable) return null;
  const of = ({ gpu, rest }: CostModel['active']): number => gpu * gpuCount + rest;
  const activeSeconds = seconds.activeSeconds.likely * size;
  const billed =
    activeSeconds +
    (bills.tail ? seconds.tailSeconds.likely * size : 0) +
    (bills.startup ? seconds.startupSeconds.likely * size : 0);
  const { hoursPerMonth } = model;
  const floorUsd = of(model.idle) * pool.minContainers * hoursPerMonth * 3_600 * size;
  const modal = of(model.active) * billed + of(model.idle) * seconds.floorIdleSeconds.likely * size;
  const work = { gpuCount, clusterSize: size, usage, hoursPerMonth, activeSeconds };
  return {
    modal: floorUsd + scaleAt(model.scale, model.scaledAt, requestsPerDay) * (modal - floorUsd),
    active: of(model.least) * activeSeconds,
    offers: offers.map((offer) => months(offer, model, work)),
  };
}
