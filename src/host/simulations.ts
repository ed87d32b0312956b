import type { Disposable, LogOutputChannel } from 'vscode';
import { SimulationsLater, type Simulations } from '../core/cost/simulations';
import { logBug } from './logBug';
import { Slices } from './slices';

/** Simulates in the background what months ask for, so that no lens and no keystroke waits. */
export class SimulationService implements Disposable {
  private readonly later = new SimulationsLater(() => this.begin());
  private isRunning = false;
  private disposed = false;

  /** @param onAnswers called when figures that were asked for are there */
  constructor(
    private readonly onAnswers: () => void,
    private readonly log: LogOutputChannel,
  ) {}

  get simulations(): Simulations {
    return this.later;
  }

  private begin(): void {
    if (this.isRunning || this.disposed) return;
    this.isRunning = true;
    this.run().catch((error: unknown) => logBug(this.log, error));
  }

  private async run(): Promise<void> {
    const slices = new Slices();
    try {
      // Whoever asks has its turn first.
      await new Promise((resolve) => setTimeout(resolve, 0));
      const steps = this.later.work(slices.isOver);
      for (let step = steps.next(); !step.done; step = steps.next()) {
        await slices.turn();
        if (this.disposed) return;
      }
    } finally {
      // Whoever is told may ask again at once.
      this.isRunning = false;
    }
    this.onAnswers();
  }

  dispose(): void {
    this.disposed = true;
  }
}
