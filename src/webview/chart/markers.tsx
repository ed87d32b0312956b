/** The places on a chart that are named: break-evens, the present setting, the best one. */
import type { VNode } from 'preact';
import { memo } from '../memo';
import type { Layout, PlacedMarker, Plot } from './layout';
import type { Palette } from './palette';
import { ChartText, crisp, FONT_SIZE } from './primitives';
import { shapeAt, tenths } from './shapes';

interface MarkersProps {
  readonly layout: Layout;
  readonly palette: Palette;
}

export const Markers = memo(({ layout: { plot, markers }, palette }: MarkersProps) => (
  <g class="markers" font-size={FONT_SIZE}>
    {markers.map((marker) => (
      <>
        <Stem marker={marker} plot={plot} palette={palette} />
        <Sign marker={marker} palette={palette} />
      </>
    ))}
    {markers.map(
      ({ marker, flag }) =>
        flag && (
          <ChartText
            x={flag.left}
            y={flag.y}
            fill={palette.text}
            font-weight={marker.kind === 'present' ? 600 : undefined}
            // A halo, so that it stays legible over lines.
            paint-order="stroke"
            stroke={palette.background}
            stroke-width={4}
            stroke-linejoin="round"
          >
            {flag.label}
          </ChartText>
        ),
    )}
  </g>
));

interface MarkerProps {
  readonly marker: PlacedMarker;
  readonly palette: Palette;
}

/** From the axis up to the label. */
function Stem({ marker: { marker, x, flag }, plot, palette }: MarkerProps & { readonly plot: Plot }): VNode {
  const isPresent = marker.kind === 'present';
  const top = flag ? flag.y + (flag.side === 'over' ? 8 : 0) : plot.top;
  return (
    <line
      x1={crisp(x)}
      x2={crisp(x)}
      y1={tenths(top)}
      y2={plot.bottom}
      stroke={palette.text}
      stroke-opacity={isPresent ? 0.9 : 0.55}
      stroke-dasharray={isPresent ? undefined : '3 3'}
    />
  );
}

/** By kind of marker: the style of a line whose shape it has, and its size. */
const SIGNS = {
  breakEven: { style: 0, radius: 4.5 },
  present: { style: 0, radius: 5 },
  best: { style: 7, radius: 5 },
} as const;

function Sign({ marker: { marker, x, y }, palette }: MarkerProps): VNode {
  const { style, radius } = SIGNS[marker.kind];
  const isHollow = marker.kind === 'breakEven';
  return (
    <path
      {...shapeAt(style, [x, y], radius)}
      fill={isHollow ? palette.background : palette.text}
      stroke={isHollow ? palette.text : palette.background}
      stroke-width={isHollow ? 2 : 1.5}
    />
  );
}
