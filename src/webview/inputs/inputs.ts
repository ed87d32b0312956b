/** The inputs in their groups, the presets above them, and what they change in the code below. */
import type { FieldView, PanelView } from '../../protocol';
import type { Desk } from '../desk';
import { h, keyed, setAttribute, setText, show, type Part } from '../dom';
import { icon } from '../icons';
import { createFold } from '../parts/fold';
import { createField, type FieldPart } from './field';

type View = Pick<PanelView, 'groups' | 'presets' | 'apply'>;

export interface InputsPart extends Part<View> {
  slide: Desk['slide'];
  /** Whether some input holds what no view has answered yet. */
  isAhead(): boolean;
}

export function createInputs(desk: Desk): InputsPart {
  const { words } = desk;
  const fields = new Map<string, FieldPart>();
  const forget = (): void => {
    for (const field of fields.values()) field.forget();
  };

  const presets = h('div', { class: 'presets', role: 'group', 'aria-label': words('presets') });
  const updatePresets = keyed(
    presets,
    ({ id }: View['presets'][number]) => id,
    ({ id }) => {
      const label = h('span', { class: 'preset-label' });
      const detail = h('span', { class: 'preset-detail' });
      const choose = (): void => {
        forget();
        desk.post({ type: 'preset', id });
      };
      return {
        element: h('button', { class: 'preset', type: 'button', onclick: choose }, label, detail),
        update(preset) {
          setText(label, preset.label);
          setText(detail, preset.detail);
        },
      };
    },
  );

  const groups = h('div', { class: 'groups' });
  const updateGroups = keyed(
    groups,
    ({ title }: View['groups'][number]) => title,
    ({ title }) => createGroup(desk, title, fields),
  );

  const reset = h(
    'button',
    {
      ...{ class: 'button secondary', type: 'button', title: words('resetHelp') },
      onclick: () => {
        forget();
        desk.post({ type: 'reset' });
      },
    },
    icon('reset'),
    words('reset'),
  );

  const changeList = h('ul');
  const changes = h('div', { class: 'changes' }, h('h3', {}, words('changes')), changeList);

  return {
    element: h(
      'section',
      { class: 'inputs', 'aria-label': words('inputs') },
      h('div', { class: 'inputs-head' }, h('h2', {}, words('inputs')), reset),
      presets,
      groups,
      changes,
    ),
    slide: (name, text, tell) => fields.get(name)?.slide(text, tell),
    isAhead: () => [...fields.values()].some((field) => field.isAhead()),
    update(view) {
      updatePresets(view.presets);
      show(presets, view.presets.length > 0);
      updateGroups(view.groups);
      show(changes, view.apply.changes.length > 0);
      changeList.replaceChildren(...view.apply.changes.map((change) => h('li', {}, change)));
    },
  };
}

function createGroup(
  desk: Desk,
  title: string,
  fields: Map<string, FieldPart>,
): Part<View['groups'][number]> {
  const body = h('div', { class: 'fields', role: 'group' });
  const fold = createFold(desk, { id: `group:${title.slice(0, 60)}`, level: 'h3', initial: true }, body);
  const update = keyed(
    body,
    ({ name }: FieldView) => name,
    (view) => {
      const field = createField(desk, view);
      fields.set(view.name, field);
      return field;
    },
  );
  return {
    element: fold.element,
    update(group) {
      const isWrong = group.fields.some(({ error }) => error !== null);
      fold.update({ title: group.title, ...(isWrong ? { warning: desk.words('wrong') } : {}) });
      setAttribute(body, 'aria-label', group.title);
      update(group.fields);
    },
  };
}
