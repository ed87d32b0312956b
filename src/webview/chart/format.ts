import { percent, plainNumber, usdShort } from '../../core/render/money';
import { stretchText } from '../../core/render/clockText';
import type { ChartView } from '../../protocol';

type Format = ChartView['formats']['x'];

/** A place on a chart's horizontal axis: a value, or the bin of time that begins there. */
export function placeText(view: ChartView, value: number): string {
  const { formats, time } = view;
  return time ? stretchText(value, binEnd(view, value), time.begin) : formatted(value, formats.x);
}

/** When the bin that begins at a place ends; the place itself on a chart without bins. */
export function binEnd({ series: [first], time }: ChartView, value: number): number {
  const i = first?.points.findIndex(([x]) => x === value) ?? -1;
  return time?.ends[i] ?? value;
}

/** A value as the chart's axis prints it. */
export function formatted(value: number, format: Format): string {
  switch (format) {
    case 'percent':
      return percent(value);
    case 'usd':
      return usdShort(value);
    case 'number':
      return plainNumber(value, 5);
  }
}
