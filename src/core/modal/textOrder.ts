/** Where something stands in a file: the cell of a notebook, and the line in it, from 1. */
interface Placed {
  readonly line: number;
  readonly cell?: number;
}

/** Below 0 where the first of two things in a file comes before the second. */
export function inTextOrder(a: Placed, b: Placed): number {
  return (a.cell ?? 0) - (b.cell ?? 0) || a.line - b.line;
}

/** The place as text that sorts as places do. */
export function placeKey({ cell = 0, line }: Placed): string {
  return `${String(cell).padStart(7, '0')}:${String(line).padStart(7, '0')}`;
}
