/** A layout as SVG. Colours are attributes, so that the same drawing stands alone outside of the page. */
import { svg } from '../dom';
import { valueAt } from './cursor';
import type { Layout, PlacedMarker } from './layout';
import { colourOf, dashes, type Palette } from './palette';
import { linePath, shapePath } from './path';

const fontSize = 11;

export interface Drawing {
  /** The layers from back to front. */
  readonly nodes: readonly SVGElement[];
  /** The layer for the cursor, empty. */
  readonly cursor: SVGGElement;
}

export function draw(at: Layout, palette: Palette): Drawing {
  const cursor = svg('g', { class: 'cursor' });
  return {
    nodes: [axes(at, palette), lines(at, palette), cursor, markers(at, palette), ends(at, palette)],
    cursor,
  };
}

const text = (x: number, y: number, fill: string, content: string, anchor = 'start'): SVGTextElement =>
  svg(
    'text',
    { x: round(x), y: round(y), fill, 'text-anchor': anchor, 'dominant-baseline': 'central' },
    content,
  );

const round = (value: number): number => Math.round(value * 10) / 10;

/** A line of one pixel is sharp in the middle of a pixel. */
const crisp = (value: number): number => Math.round(value - 0.5) + 0.5;

function axes(
  { plot, xTicks, yTicks, xLabel, yLabel, yLabelAt, height }: Layout,
  palette: Palette,
): SVGElement {
  const group = svg('g', { class: 'axes', 'font-size': fontSize });
  const rule = (x1: number, y1: number, x2: number, y2: number, opacity: number): SVGLineElement =>
    svg('line', {
      ...{ x1: crisp(x1), y1: crisp(y1), x2: crisp(x2), y2: crisp(y2) },
      ...{ stroke: palette.lines, 'stroke-opacity': opacity },
    });
  for (const { at, label, anchor } of yTicks) {
    if (Math.abs(at - plot.bottom) > 1) group.append(rule(plot.left, at, plot.right, at, 0.35));
    group.append(text(plot.left - 8, at, palette.muted, label, anchor));
  }
  for (const { at, label, anchor } of xTicks) {
    group.append(rule(at, plot.bottom, at, plot.bottom + 4, 1));
    group.append(text(at, plot.bottom + 13, palette.muted, label, anchor));
  }
  group.append(rule(plot.left, plot.bottom, plot.right, plot.bottom, 1));
  group.append(text(plot.right, height - 9, palette.muted, xLabel, 'end'));
  group.append(text(2, yLabelAt, palette.muted, yLabel));
  return group;
}

function lines({ plot, x, y, series, xTicks }: Layout, palette: Palette): SVGElement {
  // A nested picture clips what leaves the plot; the margin keeps lines along its edges whole.
  const margin = 4;
  const clip = svg('svg', {
    x: plot.left - margin,
    y: plot.top - margin,
    width: plot.right - plot.left + 2 * margin,
    height: plot.bottom - plot.top + 2 * margin,
    viewBox: [
      plot.left - margin,
      plot.top - margin,
      plot.right - plot.left + 2 * margin,
      plot.bottom - plot.top + 2 * margin,
    ].join(' '),
  });
  // The first line is the one that matters most, so it is on top.
  for (const { points, style } of [...series].reverse()) {
    const colour = colourOf(style, palette);
    clip.append(
      svg('path', {
        d: linePath(points, x, y),
        ...{ fill: 'none', stroke: colour, 'stroke-width': 2, 'stroke-dasharray': dashes[style] ?? null },
        ...{ 'stroke-linejoin': 'round', 'stroke-linecap': style === 6 ? 'round' : 'butt' },
      }),
    );
    for (const { value } of xTicks) {
      const at = valueAt(points, value);
      if (at !== null) clip.append(shape(style, x.to(value), y.to(at), palette, 3.5));
    }
  }
  return clip;
}

const shape = (style: number, x: number, y: number, palette: Palette, r: number): SVGPathElement =>
  svg('path', {
    d: shapePath(style, x, y, r),
    ...{ fill: colourOf(style, palette), stroke: palette.background, 'stroke-width': 1 },
  });

/** Text that stays legible over lines. */
const halo = (palette: Palette): Record<string, string | number> => ({
  'paint-order': 'stroke',
  stroke: palette.background,
  'stroke-width': 4,
  'stroke-linejoin': 'round',
});

