/** How many of some numbers, in rising order, are below a limit. */
export function countBelow(numbers: ArrayLike<number>, limit: number): number;
/** How many of some items are below a limit, by a number that rises from item to item. */
export function countBelow<T>(items: ArrayLike<T>, limit: number, numberOf: (item: T) => number): number;
export function countBelow<T>(
  items: ArrayLike<T>,
  limit: number,
  numberOf: (item: T) => number = (item) => item as number,
): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numberOf(items[middle]!) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
