/** A chart of the panel: the picture, its cursor, its lines' buttons with their values, and the same as a table. */
import type { ChartView } from '../../protocol';
import { h, newId, onChange, prose, setAttribute, setText, show, svg, type Part } from '../dom';
import { icon } from '../icons';
import { createFold } from '../parts/fold';
import { createTable } from '../parts/table';
import type { Desk, Telling } from '../desk';
import { NO_VALUE } from '../strings';
import { dragged, moved, nearest, stops, valueAt } from './cursor';
import { draw, drawCursor, swatch, type Drawing } from './draw';
import { formatted } from './format';
import { layout, type Layout } from './layout';
import type { Measure } from './labels';
import { live, resolved } from './palette';
import { clamp } from './scale';
import { pngData, standalone, svgText } from './save';

/** How near to the present point's line the pointer takes hold of it, in pixels. */
const grip = 9;

export function createChart(desk: Desk, id: string): Part<ChartView> {
  const { words, kept } = desk;
  const [titleId, descriptionId, hintId] = [newId('title'), newId('description'), newId('hint')];

  let view: ChartView | undefined;
  let at: Layout | undefined;
  let drawing: Drawing | undefined;
  let cursor: number | null = null;
  let rising: readonly number[] = [];
  let isDragged = false;

  const title = h('h3', { id: titleId });
  const description = h('p', { id: descriptionId, class: 'description' });
  const picture = svg('svg', { 'aria-hidden': 'true', class: 'picture' });
  const plot = h(
    'div',
    {
      ...{ class: 'plot', role: 'application', tabindex: 0, 'aria-roledescription': words('chartRole') },
      ...{ 'aria-labelledby': titleId, 'aria-describedby': `${descriptionId} ${hintId}` },
      onkeydown: (event) => onKey(event as KeyboardEvent),
      onpointermove: (event) => point(event as PointerEvent),
      onpointerdown: (event) => press(event as PointerEvent),
      onpointerup: () => release(),
      onpointercancel: () => release(),
      onpointerleave: () => moveTo(null),
    },
    picture,
  );
  const hint = h('p', { class: 'hint', id: hintId });
  const place = h('p', { class: 'place' });
  const legend = h('div', { class: 'legend', role: 'group', 'aria-label': words('lines') });
  const table = createTable();
  const fold = createFold(desk, { id: `table:${id}`, level: null, initial: false }, table.element);
  fold.update({ title: words('table') });

  const saveButton = (as: 'svg' | 'png'): HTMLButtonElement =>
    h(
      'button',
      { class: 'tool', type: 'button', onclick: () => void save(as) },
      icon('save'),
      as.toUpperCase(),
    );
  const saves = [saveButton('svg'), saveButton('png')] as const;

  const element = h(
    'figure',
    { class: 'chart', 'aria-labelledby': titleId },
    h('div', { class: 'chart-head' }, title, h('div', { class: 'tools' }, ...saves)),
    description,
    plot,
    hint,
    place,
    legend,
    fold.element,
  );

  // Asked for when the page changes it, and not with every view: asking makes the page lay itself out.
  let width = 0;
  let measure: Measure = measurer(plot);
  new ResizeObserver(() =>
    // In the next frame, so that the observer does not see its own doing.
    requestAnimationFrame(() => {
      if (Math.floor(plot.clientWidth) === width) return;
      resize();
      redraw();
    }),
  ).observe(plot);

  function resize(): void {
    width = Math.floor(plot.clientWidth);
    measure = measurer(plot);
  }

  function redraw(): void {
    if (width === 0) resize();
    if (!view || width === 0) return;
    const plotHeight = Math.round(clamp(width * 0.42, 180, 330));
    at = layout(view, { width, plotHeight, ends: true, hidden: kept.hidden(id), measure });
    drawing = draw(at, live);
    setAttribute(picture, 'width', width);
    setAttribute(picture, 'height', at.height);
    setAttribute(picture, 'viewBox', `0 0 ${width} ${at.height}`);
    picture.replaceChildren(...drawing.nodes);
    redrawCursor();
  }

  function redrawCursor(): void {
    if (!view || !at || !drawing) return;
    if (cursor === null) drawing.cursor.replaceChildren();
    else {
      const label = formatted(cursor, view.formats.x);
      drawing.cursor.replaceChildren(
        ...drawCursor(at, cursor, { label, labelWidth: measure(label), palette: live }),
      );
    }
    readOut();
  }

  /** The values at the cursor, else at the present point, stand on the lines' buttons. */
  function readOut(): void {
    if (!view) return;
    const x = cursor ?? presentX();
    const printed = x === undefined ? '' : formatted(x, view.formats.x);
    setText(place, x === undefined ? words('chartIdle') : words(cursor === null ? 'now' : 'at', printed));
    for (const { points, value } of keys) setText(value, x === undefined ? '' : valueText(points, x));
  }

  function valueText(points: ChartView['series'][number]['points'], x: number): string {
    const value = valueAt(points, x);
    return value === null || !view ? NO_VALUE : formatted(value, view.formats.y);
  }

  function moveTo(x: number | null): void {
    if (x === cursor) return;
    cursor = x;
    redrawCursor();
  }

  const placeOf = (event: PointerEvent): number => event.clientX - plot.getBoundingClientRect().left;
  const presentX = (): number | undefined => view?.markers.find(({ kind }) => kind === 'present')?.x;

  function isAtPresent(event: PointerEvent): boolean {
    const x = presentX();
    return at !== undefined && x !== undefined && Math.abs(at.x.to(x) - placeOf(event)) <= grip;
  }

  function point(event: PointerEvent): void {
    if (!at) return;
    if (isDragged) return dragTo(at.x.from(placeOf(event)), 'held');
    plot.classList.toggle('grip', view?.drag != null && isAtPresent(event));
    moveTo(nearest(rising, at.x.from(placeOf(event))));
  }

  function press(event: PointerEvent): void {
    if (!view?.drag || !isAtPresent(event)) return point(event);
    isDragged = true;
    plot.setPointerCapture(event.pointerId);
    moveTo(null);
  }

  function release(): void {
    if (!isDragged) return;
    isDragged = false;
    const x = presentX();
    if (x !== undefined) dragTo(x, 'now');
  }

  /** Moves the present point: the input behind it changes, and the picture with it. */
  function dragTo(x: number, tell: Telling): void {
    if (!view?.drag) return;
    const { field, perUnit } = view.drag;
    const value = clamp(x, view.x.min, view.x.max) * perUnit;
    desk.slide(field, String(Number(value.toPrecision(3))), tell);
  }

  function onKey(event: KeyboardEvent): void {
    if (!view || event.ctrlKey || event.metaKey || event.altKey) return;
    const present = presentX();
    const wanted = dragged(event, cursor, present, view.x);
    if (view.drag && wanted !== null) {
      event.preventDefault();
      return dragTo(wanted, 'soon');
    }
    const from =
      cursor ?? (event.key === 'Escape' || present === undefined ? null : nearest(rising, present));
    const ticks = view.x.ticks.map(({ value }) => value);
    const to = moved(event.key, from, rising, ticks);
    if (to === undefined) return;
    event.preventDefault();
    moveTo(to);
    if (to !== null) announce(to);
  }

  function announce(x: number): void {
    if (!view) return;
    const values = view.series
      .filter((each) => !kept.hidden(id).has(each.id))
      .map(({ label, points }) => `${label} ${valueText(points, x)}`);
    desk.announce(`${words('at', formatted(x, view.formats.x))}: ${values.join('; ')}`);
  }

  let keys: { readonly points: ChartView['series'][number]['points']; readonly value: Element }[] = [];
  const buttons = new Map<string, { button: HTMLButtonElement; label: Element; value: Element }>();
  /** Which buttons there are changes seldom; what they say changes with every view. */
  const arrange = onChange((series: readonly { id: string; style: number }[]) => {
    const focused = series.find((each) => buttons.get(each.id)?.button === document.activeElement)?.id;
    buttons.clear();
    for (const each of series) {
      const label = h('span', { class: 'key-label' });
      const value = h('span', { class: 'key-value' });
      const button = h(
        'button',
        { class: 'key', type: 'button', onclick: () => toggle(each.id) },
        swatch(each.style, live),
        label,
        value,
      );
      buttons.set(each.id, { button, label, value });
    }
    legend.replaceChildren(...[...buttons.values()].map(({ button }) => button));
    if (focused) buttons.get(focused)?.button.focus();
  });

  function toggle(series: string): void {
    kept.toggleSeries(id, series);
    if (view) update(view);
  }

  async function save(as: 'svg' | 'png'): Promise<void> {
    if (!view) return;
    const picture = standalone(view, kept.hidden(id), resolved(element), measure);
    try {
      const data = as === 'svg' ? svgText(picture) : await pngData(picture);
      desk.post({ type: 'save', chart: id, as, data });
    } catch (error) {
      desk.complain(words('saveFailed', error instanceof Error ? error.message : String(error)));
    }
  }

  function update(next: ChartView): void {
    view = next;
    const hidden = kept.hidden(id);
    const visible = next.series.filter((each) => !hidden.has(each.id));
    setText(title, next.title);
    setText(description, prose(next.description));
    setText(hint, next.drag ? `${words('chartHint')} ${words('chartDragHint')}` : words('chartHint'));
    saves.forEach((button, index) => {
      const name = words(index === 0 ? 'saveSvg' : 'savePng', next.title);
      setAttribute(button, 'aria-label', name);
      setAttribute(button, 'title', name);
    });
    rising = stops(visible);
    if (cursor !== null) cursor = nearest(rising, cursor);
    arrange(next.series.map(({ id, style }) => ({ id, style })));
    keys = next.series.map((each) => {
      const { button, label, value } = buttons.get(each.id)!;
      setAttribute(button, 'aria-pressed', String(!hidden.has(each.id)));
      setText(label, each.label);
      return { points: each.points, value };
    });
    show(legend, next.series.length > 0);
    table.update(next.table);
    redraw();
  }

  return {
    element,
    update(next) {
      // While a reader drags, the charts that the page cannot work out stay the host's.
      if (next !== view) update(next);
    },
  };
}

/** Widths of text in an element's font, at the size and the weight of the boldest label. */
function measurer(within: HTMLElement): Measure {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return (text) => text.length * 6.2;
  context.font = `600 11px ${getComputedStyle(within).fontFamily}`;
  return (text) => context.measureText(text).width;
}
