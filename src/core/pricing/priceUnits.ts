/** The units of a price book, each with the range of plausible figures. */

/** Bounds of a unit, both inclusive. */
export interface UnitBounds {
  readonly min: number;
  readonly max: number;
}

/**
 * All units of figures. The bounds are wide (the most expensive GPU of any bundled book is 0.0024 USD/GPU-s, the
 * cheapest idle one 0.000011). They detect a misplaced decimal point or an hourly rate; they do not limit what a
 * contract may say.
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
  /** A factor. */
  ratio: { min: 0.01, max: 100 },
  /** Hours per month. */
  'h/month': { min: 1, max: 744 },
  /** Physical cores. */
  core: { min: 0.001, max: 1024 },
  /** MiB (2^20 bytes) of memory. */
  MiB: { min: 1, max: 16_777_216 },
  /** Seconds. */
  s: { min: 1e-6, max: 1e7 },
  /** Milliseconds. */
  ms: { min: 1e-3, max: 1e9 },
  /** Tokens per second. */
  'tok/s': { min: 1e-3, max: 1e9 },
} as const satisfies Record<string, UnitBounds>;

/** The name of a unit. */
export type Unit = keyof typeof UNITS;
