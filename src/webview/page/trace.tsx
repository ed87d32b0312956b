/** A trace of requests in words: what it is, the month's arithmetic, and how it was read. */
import type { VNode } from 'preact';
import type { TracePicture } from '../../core/render/scenario/traceCharts';
import type { TraceView } from '../../protocol';
import { usePanel } from '../context';
import { prose } from '../text';
import { Button } from './button';
import { Fold } from './fold';
import { Table } from './table';

interface TraceProps {
  readonly view: TraceView;
  readonly picture: TracePicture;
}

export function Trace({ view, picture }: TraceProps): VNode {
  const { words, actions } = usePanel();
  return (
    <section class="trace" aria-label={view.title}>
      <TraceHead view={view} />
      <p class="description">{prose(view.summary)}</p>
      <Table view={picture.month} />
      <Fold id="trace:notes" level="h3" title={words('traceNotes')} initial={true}>
        <ul class="list">
          {view.notes.map((note) => (
            <li>{prose(note)}</li>
          ))}
        </ul>
        {!view.ofTeam && (
          <button
            class="link"
            type="button"
            onClick={() => actions.post({ type: 'trace', action: 'reread' })}
          >
            {words('traceReread')}
          </button>
        )}
      </Fold>
    </section>
  );
}

function TraceHead({ view: { title, ofTeam } }: { readonly view: TraceView }): VNode {
  const { words, actions } = usePanel();
  return (
    <div class="trace-head">
      <h2>{title}</h2>
      <div class="toolbar">
        <Button
          icon="trace"
          label={words('traceChoose')}
          onPress={() => actions.post({ type: 'trace', action: 'choose' })}
        />
        {!ofTeam && (
          <Button
            icon="close"
            label={words('traceRemove')}
            onPress={() => actions.post({ type: 'trace', action: 'remove' })}
          />
        )}
      </div>
    </div>
  );
}
