import { exactly, type Interval } from '../../cost/interval';
import { plainNumber } from '../money';
import { translated } from './translate';

/**
 * A text that counts something: `1 container`, `3 containers`, `0–1 containers`. Both forms are a `message`, in which `{0}` is
 * the count; English and a translation choose between them by whether it is exactly 1.
 */
export function plural(
  count: number | Interval,
  one: string,
  other: string,
  ...more: readonly (string | number)[]
): string {
  const { low, high } = typeof count === 'number' ? exactly(count) : count;
  const [from, to] = [plainNumber(low, MAX_DIGITS), plainNumber(high, MAX_DIGITS)];
  const form = from === '1' && to === '1' ? one : other;
  return translated(form, from === to ? from : `${from}–${to}`, ...more);
}

/** Counts are whole in general: none is rounded. */
const MAX_DIGITS = 12;
