import type { ChartView, CostModel, MarkerView, OfferModel, SeriesView, TableView } from './panelView';
import type { Cheaper, Crossing } from '../../cost/comparison/rateBreakEven';
import { findRootInSteps } from '../../cost/findRoot';
import { atOnce, neverPause, type Pause, type Steps } from '../../python/resumable';
import { percent, plainNumber, usd, usdShort } from '../money';
import { t } from '../words/translate';
import { actualLines } from './actualMarks';
import { niceAxis } from './axis';
import { costCurve, requestsOfModel, type Costs, type Curve } from './costModel';

/** The id of the line of Modal's active time alone, which nobody is billed. */
const ACTIVE_TIME = 'modal-active';

/** Enough that a line looks like the curve it is. */
export const MAX_POINTS = 41;

/** The month at some x of a chart. */
interface Column {
  readonly x: number;
  readonly costs: Costs;
}

export interface ChartOptions {
  /** Where Modal's month, as billed, meets an offer's, where that is known already. */
  readonly crossings?: (offer: string) => readonly Crossing[];
  /** Requests a day at the end of the second chart's axis: by default twice the present ones. */
  readonly mostRequests?: number;
  /** Points of a line, for who is in a hurry. */
  readonly points?: number;
  /** Of this model or of one that differs in its requests alone: places that were asked about before are not worked out again. */
  readonly curve?: Curve;
}

/** What is drawn, and how. */
interface Drawing {
  readonly model: CostModel;
  readonly curve: Curve;
  readonly options: ChartOptions;
  readonly pause: Pause;
}

/** A chart of a model, at whose present requests Modal and the others cost `now`. */
type Draw = (drawing: Drawing, now: Costs) => Steps<ChartView>;

const DRAW = {
  utilization: drawUtilization,
  requests: drawRequests,
} as const satisfies Readonly<Record<string, Draw>>;

export type CostChartId = keyof typeof DRAW;

export function isCostChart(id: string): id is CostChartId {
  return Object.hasOwn(DRAW, id);
}

/**
 * Monthly cost against the utilization of one container, and against requests a day. Empty where the model does not go.
 */
export function costCharts(model: CostModel, options: ChartOptions = {}): ChartView[] {
  return atOnce(costChartsInSteps(model, options, neverPause));
}

/** The same with pauses between the places of a line. */
export function* costChartsInSteps(
  model: CostModel,
  { curve = costCurve(model), ...options }: ChartOptions,
  pause: Pause,
): Steps<ChartView[]> {
  const charts: ChartView[] = [];
  for (const id of ['utilization', 'requests'] as const) {
    const chart = yield* costChartInSteps(id, model, { ...options, curve }, pause);
    if (chart) charts.push(chart);
  }
  return charts;
}

/**
 * One of them; null where the model does not go. A page draws it with each frame of a drag, so it takes a few milliseconds
 * and no more.
 */
export function costChart(id: CostChartId, model: CostModel, options: ChartOptions = {}): ChartView | null {
  return atOnce(costChartInSteps(id, model, options, neverPause));
}

function* costChartInSteps(
  id: CostChartId,
  model: CostModel,
  options: ChartOptions,
  pause: Pause,
): Steps<ChartView | null> {
  const { curve = costCurve(model) } = options;
  const now = curve(model.usage.requestsPerDay);
  return now && (yield* DRAW[id]({ model, curve, options, pause }, now));
}

function* drawUtilization(drawing: Drawing, now: Costs): Steps<ChartView> {
  const { model, curve } = drawing;
  const { requestsPerDay, activeHoursPerDay, daysPerMonth } = model.usage;
  const full = requestsOfModel(model);
  const reachable = (Math.min(24, activeHoursPerDay) * daysPerMonth) / model.hoursPerMonth;
  const present = { x: requestsPerDay / full, costs: now };
  const found = yield* columns(drawing, Math.min(1, reachable), present, (share) => curve(share * full));
  return yield* utilizationChart(drawing, found, present);
}

