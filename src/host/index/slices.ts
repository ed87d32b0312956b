/** How long the extension host may be kept from answering at one go, in milliseconds. */
const SLICE_MS = 8;

/** Divides work between which others are to have their turn, however many do it at once. */
export class Slices {
  private began = performance.now();
  private pausing: Promise<void> | undefined;

  /** Whether it is time for a pause. */
  get isOver(): boolean {
    return performance.now() - this.began >= SLICE_MS;
  }

  /** Lets others have their turn, if it is time. */
  async turn(): Promise<void> {
    // Whoever comes during a pause waits for its end, and sees again.
    while (this.pausing || this.isOver) await (this.pausing ??= this.pause());
  }

  private async pause(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 0));
    this.pausing = undefined;
    this.began = performance.now();
  }
}
