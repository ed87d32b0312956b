/** At which request rates an offer is cheaper than Modal. */
import type { Pause, Steps } from '../../python/resumable';
import type { ComparisonBasis } from './comparisonBasis';
import { containersPerMachine, machinePieces } from './machines';
import { offerMonth, type OfferMonth, type OfferTerms } from './offerMonth';
import { rateBreakEvenInSteps, type Piece, type RateBreakEven } from './rateBreakEven';
import { scaleAt, scaleOf } from './scaleOf';

/** Break-even request rates are searched up to this number of busy containers, and of machines. */
const SEARCHED_CONTAINERS = 32;
const SEARCHED_MACHINES = 4;

/** The search goes no further than this many requests per day, requests per second, and concurrent requests. */
const MAX_REQUESTS_PER_DAY = 1e9;
const MAX_REQUESTS_PER_SECOND = 1e6;
const MAX_CONCURRENCY = 1e6;

/** An offer, and what it costs at the requests of the usage. */
interface ComparedOffer {
  readonly terms: OfferTerms;
  readonly month: OfferMonth;
}

/**
 * At which request rates Modal is cheaper, and at which the offer is. A container must fit on a machine of the offer.
 * @param most no higher rate is searched; by default as far as is worth knowing
 */
export function* offerBreakEvenInSteps(
  basis: ComparisonBasis,
  offer: ComparedOffer,
  pause: Pause,
  most = Infinity,
): Steps<RateBreakEven> {
  // JSON has no Infinity, and a rate is nothing else that it has not.
  const key = JSON.stringify([offer.terms, offer.month.usd.likely, most]);
  let found = basis.breakEvens.get(key);
  if (!found) basis.breakEvens.set(key, (found = yield* searched(basis, offer, most, pause)));
  return found;
}

function* searched(
  basis: ComparisonBasis,
  offer: ComparedOffer,
  most: number,
  pause: Pause,
): Steps<RateBreakEven> {
  const { terms } = offer;
  const { work, modal, modalMonth } = basis;
  const { mayFall = false } = modal;
  const monthUsd = monthAtRates(basis, offer);
  if (terms.bills !== 'wholeMonth') {
    const to = Math.min(most, searchedTo(basis, 1));
    const all = { from: 0, to, monthUsd, steady: false };
    return yield* rateBreakEvenInSteps(modalMonth, [all], mayFall, pause);
  }
  const perMachine = containersPerMachine(terms.gpusPerInstance, work.gpu.count);
  const pieces = machinePieces({
    monthUsd,
    perMachine,
    least: work.clusterSize,
    busyPerRequest: basis.busyPerRequest,
    to: Math.min(most, searchedTo(basis, perMachine)),
  });
  return yield* rateBreakEvenInSteps(modalMonth, pieces, mayFall, pause);
}

/** USD per month of an offer at any requests per day: by the formulas, so scaled that they have the month of the usage. */
function monthAtRates({ work, workAt }: ComparisonBasis, { terms, month }: ComparedOffer): Piece['monthUsd'] {
  const byFormulas = (requestsPerDay: number): number =>
    offerMonth(terms, workAt(requestsPerDay))?.usd.likely ?? Infinity;
  const { requestsPerDay: present } = work.usage;
  const scale = scaleOf(byFormulas(present), month.usd.likely);
  return (requestsPerDay) =>
    requestsPerDay === present
      ? month.usd.likely
      : scaleAt(scale, present, requestsPerDay) * byFormulas(requestsPerDay);
}

/** The search for a break-even ends at this number of requests per day. */
function searchedTo({ work, modal, busyPerRequest }: ComparisonBasis, perMachine: number): number {
  const { secondsPerRequest, activeHoursPerDay, requestsPerDay } = work.usage;
  const busy = Math.max(SEARCHED_CONTAINERS, SEARCHED_MACHINES * perMachine, work.clusterSize);
  const daySeconds = activeHoursPerDay * 3_600;
  const most = Math.min(
    MAX_REQUESTS_PER_DAY,
    MAX_REQUESTS_PER_SECOND * daySeconds,
    (MAX_CONCURRENCY / secondsPerRequest) * daySeconds,
  );
  const wanted = busyPerRequest > 0 ? busy / busyPerRequest : 1;
  const served = modal.mostRequestsPerDay ?? Infinity;
  // Slightly inside the limits, because they are compared after a division.
  return Math.min(Math.min(most, served) * (1 - 1e-9), Math.max(wanted, 2 * requestsPerDay));
}
