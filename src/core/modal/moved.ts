/** What a scan has found, moved along with the text around it. */
import type { Found } from './scan';

/** Where a line (from 1) is now. */
export type MoveLine = (line: number) => number;

/** What has been found to be movable: it stays so however it is moved. */
const movable = new WeakSet<Found>();

/** Whether all the lines that something names are known to be of its own file, or said to be another's: a reason does not say whose. */
export function isMovable(found: Found): boolean {
  if (movable.has(found)) return true;
  const isOne = !/"reason":\{[^{}]*("at":|"line":|\{)/.test(JSON.stringify(found));
  if (isOne) movable.add(found);
  return isOne;
}

/** Something movable with all lines of its own file moved; the same object where none has to be. */
export function moved<T extends Found>(found: T, move: MoveLine): T {
  const now = movedValue(found, { file: found.file, move }, true) as T;
  movable.add(now);
  return now;
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
  let copy: Record<string, unknown> | undefined;
  for (const key in fields) {
    const value = fields[key];
    const now = movedField(key, value, mover, isHere);
    if (now !== value) (copy ??= { ...fields })[key] = now;
  }
  return copy ?? fields;
}

function movedField(key: string, value: unknown, mover: Mover, isHere: boolean): unknown {
  if (typeof value === 'string' || KEPT.has(key)) return value;
  if (isHere && LINES.has(key)) return mover.move(value as number);
  if (isHere && ENDS.has(key)) return movedPoint(value as { line: number }, mover);
  return movedValue(value, mover, isHere);
}

function movedPoint(point: { readonly line: number }, { move }: Mover): unknown {
  const line = move(point.line + 1) - 1;
  return line === point.line ? point : { ...point, line };
}
