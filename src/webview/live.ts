/** What a dragged input comes to, worked out in the page: a drag does not wait for the host. */
import { costCharts, MOST_POINTS, mostRequests } from '../core/render/scenario/charts';
import { changedModel, monthHeadline } from '../core/render/scenario/costModel';
import type { ChartView, PanelView } from '../protocol';

export interface Preview {
  readonly headline: string;
  /** The view's charts, those in the place of their like that the model can draw. */
  readonly charts: readonly ChartView[];
}

/** What drawing may take of a frame, in milliseconds, before lines get fewer points. */
const HURRY = 6;
const FEWEST_POINTS = 11;

/** Draws previews of one view after another, with as many points as the machine and the traffic allow. */
export function previewer(
  clock: () => number,
): (view: PanelView, name: string, value: number) => Preview | null {
  let points = MOST_POINTS;
  return (view, name, value) => {
    const model = view.model && changedModel(view.model, name, value);
    if (!model) return null;
    const began = clock();
    const drawn = costCharts(model, { mostRequests: lastRequests(view, model.usage.requestsPerDay), points });
    const took = clock() - began;
    if (took > HURRY) points = Math.max(FEWEST_POINTS, Math.floor((points * HURRY) / took));
    else if (took < HURRY / 3) points = Math.min(MOST_POINTS, points + 2);
    const present = drawn.flatMap(({ markers }) => markers).find(({ kind }) => kind === 'present');
    if (!present) return null;
    return {
      headline: monthHeadline(present.y + model.extra),
      charts: view.charts.map((chart) => drawn.find(({ id }) => id === chart.id) ?? chart),
    };
  };
}

/** The end of the requests' axis: where it is, as long as the present point stands well on it. */
function lastRequests({ charts }: PanelView, requestsPerDay: number): number {
  const end = charts.find(({ id }) => id === 'requests')?.x.max ?? 0;
  return requestsPerDay <= end && requestsPerDay >= end / 20 ? end : mostRequests(requestsPerDay);
}
