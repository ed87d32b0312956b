/**
 * A seeded generator of random numbers: the same seed gives the same sequence on every machine.
 *
 * Xoshiro128** 1.1 by David Blackman and Sebastiano Vigna (2018, prng.di.unimi.it/xoshiro128starstar.c, public domain),
 * with a period of 2^128 − 1. Its state is filled from the seed by a 32-bit SplitMix (Steele, Lea and Flood 2014, with
 * the finalizer of MurmurHash3), as its authors recommend.
 */
export class Randomness {
  readonly #state = new Int32Array(4);

  /**
   * @param seed any whole number, of which the low 32 bits count
   * @param stream number of an independent sequence of the same seed
   */
  constructor(seed: number, stream = 0) {
    let mixed = (seed ^ Math.imul(stream, 0x85eb_ca6b)) | 0;
    for (let i = 0; i < 4; i++) {
      mixed = (mixed + 0x9e37_79b9) | 0;
      let word = Math.imul(mixed ^ (mixed >>> 16), 0x85eb_ca6b);
      word = Math.imul(word ^ (word >>> 13), 0xc2b2_ae35);
      this.#state[i] = word ^ (word >>> 16);
    }
  }

  /** The next 32 bits, as a whole number from 0. */
  bits(): number {
    const s = this.#state;
    const [s0, s1, s2, s3] = [s[0]!, s[1]!, s[2]!, s[3]!];
    const product = Math.imul(s1, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9);
    const third = s2 ^ s0;
    const fourth = s3 ^ s1;
    s[1] = s1 ^ third;
    s[0] = s0 ^ fourth;
    s[2] = third ^ (s1 << 9);
    s[3] = (fourth << 11) | (fourth >>> 21);
    return result >>> 0;
  }

  /** Uniform, above 0 and below 1. */
  uniform(): number {
    return (this.bits() + 0.5) / 4_294_967_296;
  }

  /** A whole number from 0 to `count` − 1. */
  below(count: number): number {
    return Math.floor(this.uniform() * count);
  }

  /** Exponential with a mean of 1. */
  exponential(): number {
    return -Math.log(this.uniform());
  }
}
