/** Several charts in one place: one is shown, and a switch tells which. */
import type { VNode } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { ChartView } from '../../protocol';
import { usePanel } from '../context';
import { Chart } from './chart';

interface DeckProps {
  /** The name that the reader's choice is kept by. */
  readonly id: string;
  readonly charts: readonly ChartView[];
  /** A chart as it is to be drawn, where it is newer than the one here. */
  readonly drawn?: ((chart: ChartView) => ChartView) | undefined;
}

export function Deck({ id, charts, drawn = (chart) => chart }: DeckProps): VNode | null {
  const { words, memory } = usePanel();
  const [chosen, setChosen] = useState(() => memory.chosenChart(id));
  // Until its reader chooses: what shows the present point when it is first seen. A drag switches no charts.
  const first = useRef<string | undefined>(undefined);
  first.current ??= charts.find(hasPresentPoint)?.id;
  const shown = charts.find(({ id: chart }) => chart === (chosen ?? first.current)) ?? charts[0];
  if (!shown) return null;
  const choose = (chart: string): void => {
    memory.chooseChart(id, chart);
    setChosen(chart);
  };
  return (
    <section class="deck" aria-label={words('charts')}>
      <div class="tabs" role="group" aria-label={words('chartChoice')}>
        {charts.map((chart) => (
          <button
            key={chart.id}
            class="tab"
            type="button"
            title={chart.title}
            aria-pressed={chart.id === shown.id}
            onClick={() => choose(chart.id)}
          >
            {chart.tab}
          </button>
        ))}
      </div>
      <Chart key={shown.id} view={drawn(shown)} />
    </section>
  );
}

/** More load than one container has no place on a chart of one container's utilization, and there is another chart to drag it on. */
function hasPresentPoint({ drag, markers }: ChartView): boolean {
  return drag !== null && markers.some(({ kind }) => kind === 'present');
}
