/** Simulates the likely figures of one pool after another, in steps: for whoever asks about many usages of a declaration. */
import type { Pause, Steps } from '../python/resumable';
import type { PoolSeconds } from './monthBill';
import type { Simulations } from './simulations';
import { likelyInSteps, type SimulatedPoolAsked } from './simulatedPool';

/** Knows what it was asked and has worked out; low and high are those of the likely order of reuse alone. */
export class SimulatedOnce implements Simulations {
  readonly #known = new Map<string, PoolSeconds | null>();
  #open: SimulatedPoolAsked | null = null;

  pool(asked: SimulatedPoolAsked): PoolSeconds | null | undefined {
    const known = this.#known.get(JSON.stringify(asked));
    if (known === undefined) this.#open = asked;
    return known;
  }

  /** Works out what was asked last. */
  *work(pause: Pause): Steps<void> {
    const asked = this.#open;
    if (asked) this.#known.set(JSON.stringify(asked), yield* likelyInSteps(asked, pause));
    this.#open = null;
  }
}
