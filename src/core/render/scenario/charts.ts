import type { ChartView, MarkerView, SeriesView, TableView } from '../../../protocol';
import { advise } from '../../cost/advisor';
import type { Assessment } from '../../cost/assess';
import type { Comparison, ComparisonRow } from '../../cost/compare';
import { comparisonOf } from '../../cost/comparison';
import { monthEstimate } from '../../cost/month';
import { offerName } from '../comparison';
import { duration, percent, plainNumber, usd, usdShort } from '../money';
import { niceAxis } from './axis';

/** Lines that can be told apart: two of Modal's own and the cheapest offers of the book. */
const MOST_OFFERS = 6;
const POINTS = 41;

/** The month at some request rate, for Modal and for each offer. */
interface Column {
  readonly x: number;
  readonly comparison: Comparison;
}

/**
 * Monthly cost against the utilization of one container, and against requests a day. Empty where no month is known.
 * @param exact the comparison for the present traffic, break-even request rates included
 */
export function costCharts(
  assessment: Assessment,
  exact: Comparison | null,
  includeStartup: boolean,
): ChartView[] {
  const { usage, month, estimate } = assessment;
  if (!usage || month?.status !== 'known' || !exact) return [];
  const offers = shownOffers(exact);
  const { requestsPerDay, secondsPerRequest, activeHoursPerDay, daysPerMonth } = usage.usage;
  const hours = estimate.context.hoursPerMonth;
  const at = (requests: number): Comparison | null =>
    comparisonOf(withRequests(assessment, requests, includeStartup), {
      includeStartup,
      rateBreakEvens: false,
    });
  // Requests a day at which one container is at work all month, spread over the days with traffic.
  const full = (hours * 3_600) / (Math.max(daysPerMonth, 1e-9) * secondsPerRequest);
  const reachable = (Math.min(24, activeHoursPerDay) * daysPerMonth) / hours;
  const busy = requestsPerDay / full;
  const byUse = columns(POINTS, reachable, busy, (share) => at(share * full));
  const charts = [utilizationChart(byUse, exact, offers, busy)];
  const top = niceAxis('', Math.max(requestsPerDay * 2, 100), plainNumber).max;
  charts.push(requestsChart(columns(POINTS, top, requestsPerDay, at), exact, offers, requestsPerDay));
  return charts;
}

function withRequests(assessment: Assessment, requestsPerDay: number, includeStartup: boolean): Assessment {
  const usage = { ...assessment.usage!, usage: { ...assessment.usage!.usage, requestsPerDay } };
  return { ...assessment, usage, month: monthEstimate(assessment.estimate, usage, { includeStartup }) };
}

/** Evenly from 0 to `top`, and where the reader is now, so that a line has the figure of the headline there. */
function columns(count: number, top: number, now: number, at: (x: number) => Comparison | null): Column[] {
  const even = Array.from({ length: count }, (_, i) => (top * i) / (count - 1));
  const xs = now <= top && !even.includes(now) ? [...even, now].sort((a, b) => a - b) : even;
  return xs.flatMap((x) => {
    const comparison = at(x);
    return comparison ? [{ x, comparison }] : [];
  });
}

/** The offers that a chart shows: the cheapest first, two of each provider, such as on demand and reserved. */
function shownOffers({ rows }: Comparison): ComparisonRow[] {
  const shown = new Map<string, number>();
  return rows
    .filter(({ kind, provider }) => {
      const count = shown.get(provider) ?? 0;
      shown.set(provider, count + 1);
      return kind === 'provider' && count < 2;
    })
    .slice(0, MOST_OFFERS);
}

function lines(found: readonly Column[], offers: readonly ComparisonRow[]): SeriesView[] {
  const line = (
    id: string,
    label: string,
    style: number,
    pick: (row: ComparisonRow) => boolean,
  ): SeriesView => ({
    id,
    label,
    style,
    points: found.flatMap(({ x, comparison }): [number, number][] => {
      const row = comparison.rows.find(pick);
      return row ? [[x, row.monthUsd]] : [];
    }),
  });
  return [
    line('modal', 'Modal, as billed', 0, ({ kind }) => kind === 'modal'),
    line('modal-active', 'Modal, active time alone', 1, ({ kind }) => kind === 'modalActive'),
    ...offers.map((offer, i) => line(offer.id, offerName(offer), i + 2, ({ id }) => id === offer.id)),
  ];
}

