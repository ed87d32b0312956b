/** The requests in service by the time when they end: a binary heap in typed arrays. */
export class EventHeap {
  size = 0;
  #times = new Float64Array(64);
  #items = new Int32Array(64);

  /** When the first one ends; Infinity if there is none. */
  get firstTime(): number {
    return this.size > 0 ? this.#times[0]! : Infinity;
  }

  push(time: number, item: number): void {
    if (this.size === this.#times.length) this.#grow();
    const times = this.#times;
    const items = this.#items;
    let hole = this.size++;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      const above = times[parent]!;
      if (above <= time) break;
      times[hole] = above;
      items[hole] = items[parent]!;
      hole = parent;
    }
    times[hole] = time;
    items[hole] = item;
  }

  /** Removes the first one and returns its item. Not for an empty heap. */
  pop(): number {
    const times = this.#times;
    const items = this.#items;
    const first = items[0]!;
    const size = --this.size;
    const time = times[size]!;
    const item = items[size]!;
    let hole = 0;
    for (let child = 1; child < size; child = 2 * hole + 1) {
      if (child + 1 < size && times[child + 1]! < times[child]!) child++;
      const below = times[child]!;
      if (time <= below) break;
      times[hole] = below;
      items[hole] = items[child]!;
      hole = child;
    }
    times[hole] = time;
    items[hole] = item;
    return first;
  }

  #grow(): void {
    const [times, items] = [this.#times, this.#items];
    this.#times = new Float64Array(2 * times.length);
    this.#items = new Int32Array(2 * items.length);
    this.#times.set(times);
    this.#items.set(items);
  }
}
