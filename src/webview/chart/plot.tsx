import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { ChartView } from '../../protocol';
import { usePanel } from '../context';
import type { CursorView } from './cursorLayer';
import { Drawing } from './drawing';
import { binEnd, placeText } from './format';
import { layoutOf, type Layout } from './layout';
import { useFrameSize, type FrameSize } from './measure';
import { themePalette } from './palette';
import { useKeys, usePointer, type Reading } from './plotInput';

interface PlotProps {
  readonly reading: Reading;
  readonly hidden: ReadonlySet<string>;
  readonly labelledBy: string;
  readonly describedBy: string;
}

/** A chart's picture, with a cursor to read it by pointer and by keyboard, and its present point to drag. */
export function Plot({ reading, hidden, labelledBy, describedBy }: PlotProps): VNode {
  const { view, cursor } = reading;
  const { words } = usePanel();
  const [size, frame] = useFrameSize();
  const layout = useMemo(() => size && layoutIn(size, view, hidden), [size, view, hidden]);
  const { isOverGrip, handlers } = usePointer(reading, layout);
  const onKeyDown = useKeys(reading);
  return (
    <div
      ref={frame}
      class={isOverGrip ? 'plot grip' : 'plot'}
      role="application"
      tabindex={0}
      aria-roledescription={words('chartRole')}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      onKeyDown={onKeyDown}
      {...handlers}
    >
      <svg
        class="picture"
        aria-hidden="true"
        width={layout?.width}
        height={layout?.height}
        viewBox={layout ? `0 0 ${layout.width} ${layout.height}` : undefined}
      >
        {size && layout && (
          <Drawing
            layout={layout}
            palette={themePalette}
            cursor={cursor === null ? null : cursorView(cursor, view, size)}
          />
        )}
      </svg>
    </div>
  );
}

const MIN_PLOT_HEIGHT = 170;
const MAX_PLOT_HEIGHT = 300;
/** In a low window a chart is lower, so that month, advice, chart and levers are on one screen. */
const LEAST_PLOT_HEIGHT = 120;
/** What the page has above and below a chart: head, advice and tabs, labels, and the levers. */
const AROUND = 340;

function layoutIn(size: FrameSize, view: ChartView, hidden: ReadonlySet<string>): Layout {
  const { width, measure } = size;
  return layoutOf(view, { width, plotHeight: plotHeightOf(size), ends: true, hidden, measure });
}

function plotHeightOf({ width, windowHeight }: FrameSize): number {
  const wanted = Math.min(Math.max(width * 0.4, MIN_PLOT_HEIGHT), MAX_PLOT_HEIGHT);
  const room = Math.max(0.6 * (windowHeight - AROUND), LEAST_PLOT_HEIGHT);
  return Math.round(Math.min(wanted, room));
}

function cursorView(value: number, view: ChartView, { measure }: FrameSize): CursorView {
  const label = placeText(view, value);
  return { value, place: (value + binEnd(view, value)) / 2, label, labelWidth: measure(label) };
}
