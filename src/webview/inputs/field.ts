/** One input: its label, control, error, origin, and a slider where it has one. */
import type { VscodeOption } from '@vscode-elements/elements/dist/vscode-option/vscode-option.js';
import type { VscodeSingleSelect } from '@vscode-elements/elements/dist/vscode-single-select/vscode-single-select.js';
import type { VscodeTextfield } from '@vscode-elements/elements/dist/vscode-textfield/vscode-textfield.js';
import type { FieldView } from '../../protocol';
import type { Desk } from '../desk';
import { h, newId, onChange, setAttribute, setText, show, type Part } from '../dom';
import { icon } from '../icons';
import { received, sent, typed, untouched, type Typing } from './typing';

declare global {
  interface HTMLElementTagNameMap {
    'vscode-option': VscodeOption;
    'vscode-single-select': VscodeSingleSelect;
    'vscode-textfield': VscodeTextfield;
  }
}

/** Long enough to pass over the digits of a number, short enough to feel at once. */
const delay = 80;

export interface FieldPart extends Part<FieldView> {
  /** Forgets what was typed: the host's next value counts. */
  forget(): void;
}

export function createField(desk: Desk, { name, kind }: FieldView): FieldPart {
  const control = kind === 'number' ? createText() : createChoice();
  const [controlId, helpId, errorId, originId] = ['field', 'help', 'error', 'origin'].map(newId) as [
    string,
    string,
    string,
    string,
  ];
  control.element.id = controlId;

  const label = h('label', { for: controlId });
  const mark = h('span', { class: 'visually-hidden' }, desk.words('changed'));
  const help = h('div', { class: 'help', id: helpId, role: 'tooltip' });
  const errorText = h('span');
  const error = h('p', { class: 'error', id: errorId }, icon('error'), errorText);
  const origin = h('p', { class: 'origin', id: originId });
  const slider = h('input', {
    ...{ type: 'range', class: 'slider', tabindex: -1, 'aria-hidden': 'true' },
    oninput: () => slide(),
    onchange: () => commit(),
  });
  const element = h(
    'div',
    { class: 'field', 'data-name': name },
    h('div', { class: 'field-label' }, label),
    h('div', { class: 'field-control' }, control.element, slider),
    h('div', { class: 'field-notes' }, error, mark, origin),
    help,
  );
  element.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') element.classList.add('quiet');
  });
  // The help of a field on the right goes to the left, where there is room.
  const turn = (): void => {
    const isLate = element.offsetLeft - (element.parentElement?.offsetLeft ?? 0) > 60;
    element.classList.toggle('late', isLate);
  };
  element.addEventListener('focusin', turn);
  element.addEventListener('pointerenter', turn);
  element.addEventListener('focusout', () => element.classList.remove('quiet'));

  let typing: Typing = untouched('');
  let timer: ReturnType<typeof setTimeout> | undefined;
  let frame = 0;

  control.element.addEventListener('input', () => {
    typing = typed(typing);
    clearTimeout(timer);
    if (kind === 'choice') commit();
    else timer = setTimeout(commit, delay);
  });
  control.element.addEventListener('change', () => commit());
  control.element.addEventListener('keydown', (event) => {
    if (kind === 'number' && event.key === 'Enter') commit();
  });

  function commit(): void {
    clearTimeout(timer);
    const value = control.value();
    if (!typing.pending) return;
    typing = sent(typing, value);
    desk.post({ type: 'input', name, value: value.slice(0, 4_000) });
  }

  /** A slider sends once a frame, so that the picture follows it. */
  function slide(): void {
    control.setValue(slider.value);
    typing = typed(typing);
    if (frame) return;
    frame = requestAnimationFrame(() => {
      frame = 0;
      commit();
    });
  }

  let lastError: string | null = null;
  function update(view: FieldView): void {
    setText(label, view.label);
    setText(help, view.help);
    show(help, view.help !== '');
    setText(origin, view.origin);
    setText(errorText, view.error ?? '');
    show(error, view.error !== null);
    show(mark, view.changed);
    element.classList.toggle(
      'wide',
      view.range !== undefined || view.options.some((each) => each.label.length > 16),
    );
    element.classList.toggle('changed', view.changed);
    element.classList.toggle('invalid', view.error !== null);
    if (view.error !== null && view.error !== lastError) desk.announce(`${view.label}: ${view.error}`);
    lastError = view.error;
    control.update(view);
    const answer = received(typing, view.value);
    typing = answer.typing;
    if (answer.show) {
      clearTimeout(timer);
      control.setValue(view.value);
    }
    control.describe({
      label: view.unit === '' ? view.label : `${view.label} (${view.unit})`,
      invalid: view.error !== null,
      by: [
        view.error === null ? null : error,
        view.help === '' ? null : help,
        view.changed ? mark : null,
        origin,
      ].filter((each) => each !== null),
    });
    show(slider, view.range !== undefined);
    if (view.range) {
      for (const [end, value] of Object.entries(view.range)) setAttribute(slider, end, value);
      if (!frame) slider.value = control.value();
    }
  }

  return {
    element,
    update,
    forget() {
      clearTimeout(timer);
      cancelAnimationFrame(frame);
      frame = 0;
      // No value that the host can send is this one, so the next is shown.
      typing = untouched('\0');
    },
  };
}

interface Control {
  readonly element: HTMLElement;
  value(): string;
  setValue(value: string): void;
  update(view: FieldView): void;
  describe(description: Description): void;
}

interface Description {
  readonly label: string;
  readonly invalid: boolean;
  readonly by: readonly Element[];
}

function createText(): Control {
  const unit = h('span', { class: 'unit', slot: 'content-after', 'aria-hidden': 'true' });
  const element = h('vscode-textfield', {}, unit);
  element.autocomplete = 'off';
  element.maxLength = 4_000;
  return {
    element,
    value: () => element.value,
    setValue(value) {
      if (element.value !== value) element.value = value;
    },
    update(view) {
      setText(unit, view.unit);
      show(unit, view.unit !== '');
      element.placeholder = view.placeholder;
    },
    describe(description) {
      element.label = description.label;
      element.invalid = description.invalid;
      void element.updateComplete.then(() => {
        element.wrappedElement.inputMode = 'decimal';
        // Its corners would cover those of the border around it.
        element.wrappedElement.style.borderRadius = '3px';
        element.wrappedElement.spellcheck = false;
        describe(element.wrappedElement, description);
      });
    },
  };
}

function createChoice(): Control {
  const element = h('vscode-single-select');
  const list = onChange((options: FieldView['options']) => {
    element.replaceChildren(
      ...options.map(({ value, label }) => {
        const option = h('vscode-option', {}, label);
        option.value = value;
        return option;
      }),
    );
  });
  return {
    element,
    value: () => element.value,
    setValue(value) {
      if (element.value !== value) element.value = value;
    },
    update: (view) => list(view.options),
    describe(description) {
      element.label = description.label;
      element.invalid = description.invalid;
      void element.updateComplete.then(() => {
        const face = element.shadowRoot?.querySelector('.face');
        if (face) describe(face, description);
      });
    },
  };
}

/**
 * Says what an inner control's description is. It is in a shadow tree, where ids of the page mean nothing: the newer
 * way refers to the elements themselves, and the older VS Code gets their text.
 */
function describe(inner: Element, { invalid, by }: Description): void {
  setAttribute(inner, 'aria-invalid', invalid ? 'true' : null);
  if ('ariaDescribedByElements' in inner) inner.ariaDescribedByElements = [...by];
  else setAttribute(inner, 'aria-description', by.map(({ textContent }) => textContent).join('. '));
}
