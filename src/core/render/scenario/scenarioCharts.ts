import type { ChartView, CostModel, MarkerView, SeriesView, TableView } from './panelView';
import { findRoot } from '../../cost/findRoot';
import { percent, plainNumber, usd, usdShort } from '../money';
import { t } from '../words/translate';
import { niceAxis } from './axis';
import { costCurve, type Costs, type Curve } from './costModel';

/** Enough that a line looks like the curve it is. */
export const MAX_POINTS = 41;

/** The month at some x of a chart. */
interface Column {
  readonly x: number;
  readonly costs: Costs;
}

export interface ChartOptions {
  /** Where Modal's month meets an offer's, in requests a day, where that is known already. */
  readonly crossings?: (offer: string) => readonly number[];
  /** Requests a day at the end of the second chart's axis: by default twice the present ones. */
  readonly mostRequests?: number;
  /** Points of a line, for who is in a hurry. */
  readonly points?: number;
  /** Of this model or of one that differs in its requests alone: places that were asked about before are not worked out again. */
  readonly curve?: Curve;
}

/**
 * Monthly cost against the utilization of one container, and against requests a day. Empty where the model does not go.
 * A page draws them with each frame of a drag, so they take a few milliseconds and no more.
 */
export function costCharts(model: CostModel, options: ChartOptions = {}): ChartView[] {
  const { requestsPerDay, activeHoursPerDay, daysPerMonth } = model.usage;
  const { points = MAX_POINTS, curve = costCurve(model) } = options;
  const now = curve(requestsPerDay);
  if (!now) return [];
  const full = requestsOfOne(model);
  const reachable = (Math.min(24, activeHoursPerDay) * daysPerMonth) / model.hoursPerMonth;
  const present = { x: requestsPerDay / full, costs: now };
  const byUse = columns(points, Math.min(1, reachable), present, (share) => curve(share * full));
  const charts = [utilizationChart(model, curve, byUse, present, full)];
  const here = { x: requestsPerDay, costs: now };
  const top = options.mostRequests ?? mostRequests(requestsPerDay);
  const byRate = columns(points, top, here, (requests) => curve(requests));
  charts.push(requestsChart(model, curve, byRate, here, options));
  return charts;
}

/** Twice the present requests, and a round number. */
export function mostRequests(requestsPerDay: number): number {
  return niceAxis('', Math.max(requestsPerDay * 2, 100), plainNumber).max;
}

/** Requests a day that keep all places of one container taken all month, spread over the days with traffic. */
export function requestsOfOne({ hoursPerMonth, singleUse, usage }: CostModel): number {
  const places = singleUse ? 1 : usage.concurrency;
  return (hoursPerMonth * 3_600 * places) / (Math.max(usage.daysPerMonth, 1e-9) * usage.secondsPerRequest);
}

/** Evenly from 0 to `top`, and where the reader is now, so that a line has the figure of the headline there. */
function columns(points: number, top: number, present: Column, at: (x: number) => Costs | null): Column[] {
  const found: Column[] = [];
  for (let i = 0; i < points; i++) {
    const x = (top * i) / (points - 1);
    const before = found[found.length - 1]?.x ?? -1;
    if (present.x > before && present.x < x) found.push(present);
    const costs = x === present.x ? present.costs : at(x);
    if (costs) found.push({ x, costs });
  }
  return found;
}

type Pick = (costs: Costs) => number | null;

const modalOf: Pick = ({ modal }) => modal;
const activeOf: Pick = ({ active }) => active;
const offerOf =
  (index: number): Pick =>
  ({ offers }) =>
    offers[index] ?? null;

