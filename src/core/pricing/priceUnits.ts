/** The units that a price book may use, each with the range in which a figure can be believed. */

/** Bounds of a unit, both inclusive. */
export interface UnitBounds {
  readonly min: number;
  readonly max: number;
}

/**
 * Every unit of a figure. The bounds are wide (the dearest GPU of any bundled book is 0.0024 USD/GPU-s, the cheapest
 * idle one 0.000011); they are there to catch a slipped decimal point or an hourly rate, not to judge a contract.
 */
export const UNITS = {
  /** US dollars for one GPU for one second. */
  'USD/GPU-s': { min: 1e-7, max: 0.02 },
  /** US dollars for one GPU for one hour. */
  'USD/GPU-h': { min: 1e-3, max: 100 },
  /** US dollars for one physical core (two virtual ones) for one second. */
  'USD/core-s': { min: 1e-9, max: 0.001 },
  /** US dollars for one GiB (2^30 bytes) of memory for one second. */
  'USD/GiB-s': { min: 1e-10, max: 0.0001 },
  /** US dollars for one GiB (2^30 bytes) stored for one month. */
  'USD/GiB-month': { min: 1e-4, max: 10 },
  /** US dollars for one GB (10^9 bytes) stored for one month. */
  'USD/GB-month': { min: 1e-4, max: 10 },
  /** US dollars for one GB (10^9 bytes) sent out. */
  'USD/GB': { min: 1e-5, max: 10 },
  /** A plain factor. */
  ratio: { min: 0.01, max: 100 },
  /** Hours that a month is counted as. */
  'h/month': { min: 1, max: 744 },
  /** Physical cores. */
  core: { min: 0.001, max: 1024 },
  /** MiB (2^20 bytes) of memory. */
  MiB: { min: 1, max: 16_777_216 },
  /** Seconds. */
  s: { min: 1e-6, max: 1e7 },
  /** Milliseconds. */
  ms: { min: 1e-3, max: 1e9 },
  /** Tokens a second. */
  'tok/s': { min: 1e-3, max: 1e9 },
} as const satisfies Record<string, UnitBounds>;

/** The name of a unit. */
export type Unit = keyof typeof UNITS;
