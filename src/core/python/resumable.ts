/** Work that can stop on its way and go on later, so that whoever runs it can let others have their turn. */
export type Steps<T> = Generator<undefined, T>;

/** Says whether it is time to stop for a moment. */
export type Pause = () => boolean;

export const neverPause: Pause = () => false;

/** Takes work to its end at once. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
