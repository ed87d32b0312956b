/** Where a value is on a slider, and the other way round. On a logarithmic one the same way multiplies by the same. */
import { scaleLog } from 'd3-scale';
import type { FieldView } from '../../protocol';

export type SliderRange = NonNullable<FieldView['range']>;

/** Positions of a logarithmic slider. */
const POSITIONS = 400;

/** The slider's own ends and step. */
export function track({
  min,
  max,
  step,
  scale,
}: SliderRange): Readonly<Record<'min' | 'max' | 'step', number>> {
  return scale === 'log' ? { min: 0, max: POSITIONS, step: 1 } : { min, max, step };
}

/** The position of a value; at an end for one that is beyond it, or that is none. */
export function positionOf(value: number, range: SliderRange): number {
  const inside = Math.min(Math.max(Number.isFinite(value) ? value : range.min, range.min), range.max);
  return range.scale === 'linear' ? inside : Math.round(logarithmic(range)(inside));
}

/** The value at a position, as a field holds it: of two significant digits where steps do not say. */
export function valueAt(position: number, range: SliderRange): string {
  const value =
    range.scale === 'linear' ? position : Number(logarithmic(range).invert(position).toPrecision(2));
  return String(rounded(value, range.step));
}

const logarithmic = ({ min, max }: SliderRange): ReturnType<typeof scaleLog<number, number>> =>
  scaleLog().domain([min, max]).range([0, POSITIONS]);

/** A whole number of steps, without the digits that a division leaves behind. */
function rounded(value: number, step: number): number {
  return Number((Math.round(value / step) * step).toPrecision(12));
}
