import type { Pause, Steps } from '../core/python/resumable';

/**
 * How long the extension host is kept from answering at one go, in milliseconds, by what goes on unseen. The step that is
 * under way by then is taken to its end: none should take more than 5, so that nobody waits for more than 8.
 */
const UNSEEN_MS = 3;
/** And by what somebody looks at: longer than any ordinary scan of a file. */
export const IN_VIEW_MS = 50;

/** Divides work between which others are to have their turn, however many do it at once. */
export class Slices {
  private began = performance.now();
  private pausing: Promise<void> | undefined;

  constructor(private readonly milliseconds = UNSEEN_MS) {}

  /** Whether it is time for a pause. */
  readonly isOver: Pause = () => performance.now() - this.began >= this.milliseconds;

  /** Lets others have their turn, if it is time. */
  async turn(): Promise<void> {
    // Whoever comes during a pause waits for its end, and sees again.
    while (this.pausing || this.isOver()) await (this.pausing ??= this.pause());
  }

  /** Takes work to its end, with pauses where it stops. */
  async run<T>(steps: Steps<T>): Promise<T> {
    return (await this.runUnless(steps, () => false))!;
  }

  /** The same; undefined if nobody needs it any more after a pause. */
  async runUnless<T>(steps: Steps<T>, isStopped: () => boolean): Promise<T | undefined> {
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
      await this.turn();
      if (isStopped()) return undefined;
    }
  }

  private async pause(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 0));
    this.pausing = undefined;
    this.began = performance.now();
  }
}
