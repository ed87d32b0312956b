/** The answer in words: what to change, first of all, what the month is made of, and what would change in the code. */
import type { VNode } from 'preact';
import type { AnswerView, PanelView } from '../../protocol';
import { usePanel } from '../context';
import { memo } from '../memo';
import { prose } from '../text';
import { Icon } from './icon';

interface AnswerProps {
  readonly view: PanelView;
  readonly detail: string;
  /** Whether the month is of the usage, as the view has it, and not of a trace. */
  readonly isOfUsage: boolean;
}

/** The answer that comes first: the best one that can be set with a click, else the most important. */
function firstOf(answers: readonly AnswerView[]): AnswerView | undefined {
  return answers.find(({ set }) => set.length > 0) ?? answers[0];
}

/** What to change, with the click that does it, in a line below the month: nobody scrolls for it. */
export const Advice = memo(({ answers }: { readonly answers: readonly AnswerView[] }) => {
  const first = firstOf(answers);
  if (!first) return null;
  return (
    <p class="advice">
      {first.set.length > 0 && <Icon name="advice" />}
      <AnswerText answer={first} />
    </p>
  );
});

export const Answer = memo(({ view: { answers, beside, apply, isOld }, detail, isOfUsage }: AnswerProps) => {
  const { words } = usePanel();
  const first = firstOf(answers);
  const others = answers.filter((each) => each !== first);
  return (
    <section class="answer" aria-label={words('answer')}>
      {isOfUsage && others.length > 0 && (
        <ul class="answers">
          {others.map((answer) => (
            <li>
              <AnswerText answer={answer} />
            </li>
          ))}
        </ul>
      )}
      <p class="detail">{prose(detail)}</p>
      {beside !== null && isOfUsage && <Beside view={beside} />}
      {apply.changes.length > 0 && !isOld && (
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

function AnswerText({ answer: { text, action, set } }: { readonly answer: AnswerView }): VNode {
  return (
    <>
      <span>{prose(text)}</span> {set.length > 0 && <SetButton label={action} set={set} />}
    </>
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
      class="set"
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
