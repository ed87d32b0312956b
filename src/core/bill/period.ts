/** The time that a bill, or metrics, are for. */

/** A stretch of time in seconds since 1970, by UTC; `end` is exclusive. */
export interface Period {
  readonly start: number;
  readonly end: number;
}

/** The length of a period in hours. */
export function hoursOf({ start, end }: Period): number {
  return (end - start) / 3_600;
}
