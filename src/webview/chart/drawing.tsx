import type { VNode } from 'preact';
import { Axes } from './axes';
import { CursorLayer, type CursorView } from './cursorLayer';
import type { Layout } from './layout';
import { LineEnds, Lines } from './lines';
import { Markers } from './markers';
import type { Palette } from './palette';

interface DrawingProps {
  readonly layout: Layout;
  readonly palette: Palette;
  readonly cursor?: CursorView | null;
}

/** A layout as SVG: its layers from back to front. */
export function Drawing({ layout, palette, cursor = null }: DrawingProps): VNode {
  return (
    <>
      <Axes layout={layout} palette={palette} />
      <Lines layout={layout} palette={palette} />
      <g class="cursor">{cursor && <CursorLayer layout={layout} cursor={cursor} palette={palette} />}</g>
      <Markers layout={layout} palette={palette} />
      <LineEnds layout={layout} palette={palette} />
    </>
  );
}
