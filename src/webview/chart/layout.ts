/** A chart's geometry: where everything goes at some size, without a page. */
import type { ChartView, MarkerView, SeriesView } from '../../protocol';
import { ellipsize, placeFlags, spread, type Flag, type Measure } from './labels';
import { clamp, linear, thinned, type Scale } from './scale';

export interface Options {
  readonly width: number;
  /** The height of the plot itself; labels above and below it come on top. */
  readonly plotHeight: number;
  /** Names at the lines' ends, where there is room. */
  readonly ends: boolean;
  /** Series that are not drawn. */
  readonly hidden: ReadonlySet<string>;
  readonly measure: Measure;
  /** Room above all, for a title. */
  readonly top?: number;
}

export interface Tick {
  readonly at: number;
  readonly value: number;
  readonly label: string;
  readonly anchor: 'start' | 'middle' | 'end';
}

export interface End {
  readonly series: SeriesView;
  /** Where the line ends, and where its name is. */
  readonly y: number;
  readonly labelY: number;
  readonly label: string;
}

export interface PlacedMarker {
  readonly marker: MarkerView;
  readonly x: number;
  readonly y: number;
  readonly flag: (Flag & { readonly y: number; readonly label: string; readonly width: number }) | null;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly plot: {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  };
  readonly x: Scale;
  readonly y: Scale;
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
  readonly xLabel: string;
  readonly yLabel: string;
  /** The height of the axis' name, above the rows of flags. */
  readonly yLabelAt: number;
  readonly series: readonly SeriesView[];
  readonly markers: readonly PlacedMarker[];
  readonly ends: readonly End[];
}

export const rowHeight = 17;
const textHeight = 15;
const endGap = 14;
const edge = 2;

export function layout(view: ChartView, options: Options): Layout {
  const { width, plotHeight, hidden, measure, top: above = 0 } = options;
  const series = view.series.filter(({ id, points }) => !hidden.has(id) && points.length > 0);

  const tickWidth = Math.max(0, ...view.y.ticks.map(({ label }) => measure(label)));
  const left = Math.ceil(Math.min(tickWidth, width * 0.3) + 10);
  const endsWidth = Math.ceil(
    Math.min(Math.max(0, ...series.map(({ label }) => measure(label))), width * 0.32),
  );
  const withEnds = options.ends && width >= 560 && series.length > 0;
  const right = Math.max(left + 40, width - (withEnds ? endsWidth + endGap + edge : 14));
  const x = linear([view.x.min, view.x.max], [left, right]);

  const placed = placeMarkers(view.markers, x, { left, right: width - edge, measure });
  const rows = Math.max(0, ...placed.map(({ flag }) => (flag ? flag.row + 1 : 0)));
  const top = above + textHeight + 7 + rows * rowHeight + (rows > 0 ? 3 : 0);
  const bottom = top + plotHeight;
  const y = linear([view.y.min, view.y.max], [bottom, top]);
  const inside = (value: number): number => clamp(y.to(value), top, bottom);

  const lineEnds = series.map((each) => inside(each.points.at(-1)![1]));
  const endPlaces = withEnds ? spread(lineEnds, textHeight, [top - 6, bottom + 6]) : [];

  const spanOf = ({ at, label, anchor }: Tick): readonly [number, number] => {
    const size = measure(label);
    const start = anchor === 'start' ? at : anchor === 'end' ? at - size : at - size / 2;
    return [start, start + size];
  };
  const within = (value: number, { domain: [min, max] }: Scale): boolean => value >= min && value <= max;

  return {
    width,
    height: bottom + 2 * textHeight + 10,
    plot: { left, right, top, bottom },
    x,
    y,
    xTicks: thinned(
      view.x.ticks
        .filter(({ value }) => within(value, x))
        .map(({ value, label }) => {
          const [at, half] = [x.to(value), measure(label) / 2];
          const anchor = at + half > width - edge ? 'end' : at - half < edge ? 'start' : 'middle';
          return { at, value, label, anchor } as const;
        }),
      spanOf,
      10,
    ),
    yTicks: thinned(
      view.y.ticks
        .filter(({ value }) => within(value, y))
        .map(({ value, label }) => ({
          at: y.to(value),
          value,
          label: ellipsize(label, left - 8, measure),
          anchor: 'end' as const,
        })),
      ({ at }) => [-at - textHeight / 2, -at + textHeight / 2],
      2,
    ),
    xLabel: ellipsize(view.x.label, width - left - edge, measure),
    yLabel: ellipsize(view.y.label, width - 2 * edge, measure),
    yLabelAt: above + textHeight / 2 + 1,
    series,
    markers: placed.map(({ marker, flag }) => ({
      marker,
      x: x.to(marker.x),
      y: inside(marker.y),
      flag: flag && { ...flag, y: top - 3 - (flag.row + 0.5) * rowHeight },
    })),
    ends: series.flatMap((each, index) => {
      const labelY = endPlaces[index] ?? null;
      const label = ellipsize(each.label, endsWidth, measure);
      return labelY === null || label === '' ? [] : [{ series: each, y: lineEnds[index]!, labelY, label }];
    }),
  };
}

type Labelled = Flag & { label: string; width: number };

/** Markers on the chart, in the order to draw them: the most important one last, on top. */
function placeMarkers(
  markers: readonly MarkerView[],
  x: Scale,
  { left, right, measure }: { left: number; right: number; measure: Measure },
): { marker: MarkerView; flag: Labelled | null }[] {
  const rank = { present: 0, best: 1, breakEven: 2 };
  const shown = markers
    .filter((marker) => marker.x >= x.domain[0] && marker.x <= x.domain[1])
    .sort((a, b) => rank[a.kind] - rank[b.kind])
    .map((marker) => {
      const label = ellipsize(marker.label, (right - left) * 0.92, measure);
      return { marker, label, x: x.to(marker.x), width: measure(label) };
    });
  const named = shown.filter(({ label }) => label !== '');
  const flags = placeFlags(named, { left, right, gap: 5, most: 6 });
  return shown
    .map((each) => {
      const flag = flags[named.indexOf(each)];
      return {
        marker: each.marker,
        flag: flag ? { ...flag, label: each.label, width: each.width } : null,
      };
    })
    .reverse();
}
