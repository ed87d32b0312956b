import type { Evaluation, PyValue } from './pyValue';

/**
 * How much a value holds, its parts and theirs counted, and texts by their length: `[[0] * 1000] * 1000` is short to write
 * and long to walk. Up to `MAX_WEIGHT` and a little more.
 */
export function weight(value: PyValue): number {
  const known = weights.get(value);
  if (known !== undefined) return known;
  let sum = value.kind === 'str' ? 1 + Math.floor(value.value.length / TEXT_OF_ONE) : 1;
  for (const part of partsOf(value)) {
    if (sum > MAX_WEIGHT) break;
    sum += weight(part);
  }
  weights.set(value, sum);
  return sum;
}

/** How much one value may hold in all. */
export const MAX_WEIGHT = 2_000;
const TEXT_OF_ONE = 64;
const weights = new WeakMap<PyValue, number>();

/** What a value holds, one level down. */
export function partsOf(value: PyValue): Iterable<PyValue> {
  const inside = (held: Iterable<Evaluation>): PyValue[] => [...held].flatMap((each) => each.values);
  switch (value.kind) {
    case 'list':
    case 'tuple':
      return value.items;
    case 'dict':
    case 'openDict':
      return inside(value.entries.values());
    case 'object':
      return inside(value.attributes.values());
    case 'modal':
      return inside([...value.positional, ...value.keywords.values()]);
    default:
      return [];
  }
}
