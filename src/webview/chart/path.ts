import type { Scale } from './scale';

export type Point = readonly [number, number];

const round = (value: number): string => String(Math.round(value * 10) / 10);

/** The `d` of a line through points, in pixels to a tenth; a single point is a dot of no length. */
export function linePath(points: readonly Point[], x: Scale, y: Scale): string {
  const steps = points.map(([px, py]) => `${round(x.to(px))} ${round(y.to(py))}`);
  if (steps.length === 1) steps.push(steps[0]!);
  return steps.length === 0 ? '' : `M${steps.join('L')}`;
}

/** The `d` of a closed figure of some radius around a place: what tells lines apart besides colour and dash. */
export function shapePath(shape: number, cx: number, cy: number, r: number): string {
  const corners = (points: readonly Point[]): string =>
    `M${points.map(([dx, dy]) => `${round(cx + dx * r)} ${round(cy + dy * r)}`).join('L')}Z`;
  switch (shape % 8) {
    case 1:
      return corners(square);
    case 2:
      return corners(triangle);
    case 3:
      return corners(diamond);
    case 4:
      return corners(triangle.map(([dx, dy]) => [dx, -dy]));
    case 5:
      return corners(plus);
    case 6:
      return corners(plus.map(([dx, dy]) => [(dx - dy) * Math.SQRT1_2, (dx + dy) * Math.SQRT1_2]));
    case 7:
      return corners(star);
    default:
      return `M${round(cx - r)} ${round(cy)}a${r} ${r} 0 1 0 ${round(2 * r)} 0a${r} ${r} 0 1 0 ${round(-2 * r)} 0Z`;
  }
}

const square: readonly Point[] = [
  [-0.9, -0.9],
  [0.9, -0.9],
  [0.9, 0.9],
  [-0.9, 0.9],
];
const triangle: readonly Point[] = [
  [0, -1.2],
  [1.1, 0.8],
  [-1.1, 0.8],
];
const diamond: readonly Point[] = [
  [0, -1.3],
  [1.1, 0],
  [0, 1.3],
  [-1.1, 0],
];
const plus: readonly Point[] = [
  [-0.4, -1.2],
  [0.4, -1.2],
  [0.4, -0.4],
  [1.2, -0.4],
  [1.2, 0.4],
  [0.4, 0.4],
  [0.4, 1.2],
  [-0.4, 1.2],
  [-0.4, 0.4],
  [-1.2, 0.4],
  [-1.2, -0.4],
  [-0.4, -0.4],
];
const star: readonly Point[] = Array.from({ length: 10 }, (_, index) => {
  const angle = (index * Math.PI) / 5 - Math.PI / 2;
  const radius = index % 2 === 0 ? 1.4 : 0.6;
  return [Math.cos(angle) * radius, Math.sin(angle) * radius];
});
