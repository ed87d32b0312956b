import type { AxisView } from './panelView';

const STEPS = [1, 2, 2.5, 5, 10];

/**
 * An axis from 0 to just above `most`, with round ticks, about `count` of them.
 * @param most in data units; 1 where there is nothing to show
 */
export function niceAxis(label: string, most: number, print: (value: number) => string, count = 5): AxisView {
  const top = Number.isFinite(most) && most > 0 ? most : 1;
  const rough = top / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * STEPS.find((each) => each * power >= rough)!;
  const max = Math.ceil(top / step - 1e-9) * step;
  const ticks = Array.from({ length: Math.round(max / step) + 1 }, (_, i) => ({
    value: i * step,
    label: print(i * step),
  }));
  return { label, min: 0, max, ticks };
}
