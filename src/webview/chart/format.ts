import { percent, plainNumber, usdShort } from '../../core/render/money';
import type { ChartView } from '../../protocol';

type Format = ChartView['formats']['x'];

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
