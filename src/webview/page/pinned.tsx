import type { VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { PinnedView } from '../../protocol';
import { usePanel } from '../context';
import { memo } from '../memo';
import { NO_VALUE } from '../text';
import { Icon } from './icon';
import { Scrollable } from './scrollable';

/** The host's own column, the setting as it is now, which cannot be unpinned. */
const PRESENT_ID = 'now';

/** Settings side by side: one a column, one figure a row. */
export const PinnedSettings = memo(({ pinned }: { readonly pinned: readonly PinnedView[] }) => {
  const { words } = usePanel();
  const table = useFocusOnNeighbor();
  const labels = [...new Set(pinned.flatMap(({ lines }) => lines.map(({ label }) => label)))];
  return (
    <section class="pinned">
      <h2>{words('pinned')}</h2>
      <Scrollable label={words('pinned')}>
        <table ref={table} class="comparison">
          <thead>
            <tr>
              <th scope="col">{words('pinnedWhat')}</th>
              {pinned.map(({ id, title }) => (
                <ColumnHead key={id} id={id} title={title} />
              ))}
            </tr>
          </thead>
          <tbody>
            {labels.map((label) => (
              <Figure label={label} values={pinned.map(({ lines }) => valueOf(lines, label))} />
            ))}
          </tbody>
        </table>
      </Scrollable>
    </section>
  );
});

function valueOf(lines: PinnedView['lines'], label: string): string {
  return lines.find((line) => line.label === label)?.value ?? NO_VALUE;
}

function ColumnHead({ id, title }: { readonly id: string; readonly title: string }): VNode {
  const { words, actions } = usePanel();
  const unpin = words('unpin', title);
  return (
    <th scope="col">
      <div class="column-head">
        <span>{title}</span>
        {id !== PRESENT_ID && (
          <button
            class="tool"
            type="button"
            data-unpin={id}
            aria-label={unpin}
            title={unpin}
            onClick={() => actions.post({ type: 'unpin', id })}
          >
            <Icon name="close" />
          </button>
        )}
      </div>
    </th>
  );
}

function Figure({ label, values }: { readonly label: string; readonly values: readonly string[] }): VNode {
  return (
    <tr class={new Set(values).size > 1 ? 'differs' : undefined}>
      <th scope="row">{label}</th>
      {values.map((value) => (
        <td class="align-right">{value}</td>
      ))}
    </tr>
  );
}

/** Where a button with the focus goes away with its column, the last of those that stay takes the focus. */
function useFocusOnNeighbor(): { current: HTMLTableElement | null } {
  const table = useRef<HTMLTableElement>(null);
  const hadFocus = table.current?.contains(document.activeElement) ?? false;
  useLayoutEffect(() => {
    if (!hadFocus || table.current?.contains(document.activeElement)) return;
    [...(table.current?.querySelectorAll<HTMLElement>('[data-unpin]') ?? [])].at(-1)?.focus();
  });
  return table;
}
