/** What an input is typed into, or chosen from. */
import type { VNode } from 'preact';
import type { FieldView } from '../../protocol';
import { usePanel } from '../context';
import { Icon } from '../page/icon';
import { ChecksControl } from './checks';
import type { ControlProps } from './controlProps';
import { WeightBars } from './weightBars';

export function Control({ view, text, id, describedBy }: ControlProps): VNode {
  const Kind = KINDS[view.kind];
  return <Kind view={view} text={text} id={id} describedBy={describedBy} />;
}

const KINDS = {
  number: NumberControl,
  choice: ChoiceControl,
  checks: ChecksControl,
  weights: WeightsControl,
};

const MAX_LENGTH = 4_000;

function NumberControl({ view, text, id, describedBy }: ControlProps): VNode {
  const { actions } = usePanel();
  const { name, unit } = view;
  return (
    <div class="frame">
      <input
        type="text"
        inputmode="decimal"
        autocomplete="off"
        spellcheck={false}
        maxlength={MAX_LENGTH}
        placeholder={view.placeholder}
        id={id}
        value={text}
        {...names(view, describedBy)}
        onInput={({ currentTarget }) => {
          actions.type(name, currentTarget.value);
          actions.commit(name, 'soon');
        }}
        onChange={() => actions.commit(name, 'now')}
        onKeyDown={({ key }) => {
          if (key === 'Enter') actions.commit(name, 'now');
        }}
      />
      {unit !== '' && (
        <span class="unit" aria-hidden="true">
          {unit}
        </span>
      )}
    </div>
  );
}

/** Weights are drawn, and can be typed. */
function WeightsControl({ view, text, id, describedBy }: ControlProps): VNode {
  return (
    <div class="weights">
      {view.bars && <WeightBars name={view.name} label={view.label} bars={view.bars} text={text} />}
      <NumberControl view={view} text={text} id={id} describedBy={describedBy} />
    </div>
  );
}

function ChoiceControl({ view, text, id, describedBy }: ControlProps): VNode {
  const { actions } = usePanel();
  return (
    <div class="frame choice">
      <select
        id={id}
        value={text}
        {...names(view, describedBy)}
        onInput={({ currentTarget }) => {
          actions.type(view.name, currentTarget.value);
          actions.commit(view.name, 'now');
        }}
      >
        {view.options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      <Icon name="open" />
    </div>
  );
}

/** What those who listen hear of a control. */
function names(
  { label, unit, error }: FieldView,
  describedBy: string,
): Record<'aria-label' | 'aria-describedby', string> & { 'aria-invalid': 'true' | undefined } {
  return {
    'aria-label': unit === '' ? label : `${label} (${unit})`,
    'aria-invalid': error === null ? undefined : 'true',
    'aria-describedby': describedBy,
  };
}
