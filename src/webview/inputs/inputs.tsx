/** The inputs in their groups, the presets above them, and what they change in the code below. */
import type { VNode } from 'preact';
import type { PanelView } from '../../protocol';
import { usePanel } from '../context';
import { memo } from '../memo';
import { Button } from '../page/button';
import { Fold } from '../page/fold';
import { Field } from './field';
import type { InputStates } from './inputStates';

interface InputsProps {
  readonly groups: PanelView['groups'];
  readonly presets: PanelView['presets'];
  /** What would change in the code. */
  readonly changes: PanelView['apply']['changes'];
  readonly states: InputStates;
}

export const Inputs = memo(({ groups, presets, changes, states }: InputsProps) => {
  const { words, actions } = usePanel();
  return (
    <section class="inputs" aria-label={words('inputs')}>
      <div class="inputs-head">
        <h2>{words('inputs')}</h2>
        <Button
          icon="reset"
          label={words('reset')}
          title={words('resetHelp')}
          onPress={() => actions.replaceInputs({ type: 'reset' })}
        />
      </div>
      {presets.length > 0 && (
        <div class="presets" role="group" aria-label={words('presets')}>
          {presets.map((preset) => (
            <Preset key={preset.id} preset={preset} />
          ))}
        </div>
      )}
      <div class="groups">
        {groups.map((group) => (
          <Group key={group.title} group={group} states={states} />
        ))}
      </div>
      {changes.length > 0 && (
        <div class="changes">
          <h3>{words('changes')}</h3>
          <ul>
            {changes.map((change) => (
              <li>{change}</li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
});

function Preset({ preset: { id, label, detail } }: { readonly preset: PanelView['presets'][number] }): VNode {
  const { actions } = usePanel();
  return (
    <button class="preset" type="button" onClick={() => actions.replaceInputs({ type: 'preset', id })}>
      <span class="preset-label">{label}</span>
      <span class="preset-detail">{detail}</span>
    </button>
  );
}

interface GroupProps {
  readonly group: PanelView['groups'][number];
  readonly states: InputStates;
}

/** A title may be long; this much of it is enough to keep the reader's choice by. */
const MAX_ID_LENGTH = 60;

function Group({ group: { title, fields }, states }: GroupProps): VNode {
  const { words } = usePanel();
  const isWrong = fields.some(({ error }) => error !== null);
  return (
    <Fold
      id={`group:${title.slice(0, MAX_ID_LENGTH)}`}
      level="h3"
      title={title}
      initial={true}
      warning={isWrong ? words('wrong') : undefined}
    >
      <div class="fields" role="group" aria-label={title}>
        {fields.map((field) => (
          <Field key={field.name} view={field} text={states.get(field.name)?.text ?? field.value} />
        ))}
      </div>
    </Fold>
  );
}
