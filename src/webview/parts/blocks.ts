/** The blocks that sections are made of. */
import type { BlockView, SectionView } from '../../protocol';
import type { Desk } from '../desk';
import { h, keyed, onChange, prose, setText, type Part } from '../dom';
import { icon } from '../icons';
import { createFold } from './fold';
import { createSplit } from './split';
import { createTable } from './table';

export function createSection(desk: Desk, { id, open }: SectionView): Part<SectionView> {
  const body = h('div', { class: 'blocks' });
  const fold = createFold(desk, { id: `section:${id}`, level: 'h2', initial: open }, body);
  const blocks = keyed(
    body,
    ({ kind }: BlockView, index) => `${kind}:${index}`,
    ({ kind }) => createBlock(desk, kind),
  );
  const update = onChange(blocks);
  return {
    element: h('section', { class: 'section' }, fold.element),
    update(view) {
      fold.update(view);
      update(view.blocks);
    },
  };
}

function createBlock(desk: Desk, kind: BlockView['kind']): Part<BlockView> {
  switch (kind) {
    case 'text': {
      const element = h('p', { class: 'text' });
      return of('text', { element, update: ({ text }) => setText(element, prose(text)) });
    }
    case 'list': {
      const element = h('ul', { class: 'list' });
      return of('list', {
        element,
        update: ({ items }) => element.replaceChildren(...items.map((item) => h('li', {}, prose(item)))),
      });
    }
    case 'table': {
      const part = createTable();
      return of('table', { element: part.element, update: ({ table }) => part.update(table) });
    }
    case 'split': {
      const part = createSplit();
      return of('split', { element: part.element, update: ({ split }) => part.update(split) });
    }
    case 'verdict': {
      const element = h('div');
      return of('verdict', {
        element,
        update({ verdict, title, reason, source }) {
          element.className = `verdict ${verdict}`;
          element.replaceChildren(
            icon(verdict),
            h(
              'div',
              {},
              h('p', { class: 'verdict-title' }, desk.words(`verdict.${verdict}`)),
              title === '' ? null : h('p', {}, prose(title)),
              h('p', {}, prose(reason)),
              source === '' ? null : h('p', { class: 'source' }, desk.words('source', source)),
            ),
          );
        },
      });
    }
  }
}

/** A part for one kind of block: the key of a block has its kind, so no other one comes. */
function of<K extends BlockView['kind']>(
  kind: K,
  part: Part<Extract<BlockView, { kind: K }>>,
): Part<BlockView> {
  return {
    element: part.element,
    update(block) {
      if (block.kind === kind) part.update(block as Extract<BlockView, { kind: K }>);
    },
  };
}
