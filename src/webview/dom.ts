/** Elements by createElement and text by text nodes: no markup is ever parsed, so text from elsewhere stays text. */

export type Child = Node | string | null;
type Prop = string | number | boolean | null | ((event: Event) => void);
export type Props = Readonly<Record<string, Prop>>;

const SVG = 'http://www.w3.org/2000/svg';

export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  return built(document.createElement(tag), props, children);
}

export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[K] {
  return built(document.createElementNS(SVG, tag), props, children);
}

function built<E extends Element>(element: E, props: Props, children: readonly Child[]): E {
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else setAttribute(element, name, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** `true` is an attribute without a value; `false` and `null` are none. */
export function setAttribute(element: Element, name: string, value: string | number | boolean | null): void {
  if (value === null || value === false) element.removeAttribute(name);
  else {
    const text = value === true ? '' : String(value);
    if (element.getAttribute(name) !== text) element.setAttribute(name, text);
  }
}

/** Sets a text, and leaves the page alone where it is there already. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Running text that keeps a figure and its sign on one line. */
export function prose(text: string): string {
  return text.replace(/(\d) (?=[%×÷]|s\b|h\b|min\b)/g, '$1\u00a0');
}

export function show(element: HTMLElement, shown: boolean): void {
  if (element.hidden === shown) element.hidden = !shown;
}

let lastId = 0;

/** An id that no other element has. */
export const newId = (what: string): string => `${what}-${++lastId}`;

/** A part of the page that draws one thing of the view, and draws it anew in place. */
export interface Part<T> {
  readonly element: Element;
  update(view: T): void;
}

/** A list whose parts stay with their keys, so that focus, scroll and cursor outlive an update. */
export function keyed<T>(
  parent: Element,
  keyOf: (item: T, index: number) => string,
  create: (item: T) => Part<T>,
): (items: readonly T[]) => void {
  let parts = new Map<string, Part<T>>();
  return (items) => {
    const next = new Map<string, Part<T>>();
    items.forEach((item, index) => {
      let key = keyOf(item, index);
      while (next.has(key)) key += '′';
      const part = parts.get(key) ?? create(item);
      part.update(item);
      next.set(key, part);
    });
    for (const [key, part] of parts) if (!next.has(key)) part.element.remove();
    let place = parent.firstElementChild;
    for (const { element } of next.values()) {
      if (element === place) place = place.nextElementSibling;
      else parent.insertBefore(element, place);
    }
    parts = next;
  };
}

/** Runs `draw` only for a value that differs from the last one. */
export function onChange<T>(draw: (value: T) => void): (value: T) => void {
  let last: string | undefined;
  return (value) => {
    const now = JSON.stringify(value);
    if (now === last) return;
    last = now;
    draw(value);
  };
}
