/** What a scan has found, moved along with the text around it. */
import type { Found } from './scan';

/** Where a line (from 1) is now. */
export type MoveLine = (line: number) => number;

/** Whether all the lines that something names are known to be of its own file, or said to be another's: a reason does not say whose. */
export function isMovable(found: Found): boolean {
  return !/"reason":\{[^{}]*("at":|"line":|\{)/.test(JSON.stringify(found));
}

/** The same with all lines of its own file moved; the same object where none has to be. */
export function moved<T extends Found>(found: T, move: MoveLine): T {
  return movedValue(found, { file: found.file, move }, true) as T;
}

interface Mover {
  readonly file: string;
  readonly move: MoveLine;
}

function movedValue(value: unknown, mover: Mover, isHere: boolean): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map((each: unknown) => movedValue(each, mover, isHere));
    return items.every((each, i) => each === value[i]) ? value : items;
  }
  return movedObject(value as Fields, mover, isHere);
}

type Fields = Readonly<Record<string, unknown>>;

/** Lines that count from 1. */
const LINES: ReadonlySet<string> = new Set(['line', 'endLine', 'defLine']);
/** The ends of a range, whose lines count from 0. */
const ENDS: ReadonlySet<string> = new Set(['start', 'end']);
/** What names lines of other files, or none. */
const KEPT: ReadonlySet<string> = new Set(['reason', 'note', 'saidIn']);

function movedObject(fields: Fields, mover: Mover, isAround: boolean): unknown {
  const isHere = typeof fields.file === 'string' ? fields.file === mover.file : isAround;
  const entries = Object.entries(fields).map(([key, value]) => {
    if (KEPT.has(key)) return [key, value] as const;
    if (isHere && LINES.has(key)) return [key, mover.move(value as number)] as const;
    if (isHere && ENDS.has(key)) return [key, movedPoint(value as { line: number }, mover)] as const;
    return [key, movedValue(value, mover, isHere)] as const;
  });
  return entries.every(([key, value]) => value === fields[key]) ? fields : Object.fromEntries(entries);
}

function movedPoint(point: { readonly line: number }, { move }: Mover): unknown {
  const line = move(point.line + 1) - 1;
  return line === point.line ? point : { ...point, line };
}
