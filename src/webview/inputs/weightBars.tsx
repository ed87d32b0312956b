/** The shape of a day or a week: a bar for each hour or day, which is drawn up and down by pointer and by keyboard. */
import type { VNode } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';
import { percent } from '../../core/render/money';
import type { BarsView } from '../../protocol';
import { usePanel } from '../context';
import { NO_VALUE } from '../text';
import { stepOf, stepped, topOf, weightsIn, withWeight } from './barScale';

interface WeightBarsProps {
  readonly name: string;
  readonly label: string;
  readonly bars: BarsView;
  readonly text: string;
}

/** Each so many labels one is shown, where all have no room. */
const LABEL_EVERY = 6;

/** Bars that all have room for their label. */
const MAX_LABELED = 7;

export function WeightBars({ name, label, bars: { labels, of, shapes }, text }: WeightBarsProps): VNode {
  const { words, actions } = usePanel();
  const hint = useId();
  const weights = weightsIn(text, labels.length);
  const drag = useDrag(weights, (index, weight, tell) =>
    actions.slide(name, withWeight(weights, index, weight), tell),
  );
  const [current, setCurrent] = useState(0);
  const [hovered, setHovered] = useState<number | null>(null);
  const [hasFocus, setFocus] = useState(false);
  const sum = weights.reduce((all, each) => all + each, 0);
  const shareOf = (weight: number): string => (sum > 0 ? `${percent(weight / sum)} ${of}` : NO_VALUE);
  const busiest = weights.indexOf(Math.max(...weights));
  const shown = drag.index ?? hovered ?? (hasFocus ? current : busiest);
  return (
    <>
      <div
        class="bars"
        role="group"
        aria-label={label}
        aria-describedby={hint}
        onFocusIn={() => setFocus(true)}
        onFocusOut={() => setFocus(false)}
        onPointerLeave={() => setHovered(null)}
        {...drag.handlers}
      >
        {weights.map((weight, index) => (
          <Bar
            key={index}
            label={labels[index]!}
            value={weight}
            top={drag.top}
            valueText={shareOf(weight)}
            isCurrent={index === current}
            onHover={() => setHovered(index)}
            onFocus={() => setCurrent(index)}
            onMove={(moved) => actions.slide(name, withWeight(weights, index, moved), 'soon')}
          />
        ))}
      </div>
      <div class="bar-labels" aria-hidden="true">
        {labels.map((each, index) => (
          <span>{labels.length <= MAX_LABELED || index % LABEL_EVERY === 0 ? each : ''}</span>
        ))}
      </div>
      <p class="bar-value">
        <span aria-hidden="true">{`${labels[shown]!}: ${shareOf(weights[shown]!)}`}</span>
      </p>
      <p class="bar-hint" id={hint}>
        {words('barsHint')}
      </p>
      <div class="shapes" role="group" aria-label={words('shapes', label)}>
        {shapes.map(({ label: shape, value }) => (
          <button
            key={shape}
            type="button"
            class="shape"
            aria-pressed={text === value}
            onClick={() => {
              actions.type(name, value);
              actions.commit(name, 'now');
            }}
          >
            {shape}
          </button>
        ))}
      </div>
    </>
  );
}

interface BarProps {
  readonly label: string;
  readonly value: number;
  readonly top: number;
  readonly valueText: string;
  /** The one bar that Tab goes to. */
  readonly isCurrent: boolean;
  readonly onHover: () => void;
  readonly onFocus: () => void;
  readonly onMove: (weight: number) => void;
}

