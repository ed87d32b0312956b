/** A trace under one setting of the pool: its charts, its month, and both in words. Drawn anew with each frame of a drag. */
import { livePicture, type LevelSpells, type LivePicture } from '../../cost/traffic/levelSpells';
import { duration, FACTOR_DIGITS, percent, plainNumber, usd, usdRate, usdShort } from '../money';
import { partTitle } from '../words/partTitle';
import { t } from '../words/translate';
import { niceAxis } from './axis';
import { left, right } from './columns';
import { monthHeadline } from './costModel';
import type { AnswerView, ChartView, SeriesView, TableView, TraceModel, TraceView } from './panelView';
import { binColumn, binPoints, binTable, groundOf, type BinColumn, type TraceGround } from './traceGround';
import { traceAdvice } from './traceAdvice';
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
  /** What to change, for the same trace. */
  readonly answers: readonly AnswerView[];
  /** The month's arithmetic. */
  readonly month: TableView;
}

type Drawn = Pick<TraceView, 'model' | 'frontier' | 'points' | 'beside'>;

export function tracePicture(spells: LevelSpells, view: Drawn, wanted: TraceSetting): TracePicture {
  return tracePictures(spells, view)(wanted);
}

/** The pictures of a trace under one setting after another: what no setting changes is worked out once. */
export function tracePictures(spells: LevelSpells, view: Drawn): (wanted: TraceSetting) => TracePicture {
  const { model, frontier, beside } = view;
  const ground = groundOf(spells, model.begin);
  const live = liveCharts(spells, model, ground);
  const requests = requestsChart(spells, ground);
  return (wanted) => {
    const setting = { ...wanted, window: model.singleUse ? 0 : Math.max(wanted.window, spells.minWindow) };
    const picture = livePicture(spells, setting);
    const month = traceMonth(model, picture, spells.seconds);
    const share = spells.requests > 0 ? picture.coldStarts / spells.requests : 0;
    const charts = [live(picture, setting), requests];
    return {
      headline: monthHeadline(month.usd + model.extra, model.atLeast),
      detail: detailOf(setting, model, share),
      answers: traceAdvice(view, {
        ...setting,
        share,
        usd: month.usd,
        besideUsd: beside && traceMonth(beside, picture, spells.seconds).usd,
      }),
      charts: frontier ? [...charts, withSetting(frontier, share, month.usd)] : charts,
      month: monthTable(month, model, spells.seconds),
    };
  };
}

function detailOf(
  { floor, buffer, window }: TraceSetting,
  { clusterSize }: TraceModel,
  share: number,
): string {
  return t(
    'With {0} and {1}: {2} of requests hit a cold start.',
    [
      `min_containers=${floor * clusterSize}`,
      ...(buffer > 0 ? [`buffer_containers=${buffer * clusterSize}`] : []),
    ].join(', '),
    `scaledown_window=${plainNumber(window)}`,
    percent(share),
  );
}

/** Draws the live containers of one setting after another, beside those that serve requests, which stay. */
function liveCharts(
  { binBusy, seconds }: LevelSpells,
  { clusterSize: size }: TraceModel,
  ground: TraceGround,
): (picture: LivePicture, setting: TraceSetting) => ChartView {
  const title = t('Live containers');
  const mean = (sums: Float64Array): SeriesView['points'] =>
    binPoints(ground, (i, length) => Number(((sums[i]! * size) / length).toPrecision(4)));
  const meanColumn = (label: string, sums: Float64Array): BinColumn =>
    binColumn(ground, label, sums, (sum, length) => plainNumber((sum * size) / length, 4));
  const busy: SeriesView = { id: 'busy', label: t('Serving requests'), style: 2, points: mean(binBusy) };
  const busyColumn = meanColumn(t('Serving requests, on average'), binBusy);
  return ({ binLive, binCold, coldAt, coldStarts }, { floor, window }) => {
    const live: SeriesView = { id: 'live', label: title, style: 0, points: mean(binLive) };
    const cold: SeriesView = {
      id: 'cold',
      label: t('Cold starts'),
      style: 3,
      points: binPoints(ground, (i) => binCold[i]!),
      marks: coldAt.map((share) => share * seconds),
    };
    return {
      id: 'trace-live',
      tab: t('Containers'),
      title,
      description: t(
        'Average containers per {0}, with {1} kept warm and a window of {2}. The marks at the top are the {3} cold starts: requests that found no free container.',
        ground.unit,
        plainNumber(floor * size),
        duration(window),
        plainNumber(coldStarts, 12),
      ),
      x: ground.x,
      y: niceAxis(t('containers'), highest([live, busy]), (value) => plainNumber(value)),
      series: [live, busy, cold],
      markers: [],
      formats: { x: 'number', y: 'number' },
      table: binTable(title, ground, [
        meanColumn(t('Live containers, on average'), binLive),
        busyColumn,
        binColumn(ground, t('Cold starts'), binCold, (sum) => plainNumber(sum, 12)),
      ]),
      drag: null,
      time: ground.time,
    };
  };
}

function highest(series: readonly SeriesView[]): number {
  let most = -Infinity;
  for (const { points } of series) for (const [, y] of points) most = Math.max(most, y);
  return most;
}

function requestsChart({ binRequests }: LevelSpells, ground: TraceGround): ChartView {
  const title = t('Requests');
  const label = t('Requests per {0}', ground.unit);
  return {
    id: 'trace-requests',
    tab: t('Requests'),
    title,
    description: t('Requests that arrived, per {0}.', ground.unit),
    x: ground.x,
    y: niceAxis(label, Math.max(...binRequests), (value) => plainNumber(value)),
    series: [{ id: 'requests', label, style: 1, points: binPoints(ground, (i) => binRequests[i]!) }],
    markers: [],
    formats: { x: 'number', y: 'number' },
    table: binTable(title, ground, [
      binColumn(ground, t('Requests'), binRequests, (sum) => plainNumber(sum, 12)),
    ]),
    drag: null,
    time: ground.time,
  };
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
