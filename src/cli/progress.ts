import { t } from '../core/render/words/translate';

/** Milliseconds after which a person is told what takes so long, and between two such texts. */
const FIRST_MS = 500;
const NEXT_MS = 100;

/** Where progress is shown. */
export interface ProgressOutput {
  readonly isTTY?: boolean;
  readonly write: (text: string) => unknown;
}

/** One line on a terminal that says what takes long, and goes away; nothing where no person looks on. */
export class Progress {
  #next = performance.now() + FIRST_MS;
  #isShown = false;

  constructor(private readonly output: ProgressOutput = process.stderr) {}

  /** @param share of the bytes, 0…1 */
  reading(share: number): void {
    this.#show(() => t('Reading the trace: {0}%', Math.floor(100 * share)));
  }

  /** For work in steps: says that it goes on, and never asks for a pause. */
  readonly simulating = (): boolean => {
    this.#show(() => t('Simulating…'));
    return false;
  };

  end(): void {
    if (this.#isShown) this.output.write('\r\x1b[K');
    this.#isShown = false;
  }

  #show(text: () => string): void {
    if (!this.output.isTTY) return;
    const now = performance.now();
    if (now < this.#next) return;
    this.#next = now + NEXT_MS;
    this.#isShown = true;
    this.output.write(`\r\x1b[K${text()}`);
  }
}
