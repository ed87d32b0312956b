/** The inputs that are not levers, in groups that fold, and the presets. */
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
  readonly usage: PanelView['usage'];
  readonly states: InputStates;
  /** Whether what is folded away is drawn as well, for those who search the page. */
  readonly isWhole: boolean;
}

export const Inputs = memo(({ groups, presets, usage, states, isWhole }: InputsProps) => {
  const { words, actions } = usePanel();
  return (
    <section class="inputs" aria-label={words('inputs')}>
      {groups.map((group) => (
        <Group key={group.title} group={group} states={states} isWhole={isWhole} />
      ))}
      {usage.possible && usage.changes.length > 0 && (
        <div class="save-usage" title={usage.changes.join('\n')}>
          <Button
            icon="save"
            label={words('saveUsage')}
            onPress={() => actions.post({ type: 'saveUsage' })}
          />
        </div>
      )}
      {presets.length > 0 && (
        <Fold id="presets" level="h3" title={words('presets')} initial={false}>
          {isWhole && (
            <div class="presets">
              {presets.map((preset) => (
                <Preset key={preset.id} preset={preset} />
              ))}
            </div>
          )}
        </Fold>
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
  readonly isWhole: boolean;
}

/** A title may be long; this much of it is enough to keep the reader's choice by. */
const MAX_ID_LENGTH = 60;

function Group({ group: { title, fields }, states, isWhole }: GroupProps): VNode {
  const { words } = usePanel();
  const isWrong = fields.some(({ error }) => error !== null);
  const body = (): VNode => (
    <div class="fields" role="group" aria-label={title}>
      {fields.map((field) => (
        <Field key={field.name} view={field} text={states.get(field.name)?.text ?? field.value} />
      ))}
    </div>
  );
  return (
    <Fold
      id={`group:${title.slice(0, MAX_ID_LENGTH)}`}
      level="h3"
      title={title}
      initial={false}
      warning={isWrong ? words('wrong') : undefined}
    >
      {isWhole ? body() : body}
    </Fold>
  );
}
