/** What a chart says at some place. */
import type { ChartView, SeriesView } from '../../protocol';
import { NO_VALUE } from '../text';
import { valueAt } from './cursor';
import { formatted } from './format';

/** Where the present setting is on the horizontal axis; undefined on a chart without one. */
export function presentX({ markers }: ChartView): number | undefined {
  return markers.find(({ kind }) => kind === 'present')?.x;
}

/** A line's value at x, as the vertical axis prints it. */
export function valueText({ formats }: ChartView, { points }: SeriesView, x: number): string {
  const value = valueAt(points, x);
  return value === null ? NO_VALUE : formatted(value, formats.y);
}
