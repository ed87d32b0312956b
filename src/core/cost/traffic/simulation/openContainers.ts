/**
 * The ready containers with a free slot, by how full they are: one linked list for each number of inputs, in the order in
 * which they got there.
 */
import type { Randomness } from './randomness';
import type { ReuseOrder } from './simulatorRules';

export const NONE = -1;

export class OpenContainers {
  /** How many there are. */
  count = 0;
  readonly #head: Int32Array;
  readonly #tail: Int32Array;
  /** A bit for each list that is not empty. */
  readonly #filled: Int32Array;
  #next = new Int32Array(64);
  #previous = new Int32Array(64);
  #inputs = new Int32Array(64);
  /** For a random choice: all of them in no order, and the place of each. */
  #all = new Int32Array(64);
  #place = new Int32Array(64);
  readonly #isRandom: boolean;

  constructor(
    slots: number,
    private readonly order: ReuseOrder,
    private readonly random: Randomness,
  ) {
    this.#isRandom = order === 'random';
    this.#head = new Int32Array(slots).fill(NONE);
    this.#tail = new Int32Array(slots).fill(NONE);
    this.#filled = new Int32Array((slots + 31) >> 5);
  }

  /** Makes room for containers with numbers below `capacity`. */
  grow(capacity: number): void {
    this.#next = grown(this.#next, capacity);
    this.#previous = grown(this.#previous, capacity);
    this.#inputs = grown(this.#inputs, capacity);
    this.#all = grown(this.#all, capacity);
    this.#place = grown(this.#place, capacity);
  }

  /** The one that takes the next input. Not if there is none. */
  choose(): number {
    switch (this.order) {
      case 'mostRecent':
        return this.#tail[this.#fullest()]!;
      case 'random':
        return this.#all[this.random.below(this.count)]!;
      case 'leastRecent':
        return this.#head[this.#emptiest()]!;
    }
  }

  /** A ready container with so many inputs, fewer than its slots. */
  add(container: number, inputs: number): void {
    const last = this.#tail[inputs]!;
    this.#inputs[container] = inputs;
    this.#previous[container] = last;
    this.#next[container] = NONE;
    this.#tail[inputs] = container;
    if (last !== NONE) this.#next[last] = container;
    else {
      this.#head[inputs] = container;
      this.#filled[inputs >> 5]! |= 1 << (inputs & 31);
    }
    if (this.#isRandom) {
      this.#all[this.count] = container;
      this.#place[container] = this.count;
    }
    this.count++;
  }

  /** Takes out one that is in here. */
  remove(container: number): void {
    const inputs = this.#inputs[container]!;
    const before = this.#previous[container]!;
    const after = this.#next[container]!;
    if (before === NONE) this.#head[inputs] = after;
    else this.#next[before] = after;
    if (after === NONE) this.#tail[inputs] = before;
    else this.#previous[after] = before;
    if (before === NONE && after === NONE) this.#filled[inputs >> 5]! &= ~(1 << (inputs & 31));
    this.count--;
    if (this.#isRandom) {
      const moved = this.#all[this.count]!;
      const place = this.#place[container]!;
      this.#all[place] = moved;
      this.#place[moved] = place;
    }
  }

  #fullest(): number {
    const filled = this.#filled;
    let word = filled.length - 1;
    while (filled[word] === 0) word--;
    return 32 * word + 31 - Math.clz32(filled[word]!);
  }

  #emptiest(): number {
    const filled = this.#filled;
    let word = 0;
    while (filled[word] === 0) word++;
    const bits = filled[word]!;
    return 32 * word + 31 - Math.clz32(bits & -bits);
  }
}

function grown(array: Int32Array, capacity: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(capacity);
  copy.set(array);
  return copy;
}
