/** A trace under one setting of the pool: its charts, its month, and both in words. Drawn anew with each frame of a drag. */
import { livePicture, type LevelSpells, type LivePicture } from '../../cost/traffic/levelSpells';
import { binEnds } from '../../cost/traffic/timeBins';
import { stretchText } from '../clockText';
import { duration, FACTOR_DIGITS, percent, plainNumber, usd, usdRate, usdShort } from '../money';
import { partTitle } from '../words/partTitle';
import { t } from '../words/translate';
import { niceAxis } from './axis';
import { left, right } from './columns';
import { monthHeadline } from './costModel';
import type { ChartView, SeriesView, TableView, TraceModel, TraceView } from './panelView';
import { timeAxis } from './timeAxis';
import { timesPerMonth, traceMonth, type TraceMonth, type TracePart } from './traceModel';

/** A setting of the pool: groups of containers kept warm, and beyond the busy ones; the window in seconds. */
export interface TraceSetting {
  readonly floor: number;
  readonly buffer: number;
  readonly window: number;
}

/** All that changes with the setting. */
export interface TracePicture {
  readonly headline: string;
  /** The setting and its cold starts, in a sentence. */
  readonly detail: string;
  /** Live containers, requests, and the frontier with the setting marked on it. */
  readonly charts: readonly ChartView[];
  /** The month's arithmetic. */
  readonly month: TableView;
}

/** A table of a chart has at most about so many rows. */
const MAX_ROWS = 48;

export function tracePicture(
  spells: LevelSpells,
  { model, frontier }: Pick<TraceView, 'model' | 'frontier'>,
  wanted: TraceSetting,
): TracePicture {
  const setting = { ...wanted, window: model.singleUse ? 0 : Math.max(wanted.window, spells.minWindow) };
  const picture = livePicture(spells, setting);
  const month = traceMonth(model, picture, spells.seconds);
  const share = spells.requests > 0 ? picture.coldStarts / spells.requests : 0;
  const charts = [liveChart(spells, picture, model, setting), requestsChart(spells, model)];
  return {
    headline: monthHeadline(month.usd + model.extra, model.atLeast),
    detail: t(
      'With {0} and {1}: {2} of requests hit a cold start.',
      [
        `min_containers=${setting.floor * model.clusterSize}`,
        ...(setting.buffer > 0 ? [`buffer_containers=${setting.buffer * model.clusterSize}`] : []),
      ].join(', '),
      `scaledown_window=${plainNumber(setting.window)}`,
      percent(share),
    ),
    charts: frontier ? [...charts, withSetting(frontier, share, month.usd)] : charts,
    month: monthTable(month, model, spells.seconds),
  };
}

function liveChart(
  spells: LevelSpells,
  { binLive, binCold, coldAt, coldStarts }: LivePicture,
  model: TraceModel,
  { floor, window }: TraceSetting,
): ChartView {
  const { bins, binBusy, seconds } = spells;
  const { clusterSize: size } = model;
  const mean = (sums: Float64Array): SeriesView['points'] =>
    binPoints(spells, (i, length) => Number(((sums[i]! * size) / length).toPrecision(4)));
  const series: SeriesView[] = [
    { id: 'live', label: t('Live containers'), style: 0, points: mean(binLive) },
    { id: 'busy', label: t('Serving requests'), style: 2, points: mean(binBusy) },
    {
      id: 'cold',
      label: t('Cold starts'),
      style: 3,
      points: binPoints(spells, (i) => binCold[i]!),
      marks: coldAt.map((share) => share * seconds),
    },
  ];
  const title = t('Live containers');
  const most = Math.max(...series.slice(0, 2).flatMap(({ points }) => points.map(([, y]) => y)));
  return {
    id: 'trace-live',
    tab: t('Containers'),
    title,
    description: t(
      'Average containers per {0}, with {1} kept warm and a window of {2}. The marks at the top are the {3} cold starts: requests that found no free container.',
      unitOf(bins.seconds),
      plainNumber(floor * size),
      duration(window),
      plainNumber(coldStarts, 12),
    ),
    x: timeAxis(seconds, model.begin),
    y: niceAxis(t('containers'), most, (value) => plainNumber(value)),
    series,
    markers: [],
    formats: { x: 'number', y: 'number' },
    table: binTable(title, spells, model, [
      {
        label: t('Live containers, on average'),
        ofRow: (sum, length) => plainNumber((sum * size) / length, 4),
        bins: binLive,
      },
      {
        label: t('Serving requests, on average'),
        ofRow: (sum, length) => plainNumber((sum * size) / length, 4),
        bins: binBusy,
      },
      { label: t('Cold starts'), ofRow: (sum) => plainNumber(sum, 12), bins: binCold },
    ]),
    drag: null,
    time: timeOf(spells, model),
  };
}

