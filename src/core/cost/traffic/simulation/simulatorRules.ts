/**
 * What the simulator takes of Modal's autoscaler: every rule in one place, each with its source or "assumed". "Docs" is
 * modal.com/docs/guide/scale and the reference of `@app.function`, as of 2026.
 *
 * An *input* is a request. A container is *starting* from its start until it can serve, then *ready* until it stops.
 * A ready container is *busy* with at least one input, otherwise *idle*.
 *
 * | rule                                                                                                    | source  |
 * | ------------------------------------------------------------------------------------------------------- | ------- |
 * | An input goes to a ready container with a free slot; a container has `slots` of them                    | docs    |
 * | Which one: `ORDERS`                                                                                     | assumed |
 * | Without a free slot it waits in one queue, first in, first out                                          | assumed |
 * | A container starts for it unless the starting ones have a slot for it: `startsFor`                      | assumed |
 * | No more than `max_containers` are starting and ready at once                                            | docs    |
 * | Each start takes the same `startupSeconds`                                                              | assumed |
 * | Whatever has a free slot first serves the queue, whether it became free or ready                        | assumed |
 * | `min_containers` are always ready, any of the ready ones                                                | docs    |
 * | A container that is idle for the whole window stops, unless `keptReady` need it                         | docs: the window is a maximum; that all of it passes is assumed |
 * | `buffer_containers` more than the busy ones are kept while any is busy: `keptReady`, `startsFor`          | docs; the instants are assumed |
 * | One that the buffer needs at the end of its window gets another window: `MIN_RENEWED_WINDOW`             | assumed |
 * | A batch takes a whole container; it begins when it is full or its first input has waited `waitSeconds`  | docs    |
 * | A batch takes the seconds of its first input                                                            | assumed |
 * | A single-use container stops after its input, and is replaced if the floor, queue or buffer need it     | docs; the instants are assumed |
 * | A cold start is an input that found no free slot and has a slot of its own on a starting container       | definition; `startWaits` counts the others that wait while one starts |
 * | A container that starts counts among those that are needed, so that an idle one may stop: `STARTING`     | assumed either way: Modal's docs have only “when there is no capacity available” and “when resources are idling” |
 * | At one instant: inputs end, starts end, batches begin, windows end, inputs arrive                       | assumed |
 */
import type { Pool } from '../trafficInput';

/**
 * Which container with a free slot takes an input. Modal does not document it.
 *
 * - `mostRecent`: the fullest, of equally full ones the one that changed last. It keeps the fewest containers live.
 * - `random`: any, with equal chance.
 * - `leastRecent`: the emptiest, of equally full ones the one that changed first. It keeps the most live.
 */
export const ORDERS = ['mostRecent', 'random', 'leastRecent'] as const;
export type ReuseOrder = (typeof ORDERS)[number];

/**
 * Whether containers that start count when one would stop. Modal does not document it.
 *
 * - `counts`: an idle container stops though others still start, so that for a moment fewer are ready than are to be kept.
 * - `countsNot`: only ready ones are kept.
 */
export const STARTING = ['countsNot', 'counts'] as const;
export type StartingReading = (typeof STARTING)[number];

/** A pool as the simulator runs it; ranges as in `Pool` and `Traffic`. */
export interface SimulatedPool extends Pool {
  /** K, seconds from the start of a container to its first input. */
  readonly startupSeconds: number;
  /** Inputs that a container serves at once; with `batchWaitSeconds` the most inputs of a batch. Whole, at least 1. */
  readonly slots: number;
  /** For batches: seconds that a batch waits to be filled, ≥ 0; null if inputs are served one by one. */
  readonly batchWaitSeconds: number | null;
  /** A container serves one input and stops; `slots` is then 1. */
  readonly singleUse: boolean;
  readonly order: ReuseOrder;
  readonly starting: StartingReading;
}

/** What a pool is doing at an instant. */
export interface PoolState {
  readonly ready: number;
  readonly busy: number;
  readonly starting: number;
  /** Inputs in the queue. */
  readonly queued: number;
}

/**
 * How many containers are needed, so that none of them stops although its window is over: the floor, and in use the
 * buffer beyond the busy ones.
 */
export function keptReady({ minContainers, bufferContainers }: SimulatedPool, busy: number): number {
  return busy === 0 ? minContainers : Math.max(minContainers, busy + bufferContainers);
}

/**
 * A container that the buffer needs at the end of its window gets another window. Not if windows are shorter than this,
 * in seconds (Modal's shortest is 2); nor for the floor: then the container stops as soon as it is not needed.
 */
export const MIN_RENEWED_WINDOW = 1;

/**
 * How many containers start now: one for all inputs of the queue that the starting ones have no slot for, and in use the
 * buffer, up to the maximum. (While inputs wait, every ready container is full.)
 */
export function startsFor(pool: SimulatedPool, { ready, busy, starting, queued }: PoolState): number {
  const { minContainers, maxContainers, bufferContainers, slots } = pool;
  const inUse = busy > 0 || queued > 0;
  const wanted = inUse ? busy + Math.ceil(queued / slots) + bufferContainers : 0;
  const most = Math.min(Math.max(minContainers, wanted), maxContainers ?? Infinity);
  return Math.max(0, most - ready - starting);
}
