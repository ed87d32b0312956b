const BLOCK = 8_192;

/** Numbers whose count is not known before: eight bytes each. They are never copied while they grow. */
export class GrowingNumbers {
  readonly #full: Float64Array[] = [];
  #last = new Float64Array(BLOCK);
  #used = 0;

  get length(): number {
    return this.#full.length * BLOCK + this.#used;
  }

  push(value: number): void {
    if (this.#used === BLOCK) {
      this.#full.push(this.#last);
      this.#last = new Float64Array(BLOCK);
      this.#used = 0;
    }
    this.#last[this.#used++] = value;
  }

  /** @param place from 0, below `length` */
  at(place: number): number {
    const block = this.#full[Math.floor(place / BLOCK)] ?? this.#last;
    return block[place % BLOCK]!;
  }
}
