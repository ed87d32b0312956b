/** What a trace says about traffic. */
import type { Steps } from '../../python/resumable';
import { EventHeap } from '../traffic/simulation/eventHeap';
import { forEach } from './order';
import type { Trace, TraceSummary } from './traceOutcomes';

const HOUR = 3_600;
/** Seconds. Times since 1970 have no finer ones here, so instants that are closer are the same. */
const SAME_INSTANT = 1e-6;

/** The figures of a trace with at least two different arrivals. */
export function* summaryOf({ arrivals, durations }: Trace): Steps<TraceSummary> {
  const requests = arrivals.length;
  const coveredSeconds = arrivals.at(-1)!;
  const meanGap = coveredSeconds / (requests - 1);
  let [variance, work] = [0, 0];
  const busiestHour = { begin: 0, requests: 0 };
  let hour = 0;
  yield* forEach(requests, (i) => {
    work += durations[i]!;
    if (i > 0) variance += (arrivals[i]! - arrivals[i - 1]! - meanGap) ** 2 / (requests - 1);
    // The hour that ends with this arrival, itself included: it begins with the first arrival less than an hour before.
    while (arrivals[i]! - arrivals[hour]! >= HOUR) hour++;
    if (i - hour + 1 > busiestHour.requests) {
      busiestHour.requests = i - hour + 1;
      busiestHour.begin = arrivals[hour]!;
    }
  });
  return {
    requests,
    coveredSeconds,
    requestsPerSecond: 1 / meanGap,
    gapsCv: Math.sqrt(variance) / meanGap,
    busiestHour,
    peakInProgress: yield* peakOf(arrivals, durations),
    meanSeconds: work / requests,
  };
}

/** The most intervals that share an instant; one ends before another begins at the same instant. */
function* peakOf(begins: Float64Array, lengths: Float64Array): Steps<number> {
  const open = new EventHeap();
  let peak = 0;
  yield* forEach(begins.length, (i) => {
    while (open.firstTime <= begins[i]! + SAME_INSTANT) open.pop();
    open.push(begins[i]! + lengths[i]!, i);
    peak = Math.max(peak, open.size);
  });
  return peak;
}
