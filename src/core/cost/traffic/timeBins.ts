/** Stretches of time, laid over bins of equal length: how much of each bin they cover. */

/** The bins of a stretch of time from 0 on. The first one may begin before it; the last one holds all that is left. */
export interface Bins {
  /** Seconds of a bin, above 0. */
  readonly seconds: number;
  readonly count: number;
  /** Seconds of the first bin that are before 0, less than a bin. */
  readonly before: number;
}

/** Sums stretches. Work: constant for each, however many bins it covers; once the number of bins for the sums. */
export class Coverage {
  /** Of bins that are covered in part. */
  readonly #parts: Float64Array;
  /** By how much the number of stretches that cover whole bins rises at each. */
  readonly #whole: Float64Array;

  constructor(readonly bins: Bins) {
    this.#parts = new Float64Array(bins.count);
    this.#whole = new Float64Array(bins.count + 1);
  }

  /** Adds the seconds from `begin` to `end`, both within the bins; `weight` times. */
  add(begin: number, end: number, weight = 1): void {
    const { seconds, before } = this.bins;
    const [first, last] = [binOf(begin, this.bins), binOf(end, this.bins)];
    if (first === last) {
      this.#parts[first]! += weight * (end - begin);
      return;
    }
    this.#parts[first]! += weight * ((first + 1) * seconds - before - begin);
    this.#parts[last]! += weight * (end - last * seconds + before);
    this.#whole[first + 1]! += weight;
    this.#whole[last]! -= weight;
  }

  /** Seconds covered in each bin, stretches that share time counted one by one. */
  sums(): Float64Array<ArrayBuffer> {
    const sums = new Float64Array(this.bins.count);
    for (let i = 0, whole = 0; i < sums.length; i++) {
      whole += this.#whole[i]!;
      sums[i] = this.#parts[i]! + whole * this.bins.seconds;
    }
    return sums;
  }
}

/** The bin of an instant; the end of the time is in the last one. */
export function binOf(at: number, { seconds, count, before }: Bins): number {
  return Math.min(count - 1, Math.floor((at + before) / seconds));
}

/** When a bin begins and ends, within a time from 0 to `most`. */
export function binEnds(
  i: number,
  { seconds, before, count }: Bins,
  most: number,
): readonly [begin: number, end: number] {
  const end = i === count - 1 ? most : (i + 1) * seconds - before;
  return [Math.max(0, i * seconds - before), Math.min(most, end)];
}

/** Bins are at most so many. */
export const MAX_BINS = 750;
const HOUR = 3_600;
const DAY = 86_400;
const LENGTHS = [1, 5, 10, 30, 60, 120, 300, 600, 900];
const LONG = [HOUR, 4 * HOUR, DAY, 7 * DAY];
/** Where hours would be fewer, bins are shorter. */
const MIN_HOURS = 12;
const MAX_SHORT = 180;
/** The smallest bin at the end, as a share of the others. */
const MIN_REST = 0.2;

/**
 * Hour by hour, for what takes half a day to a month; shorter or longer bins for other times. They begin at round clocks.
 * @param begin seconds since 1970 of the instant 0, or 0 where that is not known
 */
export function binsOver(seconds: number, begin: number): Bins {
  const length =
    seconds < MIN_HOURS * HOUR
      ? LENGTHS.find((each) => seconds / each <= MAX_SHORT)
      : LONG.find((each) => seconds / each < MAX_BINS);
  const bin = length ?? seconds / (MAX_BINS - 1);
  const before = ((begin % bin) + bin) % bin;
  // A small rest is part of the bin before it: a mean over a few seconds says nothing.
  const count = Math.max(1, Math.ceil((before + seconds) / bin - MIN_REST));
  return { seconds: bin, count, before };
}