function* drawRequests(drawing: Drawing, now: Costs): Steps<ChartView> {
  const { curve, options } = drawing;
  const { requestsPerDay } = drawing.model.usage;
  const { mostRequests: top = mostRequests(requestsPerDay) } = options;
  const present = { x: requestsPerDay, costs: now };
  const found = yield* columns(drawing, top, present, (requests) => curve(requests));
  return yield* requestsChart(drawing, found, present);
}

/** Twice the present requests, and a round number. */
export function mostRequests(requestsPerDay: number): number {
  return niceAxis('', Math.max(requestsPerDay * 2, 100), plainNumber).max;
}

/** Evenly from 0 to `top`, and where the reader is now, so that a line has the figure of the headline there. */
function* columns(
  { options: { points = MAX_POINTS }, pause }: Drawing,
  top: number,
  present: Column,
  at: (x: number) => Costs | null,
): Steps<Column[]> {
  const found: Column[] = [];
  for (let i = 0; i < points; i++) {
    const x = (top * i) / (points - 1);
    const before = found[found.length - 1]?.x ?? -1;
    if (present.x > before && present.x < x) found.push(present);
    if (pause()) yield;
    const costs = x === present.x ? present.costs : at(x);
    if (costs) found.push({ x, costs });
  }
  return found;
}

type CostOf = (costs: Costs) => number | null;

const modalOf: CostOf = ({ modal }) => modal;
const activeOf: CostOf = ({ active }) => active;
const offerOf =
  (index: number): CostOf =>
  ({ offers }) =>
    offers[index] ?? null;

function lines({ offers }: CostModel, found: readonly Column[]): SeriesView[] {
  const line = (id: string, label: string, style: number, pick: CostOf): SeriesView => ({
    id,
    label,
    style,
    points: found.flatMap(({ x, costs }): [number, number][] => {
      const y = pick(costs);
      return y === null ? [] : [[x, y]];
    }),
  });
  return [
    line('modal', t('Modal, as billed'), 0, modalOf),
    { ...line(ACTIVE_TIME, t('Modal, active time only'), 1, activeOf), optional: true },
    ...offers.map(({ id, label }, i) => line(id, label, i + 2, offerOf(i))),
  ];
}

/** A place where a line of Modal's meets an offer's. */
interface BreakEven {
  readonly label: string;
  readonly x: number;
  readonly y: number;
  /** Who costs less from there on. */
  readonly above: Cheaper;
}

interface Meeting {
  readonly line: CostOf;
  /** Which of the model's offers. */
  readonly offer: number;
  /** Requests a day for each unit of x. */
  readonly perUnit: number;
  readonly most: number;
}

/** Where a line first meets an offer's, `most` times at most: a root between each two columns that have them change sides. */
function* meetings(
  { curve, pause }: Drawing,
  found: readonly Column[],
  { line, offer, perUnit, most }: Meeting,
): Steps<Omit<BreakEven, 'label'>[]> {
  type Pair = readonly [number | null, number | null];
  const pairs = new Map(
    found.map(({ x, costs }): [number, Pair] => [x, [line(costs), offerOf(offer)(costs)]]),
  );
  const pairAt = (x: number): Pair => {
    let pair = pairs.get(x);
    if (!pair) {
      const costs = curve(x * perUnit, offer);
      pair = costs ? [line(costs), offerOf(0)(costs)] : [null, null];
      pairs.set(x, pair);
    }
    return pair;
  };
  const difference = (x: number): number => {
    const [a, b] = pairAt(x);
    return a === null || b === null ? 0 : a - b;
  };
  const differenceInSteps = function* (x: number): Steps<number> {
    if (pause()) yield;
    return difference(x);
  };
  const places: Omit<BreakEven, 'label'>[] = [];
  for (let i = 1; i < found.length && places.length < most; i++) {
    const [low, high] = [found[i - 1]!.x, found[i]!.x];
    if (difference(low) * difference(high) >= 0) continue;
    const bracket = { low, high, tolerance: (high - low) * 1e-6 };
    const root = yield* findRootInSteps(differenceInSteps, bracket);
    const above = difference(high) > 0 ? 'other' : 'modal';
    if (root.kind === 'root') places.push({ x: root.x, y: pairAt(root.x)[0] ?? 0, above });
  }
  return places;
}

