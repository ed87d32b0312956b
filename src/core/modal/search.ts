import type { Evaluator } from '../python/evaluate';
import type { PythonModule } from '../python/module';
import { last, type Path } from '../python/syntax';

/** What the search for declarations and calls goes by. */
export interface Search {
  readonly module: PythonModule;
  readonly evaluator: Evaluator;
  /** Whether a decorator counts too below which nothing is written yet. */
  readonly unfinished: boolean;
}

/** Something in the tree that may declare or cost something: a decorator, a call that may register or create a sandbox, or another call. */
export interface Place {
  readonly kind: 'decorator' | 'registration' | 'sandbox' | 'call';
  /** Leads to the decorator or the call; of other calls, to the name of the method. */
  readonly path: Path;
}

/** The places that are found, and undefined in between, so that whoever goes through them may pause. */
export type Places = Iterable<Place | undefined>;

/** In source order, of two that begin in one place the outer one first. */
export function inSourceOrder(a: Path, b: Path): number {
  const [one, other] = [last(a), last(b)];
  return one.startIndex - other.startIndex || other.endIndex - one.endIndex;
}

/** Names that something goes on under, which is then looked for wherever the names stand: `make = app.function(gpu="H100")`. */
export class Leads {
  readonly names: Set<string>;
  /** Which names were given, and where. */
  readonly given: { readonly name: string; readonly at: number }[] = [];

  constructor(
    /** More names than this are not followed. */
    private readonly max: number,
    known: Iterable<string> = [],
  ) {
    this.names = new Set(known);
  }

  add(name: string, at: number): void {
    if (name === '' || (this.isFull && !this.names.has(name))) return;
    this.names.add(name);
    this.given.push({ name, at });
  }

  /** Whether there may be more names than are followed, so that it matters which came first. */
  get isFull(): boolean {
    return this.names.size >= this.max;
  }
}
