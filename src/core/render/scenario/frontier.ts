import type { ChartView, MarkerView, TableView } from './panelView';
import { formulaAdviceInSteps, type Advice } from '../../cost/advisor';
import type { Assessment } from '../../cost/assess';
import { poolVerdictInSteps, type PoolVerdict } from '../../cost/poolVerdict';
import type { Pause, Steps } from '../../python/resumable';
import { duration, percent, plainNumber, usd, usdShort } from '../money';
import { t } from '../words/translate';
import { niceAxis } from './axis';

/** The settings of a warm pool as a chart, and what they come to. */
export interface Frontier {
  readonly chart: ChartView;
  readonly advice: Advice;
  readonly verdict: PoolVerdict;
}

/** Cost against cold starts over warm containers and windows, the present setting on it. */
export function* frontierInSteps(assessment: Assessment, pause: Pause): Steps<Frontier | null> {
  const advice = yield* formulaAdviceInSteps(assessment, {}, pause);
  if (advice?.status !== 'known' || advice.frontier.length < 2) return null;
  const { current } = advice;
  const verdict = yield* poolVerdictInSteps(assessment, advice, pause);
  const points = pointsOf(advice);
  const top = Math.max(...points.map(([x]) => x), current.coldStartShare.likely);
  // Who may have more cold starts than the cheapest setting pays no less.
  const last = points[points.length - 1]!;
  if (last[0] < top) points.push([top, last[1]]);
  const title = t('Warm pool settings: cost and cold starts');
  const chart: ChartView = {
    id: 'frontier',
    tab: t('Warm pool'),
    title,
    description: t(
      'The lowest cost per month for each share of requests that hit a cold start, for different values of {0} and {1}.',
      'min_containers',
      'scaledown_window',
    ),
    x: niceAxis(t('of requests hit a cold start'), top, percent, 4),
    y: niceAxis(t('USD per month'), Math.max(...points.map(([, y]) => y), current.usd.likely), usdShort),
    series: [{ id: 'frontier', label: t('Best settings'), style: 0, points }],
    markers: markersOf(advice, verdict),
    formats: { x: 'percent', y: 'usd' },
    table: frontierTable(title, advice),
    drag: null,
  };
  return { chart, advice, verdict };
}

/** From the fewest cold starts to the most. */
function pointsOf({ frontier }: Advice): [number, number][] {
  return frontier
    .map(({ coldStartShare, usd: month }): [number, number] => [coldStartShare.likely, month.likely])
    .sort(([a], [b]) => a - b);
}

function markersOf({ current }: Advice, verdict: PoolVerdict): MarkerView[] {
  const present: MarkerView = {
    kind: 'present',
    x: current.coldStartShare.likely,
    y: current.usd.likely,
    label: t('now'),
  };
  if (verdict.kind !== 'point') return [present];
  const { minContainers, scaledownWindow, coldStartShare, usd: month } = verdict.point;
  const best: MarkerView = {
    kind: 'best',
    x: coldStartShare.likely,
    y: month.likely,
    label: t('{0} warm, {1}', plainNumber(minContainers), duration(scaledownWindow)),
  };
  return [present, best];
}

function frontierTable(caption: string, { frontier, current, cheapest }: Advice): TableView {
  return {
    caption,
    columns: [
      { label: 'min_containers', align: 'right' },
      { label: 'scaledown_window', align: 'right' },
      { label: t('per month'), align: 'right' },
      { label: t('cold starts'), align: 'right' },
    ],
    rows: frontier.map((point) => ({
      strong: point === current || point === cheapest,
      cells: [
        plainNumber(point.minContainers),
        duration(point.scaledownWindow),
        usd(point.usd.likely),
        percent(point.coldStartShare.likely),
      ],
    })),
  };
}
