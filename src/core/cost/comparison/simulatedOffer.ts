/** What an offer that is billed by running time costs, simulated as Modal's month is where the formulas are not exact. */
import { demandOf } from '../demand';
import { poolSeconds } from '../monthWork';
import { likelyAlone, type Simulations } from '../simulations';
import { range } from '../traffic/likelyRange';
import {
  billedSeconds,
  offerMonth,
  poolOfWorkers,
  usageOn,
  workerPerSecond,
  type MonthsWork,
  type OfferMonth,
  type OfferTerms,
} from './offerMonth';

/**
 * The cost per month of an offer, where its likely figure is simulated if start-up or several requests per worker matter:
 * while requests wait for a worker, more of them start, and a worker runs for as long as one of its requests. Null if a
 * container does not fit on one of its machines; `simulating` while that goes on. Throws RangeError for traffic that the model rejects.
 */
export function simulatedOfferMonth(
  terms: OfferTerms,
  work: MonthsWork,
  simulations: Simulations,
): OfferMonth | null | 'simulating' {
  const month = offerMonth(terms, work);
  const usage = usageOn(terms, work);
  // Without start-up and one request at a time the formulas are exact, and without the idle time there is a lower bound
  // alone, which is theirs.
  const isExact = usage.startupSeconds === 0 && usage.concurrency === 1;
  if (!month || isExact || terms.bills !== 'liveTime' || terms.idleSeconds === null) return month;
  const demand = demandOf(usage, work.hoursPerMonth);
  const asked = { demand, scheduled: null, atTimeout: false, assumptions: [] };
  const seconds = poolSeconds(asked, poolOfWorkers(terms.idleSeconds), false, likelyAlone(simulations));
  if ('status' in seconds) return seconds.reason.kind === 'simulating' ? 'simulating' : month;
  const likely = billedSeconds(terms, seconds, 'likely') * workerPerSecond(terms, work);
  // The formulas' bounds hold for whatever is simulated, but for its chance.
  return { ...month, usd: range(month.usd.low, likely, month.usd.high) };
}
