/**
 * Sustained load, or bursts. With a known cost per month, the comparison with other offers decides, so that fit and
 * comparison cannot disagree. Without one, the utilization and the break-even of the cheapest machine decide.
 */
import {
  priceOrigin,
  type Comparison,
  type ComparisonRow,
  type PriceOrigin,
} from '../../cost/comparison/comparison';
import { containersPerMachine } from '../../cost/comparison/machines';
import { machineBreakEven } from '../../cost/comparison/machineBreakEven';
import { machinePerHour } from '../../cost/comparison/offerMonth';
import { containerRate } from '../../cost/containerRate';
import { withRealUse } from '../../cost/monthBill';
import type { Gpu } from '../../modal/gpu';
import { hourlyPrice, providersFor } from '../../pricing/lookup';
import type { Figure, PriceBook } from '../../pricing/schema';
import { bookCitation, gpusOf, type FitContext } from './fitContext';
import type { Alternative, Citation, FitFinding, Verdict } from './fitFinding';
import { fitFinding } from './newFinding';
import { alternativeFor, CLAIMS, REVIEW } from './reviewClaims';
import type { MachineBreakEven, OfferMonths } from './fitMessages';

/** Our threshold: from this share of the break-even, or of the machine's cost, on, Modal is near it. */
const NEAR_BREAK_EVEN = 0.8;

/** The review's “idle most of the day”. */
const MOSTLY_IDLE = 0.5;

export function sustainedLoad(context: FitContext): FitFinding[] {
  const { facts, comparison } = context;
  if (facts.gpus?.length === 0) return [];
  if (comparison?.ranked) return [byComparison(comparison, context)];
  return [byRates(context)];
}

/** The verdict of the prices per hour, where no months can be compared. */
function byRates(context: FitContext): FitFinding {
  const best = lowest(gpusOf(context).flatMap((gpu) => rivals(gpu, context)));
  return best ? byUtilization(best, context) : nothingToCompare(context);
}

/**
 * The same beside a comparison that has no machine: what the review says of one in a scenario is no offer to rent, so that
 * alone it makes nothing unfit.
 */
function withoutMonths(context: FitContext): FitFinding {
  const found = byRates(context);
  return found.verdict === 'poor' ? { ...found, verdict: 'caution' } : found;
}

function nothingToCompare({ facts, books: { book } }: FitContext): FitFinding {
  return fitFinding(
    facts.gpus === null
      ? { rule: 'sustained', kind: 'gpuNotKnown', arguments: {} }
      : { rule: 'sustained', kind: 'noMachinePrice', arguments: { lineage: book.lineage } },
    'unknown',
    bookCitation(book),
  );
}

/**
 * The verdict of a comparison: `poor` if a machine does the same work for less, `caution` if another offer does or if
 * requests would wait too long on the machine, otherwise `good`, or `caution` near the break-even.
 */
function byComparison(comparison: Comparison, context: FitContext): FitFinding {
  const { rows, modal, winner } = comparison;
  const machines = rows.filter(({ machines: count }) => count !== null);
  const isCheaper = ({ monthUsd }: ComparisonRow): boolean => monthUsd < modal.monthUsd;
  const machine = machines.find(({ cannotWin }) => cannotWin === null);
  if (machine && isCheaper(machine)) return cheaperMachine(machine, comparison, context);
  if (winner.kind === 'provider') return found(winner, 'offerCheaper', 'caution', comparison, context);
  const queued = machines.find(isCheaper);
  if (queued) return found(queued, 'machineQueues', 'caution', comparison, context);
  if (!machine) return withoutMonths(context);
  const { utilization } = context.facts;
  const { kind, share } = machine.utilization!;
  const isBelow = kind === 'at' && utilization !== null && utilization < share;
  // A load above the break-even of one machine may need several.
  return isBelow
    ? byUtilization(rivalOf(machine, comparison), context, monthsOf(machine, comparison))
    : found(machine, 'modalCheaper', isNear(comparison, machine) ? 'caution' : 'good', comparison, context);
}

function cheaperMachine(row: ComparisonRow, comparison: Comparison, context: FitContext): FitFinding {
  const { utilization } = context.facts;
  // The review's rule is about active time. If idle time decides, the sums of the month say so.
  return row.utilization?.kind === 'at' && utilization !== null && utilization >= row.utilization.share
    ? byUtilization(rivalOf(row, comparison), context, monthsOf(row, comparison))
    : found(row, 'offerCheaper', 'poor', comparison, context);
}

function found(
  row: ComparisonRow,
  kind: 'offerCheaper' | 'machineQueues' | 'modalCheaper',
  verdict: Verdict,
  comparison: Comparison,
  context: FitContext,
): FitFinding {
  const { provider, product, price } = row;
  const said = monthsOf(row, comparison);
  const alternative: Alternative | null = verdict === 'poor' ? { kind: 'offer', provider, product } : null;
  const source = price ? citationOf(price) : bookCitation(context.books.book);
  return fitFinding({ rule: 'sustained', kind, arguments: said }, verdict, source, { alternative });
}

function monthsOf(
  { provider, product, machines, monthUsd, queue }: ComparisonRow,
  { modal }: Comparison,
): OfferMonths {
  return {
    provider,
    product,
    machines,
    offerUsdPerMonth: monthUsd,
    modalUsdPerMonth: modal.monthUsd,
    waitSeconds: queue?.meanWaitSeconds ?? null,
  };
}

/** Whether a machine costs little more than Modal, as billed. */
function isNear({ modal }: Comparison, { monthUsd }: Pick<ComparisonRow, 'monthUsd'>): boolean {
  return modal.monthUsd >= monthUsd * NEAR_BREAK_EVEN;
}

