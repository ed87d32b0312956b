/** One input: its label, control, error, origin, and a slider where it has one. */
import type { HTMLAttributes, VNode } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { FieldView } from '../../protocol';
import { usePanel } from '../context';
import { memo } from '../memo';
import { Icon } from '../page/icon';
import { Control } from './control';
import { Slider } from './slider';

interface FieldProps {
  readonly view: FieldView;
  /** What it shows: the view's value, or what was typed since. */
  readonly text: string;
}

/** A choice with a longer name than this has a row of its own. */
const MAX_SHORT_LABEL = 16;

export const Field = memo(({ view, text }: FieldProps) => {
  const { actions } = usePanel();
  const { name, label, error, help, changed, origin, range, unit } = view;
  const ids = useIds();
  const { look, handlers } = useHelp();
  const describedBy = [
    error !== null && ids.error,
    help !== '' && ids.help,
    changed && ids.mark,
    ids.origin,
  ].filter((id) => id !== false);
  return (
    <div class={[...looksOf(view), ...look].join(' ')} data-name={name} {...handlers}>
      <div class="field-label">
        <label for={ids.control} id={ids.label}>
          {label}
        </label>
      </div>
      <div class="field-control">
        <Control view={view} text={text} id={ids.control} describedBy={describedBy.join(' ')} />
        {range && (
          <Slider
            range={range}
            text={text}
            unit={unit}
            labelId={ids.label}
            onSlide={(value, tell) => actions.slide(name, value, tell)}
          />
        )}
      </div>
      <Notes error={error} changed={changed} ids={ids} />
      <p class="origin" id={ids.origin}>
        {origin}
      </p>
      {help !== '' && (
        <div class="help" id={ids.help} role="tooltip">
          {help}
        </div>
      )}
    </div>
  );
});

interface NotesProps extends Pick<FieldView, 'error' | 'changed'> {
  readonly ids: FieldIds;
}

/** What is wrong with an input; and, for those who cannot see its mark, that it differs from the code. */
function Notes({ error, changed, ids }: NotesProps): VNode {
  const { words } = usePanel();
  return (
    <div class="field-notes">
      {error !== null && (
        <p class="error" id={ids.error}>
          <Icon name="error" />
          <span>{error}</span>
        </p>
      )}
      {changed && (
        <span class="visually-hidden" id={ids.mark}>
          {words('changed')}
        </span>
      )}
    </div>
  );
}

type FieldIds = Readonly<Record<'control' | 'label' | 'help' | 'error' | 'origin' | 'mark', string>>;

function useIds(): FieldIds {
  const id = useId();
  return {
    control: `control-${id}`,
    label: `label-${id}`,
    help: `help-${id}`,
    error: `error-${id}`,
    origin: `origin-${id}`,
    mark: `mark-${id}`,
  };
}

function looksOf({ range, options, changed, error }: FieldView): string[] {
  const looks: readonly (readonly [string, boolean])[] = [
    ['sliding', range !== undefined],
    ['wide', options.some(({ label }) => label.length > MAX_SHORT_LABEL)],
    ['changed', changed],
    ['invalid', error !== null],
  ];
  return ['field', ...looks.flatMap(([look, applies]) => (applies ? [look] : []))];
}

/** How far from its group's edge a field is on the right, in pixels. */
const MIN_RIGHT_OFFSET = 60;

/** The help of a field on the right goes to the left, where there is room; Escape takes it away until the focus leaves. */
function useHelp(): {
  readonly look: readonly string[];
  readonly handlers: Pick<
    HTMLAttributes<HTMLDivElement>,
    'onKeyDown' | 'onFocusIn' | 'onFocusOut' | 'onPointerEnter'
  >;
} {
  const [isQuiet, setQuiet] = useState(false);
  const [isLate, setLate] = useState(false);
  const turn = ({ currentTarget }: { readonly currentTarget: HTMLElement }): void => {
    const group = currentTarget.parentElement?.offsetLeft ?? 0;
    setLate(currentTarget.offsetLeft - group > MIN_RIGHT_OFFSET);
  };
  return {
    look: [...(isQuiet ? ['quiet'] : []), ...(isLate ? ['late'] : [])],
    handlers: {
      onKeyDown: ({ key }) => {
        if (key === 'Escape') setQuiet(true);
      },
      onFocusIn: turn,
      onFocusOut: () => setQuiet(false),
      onPointerEnter: turn,
    },
  };
}
