/** How long inputs waited: a histogram with bins of equal ratio, since waits span orders of magnitude. */

/** Seconds. The percentiles are within 1% of the measured ones. */
export interface WaitFigures {
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** The shortest wait that is told from none, in seconds. */
const SHORTEST = 1e-4;
const BINS_PER_OCTAVE = 40;
/** Up to 2^40 times the shortest: 3,000 years. */
const BINS = 40 * BINS_PER_OCTAVE;

export class Waits {
  #count = 0;
  #sum = 0;
  readonly #bins = new Float64Array(BINS);

  /** One input that waited so many seconds, ≥ 0; most wait for none. */
  record(seconds: number): void {
    this.#count++;
    if (seconds < SHORTEST) return;
    this.#sum += seconds;
    const bin = Math.floor(Math.log2(seconds / SHORTEST) * BINS_PER_OCTAVE);
    this.#bins[Math.min(BINS - 1, bin)]!++;
  }

  /** Forgets all of them. */
  clear(): void {
    [this.#count, this.#sum] = [0, 0];
    this.#bins.fill(0);
  }

  figures(): WaitFigures {
    const mean = this.#count > 0 ? this.#sum / this.#count : 0;
    return { mean, p50: this.#percentile(0.5), p95: this.#percentile(0.95), p99: this.#percentile(0.99) };
  }

  /** The wait that this share of the inputs do not exceed: the middle of its bin. */
  #percentile(share: number): number {
    let above = this.#count * (1 - share);
    for (let bin = BINS - 1; bin >= 0; bin--) {
      above -= this.#bins[bin]!;
      if (above < 0) return SHORTEST * 2 ** ((bin + 0.5) / BINS_PER_OCTAVE);
    }
    return 0;
  }
}
