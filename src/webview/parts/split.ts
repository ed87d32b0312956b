import { percent } from '../../core/render/money';
import type { SplitView } from '../../protocol';
import { colourOf, live } from '../chart/palette';
import { h, type Part } from '../dom';

/** A bar of parts that add up, and what each of them is. */
export function createSplit(): Part<SplitView> {
  const element = h('div', { class: 'split' });
  return {
    element,
    update({ title, total, parts }) {
      const segments = parts.flatMap(({ share }, index) => {
        if (share <= 0) return [];
        const segment = h('span', { class: `segment pattern-${index % 4}` });
        segment.style.flexGrow = String(share);
        segment.style.backgroundColor = colourOf(index, live);
        return [segment];
      });
      element.replaceChildren(
        h('div', { class: 'split-head' }, h('span', {}, title), h('strong', {}, total)),
        h('div', { class: 'bar', 'aria-hidden': 'true' }, ...segments),
        h(
          'ul',
          { class: 'split-parts' },
          ...parts.map(({ label, amount, share }, index) => {
            const chip = h('span', { class: `chip pattern-${index % 4}`, 'aria-hidden': 'true' });
            chip.style.backgroundColor = colourOf(index, live);
            return h(
              'li',
              { class: share <= 0 ? 'nothing' : null },
              chip,
              h('span', { class: 'split-label' }, label),
              h('span', { class: 'split-amount' }, amount),
              h('span', { class: 'split-share' }, percent(share)),
            );
          }),
        ),
      );
    },
  };
}
