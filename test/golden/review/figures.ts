/** The review's figures, as they are printed: our own copy, and ways to read it. */
import data from './figures.json';

/** What a figure's value can be: a number, a range, a label or a claim, or a row of a table. */
export type FigureValue = number | number[] | string | Record<string, number>;

/** One figure of the review. */
export interface ReviewFigure {
  id: string;
  kind: 'base' | 'input' | 'derived' | 'measured' | 'stated';
  value: FigureValue;
  unit: string;
  quote: string;
  from?: string[];
  formula?: string;
  recomputed?: number | string;
  agrees?: boolean;
  severity?: string;
  note?: string;
}

/** All 239 figures, in the review's order. */
export const figures = data.figures as ReviewFigure[];

/** Hours and days of the review's month. */
export const { hoursPerMonth, daysPerMonth } = data;

const byId = new Map(figures.map((figure) => [figure.id, figure]));

/** The figure `id`; throws for an id that does not exist. */
export function figure(id: string): ReviewFigure {
  const found = byId.get(id);
  if (found === undefined) throw new Error(`no figure ${id}`);
  return found;
}

/** The printed number of `id`; throws where it is not one number. */
export function printed(id: string): number {
  const { value } = figure(id);
  if (typeof value !== 'number') throw new Error(`${id} is not one number`);
  return value;
}

/** A column of a printed row (`score.throughput`, `uptime.2025q1`). */
export function cell(id: string, column: string): number {
  const { value } = figure(id);
  const found = typeof value === 'object' && !Array.isArray(value) ? value[column] : undefined;
  if (found === undefined) throw new Error(`${id} has no ${column}`);
  return found;
}

/** The ids that begin with `prefix`. */
export function idsWith(prefix: string): string[] {
  return figures.map(({ id }) => id).filter((id) => id.startsWith(prefix));
}
