/** What a drag needs is worked out before anyone drags: code that the engine has not compiled takes five times as long. */
import type { PanelView } from '../protocol';
import { previewer } from './preview';

/** How often each input is taken a step further; the engine compiles what has run a few times. */
const ROUNDS = 3;

/** Works out in idle moments what the first steps of a drag from this view come to. Nothing shows it. */
export function rehearse(view: PanelView): void {
  if (!view.model) return;
  const previewOf = previewer(() => performance.now());
  const { usage, pool, clusterSize } = view.model;
  const values: readonly (readonly [string, number])[] = [
    ['seconds_per_request', usage.secondsPerRequest],
    ['min_containers', (pool.minContainers + 1) * clusterSize],
    ['scaledown_window', pool.scaledownWindow],
  ];
  const steps = Array.from({ length: ROUNDS }, () => values).flat();
  const inIdleTime = (): void => {
    const step = steps.shift();
    if (!step) return;
    const preview = previewOf(view, ...step);
    for (const chart of view.charts) preview?.chart(chart);
    requestIdleCallback(inIdleTime);
  };
  requestIdleCallback(inIdleTime);
}