/** Break-evens with one offer that still can be told apart. */
const MAX_BREAK_EVENS = 2;

/**
 * Where Modal's month, as billed, meets those of the offers whose price is known in full.
 * @param perUnit requests a day for each unit of x
 */
function* breakEvensOf(drawing: Drawing, found: readonly Column[], perUnit: number): Steps<BreakEven[]> {
  const { model, options } = drawing;
  const end = found[found.length - 1]?.x ?? 0;
  const modal = found.map(({ x, costs }): [number, number] => [x, costs.modal]);
  const breakEvens: BreakEven[] = [];
  for (const [i, offer] of model.offers.entries()) {
    if (isLowerBound(offer)) continue;
    const known = options.crossings?.(offer.id).map(({ requestsPerDay, above }) => {
      const x = requestsPerDay / perUnit;
      return { x, y: valueAt(modal, x), above };
    });
    const meeting = { line: modalOf, offer: i, perUnit, most: MAX_BREAK_EVENS };
    const places = known ?? (yield* meetings(drawing, found, meeting));
    const shown = places.filter(({ x }) => x <= end).slice(0, MAX_BREAK_EVENS);
    breakEvens.push(...shown.map((place) => ({ ...place, label: offer.label })));
  }
  return breakEvens;
}

/** Without its idle time, an offer's line is a part of what it costs: it meets Modal's nowhere that counts. */
const isLowerBound = ({ bills, idleSeconds }: OfferModel): boolean =>
  bills === 'liveTime' && idleSeconds === null;

function* utilizationChart(drawing: Drawing, found: readonly Column[], present: Column): Steps<ChartView> {
  const { model } = drawing;
  const full = requestsOfModel(model);
  const series = lines(model, found);
  const breakEvens = yield* breakEvensOf(drawing, found, full);
  const beyond =
    present.x > 1
      ? [t('The current load is {0}, more than one container: outside this chart.', percent(present.x))]
      : [];
  const markers = [...breakEvenMarkers(breakEvens, percent), ...(yield* onActiveTime(drawing, found, full))];
  if (present.x <= 1)
    markers.push(
      presentMarker(present, t('now: {0} active, {1}', percent(present.x), usdShort(present.costs.modal))),
    );
  const isShared = model.usage.concurrency > 1 && !model.singleUse;
  const what = isShared
    ? t('Cost per month as 0% to 100% of one container’s concurrent inputs are in use.')
    : t('Cost per month as one container is active 0% to 100% of the time.');
  const title = t('Cost per month by utilization');
  return {
    id: 'utilization',
    tab: t('Utilization'),
    title,
    description: [what, ...breakEvenWords(model, breakEvens, found), ...beyond].join(' '),
    x: shareAxis(isShared ? t('of a container’s concurrent inputs in use') : t('of the time active')),
    y: niceAxis(t('USD per month'), most(series), usdShort),
    series,
    markers,
    formats: { x: 'percent', y: 'usd' },
    table: chartTable(title, t('active'), series, percent),
    drag: { field: 'requests_per_day', perUnit: full },
  };
}

/** The first says what they all are: more words have no room. */
export function breakEvenMarkers(
  places: readonly { readonly x: number; readonly y: number }[],
  print: (x: number) => string,
): MarkerView[] {
  const first = Math.min(...places.map(({ x }) => x));
  return places.map(({ x, y }) => ({
    kind: 'breakEven',
    x,
    y,
    label: x === first ? t('break-even {0}', print(x)) : print(x),
  }));
}

export function shareAxis(label: string): ChartView['x'] {
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1].map((value) => ({ value, label: percent(value) }));
  return { label, min: 0, max: 1, ticks };
}

/** Where machines meet the active time alone: shown with its line only. */
function* onActiveTime(drawing: Drawing, found: readonly Column[], full: number): Steps<MarkerView[]> {
  const markers: MarkerView[] = [];
  for (const [offer, { bills }] of drawing.model.offers.entries()) {
    if (bills !== 'wholeMonth') continue;
    const meeting = { line: activeOf, offer, perUnit: full, most: 1 };
    for (const { x, y } of yield* meetings(drawing, found, meeting)) {
      const label = t('{0} active time only', percent(x));
      markers.push({ kind: 'breakEven', x, y, label, line: ACTIVE_TIME });
    }
  }
  return markers;
}

