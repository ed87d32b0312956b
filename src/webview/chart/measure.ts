/** How large a chart and its texts are in the page. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Measure } from './labels';

export interface FrameSize {
  /** In whole pixels. */
  readonly width: number;
  /** That of the window around it. */
  readonly windowHeight: number;
  readonly measure: Measure;
}

/** Widths that are worth keeping: from one frame to the next of a drag, most labels stay. */
const MAX_KNOWN = 500;

/** Widths of text in an element's font, at the size and the weight of the boldest label. */
export function textMeasure(within: HTMLElement): Measure {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return (text) => text.length * 6.2;
  context.font = `600 11px ${getComputedStyle(within).fontFamily}`;
  const known = new Map<string, number>();
  return (text) => {
    let width = known.get(text);
    if (width === undefined) {
      if (known.size === MAX_KNOWN) known.clear();
      known.set(text, (width = context.measureText(text).width));
    }
    return width;
  };
}

/**
 * The size of an element, and what to mark that element with; null until it is in the page. It is asked for where it
 * changes, and not with every view: asking makes the page lay itself out.
 */
export function useFrameSize(): readonly [FrameSize | null, { current: HTMLDivElement | null }] {
  const frame = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<FrameSize | null>(null);
  useLayoutEffect(() => {
    const { current } = frame;
    if (!current) return undefined;
    const ask = (): void => {
      const width = Math.floor(current.clientWidth);
      const windowHeight = innerHeight;
      // One that is not shown keeps the size that it had.
      if (width === 0) return;
      setSize((last) =>
        width === last?.width && windowHeight === last.windowHeight
          ? last
          : { width, windowHeight, measure: textMeasure(current) },
      );
    };
    ask();
    // In the next frame, so that the observer does not see its own doing.
    const observer = new ResizeObserver(() => requestAnimationFrame(ask));
    observer.observe(current);
    addEventListener('resize', ask);
    return () => {
      observer.disconnect();
      removeEventListener('resize', ask);
    };
  }, []);
  return [size, frame];
}
