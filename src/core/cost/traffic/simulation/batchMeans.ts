/**
 * Confidence intervals by batch means (Conway 1963; Law, Simulation Modeling and Analysis, section 9.5.3): the run is
 * divided into batches so long that their means are nearly independent, and their spread says how precise the mean is.
 */

/** A mean and half of the width of its 95% interval; Infinity if there is too little to tell. */
export interface Precise {
  readonly mean: number;
  readonly halfWidth: number;
}

/** So many batches, at most; then neighbors become one, so that batches grow with the run. */
const MAX_BATCHES = 64;
/** From so many on an interval is given, and from so many on it may end a run: few batches agree by chance. */
const MIN_BATCHES = 4;
const MIN_TO_STOP = 16;

/** The ratio of two sums, such as container-seconds per second, or cold starts per request. */
export class BatchMeans {
  #tops: number[] = [];
  #bottoms: number[] = [];
  /** Spans per batch. */
  #size = 1;
  /** Spans, and sums, of the batch that is not complete. */
  #open = 0;
  #top = 0;
  #bottom = 0;

  /** Whether there are enough batches for a decision to stop. */
  get isReliable(): boolean {
    return this.#tops.length >= MIN_TO_STOP;
  }

  /** One span of the run; all spans are equally long. */
  add(top: number, bottom: number): void {
    this.#top += top;
    this.#bottom += bottom;
    if (++this.#open < this.#size) return;
    this.#tops.push(this.#top);
    this.#bottoms.push(this.#bottom);
    this.#open = this.#top = this.#bottom = 0;
    if (this.#tops.length < MAX_BATCHES) return;
    this.#tops = pairs(this.#tops);
    this.#bottoms = pairs(this.#bottoms);
    this.#size *= 2;
  }

  /**
   * If neighboring batches are still correlated, batches of twice the length spread more than theirs: the wider of both
   * intervals counts.
   */
  get result(): Precise {
    const [tops, bottoms] = [this.#tops, this.#bottoms];
    const bottom = total(bottoms) + this.#bottom;
    const mean = bottom > 0 ? (total(tops) + this.#top) / bottom : 0;
    if (tops.length < MIN_BATCHES) return { mean, halfWidth: Infinity };
    const halfWidth = Math.max(
      halfWidthOf(tops, bottoms),
      tops.length < MIN_TO_STOP ? 0 : halfWidthOf(pairs(tops), pairs(bottoms)),
    );
    return { mean, halfWidth };
  }
}

/** The 95% half-width of Σ tops ÷ Σ bottoms, to first order. */
function halfWidthOf(tops: readonly number[], bottoms: readonly number[]): number {
  const count = tops.length;
  const bottom = total(bottoms);
  if (bottom <= 0) return 0;
  const mean = total(tops) / bottom;
  const squares = tops.reduce((sum, top, i) => sum + (top - mean * bottoms[i]!) ** 2, 0);
  return (studentQuantile(count - 1) * Math.sqrt((squares * count) / (count - 1))) / bottom;
}

/** The 97.5% quantile of Student's t, within 1% from 3 degrees of freedom on (Cornish and Fisher 1938). */
function studentQuantile(degrees: number): number {
  return 1.959964 + 2.372271 / degrees + 2.822485 / degrees ** 2 + 2.555765 / degrees ** 3;
}

/** Sums of neighbors; a last one without a neighbor is left out. */
function pairs(values: readonly number[]): number[] {
  return Array.from({ length: values.length >> 1 }, (_, i) => values[2 * i]! + values[2 * i + 1]!);
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