function markers({ plot, markers: placed }: Layout, palette: Palette): SVGElement {
  const group = svg('g', { class: 'markers', 'font-size': fontSize });
  for (const { marker, x, y, flag } of placed) {
    const isPresent = marker.kind === 'present';
    const stem = {
      stroke: palette.text,
      'stroke-opacity': isPresent ? 0.9 : 0.55,
      'stroke-dasharray': isPresent ? null : '3 3',
    };
    const head = flag ? flag.y + (flag.side === 'over' ? 8 : 0) : plot.top;
    const at = crisp(x);
    group.append(svg('line', { x1: at, x2: at, y1: round(head), y2: plot.bottom, ...stem }));
    group.append(sign(marker.kind, x, y, palette));
  }
  for (const { marker, flag } of placed) {
    if (!flag) continue;
    const label = text(flag.left, flag.y, palette.text, flag.label);
    for (const [name, value] of Object.entries(halo(palette))) label.setAttribute(name, String(value));
    if (marker.kind === 'present') label.setAttribute('font-weight', '600');
    group.append(label);
  }
  return group;
}

function sign(kind: PlacedMarker['marker']['kind'], x: number, y: number, palette: Palette): SVGElement {
  const [shapeNo, r] = ({ breakEven: [0, 4.5], present: [0, 5], best: [7, 6] } as const)[kind];
  const isOpen = kind === 'breakEven';
  return svg('path', {
    d: shapePath(shapeNo, x, y, r),
    fill: isOpen ? palette.background : palette.text,
    stroke: isOpen ? palette.text : palette.background,
    'stroke-width': isOpen ? 2 : 1.5,
  });
}

function ends({ plot, ends: labels }: Layout, palette: Palette): SVGElement {
  const group = svg('g', { class: 'ends', 'font-size': fontSize });
  for (const { series, y, labelY, label } of labels) {
    group.append(
      svg('path', {
        d: `M${plot.right + 2} ${round(y)}L${plot.right + 10} ${round(labelY)}`,
        ...{ fill: 'none', stroke: colourOf(series.style, palette), 'stroke-width': 1.5 },
      }),
      text(plot.right + 14, labelY, palette.text, label),
    );
  }
  return group;
}

/** The cursor: a line, a dot on each of the chart's lines, and its x at the axis. */
export function drawCursor(
  { plot, x, y, series, width }: Layout,
  at: number,
  { label, labelWidth, palette }: { label: string; labelWidth: number; palette: Palette },
): SVGElement[] {
  const place = x.to(at);
  const half = labelWidth / 2 + 5;
  const middle = Math.min(Math.max(place, half), width - half);
  return [
    svg('line', {
      ...{ x1: crisp(place), x2: crisp(place), y1: plot.top, y2: plot.bottom },
      ...{ stroke: palette.text, 'stroke-width': 1 },
    }),
    ...series.flatMap(({ points, style }) => {
      const value = valueAt(points, at);
      if (value === null) return [];
      const dot = y.to(value);
      return dot < plot.top - 1 || dot > plot.bottom + 1 ? [] : [shape(style, place, dot, palette, 5)];
    }),
    svg('rect', {
      ...{ x: round(middle - half), y: plot.bottom + 5, width: round(2 * half), height: 17, rx: 3 },
      fill: palette.text,
    }),
    svg(
      'text',
      {
        ...{ x: round(middle), y: plot.bottom + 13.5, 'font-size': fontSize, fill: palette.background },
        ...{ 'text-anchor': 'middle', 'dominant-baseline': 'central' },
      },
      label,
    ),
  ];
}

/** A line's colour, dash and shape, small. */
export function swatch(style: number, palette: Palette): SVGSVGElement {
  return svg(
    'svg',
    { class: 'swatch', width: 30, height: 12, viewBox: '0 0 30 12', 'aria-hidden': 'true' },
    svg('path', {
      d: 'M1 6L29 6',
      ...{ fill: 'none', stroke: colourOf(style, palette), 'stroke-width': 2 },
      'stroke-dasharray': dashes[style] ?? null,
    }),
    shape(style, 15, 6, palette, 3.5),
  );
}
