/** A queue of pairs of numbers, first in, first out, in typed arrays that grow. */
export class Ring {
  size = 0;
  #first = 0;
  #a = new Float64Array(64);
  #b = new Float64Array(64);

  push(a: number, b: number): void {
    if (this.size === this.#a.length) this.#grow();
    const at = (this.#first + this.size++) & (this.#a.length - 1);
    this.#a[at] = a;
    this.#b[at] = b;
  }

  /** The first value of the first pair; Infinity if there is none. */
  get firstA(): number {
    return this.size > 0 ? this.#a[this.#first]! : Infinity;
  }

  get firstB(): number {
    return this.#b[this.#first]!;
  }

  drop(): void {
    this.#first = (this.#first + 1) & (this.#a.length - 1);
    this.size--;
  }

  #grow(): void {
    const unrolled = (ring: Float64Array): Float64Array<ArrayBuffer> => {
      const copy = new Float64Array(2 * ring.length);
      copy.set(ring.subarray(this.#first));
      copy.set(ring.subarray(0, this.#first), ring.length - this.#first);
      return copy;
    };
    [this.#a, this.#b, this.#first] = [unrolled(this.#a), unrolled(this.#b), 0];
  }
}
