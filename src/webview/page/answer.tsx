/** The answer in words: what to change, what the month is made of, and what would change in the code. */
import type { VNode } from 'preact';
import type { AnswerView, PanelView } from '../../protocol';
import { usePanel } from '../context';
import { memo } from '../memo';
import { prose } from '../text';

interface AnswerProps {
  readonly view: PanelView;
  readonly detail: string;
  /** Whether the month is of the usage, as the view has it, and not of a trace. */
  readonly isOfUsage: boolean;
}

export const Answer = memo(({ view: { answers, beside, apply }, detail, isOfUsage }: AnswerProps) => {
  const { words } = usePanel();
  return (
    <section class="answer" aria-label={words('answer')}>
      {isOfUsage && answers.length > 0 && (
        <ul class="answers">
          {answers.map((answer) => (
            <AnswerItem answer={answer} />
          ))}
        </ul>
      )}
      <p class="detail">{prose(detail)}</p>
      {beside !== null && isOfUsage && <Beside view={beside} />}
      {apply.changes.length > 0 && (
        <div class="changes">
          <h2>{words('changes')}</h2>
          <ul>
            {apply.changes.map((change) => (
              <li>{change}</li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
});

function AnswerItem({ answer: { text, action, set } }: { readonly answer: AnswerView }): VNode {
  return (
    <li>
      {prose(text)} {set.length > 0 && <SetButton label={action} set={set} />}
    </li>
  );
}

/** The figures by the other book, told apart from those of the book in use, and the button that switches to it. */
function Beside({ view: { book, text, label } }: { readonly view: NonNullable<PanelView['beside']> }): VNode {
  return (
    <p class="beside">
      <em>{text}</em> <SetButton label={label} set={[{ name: 'book', value: book }]} />
    </p>
  );
}

function SetButton({ label, set }: { readonly label: string; readonly set: AnswerView['set'] }): VNode {
  const { actions } = usePanel();
  return (
    <button
      class="link"
      type="button"
      onClick={() => {
        for (const { name, value } of set) {
          actions.type(name, value);
          actions.commit(name, 'now');
        }
      }}
    >
      {label}
    </button>
  );
}
