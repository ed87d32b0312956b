/** Who simulates the pools that no formula has, and keeps what was simulated. */
import { atOnce, neverPause, type Pause, type Steps } from '../python/resumable';
import type { PoolSeconds } from './monthBill';
import { anyOrderInSteps, type SimulatedPoolAsked } from './simulatedPool';

/** What a month asks for; the same question has the same answer. */
export interface Simulations {
  /** Undefined where it is not worked out yet; null where it would take too long. */
  pool(asked: SimulatedPoolAsked): PoolSeconds | null | undefined;
}

/** Answers that are kept: those asked for last. */
class Answers {
  readonly #known = new Map<string, PoolSeconds | null>();

  constructor(private readonly maxEntries: number) {}

  /** Whoever wants the likely figures alone can have the others with them. */
  find(asked: SimulatedPoolAsked): PoolSeconds | null | undefined {
    const key = keyOf(asked);
    const known = this.#known.get(key);
    if (known !== undefined) this.#keep(key, known);
    return known === undefined && asked.isLikelyAlone ? this.find({ ...asked, isLikelyAlone: false }) : known;
  }

  keep(asked: SimulatedPoolAsked, answer: PoolSeconds | null): void {
    this.#keep(keyOf(asked), answer);
  }

  #keep(key: string, answer: PoolSeconds | null): void {
    this.#known.delete(key);
    this.#known.set(key, answer);
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= this.maxEntries) break;
      this.#known.delete(oldest);
    }
  }
}

const MAX_ANSWERS = 4_096;

/** Simulates whatever it is asked, at once: for whoever can wait. */
export class SimulationsAtOnce implements Simulations {
  readonly #answers = new Answers(MAX_ANSWERS);

  pool(asked: SimulatedPoolAsked): PoolSeconds | null {
    const known = this.#answers.find(asked);
    if (known !== undefined) return known;
    const answer = atOnce(anyOrderInSteps(asked, neverPause));
    this.#answers.keep(asked, answer);
    return answer;
  }
}

/** For whoever asks for a month and says nothing of simulations. */
export const AT_ONCE: Simulations = new SimulationsAtOnce();

/** For whoever asks about many pools at once: the formulas count, also where they are not exact. */
export const FORMULAS: Simulations = { pool: () => null };

/** The same, for whoever reads no bounds. */
export function likelyAlone(simulations: Simulations): Simulations {
  return { pool: (asked) => simulations.pool({ ...asked, isLikelyAlone: true }) };
}

/** More questions than this are forgotten until they are asked again. */
const MAX_QUESTIONS = 512;

/**
 * Answers what is known, and works out the rest later, in short steps: for whoever must not be kept waiting. The question
 * that was asked last comes first.
 */
export class SimulationsLater implements Simulations {
  readonly #answers = new Answers(MAX_ANSWERS);
  readonly #questions = new Map<string, SimulatedPoolAsked>();

  /** How many answers were worked out so far. */
  answered = 0;

  /** @param onAsked called when there is something to work out */
  constructor(private readonly onAsked: () => void) {}

  pool(asked: SimulatedPoolAsked): PoolSeconds | null | undefined {
    const known = this.#answers.find(asked);
    if (known !== undefined) return known;
    const key = keyOf(asked);
    this.#questions.delete(key);
    this.#questions.set(key, asked);
    if (this.#questions.size > MAX_QUESTIONS) {
      const [oldest] = this.#questions.keys();
      this.#questions.delete(oldest!);
    }
    this.onAsked();
    return undefined;
  }

  /** Works out what was asked, until nothing is left. */
  *work(pause: Pause): Steps<void> {
    for (;;) {
      const last = [...this.#questions].at(-1);
      if (!last) return;
      const [key, asked] = last;
      try {
        this.#answers.keep(asked, yield* anyOrderInSteps(asked, pause));
      } finally {
        this.#questions.delete(key);
      }
      this.answered++;
    }
  }
}

function keyOf({ traffic, pool, period, isLikelyAlone = false }: SimulatedPoolAsked): string {
  const { arrivals } = traffic;
  return JSON.stringify([
    [traffic.arrivalsPerSecond, traffic.serviceSeconds, traffic.concurrency, traffic.startupSeconds],
    arrivals?.kind === 'trace' ? arrivals.id : arrivals,
    [pool.minContainers, pool.maxContainers, pool.bufferContainers, pool.scaledownWindow, pool.singleUse],
    [period.seconds, period.activeSeconds, period.activePeriods ?? 1],
    isLikelyAlone,
  ]);
}
