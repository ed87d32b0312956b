/** At which request rates an offer is cheaper than Modal. */
import type { Pause, Steps } from '../../python/resumable';
import type { ComparisonBasis } from './comparisonBasis';
import { containersPerMachine, machinePieces } from './machines';
import { offerMonth, type OfferTerms } from './offerMonth';
import { rateBreakEvenInSteps, type RateBreakEven } from './rateBreakEven';

/** Break-even request rates are searched up to this number of busy containers, and of machines. */
const SEARCHED_CONTAINERS = 32;
const SEARCHED_MACHINES = 4;

/** The search goes no further than this many requests per day, requests per second, and concurrent requests. */
const MAX_REQUESTS_PER_DAY = 1e9;
const MAX_REQUESTS_PER_SECOND = 1e6;
const MAX_CONCURRENCY = 1e6;

/**
 * At which request rates Modal is cheaper, and at which the offer is. A container must fit on a machine of the offer.
 * @param most no higher rate is searched; by default as far as is worth knowing
 */
export function* offerBreakEvenInSteps(
  basis: ComparisonBasis,
  terms: OfferTerms,
  pause: Pause,
  most = Infinity,
): Steps<RateBreakEven> {
  // JSON has no Infinity, and a rate is nothing else that it has not.
  const key = JSON.stringify([terms, most]);
  let found = basis.breakEvens.get(key);
  if (!found) basis.breakEvens.set(key, (found = yield* searched(basis, terms, most, pause)));
  return found;
}

function* searched(
  basis: ComparisonBasis,
  terms: OfferTerms,
  most: number,
  pause: Pause,
): Steps<RateBreakEven> {
  const { work, modalMonth, workAt } = basis;
  const monthUsd = (requestsPerDay: number): number =>
    offerMonth(terms, workAt(requestsPerDay))?.usd.likely ?? Infinity;
  if (terms.bills !== 'wholeMonth') {
    const to = Math.min(most, searchedTo(basis, 1));
    return yield* rateBreakEvenInSteps(modalMonth, [{ from: 0, to, monthUsd, steady: false }], pause);
  }
  const perMachine = containersPerMachine(terms.gpusPerInstance, work.gpu.count);
  const pieces = machinePieces({
    monthUsd,
    perMachine,
    least: work.clusterSize,
    busyPerRequest: basis.busyPerRequest,
    to: Math.min(most, searchedTo(basis, perMachine)),
  });
  return yield* rateBreakEvenInSteps(modalMonth, pieces, pause);
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
