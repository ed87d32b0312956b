/** Sorting and counting of many numbers, in steps of a few milliseconds at most. */
import type { Steps } from '../../python/resumable';

/** Numbers that are looked at between two pauses. */
const STEP = 8_192;
/** Blocks of this size are sorted by insertion, then merged. */
const BLOCK = 32;

/** The places of numbers in rising order; equal ones stay in the order in which they stand. Fast where they nearly rise. */
export function* risingOrder(values: Float64Array): Steps<Uint32Array> {
  const count = values.length;
  let from = new Uint32Array(count);
  let to = new Uint32Array(count);
  yield* forEach(count, (i) => {
    const block = i - (i % BLOCK);
    let at = i;
    for (; at > block && values[from[at - 1]!]! > values[i]!; at--) from[at] = from[at - 1]!;
    from[at] = i;
  });
  for (let width = BLOCK; width < count; width *= 2) {
    let unpaused = 0;
    let isSorted = true;
    for (let low = 0; low < count; low += 2 * width) {
      const middle = Math.min(low + width, count);
      const high = Math.min(low + 2 * width, count);
      const isRising = middle === high || values[from[middle - 1]!]! <= values[from[middle]!]!;
      isSorted &&= isRising && (high === count || values[from[high - 1]!]! <= values[from[high]!]!);
      let a = low;
      let b = middle;
      for (let at = low; at < high; at++) {
        const isFirst = isRising || b === high || (a < middle && values[from[a]!]! <= values[from[b]!]!);
        to[at] = isFirst ? from[a++]! : from[b++]!;
        if (++unpaused % STEP === 0) yield;
      }
    }
    [from, to] = [to, from];
    yield;
    if (isSorted) break;
  }
  return from;
}

/** Numbers that are worked out one by one. */
export function* filled(count: number, each: (i: number) => number): Steps<Float64Array<ArrayBuffer>> {
  const values = new Float64Array(count);
  yield* forEach(count, (i) => (values[i] = each(i)));
  return values;
}

/** Runs `each` for every number below `count`. */
export function* forEach(count: number, each: (i: number) => unknown): Steps<void> {
  for (let i = 0; i < count; i++) {
    each(i);
    if ((i + 1) % STEP === 0) yield;
  }
}
