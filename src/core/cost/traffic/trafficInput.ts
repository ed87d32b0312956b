/** The input of the traffic model: requests, pool and time. */

/** The requests of a function within its active hours. */
export interface Traffic {
  /** λ, requests per second within the active hours, 0…1,000,000. */
  readonly arrivalsPerSecond: number;
  /** S, mean seconds that a request occupies its place, without start-up, 0.000001…604,800. */
  readonly serviceSeconds: number;
  /** c, concurrent requests per container, whole, 1…100,000. */
  readonly concurrency: number;
  /** K, seconds from the start of a container to its first request, 0…86,400. */
  readonly startupSeconds: number;
}

/** The autoscaler's settings. */
export interface Pool {
  /** m, kept warm at all times, whole, 0…100,000. */
  readonly minContainers: number;
  /** M, whole, 1…100,000 and at least `minContainers`; null for no limit. */
  readonly maxContainers: number | null;
  /** b, additional idle containers while the function is in use, whole, 0…100,000. */
  readonly bufferContainers: number;
  /** W, seconds that a container is idle before it is stopped, 0…604,800. */
  readonly scaledownWindow: number;
}

/** The period of the calculation. */
export interface Period {
  /** T, seconds, above 0 and up to 1,000,000,000. */
  readonly seconds: number;
  /** T_a ≤ T, seconds with traffic. */
  readonly activeSeconds: number;
  /**
   * Number of separate stretches of the active seconds, each with a scale-down at its end. By default 1; none if T_a =
   * T.
   */
  readonly activePeriods?: number;
}
