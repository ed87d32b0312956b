/** The rows of `modal billing report`: what each object of a workspace cost in each day or hour. */
import type { Picodollars } from './dollars';

/** The length of a report's intervals. */
export type Grain = 'day' | 'hour';

/** By the object's id: a redeployed app has another one under the same name. */
export type ObjectKind = 'app' | 'volume' | 'other';

export interface ReportRow {
  readonly object: string;
  readonly kind: ObjectKind;
  /** The name of the app, or of what else it is. */
  readonly description: string;
  readonly environment: string;
  /** Seconds since 1970, by UTC. */
  readonly start: number;
  /** Exclusive. A day has 23 or 25 hours where the clock changes. */
  readonly end: number;
  /** `H100`, `CPU`, `Memory`, `Volume` …; null in a report without resources. */
  readonly resource: string | null;
  readonly cost: Picodollars;
  /** As the file has them; null in a report without tags. */
  readonly tags: string | null;
}

export interface Report {
  readonly rows: readonly ReportRow[];
  readonly grain: Grain;
  readonly hasResources: boolean;
  readonly hasTags: boolean;
  readonly isCsv: boolean;
}

/** What some rows cost together. */
export function costOf(rows: readonly ReportRow[]): Picodollars {
  return rows.reduce((sum, { cost }) => sum + cost, 0n);
}
