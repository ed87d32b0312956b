/** What a dragged input comes to, worked out in the page: a drag does not wait for the host. */
import {
  costChart,
  isCostChart,
  MAX_POINTS,
  mostRequests,
  type CostChartId,
} from '../core/render/scenario/scenarioCharts';
import {
  changedModel,
  costCurve,
  monthHeadline,
  offerMonths,
  type Curve,
  type OfferMonths,
} from '../core/render/scenario/costModel';
import type { ChartView, PanelView } from '../protocol';

export interface Preview {
  readonly headline: string;
  /** A chart of the view as the model draws it, where it can. It is drawn when it is first looked at: most never are. */
  readonly chart: (chart: ChartView) => ChartView;
}

/** What drawing may take of a frame, in milliseconds, before lines get fewer points. */
const MAX_DRAWING_MS = 4;
const MIN_POINTS = 11;

/**
 * What a step of a drag leaves to the next one. Along the requests the present point moves and the lines stay; whatever the pool is,
 * the other providers' lines stay.
 */
interface Kept {
  readonly view: PanelView;
  /** The input that is dragged. */
  readonly name: string;
  readonly curve: Curve;
  readonly offers: OfferMonths;
}

/** The inputs that change Modal's pool of containers and nothing else. */
const OF_POOL: ReadonlySet<string> = new Set(['min_containers', 'buffer_containers', 'scaledown_window']);

/** Draws previews of one view after another, with as many points as the machine and the traffic allow. */
export function previewer(
  clock: () => number,
): (view: PanelView, name: string, value: number) => Preview | null {
  let points = MAX_POINTS;
  let kept: Kept | null = null;
  return (view, name, value) => {
    const model = view.model && changedModel(view.model, name, value);
    if (!model) return null;
    const before = kept?.view === view && kept.name === name ? kept : null;
    const isKnown = before !== null && name === 'requests_per_day';
    const offers = before !== null && OF_POOL.has(name) ? before.offers : offerMonths();
    const curve = isKnown ? before.curve : costCurve(model, offers);
    kept = { view, name, curve, offers };
    const now = curve(model.usage.requestsPerDay);
    if (!now) return null;
    const end = lastRequests(view, model.usage.requestsPerDay);
    const draw = (id: CostChartId): ChartView | null => {
      const began = clock();
      const drawn = costChart(id, model, { mostRequests: end, points, curve });
      const took = clock() - began;
      if (took > MAX_DRAWING_MS) points = Math.max(MIN_POINTS, Math.floor((points * MAX_DRAWING_MS) / took));
      // Other points would be new ones: a step is no faster for having more of them.
      else if (took < MAX_DRAWING_MS / 2 && !isKnown) points = Math.min(MAX_POINTS, points + 2);
      return drawn;
    };
    const drawn = new Map<string, ChartView>();
    return {
      headline: monthHeadline(now.modal + model.extra, model.atLeast),
      chart(chart) {
        const { id } = chart;
        if (!isCostChart(id)) return chart;
        const known = drawn.get(id) ?? draw(id) ?? chart;
        drawn.set(id, known);
        return known;
      },
    };
  };
}

/** The end of the requests' axis: where it is, as long as the present point stands well on it. */
function lastRequests({ charts }: PanelView, requestsPerDay: number): number {
  const end = charts.find(({ id }) => id === 'requests')?.x.max ?? 0;
  return requestsPerDay <= end && requestsPerDay >= end / 20 ? end : mostRequests(requestsPerDay);
}