function Bar({ label, value, top, valueText, isCurrent, onHover, onFocus, onMove }: BarProps): VNode {
  return (
    <div
      class={isCurrent ? 'weight current' : 'weight'}
      role="slider"
      tabIndex={isCurrent ? 0 : -1}
      aria-label={label}
      aria-orientation="vertical"
      aria-valuemin={0}
      aria-valuemax={top}
      aria-valuenow={value}
      aria-valuetext={valueText}
      onPointerEnter={onHover}
      onFocus={onFocus}
      onKeyDown={(event) => {
        const bar = event.currentTarget;
        const weight = weightAfter(event.key, value, top);
        const next = neighbor(bar, event.key);
        if (weight === null && !next) return;
        event.preventDefault();
        if (weight === null) next!.focus();
        else onMove(weight);
      }}
    >
      <div class="weight-fill" style={{ height: `${(100 * Math.min(value, top)) / top}%` }} />
    </div>
  );
}

/** Page Up and Page Down move by so many steps. */
const PAGE = 10;

/** What a key makes of a weight; null for a key that makes nothing of it. */
function weightAfter(key: string, weight: number, top: number): number | null {
  const step = stepOf(top);
  const steps: Readonly<Record<string, number>> = {
    ArrowUp: 1,
    ArrowDown: -1,
    PageUp: PAGE,
    PageDown: -PAGE,
  };
  if (key === 'Home') return 0;
  if (key === 'End') return stepped(top, step);
  const by = Object.hasOwn(steps, key) ? steps[key]! : 0;
  return by === 0 ? null : stepped(weight + by * step, step);
}

function neighbor(bar: HTMLElement, key: string): HTMLElement | null {
  const to =
    key === 'ArrowLeft' ? bar.previousElementSibling : key === 'ArrowRight' ? bar.nextElementSibling : null;
  return to instanceof HTMLElement ? to : null;
}

type Tell = 'now' | 'soon';

interface Drag {
  /** The bar that is held; null for none. */
  readonly index: number | null;
  /** The weight at the top of the bars: it stays while one of them is held. */
  readonly top: number;
  readonly handlers: Readonly<
    Record<'onPointerDown' | 'onPointerMove' | 'onPointerUp' | 'onPointerCancel', (event: BarEvent) => void>
  >;
}

type BarEvent = PointerEvent & { readonly currentTarget: HTMLElement };

/** A bar is held from where it is pressed until it is let go, wherever the pointer goes meanwhile. */
function useDrag(
  weights: readonly number[],
  move: (index: number, weight: number, tell: Tell) => void,
): Drag {
  const [held, setHeld] = useState<{ readonly index: number; readonly top: number } | null>(null);
  const last = useRef(NaN);
  const moveTo = (
    { currentTarget, clientY }: BarEvent,
    { index, top }: { index: number; top: number },
  ): void => {
    const { bottom, height } = currentTarget.getBoundingClientRect();
    const weight = stepped(Math.min(top, (top * (bottom - clientY)) / height), stepOf(top));
    if (weight !== last.current) move(index, weight, 'soon');
    last.current = weight;
  };
  const drop = ({ currentTarget, pointerId }: BarEvent): void => {
    if (!held) return;
    if (currentTarget.hasPointerCapture(pointerId)) currentTarget.releasePointerCapture(pointerId);
    setHeld(null);
    if (!Number.isNaN(last.current)) move(held.index, last.current, 'now');
  };
  return {
    index: held?.index ?? null,
    top: held?.top ?? topOf(weights),
    handlers: {
      onPointerDown: (event) => {
        const { currentTarget, pointerId, clientX, button } = event;
        if (button !== 0) return;
        const { left, width } = currentTarget.getBoundingClientRect();
        const at = Math.floor((weights.length * (clientX - left)) / width);
        const index = Math.min(Math.max(at, 0), weights.length - 1);
        const pressed = { index, top: topOf(weights) };
        currentTarget.setPointerCapture(pointerId);
        (currentTarget.children[index] as HTMLElement).focus({ preventScroll: true });
        event.preventDefault();
        last.current = NaN;
        setHeld(pressed);
        moveTo(event, pressed);
      },
      onPointerMove: (event) => {
        if (held) moveTo(event, held);
      },
      onPointerUp: drop,
      onPointerCancel: drop,
    },
  };
}
