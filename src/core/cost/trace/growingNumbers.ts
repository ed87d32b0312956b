/** Numbers whose count is not known before: eight bytes each, and as much again at most while they grow. */
export class GrowingNumbers {
  #values = new Float64Array(1_024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = new Float64Array(2 * this.#values.length);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length++] = value;
  }

  /** A view of them all, until the next is added. */
  get all(): Float64Array {
    return this.#values.subarray(0, this.#length);
  }
}
