import type { VNode } from 'preact';
import { memo } from '../memo';
import type { Layout, Tick } from './layout';
import type { Palette } from './palette';
import { ChartText, crisp, FONT_SIZE } from './primitives';

interface AxesProps {
  readonly layout: Layout;
  readonly palette: Palette;
}

/** Ticks with their labels, the lines across the plot, and what the axes are. */
export const Axes = memo(({ layout, palette }: AxesProps) => {
  const { plot, xTicks, yTicks, xLabel, yLabel, yLabelAt, height } = layout;
  return (
    <g class="axes" font-size={FONT_SIZE}>
      {yTicks.map((tick) => (
        <YTick layout={layout} tick={tick} palette={palette} />
      ))}
      {xTicks.map((tick) => (
        <XTick layout={layout} tick={tick} palette={palette} />
      ))}
      <Rule x1={plot.left} y1={plot.bottom} x2={plot.right} y2={plot.bottom} opacity={1} palette={palette} />
      <ChartText x={plot.right} y={height - 9} anchor="end" fill={palette.muted}>
        {xLabel}
      </ChartText>
      <ChartText x={2} y={yLabelAt} fill={palette.muted}>
        {yLabel}
      </ChartText>
    </g>
  );
});

interface TickProps extends AxesProps {
  readonly tick: Tick;
}

function YTick({ layout: { plot }, tick: { at, label, anchor }, palette }: TickProps): VNode {
  // The axis itself is there already.
  const isAtAxis = Math.abs(at - plot.bottom) <= 1;
  return (
    <>
      {!isAtAxis && <Rule x1={plot.left} y1={at} x2={plot.right} y2={at} opacity={0.35} palette={palette} />}
      <ChartText x={plot.left - 8} y={at} anchor={anchor} fill={palette.muted}>
        {label}
      </ChartText>
    </>
  );
}

function XTick({ layout: { plot }, tick: { at, label, anchor }, palette }: TickProps): VNode {
  return (
    <>
      <Rule x1={at} y1={plot.bottom} x2={at} y2={plot.bottom + 4} opacity={1} palette={palette} />
      <ChartText x={at} y={plot.bottom + 13} anchor={anchor} fill={palette.muted}>
        {label}
      </ChartText>
    </>
  );
}

interface RuleProps {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly opacity: number;
  readonly palette: Palette;
}

function Rule({ x1, y1, x2, y2, opacity, palette }: RuleProps): VNode {
  return (
    <line
      x1={crisp(x1)}
      y1={crisp(y1)}
      x2={crisp(x2)}
      y2={crisp(y2)}
      stroke={palette.lines}
      stroke-opacity={opacity}
    />
  );
}