function utilizationChart(
  found: readonly Column[],
  exact: Comparison,
  offers: readonly ComparisonRow[],
  busy: number,
): ChartView {
  const series = lines(found, offers);
  const markers: MarkerView[] = offers.flatMap((offer): MarkerView[] => {
    const { utilization } = offer;
    if (utilization?.kind !== 'at') return [];
    return [
      {
        kind: 'breakEven',
        x: utilization.share,
        y: offer.monthUsd / (offer.machines ?? 1),
        label: percent(utilization.share),
      },
    ];
  });
  if (busy <= 1)
    markers.push({
      kind: 'present',
      x: busy,
      y: exact.modal.monthUsd,
      label: `now: ${percent(busy)} busy, ${usdShort(exact.modal.monthUsd)}`,
    });
  const crossings = offers.flatMap((offer) =>
    offer.utilization?.kind === 'at' ? [`${offerName(offer)} from ${percent(offer.utilization.share)}`] : [],
  );
  return {
    id: 'utilization',
    title: 'A month against utilization',
    description: `Monthly cost as one container is at work between 0 and 100 % of the time. On active time alone Modal stops being the cheaper one: ${crossings.join('; ') || 'nowhere'}.`,
    x: {
      label: 'of the time at work',
      min: 0,
      max: 1,
      ticks: [0, 0.2, 0.4, 0.6, 0.8, 1].map((value) => ({ value, label: percent(value) })),
    },
    y: niceAxis('USD a month', most(series), usdShort),
    series,
    markers,
    formats: { x: 'percent', y: 'usd' },
    table: chartTable('A month against utilization', 'at work', series, percent),
  };
}

function requestsChart(
  found: readonly Column[],
  exact: Comparison,
  offers: readonly ComparisonRow[],
  now: number,
): ChartView {
  const series = lines(found, offers);
  const top = found[found.length - 1]?.x ?? 1;
  const markers: MarkerView[] = offers.flatMap((offer) =>
    (offer.rate?.crossings ?? [])
      .filter(({ requestsPerDay }) => requestsPerDay <= top)
      .slice(0, 2)
      .map(({ requestsPerDay }): MarkerView => ({
        kind: 'breakEven',
        x: requestsPerDay,
        y: valueAt(
          series.find(({ id }) => id === 'modal'),
          requestsPerDay,
        ),
        label: `${plainNumber(requestsPerDay, 3)} a day`,
      })),
  );
  markers.push({
    kind: 'present',
    x: now,
    y: exact.modal.monthUsd,
    label: `now: ${usdShort(exact.modal.monthUsd)}`,
  });
  return {
    id: 'requests',
    title: 'A month against requests a day',
    description:
      'Monthly cost as requests a day grow, floor, scale-down and start-up included as the price book bills them.',
    x: niceAxis('requests a day', top, (value) => plainNumber(value, 3)),
    y: niceAxis('USD a month', most(series), usdShort),
    series,
    markers,
    formats: { x: 'number', y: 'usd' },
    table: chartTable('A month against requests a day', 'requests a day', series, (value) =>
      plainNumber(value, 4),
    ),
  };
}

/** Cost against cold starts over warm containers and windows, the present setting on it. */
export function frontierChart(
  { estimate, usage }: Assessment,
  includeStartup: boolean,
): {
  readonly chart: ChartView;
  readonly advice: Extract<ReturnType<typeof advise>, { status: 'known' }>;
} | null {
  if (!usage) return null;
  const advice = advise(estimate, usage, { includeStartup });
  if (advice?.status !== 'known' || advice.frontier.length < 2) return null;
  const points = advice.frontier.map(({ coldStartShare, usd: month }): [number, number] => [
    coldStartShare.likely,
    month.likely,
  ]);
  points.sort(([a], [b]) => a - b);
  const { current, cheapest } = advice;
  const markers: MarkerView[] = [
    { kind: 'present', x: current.coldStartShare.likely, y: current.usd.likely, label: 'now' },
  ];
  if (cheapest && cheapest !== current) {
    markers.push({
      kind: 'best',
      x: cheapest.coldStartShare.likely,
      y: cheapest.usd.likely,
      label: `${plainNumber(cheapest.minContainers)} warm, ${duration(cheapest.scaledownWindow)}`,
    });
  }
  const top = Math.max(...points.map(([x]) => x), current.coldStartShare.likely);
  const chart: ChartView = {
    id: 'frontier',
    title: 'What the warm pool buys',
    description:
      'The cheapest month for each share of requests that meet a cold start, over min_containers and scaledown_window.',
    x: niceAxis('of requests meet a cold start', top, percent, 4),
    y: niceAxis('USD a month', Math.max(...points.map(([, y]) => y), current.usd.likely), usdShort),
    series: [{ id: 'frontier', label: 'Best settings', style: 0, points }],
    markers,
    formats: { x: 'percent', y: 'usd' },
    table: {
      caption: 'What the warm pool buys',
      columns: [
        { label: 'min_containers', align: 'right' },
        { label: 'scaledown_window', align: 'right' },
        { label: 'a month', align: 'right' },
        { label: 'cold starts', align: 'right' },
      ],
      rows: advice.frontier.map((point) => ({
        strong: point === current || point === cheapest,
        cells: [
          plainNumber(point.minContainers),
          duration(point.scaledownWindow),
          usd(point.usd.likely),
          percent(point.coldStartShare.likely),
        ],
      })),
    },
  };
  return { chart, advice };
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
