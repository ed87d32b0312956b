/** An input that takes several of its options: a check box for each. */
import type { VNode } from 'preact';
import { usePanel } from '../context';
import type { ControlProps } from './controlProps';

/** What stands for no option, where there is a choice of them. */
const NONE = 'none';

export function ChecksControl({ view, text, id, describedBy }: ControlProps): VNode {
  const { actions } = usePanel();
  const { name, label, options } = view;
  const chosen = text.split(',');
  const toggle = (value: string, isChosen: boolean): void => {
    const now = options.flatMap((each) =>
      (each.value === value ? isChosen : chosen.includes(each.value)) ? [each.value] : [],
    );
    actions.type(name, now.join(',') || NONE);
    actions.commit(name, 'now');
  };
  return (
    <div class="checks" role="group" id={id} aria-label={label} aria-describedby={describedBy}>
      {options.map(({ value, label: words }) => (
        <label key={value} class="check">
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onInput={({ currentTarget }) => toggle(value, currentTarget.checked)}
          />
          <span>{words}</span>
        </label>
      ))}
    </div>
  );
}