function requestsChart(spells: LevelSpells, model: TraceModel): ChartView {
  const { bins, binRequests, seconds } = spells;
  const title = t('Requests');
  const label = t('Requests per {0}', unitOf(bins.seconds));
  return {
    id: 'trace-requests',
    tab: t('Requests'),
    title,
    description: t('Requests that arrived, per {0}.', unitOf(bins.seconds)),
    x: timeAxis(seconds, model.begin),
    y: niceAxis(label, Math.max(...binRequests), (value) => plainNumber(value)),
    series: [{ id: 'requests', label, style: 1, points: binPoints(spells, (i) => binRequests[i]!) }],
    markers: [],
    formats: { x: 'number', y: 'number' },
    table: binTable(title, spells, model, [
      { label: t('Requests'), ofRow: (sum) => plainNumber(sum, 12), bins: binRequests },
    ]),
    drag: null,
    time: timeOf(spells, model),
  };
}

/** A point for each bin, at its beginning. */
function binPoints(
  { bins, seconds }: LevelSpells,
  value: (i: number, length: number) => number,
): SeriesView['points'] {
  return Array.from({ length: bins.count }, (_, i) => {
    const [begin, end] = binEnds(i, bins, seconds);
    return [begin, value(i, end - begin)];
  });
}

const timeOf = ({ bins, seconds }: LevelSpells, { begin }: TraceModel): ChartView['time'] => ({
  begin,
  ends: Array.from({ length: bins.count }, (_, i) => binEnds(i, bins, seconds)[1]),
});

/** `hour` in “per hour”. */
function unitOf(seconds: number): string {
  const units: Readonly<Record<number, string>> = {
    1: t('second'),
    60: t('minute'),
    3600: t('hour'),
    86400: t('day'),
    604800: t('week'),
  };
  return units[seconds] ?? duration(seconds);
}

interface BinColumn {
  readonly label: string;
  readonly bins: Float64Array;
  readonly ofRow: (sum: number, seconds: number) => string;
}

/** The bins as a table, several to a row where there are many. */
function binTable(
  caption: string,
  { bins, seconds }: LevelSpells,
  { begin }: TraceModel,
  columns: readonly BinColumn[],
): TableView {
  const together = Math.ceil(bins.count / MAX_ROWS);
  const rows = Array.from({ length: Math.ceil(bins.count / together) }, (_, row) => {
    const [first, end] = [row * together, Math.min(bins.count, (row + 1) * together)];
    const [from, to] = [binEnds(first, bins, seconds)[0], binEnds(end - 1, bins, seconds)[1]];
    const cells = columns.map((column) => {
      let sum = 0;
      for (let i = first; i < end; i++) sum += column.bins[i]!;
      return column.ofRow(sum, to - from);
    });
    return { strong: false, cells: [stretchText(from, to, begin), ...cells] };
  });
  return { caption, columns: [left(t('time')), ...columns.map(({ label }) => right(label))], rows };
}

/** The frontier with the present setting on it, its axes long enough for both. */
function withSetting(frontier: ChartView, share: number, month: number): ChartView {
  const { x, y, markers } = frontier;
  return {
    ...frontier,
    x: share > x.max ? niceAxis(x.label, share, percent, 4) : x,
    y: month > y.max ? niceAxis(y.label, month, usdShort) : y,
    markers: [...markers, { kind: 'present', x: share, y: month, label: t('now: {0}', usdShort(month)) }],
  };
}

function monthTable({ parts, usd: total }: TraceMonth, model: TraceModel, seconds: number): TableView {
  const times = timesPerMonth(model, seconds);
  const rows = parts.map((part) => ({
    strong: false,
    cells: [partTitle(part.part), arithmetic(part, times), part.billed ? usd(part.usd) : t('not billed')],
  }));
  const extra =
    model.extra > 0 ? [{ strong: false, cells: [t('Storage and egress'), '', usd(model.extra)] }] : [];
  return {
    caption: t(
      'A month ({0}) is {1} times the trace ({2} s).',
      duration(model.secondsPerMonth),
      plainNumber(times, FACTOR_DIGITS),
      plainNumber(seconds, FACTOR_DIGITS),
    ),
    columns: [left(t('cost per month')), left(t('arithmetic')), right('USD')],
    rows: [...rows, ...extra, { strong: true, cells: [t('Per month'), '', usd(total + model.extra)] }],
  };
}

function arithmetic({ seconds, perSecond, billed }: TracePart, times: number): string {
  if (!billed) return t('not billed by this price book');
  const rate = usdRate(Number(perSecond.toPrecision(FACTOR_DIGITS)));
  return `${plainNumber(seconds, FACTOR_DIGITS)} s × ${plainNumber(times, FACTOR_DIGITS)} × ${rate}/s`;
}