function lines({ offers }: CostModel, found: readonly Column[]): SeriesView[] {
  const line = (id: string, label: string, style: number, pick: Pick): SeriesView => ({
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
    line('modal-active', t('Modal, active time only'), 1, activeOf),
    ...offers.map(({ id, label }, i) => line(id, label, i + 2, offerOf(i))),
  ];
}

interface Meeting {
  readonly line: Pick;
  /** Which of the model's offers. */
  readonly offer: number;
  /** Requests a day for each unit of x. */
  readonly perUnit: number;
  readonly most: number;
}

/** Where a line first meets an offer's, `most` times at most: a root between each two columns that have them change sides. */
function meetings(
  curve: Curve,
  found: readonly Column[],
  { line, offer, perUnit, most }: Meeting,
): { readonly x: number; readonly y: number }[] {
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
  const places: { x: number; y: number }[] = [];
  for (let i = 1; i < found.length && places.length < most; i++) {
    const [low, high] = [found[i - 1]!.x, found[i]!.x];
    if (difference(low) * difference(high) >= 0) continue;
    const root = findRoot(difference, { low, high, tolerance: (high - low) * 1e-6 });
    if (root.kind === 'root') places.push({ x: root.x, y: pairAt(root.x)[0] ?? 0 });
  }
  return places;
}

function utilizationChart(
  model: CostModel,
  curve: Curve,
  found: readonly Column[],
  present: Column,
  full: number,
): ChartView {
  const series = lines(model, found);
  const first = found[0];
  const breakEvens = model.offers.flatMap(({ bills, label }, i) => {
    const pick = offerOf(i);
    // A floor that costs as much as the machine leaves Modal no load at which it is cheaper.
    if (bills !== 'wholeMonth' || !first || first.costs.modal >= (pick(first.costs) ?? 0)) return [];
    const meeting = { line: activeOf, offer: i, perUnit: full, most: 1 };
    return meetings(curve, found, meeting).map((place) => ({ ...place, label }));
  });
  const beyond =
    present.x > 1
      ? [t('The current load is {0}, more than one container: outside this chart.', percent(present.x))]
      : [];
  const markers = breakEvens.map(({ x, y }): MarkerView => ({ kind: 'breakEven', x, y, label: percent(x) }));
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
    title,
    description: [what, ...breakEvenWords(model, breakEvens, first), ...beyond].join(' '),
    x: {
      label: isShared ? t('of a container’s concurrent inputs in use') : t('of the time active'),
      min: 0,
      max: 1,
      ticks: [0, 0.2, 0.4, 0.6, 0.8, 1].map((value) => ({ value, label: percent(value) })),
    },
    y: niceAxis(t('USD per month'), most(series), usdShort),
    series,
    markers,
    formats: { x: 'percent', y: 'usd' },
    table: chartTable(title, t('active'), series, percent),
    drag: { field: 'requests_per_day', perUnit: full },
  };
}

/** Where Modal stops being the cheaper one, and where it never is. */
function breakEvenWords(
  { offers }: CostModel,
  breakEvens: readonly { readonly label: string; readonly x: number }[],
  first: Column | undefined,
): string[] {
  const found = breakEvens.map(({ label, x }) => t('{0} from {1} utilization', label, percent(x)));
  const dear = offers.flatMap(({ bills, label }, i) =>
    bills === 'wholeMonth' && first && first.costs.modal >= (offerOf(i)(first.costs) ?? Infinity)
      ? [label]
      : [],
  );
  const words: string[] = [];
  if (found.length > 0)
    words.push(
      t('Counting active time only, other offers become cheaper than Modal: {0}.', found.join('; ')),
    );
  if (dear.length > 0) words.push(t('The warm floor alone costs more than {0}.', dear.join('; ')));
  return words.length > 0 ? words : [t('Counting active time only, Modal is always cheaper.')];
}

function requestsChart(
  model: CostModel,
  curve: Curve,
  found: readonly Column[],
  present: Column,
  { crossings, mostRequests: end }: ChartOptions,
): ChartView {
  const series = lines(model, found);
  const top = end ?? found[found.length - 1]?.x ?? 1;
  const modal = series.find(({ id }) => id === 'modal');
  const markers = model.offers.flatMap(({ id }, i): MarkerView[] => {
    const known = crossings?.(id).map((x) => ({ x, y: valueAt(modal, x) }));
    return (known ?? meetings(curve, found, { line: modalOf, offer: i, perUnit: 1, most: 2 }))
      .filter(({ x }) => x <= top)
      .slice(0, 2)
      .map(({ x, y }) => ({ kind: 'breakEven', x, y, label: t('{0} per day', plainNumber(x, 3)) }));
  });
  markers.push(presentMarker(present, t('now: {0}', usdShort(present.costs.modal))));
  const title = t('Cost per month by requests per day');
  return {
    id: 'requests',
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

function most(series: readonly SeriesView[]): number {
  return Math.max(1, ...series.flatMap(({ points }) => points.map(([, y]) => y)));
}

function valueAt(series: SeriesView | undefined, x: number): number {
  const points = series?.points ?? [];
  const after = points.findIndex(([at]) => at >= x);
  const [b, a] = [points[after], points[after - 1]];
  if (!b || !a) return b?.[1] ?? points[points.length - 1]?.[1] ?? 0;
  return a[1] + ((b[1] - a[1]) * (x - a[0])) / (b[0] - a[0]);
}

/** The same figures as a table: every fifth column. */
function chartTable(
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
      cells: [print(at), ...series.map((each) => usd(valueAt(each, at)))],
    })),
  };
}
