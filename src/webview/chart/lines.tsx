/** A chart's lines in its plot, and their names at their ends. */
import type { VNode } from 'preact';
import type { SeriesView } from '../../protocol';
import { memo } from '../memo';
import { valueAt } from './cursor';
import type { Layout } from './layout';
import { colorOf, DASHES, type Palette } from './palette';
import { ChartText, FONT_SIZE, Shape } from './primitives';
import { linePath, marksPath, stepPath, tenths } from './shapes';

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
        <SeriesLine key={each.id} layout={layout} series={each} palette={palette} />
      ))}
    </svg>
  );
});

interface LineProps extends LinesProps {
  readonly series: SeriesView;
}

/** How far marks reach into the plot, in pixels. */
const MARK_LENGTH = 10;

function SeriesLine(props: LineProps): VNode {
  const { layout, series, palette } = props;
  if (!series.marks) return <Line {...props} />;
  return (
    <path
      class="marks"
      d={marksPath(series.marks, layout.x, [layout.plot.top, MARK_LENGTH])}
      stroke={colorOf(series.style, palette)}
      stroke-width={1}
    />
  );
}

/** A line, with its shape at each tick, or at each point; none where a point holds for a while. */
function Line({ layout, series: { points, style, dots }, palette }: LineProps): VNode {
  const { x, y, xTicks, isBinned } = layout;
  const places = isBinned ? [] : dots ? points.map(([value]) => value) : xTicks.map(({ value }) => value);
  return (
    <>
      <path
        d={isBinned ? stepPath(points, x, y) : linePath(points, x, y)}
        fill="none"
        stroke={colorOf(style, palette)}
        stroke-width={2}
        stroke-dasharray={DASHES[style] ?? undefined}
        stroke-linejoin="round"
        stroke-linecap={style === DOTTED_STYLE ? 'round' : 'butt'}
      />
      {places.map((value) => {
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

interface SwatchProps {
  readonly style: number;
  readonly palette: Palette;
  readonly isMarks?: boolean;
}

/** A line's color, dash and shape, small; or a few marks. */
export const Swatch = memo(({ style, palette, isMarks = false }: SwatchProps) => {
  if (isMarks)
    return (
      <svg class="swatch" width={30} height={12} viewBox="0 0 30 12" aria-hidden="true">
        <path d="M5.5 1v10M11.5 1v10M14.5 1v10M24.5 1v10" stroke={colorOf(style, palette)} />
      </svg>
    );
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
});
