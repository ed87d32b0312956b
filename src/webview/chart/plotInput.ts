/** What pointer and keys do on a chart: move its cursor, and drag its present point. */
import type { TargetedPointerEvent, TargetedKeyboardEvent } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { ChartView, SeriesView } from '../../protocol';
import { usePanel, type TellHost } from '../context';
import { dragged, moved, nearest } from './cursor';
import { placeText } from './format';
import type { Layout } from './layout';
import { presentX, valueText } from './reading';

/** A chart as it is read: what is drawn of it, and where its cursor is. */
export interface Reading {
  readonly view: ChartView;
  readonly visible: readonly SeriesView[];
  /** The places where the cursor stops. */
  readonly rising: () => readonly number[];
  /** In the units of the horizontal axis; null where it is hidden. */
  readonly cursor: number | null;
  readonly moveCursor: (x: number | null) => void;
}

/** How near to the present point's line the pointer takes hold of it, in pixels. */
const GRIP_WIDTH = 9;

type PointerHandler = (event: TargetedPointerEvent<HTMLElement>) => void;

export interface PointerInput {
  /** Whether the pointer is where it can take hold of the present point. */
  readonly isOverGrip: boolean;
  readonly handlers: Readonly<
    Record<
      'onPointerMove' | 'onPointerDown' | 'onPointerUp' | 'onPointerCancel' | 'onPointerLeave',
      PointerHandler
    >
  >;
}

export function usePointer({ view, rising, moveCursor }: Reading, layout: Layout | null): PointerInput {
  const isDragged = useRef(false);
  const [isOverGrip, setOverGrip] = useState(false);
  const dragTo = useDrag(view);

  const point: PointerHandler = (event) => {
    if (!layout) return;
    const x = layout.x.invert(pixelOf(event));
    if (isDragged.current) return dragTo(x, 'later');
    setOverGrip(isGrip(event, view, layout));
    moveCursor(view.time ? (rising().findLast((each) => each <= x) ?? null) : nearest(rising(), x));
  };
  const press: PointerHandler = (event) => {
    if (!isGrip(event, view, layout)) return point(event);
    isDragged.current = true;
    event.currentTarget.setPointerCapture(event.pointerId);
    moveCursor(null);
  };
  const release = (): void => {
    if (!isDragged.current) return;
    isDragged.current = false;
    const x = presentX(view);
    if (x !== undefined) dragTo(x, 'now');
  };
  return {
    isOverGrip,
    handlers: {
      onPointerMove: point,
      onPointerDown: press,
      onPointerUp: release,
      onPointerCancel: release,
      onPointerLeave: () => moveCursor(null),
    },
  };
}

const pixelOf = ({ clientX, currentTarget }: TargetedPointerEvent<HTMLElement>): number =>
  clientX - currentTarget.getBoundingClientRect().left;

/** Whether the pointer can take hold of the present point, on a chart where it can be dragged. */
function isGrip(event: TargetedPointerEvent<HTMLElement>, view: ChartView, layout: Layout | null): boolean {
  const x = presentX(view);
  return (
    view.drag !== null &&
    layout !== null &&
    x !== undefined &&
    Math.abs(layout.x(x) - pixelOf(event)) <= GRIP_WIDTH
  );
}

/** What moves the present point: the input behind it changes, and the picture with it. */
function useDrag({ drag, x: { min, max } }: ChartView): (x: number, tell: TellHost) => void {
  const { actions } = usePanel();
  return (x, tell) => {
    if (!drag) return;
    const value = Math.min(Math.max(x, min), max) * drag.perUnit;
    actions.slide(drag.field, String(Number(value.toPrecision(3))), tell);
  };
}

export function useKeys(reading: Reading): (event: TargetedKeyboardEvent<HTMLElement>) => void {
  const { view, rising, cursor, moveCursor } = reading;
  const dragTo = useDrag(view);
  const announce = useAnnouncement(reading);
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const present = presentX(view);
    const wanted = dragged(event, cursor, present, view.x);
    if (view.drag && wanted !== null) {
      event.preventDefault();
      return dragTo(wanted, 'soon');
    }
    // A cursor that is hidden begins at the present point.
    const start = event.key === 'Escape' || present === undefined ? null : nearest(rising(), present);
    const ticks = view.x.ticks.map(({ value }) => value);
    const to = moved(event.key, cursor ?? start, rising(), ticks);
    if (to === undefined) return;
    event.preventDefault();
    moveCursor(to);
    if (to !== null) announce(to);
  };
}

/** What reads the values at a place aloud. */
function useAnnouncement({ view, visible }: Reading): (x: number) => void {
  const { words, actions } = usePanel();
  return (x) => {
    const values = visible.map((series) => `${series.label} ${valueText(view, series, x)}`);
    actions.announce(`${words('at', placeText(view, x))}: ${values.join('; ')}`);
  };
}
