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
  const [hidden, toggle] = useHidden(view);
  const visible = useMemo(() => view.series.filter(({ id }) => !hidden.has(id)), [view, hidden]);
  const rising = useMemo(() => stops(visible), [visible]);
  const [wanted, moveCursor] = useState<number | null>(null);
  const cursor = wanted === null ? null : nearest(rising(), wanted);
  const read = cursor ?? presentX(view);
  return (
    <figure class="chart" aria-labelledby={ids.title}>
      <h2 id={ids.title} class="visually-hidden">
        {view.title}
      </h2>
      <Plot
        reading={{ view, visible, rising, cursor, moveCursor }}
        hidden={hidden}
        labelledBy={ids.title}
        describedBy={`${ids.description} ${ids.hint}`}
      />
      <p class="hint" id={ids.hint}>
        {view.drag ? `${words('chartHint')} ${words('chartDragHint')}` : words('chartHint')}
      </p>
      <p class={read === undefined ? 'place idle' : 'place'}>
        {read === undefined
          ? words('chartIdle')
          : words(cursor === null ? 'now' : 'at', placeText(view, read))}
      </p>
      {view.series.length > 0 && <Legend view={view} hidden={hidden} x={read} onToggle={toggle} />}
      <div class="chart-foot">
        <p id={ids.description} class="description">
          {prose(view.description)}
        </p>
        <div class="chart-more">
          <Fold id={`table:${view.id}`} level={null} title={words('table')} initial={false}>
            {() => <Table view={view.table} />}
          </Fold>
          <SaveButtons view={view} hidden={hidden} />
        </div>
      </div>
    </figure>
  );
});

function useIds(): Readonly<Record<'title' | 'description' | 'hint', string>> {
  const id = useId();
  return { title: `title-${id}`, description: `description-${id}`, hint: `hint-${id}` };
}

/** The lines that are hidden, by themselves or by the reader, and what hides or shows one. */
function useHidden(view: ChartView): readonly [ReadonlySet<string>, (series: string) => void] {
  const { memory } = usePanel();
  const [chosen, setChosen] = useState(() => memory.shownSeries(view.id));
  const hidden = useMemo(
    () =>
      new Set(view.series.flatMap(({ id, optional }) => ((chosen.get(id) ?? optional !== true) ? [] : [id]))),
    [view.series, chosen],
  );
  const toggle = (series: string): void => {
    memory.showSeries(view.id, series, hidden.has(series));
    setChosen(memory.shownSeries(view.id));
  };
  return [hidden, toggle];
}
