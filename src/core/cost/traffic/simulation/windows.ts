/**
 * The scale-down windows of the idle containers. All windows are equally long, so they end in the order in which they
 * began, and a queue is enough. Most windows never end, because the container is used again: those are dropped when
 * their turn comes.
 */
import { NONE } from './openContainers';
import { Ring } from './ring';

const KEPT = -1;
const NOT_IDLE = -2;

export class Windows {
  /** The end of each window, and its container. */
  readonly #ends = new Ring();
  /** Containers that are idle beyond their window, the first one first. */
  readonly #kept = new Ring();
  /** When the window of a container ends; or KEPT, or NOT_IDLE. */
  #end = new Float64Array(64).fill(NOT_IDLE);

  constructor(private readonly seconds: number) {}

  grow(capacity: number): void {
    const end = this.#end;
    this.#end = new Float64Array(capacity).fill(NOT_IDLE);
    this.#end.set(end);
  }

  begin(container: number, now: number): void {
    const end = now + this.seconds;
    this.#end[container] = end;
    this.#ends.push(end, container);
  }

  /** The container is used, or stopped. */
  cancel(container: number): void {
    this.#end[container] = NOT_IDLE;
  }

  /** The end of the next window; Infinity if there is none. */
  get next(): number {
    const ends = this.#ends;
    while (ends.size > 0 && this.#end[ends.firstB] !== ends.firstA) ends.drop();
    return ends.firstA;
  }

  /** Ends the window of `next`, and returns its container. */
  takeNext(): number {
    const container = this.#ends.firstB;
    this.#ends.drop();
    return container;
  }

  /** Keeps an idle container whose window is over. */
  keep(container: number): void {
    this.#end[container] = KEPT;
    this.#kept.push(container, 0);
  }

  /** The idle container that was kept first; NONE if there is none. */
  get firstKept(): number {
    const kept = this.#kept;
    while (kept.size > 0 && this.#end[kept.firstA] !== KEPT) kept.drop();
    return kept.size > 0 ? kept.firstA : NONE;
  }
}
