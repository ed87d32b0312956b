/** A chart's geometry: where everything goes at some size, without a page. */
import { scaleLinear, type ScaleLinear } from 'd3-scale';
import type { AxisView, ChartView, MarkerView, SeriesView } from '../../protocol';
import { ellipsize, placeFlags, spread, thinned, type Flag, type Measure } from './labels';

/** From data to pixels, and back by `invert`. A domain without extent lies in the middle of its range. */
export type Scale = ScaleLinear<number, number>;

export interface LayoutOptions {
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

export interface LineEnd {
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
  /** Its label; null where there is no room for one. */
  readonly flag: (Flag & { readonly y: number; readonly label: string; readonly width: number }) | null;
}

export interface Plot {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly plot: Plot;
  readonly x: Scale;
  readonly y: Scale;
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
  readonly xLabel: string;
  readonly yLabel: string;
  /** The height of the axis' name, above the rows of flags. */
  readonly yLabelAt: number;
  readonly series: readonly SeriesView[];
  /** Whether points hold for a bin of time from there on. */
  readonly isBinned: boolean;
  /** In the order to draw them: the most important one last, on top. */
  readonly markers: readonly PlacedMarker[];
  readonly ends: readonly LineEnd[];
}

const ROW_HEIGHT = 17;
const TEXT_HEIGHT = 15;
/** Between a line's end and its name. */
const END_GAP = 14;
/** Between what is drawn and the picture's edge. */
const EDGE = 2;
const MIN_PLOT_WIDTH = 40;
/** A narrower picture has no names at its lines' ends. */
const MIN_WIDTH_WITH_ENDS = 560;

export function layoutOf(view: ChartView, options: LayoutOptions): Layout {
  const { width, plotHeight, hidden, measure, top: above = 0 } = options;
  const series = view.series.filter(({ id, points }) => !hidden.has(id) && points.length > 0);
  const { left, right, endsWidth } = columns(view, series, options);
  const x = scale(view.x, [left, right]);

  const shown = view.markers.filter((each) => each.line === undefined || !hidden.has(each.line));
  const labeled = labelMarkers(shown, x, { left: EDGE, right: width - EDGE, measure });
  const rows = Math.max(0, ...labeled.map(({ flag }) => (flag ? flag.row + 1 : 0)));
  const top = above + TEXT_HEIGHT + 7 + rows * ROW_HEIGHT + (rows > 0 ? 3 : 0);
  const plot = { left, right, top, bottom: top + plotHeight };
  const y = scale(view.y, [plot.bottom, plot.top]);

  return {
    width,
    height: plot.bottom + 2 * TEXT_HEIGHT + 10,
    plot,
    x,
    y,
    xTicks: xTicks(view.x, x, width, measure),
    yTicks: yTicks(view.y, y, left - 8, measure),
    xLabel: ellipsize(view.x.label, width - left - EDGE, measure),
    yLabel: ellipsize(view.y.label, width - 2 * EDGE, measure),
    yLabelAt: above + TEXT_HEIGHT / 2 + 1,
    series,
    isBinned: view.time !== undefined,
    markers: labeled.map(({ marker, flag }) => ({
      marker,
      x: x(marker.x),
      y: within(y, marker.y),
      flag: flag && { ...flag, y: top - 3 - (flag.row + 0.5) * ROW_HEIGHT },
    })),
    ends: lineEnds(series, y, endsWidth, measure),
  };
}

/** Where the plot is between the ticks' labels on its left and the lines' names on its right, which have `endsWidth`, or 0 for none. */
function columns(
  { y }: ChartView,
  series: readonly SeriesView[],
  { width, ends, measure }: LayoutOptions,
): { readonly left: number; readonly right: number; readonly endsWidth: number } {
  const named = series.filter(({ marks }) => !marks);
  const widest = (items: readonly { readonly label: string }[]): number =>
    Math.max(0, ...items.map(({ label }) => measure(label)));
  const left = Math.ceil(Math.min(widest(y.ticks), width * 0.3) + 10);
  const hasEnds = ends && width >= MIN_WIDTH_WITH_ENDS;
  const endsWidth = hasEnds ? Math.ceil(Math.min(widest(named), width * 0.32)) : 0;
  const margin = endsWidth > 0 ? endsWidth + END_GAP + EDGE : 14;
  return { left, right: Math.max(left + MIN_PLOT_WIDTH, width - margin), endsWidth };
}

const scale = ({ min, max }: AxisView, range: readonly [number, number]): Scale =>
  scaleLinear().domain([min, max]).range(range);

/** The place of a value, or the end of the scale's range that is nearest to it. */
function within(at: Scale, value: number): number {
  const [from = 0, to = 0] = at.range();
  return Math.min(Math.max(at(value), Math.min(from, to)), Math.max(from, to));
}

function ticksWithin({ min, max, ticks }: AxisView): AxisView['ticks'] {
  return ticks.filter(({ value }) => value >= min && value <= max);
}

/** Those of the horizontal axis: the outermost ones stay within the picture. */
function xTicks(axis: AxisView, x: Scale, width: number, measure: Measure): Tick[] {
  const ticks = ticksWithin(axis).map(({ value, label }): Tick => {
    const [at, half] = [x(value), measure(label) / 2];
    const anchor = at + half > width - EDGE ? 'end' : at - half < EDGE ? 'start' : 'middle';
    return { at, value, label, anchor };
  });
  return thinned(ticks, (tick) => spanOf(tick, measure), 10);
}

function spanOf({ at, label, anchor }: Tick, measure: Measure): readonly [number, number] {
  const size = measure(label);
  const start = anchor === 'start' ? at : anchor === 'end' ? at - size : at - size / 2;
  return [start, start + size];
}

function yTicks(axis: AxisView, y: Scale, maxWidth: number, measure: Measure): Tick[] {
  const ticks = ticksWithin(axis).map(({ value, label }): Tick => {
    return { at: y(value), value, label: ellipsize(label, maxWidth, measure), anchor: 'end' };
  });
  // They rise as their pixels fall.
  return thinned(ticks, ({ at }) => [-at - TEXT_HEIGHT / 2, -at + TEXT_HEIGHT / 2], 2);
}

/** The lines' names beside their ends. */
function lineEnds(all: readonly SeriesView[], y: Scale, maxWidth: number, measure: Measure): LineEnd[] {
  if (maxWidth === 0) return [];
  const series = all.filter(({ marks }) => !marks);
  const [bottom = 0, top = 0] = y.range();
  const ends = series.map(({ points }) => within(y, points.at(-1)![1]));
  const places = spread(ends, TEXT_HEIGHT, [top - 6, bottom + 6]);
  return series.flatMap((each, index) => {
    const labelY = places[index] ?? null;
    const label = ellipsize(each.label, maxWidth, measure);
    return labelY === null || label === '' ? [] : [{ series: each, y: ends[index]!, labelY, label }];
  });
}

interface LabeledMarker {
  readonly marker: MarkerView;
  readonly flag: (Flag & { readonly label: string; readonly width: number }) | null;
}

/** The markers' labels, as far as there is room: where there is not, the least important ones get none. */
function labelMarkers(
  markers: readonly MarkerView[],
  x: Scale,
  { left, right, measure }: { left: number; right: number; measure: Measure },
): LabeledMarker[] {
  const rank = { present: 0, best: 1, breakEven: 2 };
  const [min = 0, max = 0] = x.domain();
  const shown = markers
    .filter((marker) => marker.x >= min && marker.x <= max)
    .sort((a, b) => rank[a.kind] - rank[b.kind])
    .map((marker) => {
      const label = ellipsize(marker.label, (right - left) * 0.92, measure);
      return { marker, label, x: x(marker.x), width: measure(label) };
    });
  const named = shown.filter(({ label }) => label !== '');
  const flags = placeFlags(named, { left, right, gap: 5, maxRows: 6 });
  return shown
    .map((each) => {
      const flag = flags[named.indexOf(each)];
      return { marker: each.marker, flag: flag ? { ...flag, label: each.label, width: each.width } : null };
    })
    .reverse();
}
