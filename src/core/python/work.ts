/**
 * How much work a scan may do. A hostile file must not keep the editor waiting, and what a file says must not depend on
 * which of its declarations was asked for first: so both limits of a question count what is remembered as if it were
 * worked out anew.
 */
import type { LimitReason } from './pythonReason';
import type { ReadLog, Trail } from './readLog';

/** How deep expressions, and the blocks and modules around the names in them, may nest. */
export const MAX_DEPTH = 60;
/** How many expressions one question may touch. */
export const MAX_STEPS = 4_000;
/** How many expressions one scan may touch in all, those that are remembered not counted again. */
export const MAX_SCAN_STEPS = 60_000;
/** How many looks at a statement, a parameter or a part of a value count as one expression. */
const LOOKS_A_STEP = 50;

const TOO_LONG: LimitReason = { kind: 'tooLong' };
const FILE_TOO_LONG: LimitReason = { kind: 'fileTooLong' };

/** Something worked out once, with what that took. */
export interface Slot<T> {
  memo?: { readonly value: T; readonly steps: number; readonly height: number; readonly trail: Trail };
}

/** The work of one scan, whichever modules have a part in it. */
export class Work {
  private asking = false;
  /** Of the question that is asked. */
  private steps = 0;
  private depth = 0;
  /** The deepest that anything went since what is being remembered began. */
  private peak = 0;
  /** Counts what hangs on the question rather than on the text: cycles, and answers cut short. */
  private spoilt = 0;
  /** Of the whole scan. */
  private total = 0;
  /** How often something was left out because it would take too long. */
  private refused = 0;
  /** What is being worked out, to notice `A = B` and `B = A`. */
  private readonly active = new Set<string>();

  /** @param log what is read of the scanned text is kept there; null where nobody asks for it */
  constructor(readonly log: ReadLog | null = null) {}

  /** Steps taken in all: what a test may look at in place of a clock. */
  get taken(): number {
    return Math.ceil(this.total);
  }

  /** Whether the scan has used up what it may take, so that its answers hang on their order. */
  get isSpent(): boolean {
    return this.total > MAX_SCAN_STEPS;
  }

  /** Whether a question is under way. */
  get isAsking(): boolean {
    return this.asking;
  }

  /** One question, with all that it leads to. */
  question<T>(ask: () => T): T {
    if (this.asking) return ask();
    this.asking = true;
    this.steps = this.depth = this.peak = 0;
    try {
      return ask();
    } finally {
      this.asking = false;
    }
  }

  /** Something that a question can do without: with steps of its own, so that the rest of the question has enough left. */
  aside<T>(ask: () => T): T {
    const { steps, refused } = this;
    this.steps = 0;
    try {
      return ask();
    } finally {
      [this.steps, this.refused] = [steps, refused];
    }
  }

  /** A step down, to be followed by `leave`; or why there is none, and then it has not been taken. */
  enter(): LimitReason | undefined {
    this.total++;
    this.steps++;
    if (this.isSpent || this.steps > MAX_STEPS || this.depth >= MAX_DEPTH) {
      this.spoilt++;
      this.refused++;
      return this.isSpent ? FILE_TOO_LONG : TOO_LONG;
    }
    this.depth++;
    if (this.depth > this.peak) this.peak = this.depth;
    return undefined;
  }

  leave(): void {
    this.depth--;
  }

  /** Counts looks at things that are many and cheap; a reason once it is enough. */
  look(times = 1): LimitReason | undefined {
    this.total += times / LOOKS_A_STEP;
    if (!this.isSpent) return undefined;
    this.spoilt++;
    this.refused++;
    return FILE_TOO_LONG;
  }

  /** Notes that a search leaves something out, at a bound of its own. */
  leaveOut(): void {
    this.refused++;
  }

  /** Whether something has been left out on the way to an answer. */
  isCut<T>(ask: () => T): { readonly value: T; readonly isCut: boolean } {
    const { refused } = this;
    const value = ask();
    return { value, isCut: this.refused > refused };
  }

  /** Works something out that may turn out to need itself; undefined where it does. */
  once<T>(key: string, run: () => T): T | undefined {
    if (this.active.has(key)) {
      this.spoilt++;
      return undefined;
    }
    this.active.add(key);
    try {
      return run();
    } finally {
      this.active.delete(key);
    }
  }

  /** What a slot holds, worked out where it is empty; kept unless it hangs on who asks. */
  remember<T>(slot: Slot<T>, run: () => T): T {
    const { memo } = slot;
    if (memo && this.depth + memo.height <= MAX_DEPTH && this.steps + memo.steps <= MAX_STEPS) {
      this.steps += memo.steps;
      this.peak = Math.max(this.peak, this.depth + memo.height);
      this.log?.add(memo.trail);
      return memo.value;
    }
    const { steps, spoilt, peak } = this;
    this.peak = this.depth;
    const trail = this.log?.begin() ?? NO_TRAIL;
    const value = run();
    this.log?.end();
    if (!memo && this.spoilt === spoilt)
      slot.memo = { value, steps: this.steps - steps, height: this.peak - this.depth, trail };
    this.peak = Math.max(peak, this.peak);
    return value;
  }
}

const NO_TRAIL: Trail = [];

/** A slot for each key. */
export class Slots<T> {
  private readonly slots = new Map<string, Slot<T>>();

  at(key: string): Slot<T> {
    let slot = this.slots.get(key);
    if (!slot) this.slots.set(key, (slot = {}));
    return slot;
  }
}
