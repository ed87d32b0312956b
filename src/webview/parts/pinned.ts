import type { PinnedView } from '../../protocol';
import type { Desk } from '../desk';
import { h, onChange, setAttribute, show, type Part } from '../dom';
import { icon } from '../icons';
import { NO_VALUE } from '../strings';
import { scrollable } from './table';

/** The host's own column, the setting as it is now, which cannot be unpinned. */
const present = 'now';

/** Settings side by side: one a column, one figure a row. */
export function createPinned(desk: Desk): Part<readonly PinnedView[]> {
  const { words } = desk;
  const frame = scrollable();
  setAttribute(frame, 'aria-label', words('pinned'));
  const element = h('section', { class: 'pinned' }, h('h2', {}, words('pinned')), frame);
  const draw = onChange((pinned: readonly PinnedView[]) => {
    const focused = document.activeElement?.getAttribute('data-unpin');
    const labels = [...new Set(pinned.flatMap(({ lines }) => lines.map(({ label }) => label)))];
    const cell = (lines: PinnedView['lines'], label: string): string =>
      lines.find((line) => line.label === label)?.value ?? NO_VALUE;
    frame.replaceChildren(
      h(
        'table',
        { class: 'comparison' },
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            h('th', { scope: 'col' }, words('pinnedWhat')),
            ...pinned.map(({ id, title }) =>
              h(
                'th',
                { scope: 'col' },
                h(
                  'div',
                  { class: 'column-head' },
                  h('span', {}, title),
                  id === present
                    ? null
                    : h(
                        'button',
                        {
                          ...{ class: 'tool', type: 'button', 'data-unpin': id },
                          ...{ 'aria-label': words('unpin', title), title: words('unpin', title) },
                          onclick: () => desk.post({ type: 'unpin', id }),
                        },
                        icon('close'),
                      ),
                ),
              ),
            ),
          ),
        ),
        h(
          'tbody',
          {},
          ...labels.map((label) => {
            const cells = pinned.map(({ lines }) => cell(lines, label));
            const differs = new Set(cells).size > 1;
            return h(
              'tr',
              { class: differs ? 'differs' : null },
              h('th', { scope: 'row' }, label),
              ...cells.map((value) => h('td', { class: 'align-right' }, value)),
            );
          }),
        ),
      ),
    );
    // A button that has gone leaves the focus with the next one.
    if (focused) {
      const buttons = [...frame.querySelectorAll<HTMLElement>('[data-unpin]')];
      (buttons.find((button) => button.dataset.unpin === focused) ?? buttons.at(-1))?.focus();
    }
  });
  return {
    element,
    update(pinned) {
      show(element, pinned.length > 0);
      draw(pinned);
    },
  };
}
