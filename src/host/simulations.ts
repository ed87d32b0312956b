import type { Disposable, LogOutputChannel } from 'vscode';
import { SimulationsLater, type Simulations } from '../core/cost/simulations';
import { logBug } from './logBug';
import { Slices } from './slices';

/** Milliseconds between two looks of those who asked: each of them works out all that it shows again, so ever fewer. */
const FIRST_TOLD_MS = 100;
const MAX_TOLD_MS = 1_600;

/** Simulates in the background what months ask for, so that no lens and no keystroke waits. */
export class SimulationService implements Disposable {
  private readonly later = new SimulationsLater(() => this.begin());
  private running: Promise<void> | undefined;
  private disposed = false;

  /** @param onAnswers called when figures that were asked for are there: some of them, or all */
  constructor(
    private readonly onAnswers: () => void,
    private readonly log: LogOutputChannel,
  ) {}

  get simulations(): Simulations {
    return this.later;
  }

  get isBusy(): boolean {
    return this.running !== undefined;
  }

  /** Resolves when nothing is being simulated. */
  async settled(): Promise<void> {
    while (this.running) await this.running;
  }

  private begin(): void {
    if (this.running || this.disposed) return;
    this.running = this.run().catch((error: unknown) => logBug(this.log, error));
  }

  private async run(): Promise<void> {
    const slices = new Slices();
    let told = { answers: this.later.answered, at: performance.now(), every: FIRST_TOLD_MS };
    try {
      // Whoever asks has its turn first.
      await new Promise((resolve) => setTimeout(resolve, 0));
      const steps = this.later.work(slices.isOver);
      for (let step = steps.next(); !step.done; step = steps.next()) {
        await slices.turn();
        if (this.disposed) return;
        const now = performance.now();
        if (this.later.answered === told.answers || now - told.at < told.every) continue;
        told = { answers: this.later.answered, at: now, every: Math.min(MAX_TOLD_MS, 2 * told.every) };
        this.onAnswers();
      }
    } finally {
      // Whoever is told may ask again at once.
      this.running = undefined;
    }
    if (this.later.answered > told.answers) this.onAnswers();
  }

  dispose(): void {
    this.disposed = true;
  }
}
