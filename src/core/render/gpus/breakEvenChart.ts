/** Cost per month and GPU against utilization: the review's FIG 5.1 as a chart. */
import type { GpuBreakEven } from '../../cost/comparison/gpuBreakEven';
import { percent, usdShort } from '../money';
import { niceAxis } from '../scenario/axis';
import type { ChartView, SeriesView } from '../scenario/panelView';
import { breakEvenMarkers, chartTable, most, shareAxis } from '../scenario/scenarioCharts';
import { t } from '../words/translate';

/** Lines that can be told apart. */
const MAX_LINES = 6;

/** Null without a machine that has a price. */
export function breakEvenChart({ gpu, hoursPerMonth, roi }: GpuBreakEven): ChartView | null {
  if (roi.length === 0) return null;
  const full = gpu.containerPerHour * hoursPerMonth;
  const machines = roi.slice(0, MAX_LINES);
  const series: SeriesView[] = [
    {
      id: 'modal',
      label: t('Modal, active time only'),
      style: 0,
      points: SHARES.map((share) => [share, share * full]),
    },
    ...machines.map(({ offer: { offer }, offerUsd }, i): SeriesView => ({
      id: offer.id,
      label: `${offer.name}, ${offer.product}`,
      style: (i + 2) % 8,
      points: SHARES.map((share) => [share, offerUsd]),
    })),
  ];
  const title = t('{0}: cost per month and GPU by utilization', gpu.type);
  return {
    id: 'break-even',
    tab: t('Break-even'),
    title,
    description: t(
      '{0}: Modal’s active time alone, compared with machines that are paid for the whole month. Warm floor, scale-down and start-up are not included.',
      gpu.type,
    ),
    x: shareAxis(t('of the time active')),
    y: niceAxis(t('USD per month'), most(series), usdShort),
    series,
    markers: breakEvenMarkers(
      machines.flatMap(({ offer: { breakEven }, offerUsd }) =>
        breakEven?.kind === 'at' ? [{ x: breakEven.share, y: offerUsd }] : [],
      ),
      percent,
    ),
    formats: { x: 'percent', y: 'usd' },
    table: chartTable(title, t('active'), series, percent),
    drag: null,
  };
}

/** 5% apart. */
const SHARES = Array.from({ length: 21 }, (_, i) => i / 20);
