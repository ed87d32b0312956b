/** What the same traffic costs on Modal and with every other offer in the price book, each by its own billing. */
import { gpuLabel } from '../../modal/gpu';
import { providersFor, quoteGpu, type GpuQuote } from '../../pricing/lookup';
import type { Provider } from '../../pricing/schema';
import { atOnce, neverPause, type Pause, type Steps } from '../../python/resumable';
import { FORMULAS } from '../simulations';
import {
  priceOrigin,
  type ComparedWork,
  type CompareOptions,
  type Comparison,
  type ComparisonRow,
  type LeftOut,
  type ModalSide,
} from './comparison';
import { comparisonBasis, type ComparisonBasis } from './comparisonBasis';
import type { ComparisonAssumption, LeftOutReason } from './comparisonOutcomes';
import { comparisonRow } from './comparisonRow';
import { offerBreakEvenInSteps } from './offerBreakEven';
import { offerTerms } from './offerMonth';
import { NO_HOST, offerRowsInSteps } from './offerRow';
import { simulatedOfferMonth } from './simulatedOffer';

const ASSUMPTIONS: readonly ComparisonAssumption[] = [
  { kind: 'sameSecondsPerRequest' },
  { kind: 'machinesFull' },
  { kind: 'priceAlone' },
];

/**
 * Compares Modal with each offer in the book for the GPU. An offer without a price, or whose machine is too small for
 * one container, is left out with the reason. Throws RangeError for traffic that the model rejects.
 */
export function compareOffers(work: ComparedWork, modal: ModalSide, options: CompareOptions): Comparison {
  return atOnce(compareOffersInSteps(work, modal, options, neverPause));
}

/** The same with pauses. */
export function* compareOffersInSteps(
  work: ComparedWork,
  modal: ModalSide,
  options: CompareOptions,
  pause: Pause,
): Steps<Comparison> {
  const quote = quoteGpu(options.book, options.list, work.gpu.type ?? '');
  const { book } = options;
  const hoursPerMonth = options.hoursPerMonth ?? options.book.hoursPerMonth.value;
  const basis = comparisonBasis(work, modal, hoursPerMonth);
  const [modalRow, activeRow] = modalRows(basis, options, quote);
  const { rows: others, leftOut } = yield* allOfferRows(basis, options, quote, pause);
  const rows = [modalRow, activeRow, ...others].sort(
    (a, b) => a.monthUsd - b.monthUsd || rank(a) - rank(b) || (a.id < b.id ? -1 : 1),
  );
  const ranked = basis.activeSeconds > 0;
  const winner = rows.find(({ cannotWin }) => cannotWin === null) ?? modalRow;
  return {
    gpu: work.gpu,
    bookId: book.id,
    hoursPerMonth,
    busyContainers: basis.busyContainers,
    activeSeconds: basis.activeSeconds,
    rows,
    modal: modalRow,
    ranked,
    winner,
    unsure: rows.filter(
      ({ cannotWin, monthUsd }) => cannotWin === 'partUnknown' && monthUsd < winner.monthUsd,
    ),
    leftOut,
    assumptions: ranked ? ASSUMPTIONS : [{ kind: 'noRequests' }, ...ASSUMPTIONS],
  };
}

/**
 * The request rate up to which Modal is cheaper than an offer that is cheaper now, as billed, with no other rate than the
 * lower ones worked out; null if there is none.
 */
export function cheaperUpTo(
  work: ComparedWork,
  modal: ModalSide,
  { book, list, hoursPerMonth = book.hoursPerMonth.value, simulations = FORMULAS }: CompareOptions,
  offerId: string,
): number | null {
  const pricedAs = quoteGpu(book, list, work.gpu.type ?? '')?.pricedAs;
  const offer = pricedAs && providersFor(book, pricedAs).find(({ id }) => id === offerId);
  if (!offer) return null;
  const basis = comparisonBasis(work, modal, hoursPerMonth);
  const terms = offerTerms(offer, work.host ?? NO_HOST);
  const { requestsPerDay } = work.usage;
  const month = simulatedOfferMonth(terms, basis.workAt(requestsPerDay), simulations);
  if (!month || month === 'simulating') return null;
  const { crossings } = atOnce(offerBreakEvenInSteps(basis, { terms, month }, neverPause, requestsPerDay));
  return crossings.findLast(({ above }) => above === 'other')?.requestsPerDay ?? null;
}

/** Two rows for Modal: the cost per month as billed, and the active time only. */
function modalRows(
  basis: ComparisonBasis,
  { book, byList }: CompareOptions,
  quote: GpuQuote | undefined,
): readonly [billed: ComparisonRow, active: ComparisonRow] {
  const { work, modal, modalUsd, activeSeconds } = basis;
  const common = {
    provider: 'Modal',
    product: gpuLabel(work.gpu),
    bills: null,
    price: quote ? priceOrigin(book, quote.active) : null,
  } as const;
  const billed = { ...common, kind: 'modal', id: 'modal' } as const;
  const active = { ...common, kind: 'modalActive', id: 'modal-active' } as const;
  return [
    comparisonRow(basis, billed, {
      monthUsd: modalUsd,
      range: modal.range,
      notes: byList ? [{ kind: 'priceOfList' }] : [],
    }),
    comparisonRow(basis, active, {
      monthUsd: (activeSeconds / 3_600) * modal.activePerHour,
      cannotWin: 'activeTimeOnly',
      notes: [{ kind: 'activeTimeAlone' }],
    }),
  ];
}

/** The offers for the GPU: those that can be compared, and the others with the reason. */
function* allOfferRows(
  basis: ComparisonBasis,
  options: CompareOptions,
  quote: GpuQuote | undefined,
  pause: Pause,
): Steps<{ readonly rows: readonly ComparisonRow[]; readonly leftOut: readonly LeftOut[] }> {
  if (!quote) return { rows: [], leftOut: [] };
  const { book } = options;
  const rows: ComparisonRow[] = [];
  const leftOut = book.providers
    .filter(({ gpu, price }) => gpu === quote.pricedAs && price === null)
    .map((offer) => left(offer, { kind: 'noPrice', remark: offer.note ?? null }));
  for (const offer of providersFor(book, quote.pricedAs)) {
    if (pause()) yield;
    const found = yield* offerRowsInSteps(basis, offer, options, pause);
    if ('kind' in found) leftOut.push(left(offer, found));
    else rows.push(...found);
  }
  return { rows, leftOut };
}

function rank({ kind }: ComparisonRow): number {
  return ['modal', 'modalActive', 'provider'].indexOf(kind);
}

function left({ id, name, product }: Provider, reason: LeftOutReason): LeftOut {
  return { id, provider: name, product, reason };
}
