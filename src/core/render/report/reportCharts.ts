/** The small charts of the pages “GPUs” and “Providers”: what changes over time, in steps. */
import { daysSince1970 } from '../../numbers/civilDate';
import { datesOf } from '../../pricing/asOf';
import type { Review } from '../../pricing/reviewSchema';
import type { PriceBook } from '../../pricing/schema';
import { plainNumber, usd, usdShort } from '../money';
import { niceAxis } from '../scenario/axis';
import { right } from '../scenario/columns';
import type { AxisView, ChartView, SeriesView } from '../scenario/panelView';
import { most } from '../scenario/scenarioCharts';
import { timeAxis } from '../scenario/timeAxis';
import { t } from '../words/translate';

/** The last rate is drawn for so long. */
const DAY = 86_400;
const LAST_STEP = 31 * DAY;

/** Seconds since 1970 of the first day of `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
function secondsOf(date: string): number {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return daysSince1970({ year, month, day }) * DAY;
}

/** Steps over time: the end of each, and the axis. */
function steps(
  begins: readonly number[],
  end: number,
): Pick<ChartView, 'x'> & { time: { ends: number[]; begin: number } } {
  const [begin = 0] = begins;
  const ends = begins.map((_, i) => (begins[i + 1] ?? end) - begin);
  return { x: timeAxis(end - begin, begin), time: { ends, begin } };
}

/** Lines that can be told apart. */
const MAX_LINES = 8;
/** A longer history has mistaken dates. */
const MAX_YEARS = 30;

/** Former rates per hour, a line for each GPU; null without a dated history of two rates. */
export function historyChart({ history }: PriceBook): ChartView | null {
  const dated = history.filter(({ date }) => date !== 'undated');
  const dates = datesOf(dated);
  if (dates.length < 2) return null;
  const begins = dates.map(secondsOf);
  if (begins.at(-1)! - begins[0]! > MAX_YEARS * 366 * DAY) return null;
  const gpus = [...new Set(dated.map(({ gpu }) => gpu))].slice(0, MAX_LINES);
  const rateAt = (gpu: string, until: number): number | undefined =>
    dates
      .slice(0, until + 1)
      .flatMap((date) => dated.filter((each) => each.gpu === gpu && each.date === date))
      .at(-1)?.active.value;
  const series = gpus
    .map((gpu, style): SeriesView => ({
      id: gpu,
      label: gpu,
      style: style % 8,
      points: begins.flatMap((at, i): [number, number][] => {
        const rate = rateAt(gpu, i);
        return rate === undefined ? [] : [[at - begins[0]!, rate * 3_600]];
      }),
    }))
    // The first line has every date: the bins are read from it.
    .sort((a, b) => b.points.length - a.points.length);
  const title = t('Price per hour over time');
  return {
    id: 'history',
    tab: t('Price over time'),
    title,
    description: t(
      'What an active GPU costs per hour on Modal, as the price book has it, from each date on.',
    ),
    ...steps(begins, begins.at(-1)! + LAST_STEP),
    y: niceAxis(t('USD per hour'), most(series), usdShort),
    series,
    markers: [],
    formats: { x: 'number', y: 'usd' },
    table: {
      caption: title,
      columns: [right(t('since')), ...gpus.map(right)],
      rows: dates.map((date, i) => ({
        strong: false,
        cells: [date, ...gpus.map((gpu) => hourText(rateAt(gpu, i)))],
      })),
    },
    drag: null,
  };
}

function hourText(perSecond: number | undefined): string {
  return perSecond === undefined ? t('not in this book') : usd(perSecond * 3_600);
}

/** The uptime of each quarter and the SLA; null without quarters. */
export function uptimeChart({ periods, slaPercent }: Review['uptime']): ChartView | null {
  const last = periods.at(-1);
  if (!last) return null;
  const begins = periods.map(({ from }) => secondsOf(from));
  const end = secondsOf(last.to) + LAST_STEP;
  const line = (id: string, label: string, style: number, percent: (i: number) => number): SeriesView => ({
    id,
    label,
    style,
    points: begins.map((at, i) => [at - begins[0]!, percent(i)]),
  });
  const title = t('Uptime by quarter, and the SLA');
  return {
    id: 'uptime',
    tab: t('Uptime'),
    title,
    description: t('Measured uptime in percent by quarter, and the SLA. The axis does not begin at 0.'),
    ...steps(begins, end),
    y: percentAxis(Math.min(slaPercent, ...periods.map(({ percent }) => percent))),
    series: [
      line('uptime', t('measured'), 0, (i) => periods[i]!.percent),
      line('sla', t('SLA'), 2, () => slaPercent),
    ],
    markers: [],
    formats: { x: 'number', y: 'number' },
    table: {
      caption: title,
      columns: [right(t('period')), right(t('uptime')), right(t('SLA'))],
      rows: periods.map(({ from, to, percent }) => ({
        strong: false,
        cells: [t('{0} to {1}', from, to), `${plainNumber(percent, 4)}%`, `${plainNumber(slaPercent, 4)}%`],
      })),
    },
    drag: null,
  };
}

/** From just below the least to 100%, in ten steps at most. */
function percentAxis(least: number): AxisView {
  const step = least >= 99.1 ? 0.1 : least >= 91 ? 1 : 10;
  const from = Math.floor(least / step + 1e-9);
  const to = Math.round(100 / step);
  const ticks = Array.from({ length: to - from + 1 }, (_, i) => {
    const value = Number(((from + i) * step).toFixed(1));
    return { value, label: `${plainNumber(value, 4)}%` };
  });
  return { label: t('percent'), min: ticks[0]!.value, max: 100, ticks };
}
