/** A part of the page that folds away, and stays as its reader left it. */
import type { Desk } from '../desk';
import { h, setText, show, type Part } from '../dom';
import { icon } from '../icons';

export interface FoldView {
  readonly title: string;
  /** What is wrong inside, for when it is closed. */
  readonly warning?: string;
}

export function createFold(
  { kept }: Desk,
  { id, level, initial }: { id: string; level: 'h2' | 'h3' | null; initial: boolean },
  body: Element,
): Part<FoldView> {
  const title = h(level ?? 'span', { class: 'fold-title' });
  const warning = h('span', { class: 'visually-hidden' });
  const sign = h('span', { class: 'fold-warning' }, icon('error'), warning);
  const element = h(
    'details',
    { class: 'fold' },
    h('summary', {}, title, sign),
    h('div', { class: 'fold-body' }, body),
  );
  element.open = kept.isOpen(id, initial);
  element.addEventListener('toggle', () => {
    if (element.open !== kept.isOpen(id, initial)) kept.setOpen(id, element.open);
  });
  return {
    element,
    update(view) {
      setText(title, view.title);
      setText(warning, view.warning ?? '');
      show(sign, view.warning !== undefined);
    },
  };
}
