import { inBook, monthOptions, needsList, type Assessment } from '../assess';
import type { ComparedWork, CompareOptions, Comparison, ModalSide } from './comparison';
import { cheaperUpTo, compareOffersInSteps } from './compareOffers';
import { atOnce, neverPause, type Pause, type Steps } from '../../python/resumable';
import type { ContainerRate, RatePart } from '../containerRate';
import { likelyMonthUsd } from '../month';
import { isStated, poolOf, type TrafficUsage } from '../demand';
import { changesOf } from '../estimate';
import { AT_ONCE, FORMULAS } from '../simulations';
import type { HostRequest } from './offerMonth';
import { scaleAt, scaleOf } from './scaleOf';

/** How much to compute. */
export interface ComparisonOptions {
  /** Whether to look for the request rates at which the cheaper side changes. */
  readonly rateBreakEvens: boolean;
}

/**
 * Compares the work of an assessed declaration, with its first GPU option, with every other offer in the price book.
 * If the book has no price for that option, the whole comparison is by Modal's list: Modal's side and all others.
 * Null without a GPU, without a known cost per month, for scheduled work, because nobody rents a machine for that, and for
 * requests that do not come evenly.
 */
export function comparisonOf(assessment: Assessment, options: ComparisonOptions): Comparison | null {
  return atOnce(comparisonInSteps(assessment, options, neverPause));
}

/** The same with pauses: request rates take tens of milliseconds to search. */
export function* comparisonInSteps(
  assessment: Assessment,
  options: ComparisonOptions,
  pause: Pause,
): Steps<Comparison | null> {
  const sides = sidesOf(assessment);
  return (
    sides && (yield* compareOffersInSteps(sides.work, sides.modal, { ...sides.options, ...options }, pause))
  );
}

/**
 * The utilization of one container up to which Modal is cheaper, as billed, than an offer that is cheaper now: more than 1
 * for several containers; null if there is none.
 */
export function breakEvenShare(assessment: Assessment, offerId: string): number | null {
  const sides = sidesOf(assessment);
  const requestsPerDay = sides && cheaperUpTo(sides.work, sides.modal, sides.options, offerId);
  return requestsPerDay && requestsPerDay / requestsOfOne(sides.work.usage, sides.options.hoursPerMonth);
}

/** Requests a day that keep all places of one container taken all month, spread over the days with traffic. */
export function requestsOfOne(
  { daysPerMonth, secondsPerRequest, concurrency }: TrafficUsage,
  hoursPerMonth: number,
): number {
  return (hoursPerMonth * 3_600 * concurrency) / (Math.max(daysPerMonth, 1e-9) * secondsPerRequest);
}

interface Sides {
  readonly work: ComparedWork;
  readonly modal: ModalSide;
  readonly options: CompareOptions & { readonly hoursPerMonth: number };
}

/** What is compared; null where nothing is. */
function sidesOf(assessment: Assessment): Sides | null {
  const { list } = assessment.estimate.context;
  const byList = needsList(assessment);
  return sidesBy(byList ? inBook(assessment, list) : assessment, byList);
}

function sidesBy(assessment: Assessment, byList: boolean): Sides | null {
  const { estimate, use, usage, month } = assessment;
  if (!usage?.given || month?.status !== 'known' || month.unstable !== null || estimate.scheduled)
    return null;
  // Machines and other workers are counted by formulas, for requests that come evenly.
  if (isStated(usage)) return null;
  const [first] = estimate.alternatives;
  if (!first?.gpu || !first.rate) return null;
  const { book, list, hoursPerMonth } = estimate.context;
  const [option] = month.options;
  const { activeHoursPerDay, secondsPerRequest, concurrency } = usage.usage;
  const limit = month.pool.maxContainers;
  // Above this rate the pool is full, and Modal's cost no longer rises with work that it cannot do.
  const most = limit === null ? null : (limit * concurrency * activeHoursPerDay * 3_600) / secondsPerRequest;
  const byFormulaAlone = { ...monthOptions(use), simulations: FORMULAS };
  const byFormulas = (requestsPerDay: number): number => {
    const at = { ...usage, usage: { ...usage.usage, requestsPerDay } };
    // The usage itself is valid and priced. Rates that the model does not accept are not searched: see
    // `mostRequestsPerDay`.
    return likelyMonthUsd(estimate, at, byFormulaAlone) ?? option.bill.total.likely;
  };
  // Too many rates are asked about to simulate each: the formulas count, so scaled that they have the simulated month.
  const isSimulated = month.seconds.method === 'simulated';
  const floor = isSimulated ? byFormulas(0) : 0;
  const scale = isSimulated
    ? scaleOf(byFormulas(usage.usage.requestsPerDay), option.bill.total.likely, floor)
    : 1;
  const monthUsd = (requestsPerDay: number): number =>
    isSimulated && requestsPerDay === usage.usage.requestsPerDay
      ? option.bill.total.likely
      : floor +
        scaleAt(scale, usage.usage.requestsPerDay, requestsPerDay) * (byFormulas(requestsPerDay) - floor);
  return {
    work: { gpu: first.gpu, clusterSize: month.clusterSize, host: hostOf(option.rate), usage: usage.usage },
    modal: {
      activePerHour: option.rate.activePerSecond.low * 3_600,
      monthUsd,
      mayFall: isSimulated || (month.includesStartup && usage.usage.startupSeconds > 0),
      monthKey: [
        option.rate.book,
        ...monthKeyOf(first.rate, assessment),
        ...[isSimulated, option.bill.total.likely, scale, floor],
      ],
      range: { low: option.bill.total.low, high: option.bill.total.high },
      // Demand counts groups of containers; a machine does the work of single containers.
      activeSeconds: month.seconds.activeSeconds.likely * month.clusterSize,
      ...(most === null ? {} : { mostRequestsPerDay: most }),
    },
    options: { book, list, hoursPerMonth, byList, simulations: use.simulations ?? AT_ONCE },
  };
}

/** All that `likelyMonthUsd` depends on besides the number of requests, where no schedule gives the work. */
function monthKeyOf(rate: ContainerRate, { estimate, use, usage }: Assessment): readonly unknown[] {
  const { settings, subject, context } = estimate;
  const pool = poolOf(settings);
  const facts = [
    usage?.usage,
    usage?.origins.concurrency.source,
    usage?.origins.secondsCv.source,
    { ...pool, assumptions: [] },
    changesOf(subject)?.hours ?? null,
    settings.timeout.interval,
    settings.isSandbox,
    settings.autoscalingOff !== null,
    [rate.active, rate.activePerSecond, rate.idle, rate.idlePerSecond],
    use.includeStartup,
  ];
  return [context.hoursPerMonth, JSON.stringify(facts, written)];
}

/** JSON has `null` for the numbers that are none. */
function written(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

/** CPU and memory of a container as Modal bills them; the least that a container has if the GPU's rate includes them. */
export function hostOf({ active, book }: ContainerRate): HostRequest {
  const amount = (name: RatePart['what']): number | undefined =>
    active.find(({ what }) => what === name)?.amount.low;
  return {
    cores: amount('cpu') ?? book.minimumCores.value,
    gib: amount('memory') ?? book.minimumMiB.value / 1_024,
  };
}
