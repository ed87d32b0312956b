import type { TableView } from '../../protocol';
import { h, onChange, setAttribute, type Part } from '../dom';

/** A date, a sum, a name: what is no longer than this stays on one line. */
const WHOLE = 14;

/** A table that scrolls by itself where it is too wide. */
export function createTable(): Part<TableView> {
  const frame = scrollable();
  return {
    element: frame,
    update: onChange((view) => {
      setAttribute(frame, 'aria-label', view.caption);
      const align = (column: number): string => `align-${view.columns[column]?.align ?? 'left'}`;
      frame.replaceChildren(
        h(
          'table',
          {},
          h('caption', {}, view.caption),
          h(
            'thead',
            {},
            h(
              'tr',
              {},
              ...view.columns.map(({ label }, at) => h('th', { scope: 'col', class: align(at) }, label)),
            ),
          ),
          h(
            'tbody',
            {},
            ...view.rows.map(({ cells, strong }) =>
              h(
                'tr',
                { class: strong ? 'strong' : null },
                ...cells.map((cell, at) => {
                  const look = cell.length <= WHOLE ? `${align(at)} whole` : align(at);
                  return at === 0
                    ? h('th', { scope: 'row', class: look }, cell)
                    : h('td', { class: look }, cell);
                }),
              ),
            ),
          ),
        ),
      );
    }),
  };
}

/** A region that takes focus only while it has something to scroll, so that keys can. */
export function scrollable(): HTMLElement {
  const frame = h('div', { class: 'scrollable', role: 'region' });
  new ResizeObserver(() => {
    setAttribute(frame, 'tabindex', frame.scrollWidth > frame.clientWidth + 1 ? 0 : null);
  }).observe(frame);
  return frame;
}
