/** A chart's lines in its plot, and their names at their ends. */
import type { VNode } from 'preact';
import type { SeriesView } from '../../protocol';
import { memo } from '../memo';
import { valueAt } from './cursor';
import type { Layout } from './layout';
import { colorOf, DASHES, type Palette } from './palette';
import { ChartText, FONT_SIZE, Shape } from './primitives';
import { linePath, tenths } from './shapes';

interface LinesProps {
  readonly layout: Layout;
  readonly palette: Palette;
}

/** Around the plot, so that lines along its edges are whole. */
const MARGIN = 4;
/** A dash of dots, which only round ends make dots. */
const DOTTED_STYLE = 6;

export const Lines = memo(({ layout, palette }: LinesProps) => {
  const { plot, series } = layout;
  const [x, y] = [plot.left - MARGIN, plot.top - MARGIN];
  const width = plot.right - plot.left + 2 * MARGIN;
  const height = plot.bottom - plot.top + 2 * MARGIN;
  return (
    // A nested picture clips what leaves the plot.
    <svg x={x} y={y} width={width} height={height} viewBox={`${x} ${y} ${width} ${height}`}>
      {/* The first line is the one that matters most, so it is on top. */}
      {[...series].reverse().map((each) => (
        <Line key={each.id} layout={layout} series={each} palette={palette} />
      ))}
    </svg>
  );
});

interface LineProps extends LinesProps {
  readonly series: SeriesView;
}

/** A line, with its shape at each tick. */
function Line({ layout: { x, y, xTicks }, series: { points, style }, palette }: LineProps): VNode {
  return (
    <>
      <path
        d={linePath(points, x, y)}
        fill="none"
        stroke={colorOf(style, palette)}
        stroke-width={2}
        stroke-dasharray={DASHES[style] ?? undefined}
        stroke-linejoin="round"
        stroke-linecap={style === DOTTED_STYLE ? 'round' : 'butt'}
      />
      {xTicks.map(({ value }) => {
        const height = valueAt(points, value);
        return (
          height !== null && (
            <Shape style={style} place={[x(value), y(height)]} radius={3.5} palette={palette} />
          )
        );
      })}
    </>
  );
}

export const LineEnds = memo(({ layout: { plot, ends }, palette }: LinesProps) => (
  <g class="ends" font-size={FONT_SIZE}>
    {ends.map(({ series, y, labelY, label }) => (
      <>
        <path
          d={`M${plot.right + 2} ${tenths(y)}L${plot.right + 10} ${tenths(labelY)}`}
          fill="none"
          stroke={colorOf(series.style, palette)}
          stroke-width={1.5}
        />
        <ChartText x={plot.right + 14} y={labelY} fill={palette.text}>
          {label}
        </ChartText>
      </>
    ))}
  </g>
));

/** A line's color, dash and shape, small. */
export function Swatch({ style, palette }: { readonly style: number; readonly palette: Palette }): VNode {
  return (
    <svg class="swatch" width={30} height={12} viewBox="0 0 30 12" aria-hidden="true">
      <path
        d="M1 6L29 6"
        fill="none"
        stroke={colorOf(style, palette)}
        stroke-width={2}
        stroke-dasharray={DASHES[style] ?? undefined}
      />
      <Shape style={style} place={[15, 6]} radius={3.5} palette={palette} />
    </svg>
  );
}
