/** Where a value is on a slider, and the other way round. On a logarithmic one the same way multiplies by the same. */
import type { FieldView } from '../../protocol';

export type Range = NonNullable<FieldView['range']>;

/** Positions of a logarithmic slider. */
const POSITIONS = 400;

/** The slider's own ends and step. */
export function track({ min, max, step, scale }: Range): Readonly<Record<'min' | 'max' | 'step', number>> {
  return scale === 'log' ? { min: 0, max: POSITIONS, step: 1 } : { min, max, step };
}

/** The position of a value; at an end for one that is beyond it, or that is none. */
export function positionOf(value: number, { min, max, scale }: Range): number {
  const inside = Math.min(Math.max(Number.isFinite(value) ? value : min, min), max);
  if (scale === 'linear') return inside;
  return Math.round((POSITIONS * Math.log(inside / min)) / Math.log(max / min));
}

/** The value at a position, as a field holds it: of two significant digits where steps do not say. */
export function valueAt(position: number, { min, max, step, scale }: Range): string {
  if (scale === 'linear') return String(rounded(position, step));
  const value = min * (max / min) ** (position / POSITIONS);
  return String(rounded(Number(value.toPrecision(2)), step));
}

/** A whole number of steps, without the digits that a division leaves behind. */
function rounded(value: number, step: number): number {
  return Number((Math.round(value / step) * step).toPrecision(12));
}
