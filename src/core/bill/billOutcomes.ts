/** What reading a bill can come to, as data: what is wrong with a file, and what a reader should know of one that is right. */
import type { StrictJsonProblem } from '../json/strictJson';
import type { MetricsColumn } from './metricsColumns';

/** The most bytes of one file of a bill. A year of hours of 100 apps with their resources has some 80 MB. */
export const MAX_BILL_BYTES = 200_000_000;

/** The most rows of all reports together. */
export const MAX_BILL_ROWS = 2_000_000;

/** A longer name is cut off where it is read: no app's name is. */
export const MAX_NAME_LENGTH = 200;

/** What a column of a report holds. */
export type BillColumn = 'object' | 'description' | 'environment' | 'start' | 'resource' | 'cost' | 'tags';

/** So much of a cell is shown where it is wrong. */
const MAX_FOUND = 60;

/** What stands in a cell, cut for a message. */
export function shownCell(found: unknown): string {
  const text = typeof found === 'string' ? found : found === undefined ? '' : JSON.stringify(found);
  return text.slice(0, MAX_FOUND);
}

/** Why a file of a bill is refused. Rows count from 1, without the heading; what was found is cut. */
export type BillProblem =
  | { readonly kind: 'notJson'; readonly problem: StrictJsonProblem; readonly line: number }
  /** Neither a report nor a summary, by its shape. */
  | { readonly kind: 'notABill' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'tooManyBytes' | 'tooManyRows'; readonly max: number }
  | { readonly kind: 'noColumn'; readonly column: BillColumn }
  /** A row that is no object, or has not as many cells as the heading: a terminal has wrapped it. */
  | { readonly kind: 'brokenRow'; readonly row: number }
  | {
      readonly kind: 'badCell';
      readonly row: number;
      readonly column: BillColumn | MetricsColumn;
      readonly found: string;
    }
  /** A point of metrics, counted from 1 over those of Modal's metrics that are read. */
  | {
      readonly kind: 'badPoint';
      readonly row: number;
      readonly column: 'time' | 'value';
      readonly found: string;
    }
  /** Metrics, and none of them Modal's. */
  | { readonly kind: 'noModalMetrics' }
  /** An interval that begins within an hour. */
  | { readonly kind: 'notAnInterval'; readonly row: number; readonly found: string }
  | { readonly kind: 'badAmount'; readonly key: string; readonly found: string }
  /** Two reports have costs of the same time in different detail: to add them up would count twice. */
  | { readonly kind: 'overlap'; readonly other: string; readonly differs: OverlapDifference }
  /** Two exports have metrics of the same function and time. */
  | { readonly kind: 'metricsOverlap'; readonly other: string };

export type OverlapDifference = 'interval' | 'resources' | 'tags';

/** What a reader should know of bills that are used. */
export type BillNote =
  /** A CSV goes through a terminal's renderer, which eats text in square brackets. */
  | { readonly kind: 'csv'; readonly file: string }
  /** The rows of two files are the same bill's: they count once, as the later file has them. */
  | {
      readonly kind: 'sameRows';
      readonly file: string;
      readonly other: string;
      readonly rows: number;
      readonly changed: number;
    };
