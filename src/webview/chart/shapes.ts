/** The paths of a chart's lines, and the shapes that tell them apart besides color and dash. */
import {
  symbol,
  symbolCircle,
  symbolCross,
  symbolDiamond,
  symbolSquare,
  symbolStar,
  symbolTriangle,
  symbolWye,
  type SymbolType,
} from 'd3-shape';
import type { Scale } from './layout';

export type Point = readonly [number, number];

/** The `d` of a line through points, in pixels to a tenth; empty for none. */
export function linePath(points: readonly Point[], x: Scale, y: Scale): string {
  const places = points.map(([px, py]) => `${tenths(x(px))},${tenths(y(py))}`);
  // A round end makes a line without length a dot.
  return places.length === 1 ? `M${places[0]}Z` : places.length > 0 ? `M${places.join('L')}` : '';
}

/** The same for points that hold until the next one, and the last one to the end. */
export function stepPath(points: readonly Point[], x: Scale, y: Scale): string {
  if (points.length === 0) return '';
  const [, end = 0] = x.domain();
  let [path, height] = ['', NaN];
  for (const [px, py] of points) {
    const [across, at] = [tenths(x(px)), tenths(y(py))];
    // As long as the height stays, the line just goes on.
    if (at !== height) path += path === '' ? `M${across},${at}` : `H${across}V${at}`;
    height = at;
  }
  return `${path}H${tenths(x(end))}`;
}

/** Short lines down from a height, one for each pixel that has some. */
export function marksPath(
  marks: readonly number[],
  x: Scale,
  [top, length]: readonly [number, number],
): string {
  const pixels = new Set(marks.map((each) => Math.round(x(each))));
  return [...pixels].map((pixel) => `M${pixel + 0.5} ${top}v${length}`).join('');
}

interface Shape {
  readonly type: SymbolType;
  /** By how many degrees it is turned. */
  readonly turn?: number;
}

const SHAPES: readonly Shape[] = [
  { type: symbolCircle },
  { type: symbolSquare },
  { type: symbolTriangle },
  { type: symbolDiamond },
  { type: symbolTriangle, turn: 180 },
  { type: symbolCross },
  { type: symbolCross, turn: 45 },
  { type: symbolStar },
  { type: symbolWye },
];

/** The shape of a line's style around a place, as large as a circle of some radius. */
export function shapeAt(
  style: number,
  [x, y]: Point,
  radius: number,
): { readonly d: string; readonly transform: string } {
  const { type, turn } = SHAPES[style % SHAPES.length]!;
  const place = `translate(${tenths(x)} ${tenths(y)})`;
  return {
    d: shapePath(type, radius),
    transform: turn === undefined ? place : `${place} rotate(${turn})`,
  };
}

/** Those that were drawn before: a line has many of a kind, and few kinds of them are in a chart. */
const drawn = new Map<SymbolType, Map<number, string>>();

function shapePath(type: SymbolType, radius: number): string {
  let ofType = drawn.get(type);
  if (!ofType) drawn.set(type, (ofType = new Map<number, string>()));
  let path = ofType.get(radius);
  if (path === undefined) ofType.set(radius, (path = symbol(type, Math.PI * radius ** 2).digits(2)() ?? ''));
  return path;
}

/** A length in pixels, to a tenth of one. */
export const tenths = (value: number): number => Math.round(value * 10) / 10;
