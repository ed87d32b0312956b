import { AT_ONCE, SimulationsLater, type Simulations } from '../../core/cost/simulations';
import { inTurns } from './turns';

/** Simulates in the background what months ask for, so that no lens and no keystroke waits. */
export class Simulating {
  private readonly later = new SimulationsLater(() => this.begin());
  private running = false;
  private isDisposed = false;
  readonly simulations: Simulations;

  /**
   * @param onAnswers called when all that was asked for is there; null where nobody would ask again: then all of it is worked
   * out at once
   */
  constructor(private readonly onAnswers: (() => void) | null) {
    this.simulations = onAnswers ? this.later : AT_ONCE;
  }

  private begin(): void {
    if (this.running || this.isDisposed) return;
    this.running = true;
    void this.run();
  }

  private async run(): Promise<void> {
    // Whoever asks has its turn first.
    await new Promise((resolve) => setImmediate(resolve));
    await inTurns(
      (pause) => this.later.work(pause),
      () => this.isDisposed,
    );
    // Whoever is told may ask again at once.
    this.running = false;
    if (!this.isDisposed) this.onAnswers?.();
  }

  dispose(): void {
    this.isDisposed = true;
  }
}