/** Where Modal stops being the cheaper one, and where it never is. */
function breakEvenWords(
  { offers }: CostModel,
  breakEvens: readonly BreakEven[],
  found: readonly Column[],
): string[] {
  const compared = offers.flatMap((offer, i) =>
    isLowerBound(offer) ? [] : [{ ...offer, pick: offerOf(i) }],
  );
  const dearer = breakEvens.filter(({ above }) => above === 'other');
  const isAlways = ({ pick, label }: (typeof compared)[number]): boolean =>
    !breakEvens.some((each) => each.label === label) &&
    found.every(({ costs }) => costs.modal >= (pick(costs) ?? Infinity));
  const always = compared.filter(isAlways).map(({ label }) => label);
  const words: string[] = [];
  if (dearer.length > 0)
    words.push(
      t(
        'As billed, other offers become cheaper than Modal: {0}.',
        dearer.map(({ label, x }) => t('{0} from {1} utilization', label, percent(x))).join('; '),
      ),
    );
  if (always.length > 0) words.push(t('Cheaper than Modal at any utilization: {0}.', always.join('; ')));
  if (words.length === 0 && compared.length > 0)
    words.push(t('As billed, Modal is cheaper than these offers at any utilization.'));
  return words;
}

function* requestsChart(drawing: Drawing, found: readonly Column[], present: Column): Steps<ChartView> {
  const { model, options } = drawing;
  const top = options.mostRequests ?? found[found.length - 1]?.x ?? 1;
  const series = [...lines(model, found), ...actualLines(model.actual ?? [], top)];
  const breakEvens = yield* breakEvensOf(drawing, found, 1);
  const markers = breakEvenMarkers(breakEvens, (x) => t('{0} per day', plainNumber(x, 3)));
  markers.push(presentMarker(present, t('now: {0}', usdShort(present.costs.modal))));
  const title = t('Cost per month by requests per day');
  return {
    id: 'requests',
    tab: t('Requests'),
    title,
    description: t(
      'Cost per month as requests per day grow: warm floor, scale-down and start-up as the price book bills them, without storage and egress.',
    ),
    x: niceAxis(t('requests per day'), top, (value) => plainNumber(value, 3)),
    y: niceAxis(t('USD per month'), most(series), usdShort),
    series,
    markers,
    formats: { x: 'number', y: 'usd' },
    table: chartTable(title, t('requests per day'), series, (value) => plainNumber(value, 4)),
    drag: { field: 'requests_per_day', perUnit: 1 },
  };
}

function presentMarker({ x, costs: { modal } }: Column, label: string): MarkerView {
  return { kind: 'present', x, y: modal, label };
}

export function most(series: readonly SeriesView[]): number {
  let most = 1;
  for (const { points } of series) for (const [, y] of points) most = Math.max(most, y);
  return most;
}

/** Between the points of a line; beyond them its nearest end. */
function valueAt(points: SeriesView['points'], x: number): number {
  const after = points.findIndex(([at]) => at >= x);
  const [b, a] = [points[after], points[after - 1]];
  if (!b || !a) return b?.[1] ?? points[points.length - 1]?.[1] ?? 0;
  return a[1] + ((b[1] - a[1]) * (x - a[0])) / (b[0] - a[0]);
}

/** The same figures as a table: every fifth column. */
export function chartTable(
  caption: string,
  x: string,
  series: readonly SeriesView[],
  print: (value: number) => string,
): TableView {
  const all = (series[0]?.points ?? []).map(([at]) => at);
  const top = all[all.length - 1] ?? 0;
  const xs = Array.from({ length: 9 }, (_, i) => (top * i) / 8);
  return {
    caption,
    columns: [
      { label: x, align: 'right' },
      ...series.map(({ label }) => ({ label, align: 'right' as const })),
    ],
    rows: xs.map((at) => ({
      strong: false,
      cells: [print(at), ...series.map(({ points }) => usd(valueAt(points, at)))],
    })),
  };
}
