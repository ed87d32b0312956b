/** The few inputs that move the figures most: beside the chart, or in a strip below it that stays in view. */
import type { VNode } from 'preact';
import type { FieldView } from '../../protocol';
import { usePanel } from '../context';
import { Field } from './field';
import type { InputStates } from './inputStates';

/** More of them stand in two rows. */
const MAX_IN_ROW = 5;

interface LeversProps {
  readonly fields: readonly FieldView[];
  readonly states: InputStates;
}

export function Levers({ fields, states }: LeversProps): VNode {
  const { words } = usePanel();
  return (
    <section class="levers" aria-label={words('levers')}>
      <div class={fieldsClass(fields.length)}>
        {fields.map((field) => (
          <Field key={field.name} view={field} text={states.get(field.name)?.text ?? field.value} />
        ))}
      </div>
    </section>
  );
}

function fieldsClass(count: number): string {
  if (count > MAX_IN_ROW) return 'fields many';
  return count === 4 ? 'fields four' : 'fields';
}
