/** What a dragged input comes to, worked out in the page: a drag does not wait for the host. */
import { costCharts, MAX_POINTS, mostRequests } from '../core/render/scenario/scenarioCharts';
import { changedModel, costCurve, monthHeadline, type Curve } from '../core/render/scenario/costModel';
import type { ChartView, PanelView } from '../protocol';

export interface Preview {
  readonly headline: string;
  /** The view's charts, those in the place of their like that the model can draw. */
  readonly charts: readonly ChartView[];
}

/** What drawing may take of a frame, in milliseconds, before lines get fewer points. */
const MAX_DRAWING_MS = 4;
const MIN_POINTS = 11;

/** Draws previews of one view after another, with as many points as the machine and the traffic allow. */
export function previewer(
  clock: () => number,
): (view: PanelView, name: string, value: number) => Preview | null {
  let points = MAX_POINTS;
  // Along the requests the present point moves and the lines stay: what they came to serves the next step as well.
  let kept: { readonly view: PanelView; readonly curve: Curve } | null = null;
  return (view, name, value) => {
    const model = view.model && changedModel(view.model, name, value);
    if (!model) return null;
    const began = clock();
    const isKnown = name === 'requests_per_day' && kept?.view === view;
    const curve = isKnown ? kept!.curve : costCurve(model);
    kept = name === 'requests_per_day' ? { view, curve } : null;
    const end = lastRequests(view, model.usage.requestsPerDay);
    const drawn = costCharts(model, { mostRequests: end, points, curve });
    const took = clock() - began;
    if (took > MAX_DRAWING_MS) points = Math.max(MIN_POINTS, Math.floor((points * MAX_DRAWING_MS) / took));
    // Other points would be new ones: a step is no faster for having more of them.
    else if (took < MAX_DRAWING_MS / 2 && !isKnown) points = Math.min(MAX_POINTS, points + 2);
    const present = drawn.flatMap(({ markers }) => markers).find(({ kind }) => kind === 'present');
    if (!present) return null;
    return {
      headline: monthHeadline(present.y + model.extra, model.atLeast),
      charts: view.charts.map((chart) => drawn.find(({ id }) => id === chart.id) ?? chart),
    };
  };
}

/** The end of the requests' axis: where it is, as long as the present point stands well on it. */
function lastRequests({ charts }: PanelView, requestsPerDay: number): number {
  const end = charts.find(({ id }) => id === 'requests')?.x.max ?? 0;
  return requestsPerDay <= end && requestsPerDay >= end / 20 ? end : mostRequests(requestsPerDay);
}
