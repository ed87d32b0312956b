/** What the traffic model takes: the requests, the pool that serves them, and the time. */

/** The requests that a function gets while it is used. */
export interface Traffic {
  /** λ, requests a second within the active hours, 0…1,000,000. */
  readonly arrivalsPerSecond: number;
  /** S, mean seconds one request keeps its place, start-up not counted, 0.000001…604,800. */
  readonly serviceSeconds: number;
  /** c, requests that one container takes at once, whole, 1…100,000. */
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
  /** b, extra idle containers while the function is in use, whole, 0…100,000. */
  readonly bufferContainers: number;
  /** W, seconds a container idles before it is stopped, 0…604,800. */
  readonly scaledownWindow: number;
}

/** The time that is accounted for. */
export interface Period {
  /** T, seconds, above 0 and up to 1,000,000,000. */
  readonly seconds: number;
  /** T_a ≤ T, seconds with traffic. */
  readonly activeSeconds: number;
  /** Stretches that the active seconds come in, each with a scale-down at its end. By default 1; none if T_a = T. */
  readonly activePeriods?: number;
}
