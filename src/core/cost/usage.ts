/**
 * What code cannot say of a declaration: how it is used. Every field has a unit and a range; where a field is not
 * given its default holds, and a reader is told so.
 */
export interface Usage {
  /** Requests a day, on a day with traffic: 0 to 1e9. */
  readonly requestsPerDay: number;
  /** Mean seconds of work a request: more than 0, at most 604,800. */
  readonly secondsPerRequest: number;
  /** Hours of a day in which the requests come, evenly: more than 0, at most 24. */
  readonly activeHoursPerDay: number;
  /** Days of a month with traffic: 0 to 31. */
  readonly daysPerMonth: number;
  /** Requests that one container takes at once: whole, 1 to 1,000. */
  readonly concurrency: number;
  /** Seconds from the start of a container to its first request: 0 to 86,400. */
  readonly startupSeconds: number;
  /** Tokens a second that one container makes while it works; null where that is not known. */
  readonly tokensPerSecond: number | null;
  /** Cores and GiB that a container really uses, where known: more than the request is billed. */
  readonly cpuCores: number | null;
  readonly memoryGib: number | null;
}

export type UsageField = keyof Usage;
