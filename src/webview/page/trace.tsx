/** A trace of requests: its charts under the present setting, the setting's sliders, and the month's arithmetic. */
import type { VNode } from 'preact';
import type { TracePicture } from '../../core/render/scenario/traceCharts';
import type { FieldView, TraceView } from '../../protocol';
import { Chart } from '../chart/chart';
import { usePanel } from '../context';
import { Field } from '../inputs/field';
import type { InputStates } from '../inputs/inputStates';
import { prose } from '../text';
import { Button } from './button';
import { Fold } from './fold';
import { Table } from './table';

interface TraceProps {
  readonly view: TraceView;
  readonly picture: TracePicture;
  /** The inputs of the pool, of which the picture is. */
  readonly fields: readonly FieldView[];
  readonly states: InputStates;
}

export function Trace({ view, picture, fields, states }: TraceProps): VNode {
  const { words, actions } = usePanel();
  return (
    <section class="trace" aria-label={view.title}>
      <TraceHead view={view} />
      <p class="description">{prose(view.summary)}</p>
      <div class="trace-setting" role="group" aria-label={words('traceSetting')}>
        <div class="trace-fields">
          {fields.map((field) => (
            <Field key={field.name} view={field} text={states.get(field.name)?.text ?? field.value} />
          ))}
        </div>
        <Table view={picture.month} />
      </div>
      <div class="charts">
        {picture.charts.map((chart) => (
          <Chart key={chart.id} view={chart} />
        ))}
      </div>
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
