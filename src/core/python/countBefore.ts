/** How many of some items, in ascending order of `at`, are below a limit: a binary search. */
export function countBefore<T>(items: readonly T[], limit: number, at: (item: T) => number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(items[middle]!) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
