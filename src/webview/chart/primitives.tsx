/** What a chart's layers are made of. Colors are attributes, so that the same drawing stands alone outside of the page. */
import type { ComponentChildren, SVGAttributes, VNode } from 'preact';
import type { Tick } from './layout';
import { colorOf, type Palette } from './palette';
import { shapeAt, tenths, type Point } from './shapes';

export const FONT_SIZE = 11;

/** The middle of a pixel, where a line of one pixel is sharp. */
export const crisp = (value: number): number => Math.round(value - 0.5) + 0.5;

interface ChartTextProps extends Pick<
  SVGAttributes<SVGTextElement>,
  'font-size' | 'font-weight' | 'paint-order' | 'stroke' | 'stroke-width' | 'stroke-linejoin'
> {
  readonly x: number;
  /** The height of its middle. */
  readonly y: number;
  readonly anchor?: Tick['anchor'];
  readonly fill: string;
  readonly children: ComponentChildren;
}

export function ChartText({ x, y, anchor = 'start', children, ...look }: ChartTextProps): VNode {
  return (
    <text x={tenths(x)} y={tenths(y)} text-anchor={anchor} dominant-baseline="central" {...look}>
      {children}
    </text>
  );
}

interface ShapeProps {
  readonly style: number;
  readonly place: Point;
  readonly radius: number;
  readonly palette: Palette;
}

/** The shape of a line's style, in its color. */
export function Shape({ style, place, radius, palette }: ShapeProps): VNode {
  return (
    <path
      {...shapeAt(style, place, radius)}
      fill={colorOf(style, palette)}
      stroke={palette.background}
      stroke-width={1}
    />
  );
}