/** @param months what both cost as billed, where that is known: then it decides, and not the active time */
function byUtilization(
  rival: Rival,
  { facts, byReview }: FitContext,
  months: OfferMonths | null = null,
): FitFinding {
  const { provider, product, share } = rival.breakEven;
  const source = byReview ? REVIEW : citationOf(rival.price);
  const alternative: Alternative | null = byReview
    ? alternativeFor('sustained')
    : { kind: 'offer', provider, product };
  const { utilization } = facts;
  if (rival.isBelowFloor)
    return fitFinding(
      { rule: 'sustained', kind: 'floorDearer', arguments: rival.breakEven },
      'poor',
      source,
      { alternative },
    );
  if (share > 1)
    return fitFinding(
      { rule: 'sustained', kind: 'machineDearer', arguments: rival.breakEven },
      'good',
      source,
    );
  if (utilization === null)
    return fitFinding(
      { rule: 'sustained', kind: 'utilizationNotKnown', arguments: rival.breakEven },
      'unknown',
      source,
      { alternative },
    );
  const said = { ...rival.breakEven, utilization, months };
  const load = months ? months.modalUsdPerMonth / months.offerUsdPerMonth : utilization / share;
  if (load >= 1)
    return fitFinding({ rule: 'sustained', kind: 'aboveBreakEven', arguments: said }, 'poor', source, {
      alternative,
    });
  if (load >= NEAR_BREAK_EVEN)
    return fitFinding({ rule: 'sustained', kind: 'nearBreakEven', arguments: said }, 'caution', source, {
      alternative,
    });
  const kind = utilization < MOSTLY_IDLE ? 'mostlyIdle' : 'belowBreakEven';
  return fitFinding({ rule: 'bursty', kind, arguments: said }, 'good', source);
}

/** A machine of another provider, and the utilization above which it is cheaper than a container on Modal. */
interface Rival {
  readonly price: PriceOrigin;
  readonly breakEven: MachineBreakEven;
  /** Modal's warm floor alone costs as much as the machine, or more. */
  readonly isBelowFloor: boolean;
}

function lowest(all: readonly Rival[]): Rival | undefined {
  return all.reduce<Rival | undefined>(
    (best, next) => (best && rank(best) <= rank(next) ? best : next),
    undefined,
  );
}

function rank({ isBelowFloor, breakEven }: Rival): number {
  return isBelowFloor ? breakEven.share - Number.MAX_SAFE_INTEGER : breakEven.share;
}

/** A row of the comparison, as the rival of a container. */
function rivalOf(row: ComparisonRow, { hoursPerMonth }: Comparison): Rival {
  const { provider, product, monthUsd, machines, utilization, price } = row;
  const machineUsdPerHour = monthUsd / (machines! * hoursPerMonth);
  const { share } = utilization!;
  const activeUsdPerHour = machineUsdPerHour / share;
  const breakEven = { provider, product, machineUsdPerHour, activeUsdPerHour, share };
  return { price: price!, breakEven, isBelowFloor: false };
}

/** The machines for one container; a machine with room for more is still paid as a whole. */
function rivals(gpu: Gpu, { facts: { container }, books, byReview }: FitContext): Rival[] {
  const asked = containerRate(gpu, { params: container?.params ?? {}, sandbox: false }, books);
  if (!asked?.quote) return [];
  const { book, quote, activePerSecond } = container?.use ? withRealUse(asked, container.use) : asked;
  const activeUsdPerHour = activePerSecond.low * 3_600;
  const side = {
    gpuCount: gpu.count,
    activePerHour: activeUsdPerHour,
    floorPerHour: container?.floorUsdPerHour ?? 0,
  };
  const offers = providersFor(book, quote!.pricedAs)
    .filter(({ bills }) => bills === 'wholeMonth')
    .map((offer) => ({
      perGpuHour: hourlyPrice(offer),
      gpusPerInstance: offer.gpusPerInstance ?? null,
      provider: offer.name,
      product: offer.product,
      price: priceOrigin(book, offer.price),
    }));
  const machines = offers.length > 0 || !byReview ? offers : machinesOfScenarios(quote!.pricedAs, book);
  return machines
    .filter(({ gpusPerInstance }) => containersPerMachine(gpusPerInstance ?? undefined, gpu.count) > 0)
    .map(({ provider, product, price, ...terms }) => {
      const { kind, share } = machineBreakEven(side, terms, 1);
      const machineUsdPerHour = machinePerHour(terms, gpu.count);
      const breakEven: MachineBreakEven = { provider, product, machineUsdPerHour, activeUsdPerHour, share };
      return { price, breakEven, isBelowFloor: kind === 'never' };
    });
}

/** A machine on a GPU. */
interface Machine {
  readonly provider: string;
  readonly product: string;
  readonly perGpuHour: number;
  readonly gpusPerInstance: number | null;
  readonly price: PriceOrigin;
}

/** The machines that the review compares its scenarios with: of a GPU that its tables have no machine for. */
function machinesOfScenarios(type: string, book: PriceBook): Machine[] {
  return CLAIMS.scenarios.flatMap(({ gpu, machines }) => {
    if (gpu !== type || !machines) return [];
    const { provider, product, usdPerGpuHour: perGpuHour, note } = machines;
    const figure = {
      value: perGpuHour,
      unit: 'USD/GPU-h' as const,
      source: CLAIMS.source,
      date: REVIEW.date,
      note,
    };
    return [{ provider, product, perGpuHour, gpusPerInstance: null, price: priceOrigin(book, figure) }];
  });
}

function citationOf({
  figure,
  source,
}: {
  readonly figure: Figure;
  readonly source: PriceOrigin['source'];
}): Citation {
  return {
    who: 'book',
    title: source?.title ?? figure.source,
    url: source?.url ?? null,
    date: figure.date,
  };
}
