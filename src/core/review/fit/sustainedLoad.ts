/** Sustained load, or bursts: compares the utilization with the break-even of the cheapest machine. */
import { containersPerMachine } from '../../cost/comparison/machines';
import { utilizationBreakEven } from '../../cost/comparison/utilizationBreakEven';
import { containerRate, type Books } from '../../cost/containerRate';
import type { Gpu } from '../../modal/gpu';
import { hourlyPrice, originOf, providersFor, type PricedProvider } from '../../pricing/lookup';
import type { PriceBook } from '../../pricing/schema';
import { bookCitation, gpusOf, type FitContext } from './fitContext';
import { fitFinding, type Alternative, type Citation, type FitFinding } from './fitFinding';
import { alternativeFor, REVIEW } from './reviewClaims';
import type { MachineBreakEven } from './fitMessages';

/** Our threshold: from this share of the break-even on, a utilization is near it. */
const NEAR_BREAK_EVEN = 0.8;

/** The review's “idle most of the day”. */
const MOSTLY_IDLE = 0.5;

export function sustainedLoad(context: FitContext): FitFinding[] {
  const { facts, books } = context;
  if (facts.gpus?.length === 0) return [];
  const best = lowest(gpusOf(context).flatMap((gpu) => rival(gpu, books) ?? []));
  return [best ? against(best, context) : nothingToCompare(context)];
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

function against(rival: Rival, { facts, books, byReview }: FitContext): FitFinding {
  const { provider, product, share } = rival.breakEven;
  const isReviews = byReview && !isBorrowed(rival.book, books);
  const source = isReviews ? REVIEW : citationOf(rival);
  const alternative: Alternative | null = isReviews
    ? alternativeFor('sustained')
    : { kind: 'offer', provider, product };
  const { utilization } = facts;
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
  const said = { ...rival.breakEven, utilization };
  if (utilization >= share)
    return fitFinding({ rule: 'sustained', kind: 'aboveBreakEven', arguments: said }, 'poor', source, {
      alternative,
    });
  if (utilization >= share * NEAR_BREAK_EVEN)
    return fitFinding({ rule: 'sustained', kind: 'nearBreakEven', arguments: said }, 'caution', source, {
      alternative,
    });
  const kind = utilization < MOSTLY_IDLE ? 'mostlyIdle' : 'belowBreakEven';
  return fitFinding({ rule: 'bursty', kind, arguments: said }, 'good', source);
}

/** A machine of another provider, and the utilization above which it is cheaper than a container on Modal. */
interface Rival {
  readonly offer: PricedProvider;
  readonly book: PriceBook;
  readonly breakEven: MachineBreakEven;
}

function lowest(rivals: readonly Rival[]): Rival | undefined {
  return rivals.reduce<Rival | undefined>(
    (best, next) => (best && best.breakEven.share <= next.breakEven.share ? best : next),
    undefined,
  );
}

/** The machine with the lowest break-even for one container; a machine with room for more is still paid as a whole. */
function rival(gpu: Gpu, books: Books): Rival | undefined {
  const rate = containerRate(gpu, { params: {}, sandbox: false }, books);
  if (!rate?.quote) return undefined;
  const { book, quote } = rate;
  const activeUsdPerHour = rate.activePerSecond.low * 3_600;
  const machines = providersFor(book, quote.pricedAs)
    .filter(({ kind, bills }) => kind === 'machine' && bills === 'wholeMonth')
    .filter(({ gpusPerInstance }) => containersPerMachine(gpusPerInstance, gpu.count) > 0);
  return lowest(
    machines.map((offer) => {
      const machineUsdPerHour = hourlyPrice(offer) * (offer.gpusPerInstance ?? gpu.count);
      const { share } = utilizationBreakEven({
        machinePerHour: machineUsdPerHour,
        activePerHour: activeUsdPerHour,
      });
      const { name: provider, product } = offer;
      return { offer, book, breakEven: { provider, product, machineUsdPerHour, activeUsdPerHour, share } };
    }),
  );
}

/** Rates that the book does not have are from Modal's list. */
function isBorrowed(book: PriceBook, books: Books): boolean {
  return book.id === books.list.id && books.book.id !== books.list.id;
}

function citationOf({ book, offer }: Rival): Citation {
  const source = originOf(book, offer.price)?.source;
  const { date } = offer.price;
  if (!source) return { ...bookCitation(book), date };
  return { who: 'book', title: source.title, url: source.url ?? null, date };
}
