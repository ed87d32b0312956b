import { notFolded, str, type Folded, type NotFolded, type PyValue } from './pyValue';

const NOT_FOLDED: NotFolded = notFolded({ kind: 'subscriptNotFolded' });

/** `held[start:stop:step]`, each bound an integer or None. */
export function sliced(held: PyValue, [start, stop, step]: readonly PyValue[]): Folded {
  if (held.kind !== 'str' && held.kind !== 'list' && held.kind !== 'tuple') return NOT_FOLDED;
  const numbers = [start, stop, step].map(bound);
  if (numbers.includes('other')) return NOT_FOLDED;
  const [from, to, by = 1] = numbers as (number | undefined)[];
  if (by === 0) return NOT_FOLDED;
  if (held.kind !== 'str') return { kind: held.kind, items: taken(held.items, from, to, by) };
  return str(taken(Array.from(held.value), from, to, by).join(''));
}

function bound(value: PyValue | undefined): number | undefined | 'other' {
  if (value === undefined || value.kind === 'none') return undefined;
  return value.kind === 'int' ? value.value : 'other';
}

/** As Python counts: from the end where a bound is negative, and never beyond either end. */
function taken<T>(items: readonly T[], from: number | undefined, to: number | undefined, by: number): T[] {
  const { length } = items;
  const [least, most] = by > 0 ? [0, length] : [-1, length - 1];
  const at = (value: number | undefined, otherwise: number): number =>
    value === undefined ? otherwise : Math.min(most, Math.max(least, value < 0 ? value + length : value));
  const end = at(to, by > 0 ? most : least);
  const chosen: T[] = [];
  for (let i = at(from, by > 0 ? least : most); by > 0 ? i < end : i > end; i += by) chosen.push(items[i]!);
  return chosen;
}
