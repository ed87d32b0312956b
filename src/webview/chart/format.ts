import { percent, plainNumber, usdShort } from '../../core/render/money';
import { stretchText } from '../../core/render/clockText';
import type { ChartView } from '../../protocol';

type Format = ChartView['formats']['x'];

/** A place on a chart's horizontal axis: a value, or the bin of time that begins there. */
export function placeText({ x, formats, time }: ChartView, value: number): string {
  return time
    ? stretchText(value, Math.min(x.max, value + time.bin), time.begin)
    : formatted(value, formats.x);
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
