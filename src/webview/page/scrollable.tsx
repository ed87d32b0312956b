import type { ComponentChildren, VNode } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Whether a region scrolls, and on which sides it has more to read than it shows. */
interface More {
  readonly scrolls: boolean;
  readonly before: boolean;
  readonly after: boolean;
}

const NO_MORE: More = { scrolls: false, before: false, after: false };

/** Less than this at an edge is the padding of a cell. */
const LEAST_HIDDEN = 8;

function moreOf({ scrollLeft, scrollWidth, clientWidth }: HTMLElement): More {
  const beyond = scrollWidth - clientWidth;
  return {
    scrolls: beyond > 1,
    before: scrollLeft > LEAST_HIDDEN,
    after: beyond - scrollLeft > LEAST_HIDDEN,
  };
}

const sameOr = (last: More, now: More): More =>
  last.scrolls === now.scrolls && last.before === now.before && last.after === now.after ? last : now;

/** A region that fades where it has more to scroll to, and takes the focus only then, so that keys can scroll it. */
export function Scrollable({
  label,
  children,
}: {
  readonly label: string;
  readonly children: ComponentChildren;
}): VNode {
  const frame = useRef<HTMLDivElement>(null);
  const [more, setMore] = useState(NO_MORE);
  const look = (): void => {
    if (frame.current) setMore((last) => sameOr(last, moreOf(frame.current!)));
  };
  useLayoutEffect(() => {
    const { current } = frame;
    if (!current) return undefined;
    const observer = new ResizeObserver(look);
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  return (
    <div
      ref={frame}
      class={['scrollable', more.before && 'more-before', more.after && 'more-after']
        .filter(Boolean)
        .join(' ')}
      role="region"
      aria-label={label}
      tabindex={more.scrolls ? 0 : undefined}
      onScroll={look}
    >
      {children}
    </div>
  );
}
