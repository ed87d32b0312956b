/** A chart of the panel: the picture, its cursor, its lines' buttons with their values, and the same as a table. */
import { useId, useMemo, useState } from 'preact/hooks';
import type { ChartView } from '../../protocol';
import { usePanel } from '../context';
import { memo } from '../memo';
import { Fold } from '../page/fold';
import { Table } from '../page/table';
import { prose } from '../text';
import { nearest, stops } from './cursor';
import { placeText } from './format';
import { Legend } from './legend';
import { Plot } from './plot';
import { presentX } from './reading';
import { SaveButtons } from './saveButtons';

export const Chart = memo(({ view }: { readonly view: ChartView }) => {
  const { words } = usePanel();
  const ids = useIds();
  const [hidden, toggle] = useHidden(view.id);
  const visible = useMemo(() => view.series.filter(({ id }) => !hidden.has(id)), [view, hidden]);
  const rising = useMemo(() => stops(visible), [visible]);
  const [wanted, moveCursor] = useState<number | null>(null);
  const cursor = wanted === null ? null : nearest(rising, wanted);
  const read = cursor ?? presentX(view);
  return (
    <figure class="chart" aria-labelledby={ids.title}>
      <div class="chart-head">
        <h3 id={ids.title}>{view.title}</h3>
        <SaveButtons view={view} hidden={hidden} />
      </div>
      <p id={ids.description} class="description">
        {prose(view.description)}
      </p>
      <Plot
        reading={{ view, visible, rising, cursor, moveCursor }}
        hidden={hidden}
        labelledBy={ids.title}
        describedBy={`${ids.description} ${ids.hint}`}
      />
      <p class="hint" id={ids.hint}>
        {view.drag ? `${words('chartHint')} ${words('chartDragHint')}` : words('chartHint')}
      </p>
      <p class="place">
        {read === undefined
          ? words('chartIdle')
          : words(cursor === null ? 'now' : 'at', placeText(view, read))}
      </p>
      {view.series.length > 0 && <Legend view={view} hidden={hidden} x={read} onToggle={toggle} />}
      <Fold id={`table:${view.id}`} level={null} title={words('table')} initial={false}>
        <Table view={view.table} />
      </Fold>
    </figure>
  );
});

function useIds(): Readonly<Record<'title' | 'description' | 'hint', string>> {
  const id = useId();
  return { title: `title-${id}`, description: `description-${id}`, hint: `hint-${id}` };
}

/** The lines that a reader has hidden, and what hides or shows one. */
function useHidden(chart: string): readonly [ReadonlySet<string>, (series: string) => void] {
  const { memory } = usePanel();
  const [hidden, setHidden] = useState(() => memory.hiddenSeries(chart));
  const toggle = (series: string): void => {
    memory.toggleSeries(chart, series);
    setHidden(memory.hiddenSeries(chart));
  };
  return [hidden, toggle];
}
