/** One input: its label, control, error, origin, and a slider where it has one. */
import type { FieldView } from '../../protocol';
import type { Desk, Telling } from '../desk';
import { h, newId, onChange, setAttribute, setText, show, type Part } from '../dom';
import { icon } from '../icons';
import { positionOf, track, valueAt, type Range } from './slider';
import { received, sent, typed, untouched, type Typing } from './typing';

/** Long enough to pass over the digits of a number, short enough to feel at once. */
const delay = 80;
/** A drag that rests for so long is worth asking the host about. */
const pause = 150;

export interface FieldPart extends Part<FieldView> {
  /** Sets it as it is dragged, and tells the host when it is told to. */
  slide(text: string, tell: Telling): void;
  /** Whether it holds what no view has answered yet. */
  isAhead(): boolean;
  /** Forgets what was typed: the host's next value counts. */
  forget(): void;
}

export function createField(desk: Desk, { name, kind }: FieldView): FieldPart {
  const control = kind === 'number' ? createText() : createChoice();
  const controlId = newId('field');
  const labelId = newId('label');
  const helpId = newId('help');
  const errorId = newId('error');
  const originId = newId('origin');
  const markId = newId('mark');
  control.input.id = controlId;

  const label = h('label', { for: controlId, id: labelId });
  const mark = h('span', { class: 'visually-hidden', id: markId }, desk.words('changed'));
  const help = h('div', { class: 'help', id: helpId, role: 'tooltip' });
  const errorText = h('span');
  const error = h('p', { class: 'error', id: errorId }, icon('error'), errorText);
  const origin = h('p', { class: 'origin', id: originId });
  let range: Range | undefined;
  const slider = h('input', {
    ...{ type: 'range', class: 'slider', 'aria-labelledby': labelId },
    oninput: () => onSlide('soon'),
    onchange: () => onSlide('now'),
  });
  const element = h(
    'div',
    { class: 'field', 'data-name': name },
    h('div', { class: 'field-label' }, label),
    h('div', { class: 'field-control' }, control.element, slider),
    h('div', { class: 'field-notes' }, error, mark),
    origin,
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
  /** The value that a drag has set last, and the unit that it is in. */
  let shown = '';
  let unit = '';

  control.input.addEventListener('input', () => {
    typing = typed(typing);
    clearTimeout(timer);
    if (kind === 'choice') commit();
    else timer = setTimeout(commit, delay);
  });
  control.input.addEventListener('change', () => commit());
  element.addEventListener('keydown', ({ key, target }) => {
    if (kind === 'number' && key === 'Enter' && target === control.input) commit();
  });

  function commit(): void {
    clearTimeout(timer);
    const value = control.value();
    if (!typing.pending) return;
    typing = sent(typing, value);
    desk.post({ type: 'input', name, value: value.slice(0, 4_000) });
  }

  function onSlide(tell: Telling): void {
    if (range) desk.slide(name, valueAt(Number(slider.value), range), tell);
  }

  function slide(text: string, tell: Telling): void {
    control.setValue(text);
    placeSlider(text);
    if (text !== shown) typing = typed(typing);
    shown = text;
    clearTimeout(timer);
    if (tell === 'now') commit();
    else if (tell === 'soon') timer = setTimeout(commit, pause);
  }

  /** Where a value is beyond the slider's ends, the slider is at its end and the number says so. */
  function placeSlider(text: string): void {
    if (!range) return;
    // Several positions may have a value: a slider that is at one of them stays there.
    if (valueAt(Number(slider.value), range) !== text) slider.value = String(positionOf(Number(text), range));
    setAttribute(slider, 'aria-valuetext', unit === '' ? text : `${text} ${unit}`);
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
    element.classList.toggle('sliding', view.range !== undefined);
    element.classList.toggle(
      'wide',
      view.options.some((each) => each.label.length > 16),
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
    setAttribute(control.input, 'aria-label', view.unit === '' ? view.label : `${view.label} (${view.unit})`);
    setAttribute(control.input, 'aria-invalid', view.error === null ? null : 'true');
    const described = [
      view.error === null ? null : errorId,
      view.help === '' ? null : helpId,
      view.changed ? markId : null,
      originId,
    ];
    setAttribute(control.input, 'aria-describedby', described.filter((id) => id !== null).join(' '));
    range = view.range;
    unit = view.unit;
    show(slider, range !== undefined);
    if (!range) return;
    for (const [end, value] of Object.entries(track(range))) setAttribute(slider, end, value);
    if (answer.show) {
      shown = view.value;
      placeSlider(view.value);
    }
  }

  return {
    element,
    update,
    slide,
    isAhead: () => typing.pending || typing.sent.length > 0,
    forget() {
      clearTimeout(timer);
      // No value that the host can send is this one, so the next is shown.
      typing = untouched('\0');
    },
  };
}

interface Control {
  /** With what stands in the same frame. */
  readonly element: HTMLElement;
  readonly input: HTMLInputElement | HTMLSelectElement;
  value(): string;
  setValue(value: string): void;
  update(view: FieldView): void;
}

function createText(): Control {
  const input = h('input', {
    ...{ type: 'text', inputmode: 'decimal', autocomplete: 'off', spellcheck: 'false', maxlength: 4_000 },
  });
  const unit = h('span', { class: 'unit', 'aria-hidden': 'true' });
  return {
    element: h('div', { class: 'frame' }, input, unit),
    input,
    value: () => input.value,
    setValue(value) {
      if (input.value !== value) input.value = value;
    },
    update(view) {
      setText(unit, view.unit);
      show(unit, view.unit !== '');
      input.placeholder = view.placeholder;
    },
  };
}

function createChoice(): Control {
  const input = h('select');
  const list = onChange((options: FieldView['options']) => {
    input.replaceChildren(...options.map(({ value, label }) => h('option', { value }, label)));
  });
  return {
    element: h('div', { class: 'frame choice' }, input, icon('open')),
    input,
    value: () => input.value,
    setValue(value) {
      if (input.value !== value) input.value = value;
    },
    update: (view) => list(view.options),
  };
}
