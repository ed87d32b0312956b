/** Several charts in one place: one is shown, and a switch tells which. */
import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
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
  const shown = charts.find((each) => each.id === chosen) ?? charts[0];
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
