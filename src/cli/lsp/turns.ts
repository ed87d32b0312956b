import type { Pause, Steps } from '../../core/python/resumable';

/** How long a request may wait for work that nobody waits for, in milliseconds. */
const SLICE_MS = 20;

/** Lets messages come in: what takes a request back, for one. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/**
 * Takes work to its end, with turns for others.
 * @param begin the work, given what says when to stop for a moment
 * @param isGivenUp asked after each turn
 * @returns undefined where it was given up
 */
export async function inTurns<T>(
  begin: (pause: Pause) => Steps<T>,
  isGivenUp: () => boolean,
): Promise<T | undefined> {
  let began = performance.now();
  const steps = begin(() => performance.now() - began >= SLICE_MS);
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value;
    await turn();
    if (isGivenUp()) return undefined;
    began = performance.now();
  }
}
