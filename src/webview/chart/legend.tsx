import type { VNode } from 'preact';
import type { ChartView } from '../../protocol';
import { usePanel } from '../context';
import { Swatch } from './lines';
import { themePalette } from './palette';
import { valueText } from './reading';

interface LegendProps {
  readonly view: ChartView;
  readonly hidden: ReadonlySet<string>;
  /** Where the lines' values are read; undefined for nowhere. */
  readonly x: number | undefined;
  readonly onToggle: (series: string) => void;
}

/** A button for each line: it says the line's value, and hides it. */
export function Legend({ view, hidden, x, onToggle }: LegendProps): VNode {
  const { words } = usePanel();
  return (
    <div class="legend" role="group" aria-label={words('lines')}>
      {view.series.map((series) => (
        <button
          key={series.id}
          class="key"
          type="button"
          aria-pressed={!hidden.has(series.id)}
          onClick={() => onToggle(series.id)}
        >
          <Swatch style={series.style} palette={themePalette} isMarks={series.marks !== undefined} />
          <span class="key-label">{series.label}</span>
          <span class="key-value">
            {hidden.has(series.id) ? words('show') : x !== undefined && valueText(view, series, x)}
          </span>
        </button>
      ))}
    </div>
  );
}
