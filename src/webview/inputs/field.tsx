/** One input: its label, control, origin, a slider where it has one, and what is wrong with it below its row. */
import type { HTMLAttributes } from 'preact';
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

/** Where there is little room, a longer unit stands beside the label rather than in the control. */
const MAX_SHORT_UNIT = 3;

export const Field = memo(({ view, text }: FieldProps) => {
  const { words, actions } = usePanel();
  const { name, label, error, help, changed, origin, range, unit } = view;
  const ids = useIds();
  const { isQuiet, handlers } = useHelp();
  const describedBy = [
    error !== null && ids.error,
    help !== '' && ids.help,
    changed && ids.mark,
    ids.origin,
  ].filter((id) => id !== false);
  return (
    <>
      <div class={looksOf(view, isQuiet).join(' ')} data-name={name} {...handlers}>
        <div class="field-label">
          <label for={ids.control} id={ids.label}>
            {label}
          </label>
          {unit.length > MAX_SHORT_UNIT && (
            <span class="label-unit" aria-hidden="true">
              {unit}
            </span>
          )}
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
        <p class="origin" id={ids.origin} title={origin}>
          {origin}
        </p>
        {changed && (
          <span class="visually-hidden" id={ids.mark}>
            {words('changed')}
          </span>
        )}
        {help !== '' && (
          <div class="help" id={ids.help} role="tooltip">
            {help}
            <span class="help-origin" aria-hidden="true">
              {origin}
            </span>
          </div>
        )}
      </div>
      {error !== null && (
        <p class="error" id={ids.error} data-for={name}>
          <Icon name="error" />
          <span>{error}</span>
        </p>
      )}
    </>
  );
});

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

function looksOf(
  { kind, range, bars, options, changed, error, unit }: FieldView,
  isQuiet: boolean,
): string[] {
  const looks: readonly (readonly [string, boolean])[] = [
    ['sliding', range !== undefined],
    ['wide', options.some(({ label }) => label.length > MAX_SHORT_LABEL)],
    ['several', kind === 'checks'],
    ['drawn', bars !== undefined],
    ['few', bars !== undefined && bars.labels.length <= 7],
    ['changed', changed],
    ['invalid', error !== null],
    ['long-unit', unit.length > MAX_SHORT_UNIT],
    ['quiet', isQuiet],
  ];
  return ['field', ...looks.flatMap(([look, applies]) => (applies ? [look] : []))];
}

/** A help shows on the line below its group, where it covers nothing; Escape takes it away until the focus leaves. */
function useHelp(): {
  readonly isQuiet: boolean;
  readonly handlers: Pick<HTMLAttributes<HTMLDivElement>, 'onKeyDown' | 'onFocusOut'>;
} {
  const [isQuiet, setQuiet] = useState(false);
  return {
    isQuiet,
    handlers: {
      onKeyDown: ({ key }) => {
        if (key === 'Escape') setQuiet(true);
      },
      onFocusOut: () => setQuiet(false),
    },
  };
}
