import type { VNode } from 'preact';
import { Axes } from './axes';
import { CursorLayer, type CursorView } from './cursorLayer';
import type { Layout } from './layout';
import { LineEnds, Lines } from './lines';
import { Markers } from './markers';
import type { Palette } from './palette';

interface DrawingProps {
  readonly at: Layout;
  readonly palette: Palette;
  readonly cursor?: CursorView | null;
}

/** A layout as SVG: its layers from back to front. */
export function Drawing({ at, palette, cursor = null }: DrawingProps): VNode {
  return (
    <>
      <Axes at={at} palette={palette} />
      <Lines at={at} palette={palette} />
      <g class="cursor">{cursor && <CursorLayer at={at} cursor={cursor} palette={palette} />}</g>
      <Markers at={at} palette={palette} />
      <LineEnds at={at} palette={palette} />
    </>
  );
}
