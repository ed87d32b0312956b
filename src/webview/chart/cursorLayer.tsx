import type { VNode } from 'preact';
import { valueAt } from './cursor';
import type { Layout } from './layout';
import type { Palette } from './palette';
import { ChartText, crisp, FONT_SIZE, Shape } from './primitives';
import { tenths } from './shapes';

export interface CursorView {
  /** Where it is, in the units of the horizontal axis. */
  readonly value: number;
  /** Where it is drawn: in the middle of a bin. */
  readonly place: number;
  readonly label: string;
  /** In pixels. */
  readonly labelWidth: number;
}

interface CursorProps {
  readonly layout: Layout;
  readonly cursor: CursorView;
  readonly palette: Palette;
}

/** The cursor: a line, a shape on each of the chart's lines, and its value at the axis. */
export function CursorLayer({ layout, cursor, palette }: CursorProps): VNode {
  const { plot, x } = layout;
  const place = x(cursor.place);
  return (
    <>
      <line
        x1={crisp(place)}
        x2={crisp(place)}
        y1={plot.top}
        y2={plot.bottom}
        stroke={palette.text}
        stroke-width={1}
      />
      <Dots layout={layout} cursor={cursor} palette={palette} />
      <ValueAtAxis layout={layout} cursor={cursor} palette={palette} />
    </>
  );
}

function Dots({ layout: { plot, series, x, y }, cursor: { value, place }, palette }: CursorProps): VNode {
  return (
    <>
      {series.map(({ points, style, marks }) => {
        const found = valueAt(points, value);
        if (found === null || marks) return null;
        const height = y(found);
        const isInside = height >= plot.top - 1 && height <= plot.bottom + 1;
        return isInside && <Shape style={style} place={[x(place), height]} radius={5} palette={palette} />;
      })}
    </>
  );
}

function ValueAtAxis({
  layout: { plot, x, width },
  cursor: { place, label, labelWidth },
  palette,
}: CursorProps): VNode {
  const half = labelWidth / 2 + 5;
  const middle = Math.min(Math.max(x(place), half), width - half);
  return (
    <>
      <rect
        x={tenths(middle - half)}
        y={plot.bottom + 5}
        width={tenths(2 * half)}
        height={17}
        rx={3}
        fill={palette.text}
      />
      <ChartText
        x={middle}
        y={plot.bottom + 13.5}
        anchor="middle"
        font-size={FONT_SIZE}
        fill={palette.background}
      >
        {label}
      </ChartText>
    </>
  );
}
