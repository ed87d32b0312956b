/**
 * A small seeded generator (sfc32, by Chris Doty-Humphrey, from PractRand) with the few distributions that the
 * simulator draws from. The same seed gives the same sequence on every machine.
 */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;
  /** The second normal deviate of a pair, kept for the next call; NaN when there is none. */
  private spare = Number.NaN;

  /**
   * @param seed any integer; its low 32 bits count
   * @param stream number of an independent sequence for the same seed
   */
  constructor(seed: number, stream = 0) {
    this.a = seed | 0;
    this.b = Math.imul(stream + 1, 0x9e3779b9);
    this.c = 0x2545f491;
    for (let i = 0; i < 20; i++) this.next();
  }

  /** The next 32 random bits, as a signed integer. */
  next(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return sum;
  }

  /** Uniform strictly between 0 and 1. */
  uniform(): number {
    return ((this.next() >>> 0) + 0.5) / 4294967296;
  }

  /** A whole number from 0 to `count` - 1. */
  below(count: number): number {
    return Math.floor(this.uniform() * count);
  }

  /** Exponential with the given mean. */
  exponential(mean: number): number {
    return -mean * Math.log(this.uniform());
  }

  /** Standard normal (Marsaglia's polar method). */
  normal(): number {
    const kept = this.spare;
    if (!Number.isNaN(kept)) {
      this.spare = Number.NaN;
      return kept;
    }
    for (;;) {
      const x = 2 * this.uniform() - 1;
      const y = 2 * this.uniform() - 1;
      const square = x * x + y * y;
      if (square < 1) {
        const factor = Math.sqrt((-2 * Math.log(square)) / square);
        this.spare = y * factor;
        return x * factor;
      }
    }
  }
}
