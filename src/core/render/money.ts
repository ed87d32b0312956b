import type { Interval } from '../cost/interval';
import type { LikelyRange } from '../cost/traffic/likelyRange';

const grouped = (value: number, decimals: number): string => {
  const [whole, fraction] = value.toFixed(decimals).split('.') as [string, string | undefined];
  // Of three digits and less there is nothing to look for.
  const withCommas = whole.length > 3 ? whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',') : whole;
  return fraction === undefined ? withCommas : `${withCommas}.${fraction}`;
};

/** A smaller sum is what the arithmetic of numbers leaves over: the least that a book has, a MiB for a second, costs 2e-9 USD. */
const MIN_USD = 1e-10;

/** A sum of USD as people read it: cents, and three significant digits below a dollar; only a true zero prints as $0. */
export function usd(value: number): string {
  const size = Math.abs(value);
  if (size < MIN_USD) return '$0';
  const sign = value < 0 ? '−' : '';
  return `${sign}$${size < 0.9995 ? withCents(plainNumber(size, 3)) : grouped(size, 2)}`;
}

function withCents(text: string): string {
  const [whole, fraction = ''] = text.split('.') as [string, string?];
  return `${whole}.${fraction.padEnd(2, '0')}`;
}

/** A factor in USD, with so many digits that what is shown multiplies to the product that is shown. */
export function usdFactor(value: number): string {
  return `$${withCents(plainNumber(value, FACTOR_DIGITS))}`;
}

/** Significant digits of a factor: a product of millions is right to the cent. */
export const FACTOR_DIGITS = 10;

/** A sum of USD for a place with little room: no cents from 100 on. */
export function usdShort(value: number): string {
  return Math.abs(value) >= 99.995 ? `${value < 0 ? '−' : ''}$${grouped(Math.abs(value), 0)}` : usd(value);
}

/** A sum as finely as its range allows, some hundred steps of it: `$7,700` between $5,800 and $17,300. */
export function usdKnown(value: number, range: Interval): string {
  const step = stepOf(range);
  const rounded = Math.round(value / step) * step;
  // Only a true zero prints as $0.
  if (!(step >= 1) || (rounded === 0 && value !== 0)) return usdShort(value);
  return `$${grouped(rounded, 0)}`;
}

/** A likely sum as finely as its range allows; what is next to its low end as finely as that, which it must not seem to be less than. */
export function usdLikely({ low, likely, high }: LikelyRange): string {
  return likely - low < stepOf({ low, high }) ? usdShort(likely) : usdKnown(likely, { low, high });
}

function stepOf({ low, high }: Interval): number {
  return 10 ** (Math.round(Math.log10(high - low)) - 2);
}

/** A rate of USD a unit, with every digit that it is given with. */
export function usdRate(value: number): string {
  return `$${plainNumber(value, 12)}`;
}

/** USD per million tokens: three decimals, as the review prints them. */
export function usdPerMillion(value: number): string {
  return value < 0.0005 ? usd(value) : `$${grouped(value, 3)}`;
}

/** `$3.96` or `$3.96–7.56`. */
export function usdInterval({ low, high }: Interval, format: (value: number) => string = usd): string {
  const [from, to] = [format(low), format(high)];
  return from === to ? from : `${from}–${to.slice(1)}`;
}

/** A count or an amount: at most `digits` significant digits, no trailing zeros, thousands grouped, no exponent. */
export function plainNumber(value: number, digits = 6): string {
  if (value === 0) return '0';
  const rounded = Number(value.toPrecision(digits));
  const decimals = Math.min(20, Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(rounded)))));
  const text = grouped(Math.abs(rounded), decimals);
  const trimmed = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return `${rounded < 0 ? '−' : ''}${trimmed}`;
}

export function numberInterval({ low, high }: Interval, digits?: number): string {
  return low === high ? plainNumber(low, digits) : `${plainNumber(low, digits)}–${plainNumber(high, digits)}`;
}

/** A share as a percentage of two or three significant digits. */
export function percent(share: number): string {
  const value = share * 100;
  return `${value !== 0 && Math.abs(value) < 1 ? plainNumber(value, 2) : plainNumber(value, 3)}%`;
}

/** How much more or less something costs, to a tenth of a percent: `+68.8%`, `−15.6%`. */
export function signedPercent(share: number): string {
  const tenths = (Math.abs(share) * 100).toFixed(1);
  if (tenths === '0.0') return '0.0%';
  return `${share > 0 ? '+' : '−'}${grouped(Number(tenths), 1)}%`;
}

/** A duration in the unit that reads best, or in seconds with at most `digits` significant digits. */
export function duration(seconds: number, digits = 4): string {
  const units: readonly (readonly [number, string])[] = [
    [86_400, 'd'],
    [3_600, 'h'],
    [60, 'min'],
  ];
  for (const [size, unit] of units) {
    if (seconds >= size && Number.isInteger((seconds / size) * 10))
      return `${plainNumber(seconds / size)} ${unit}`;
  }
  return `${plainNumber(seconds, digits)} s`;
}
