/** What a scan asks of its text on the way to each answer, so that after an edit only what hangs on the edited part is worked out again. */

/** A word of which all places in the text were asked for, or those where it may be bound or changed. */
interface Asked {
  readonly word: string;
  readonly isBound: boolean;
}

/** What an answer was worked out from: words, places in the text, and answers that were there already. */
export type Trail = (Asked | number | Trail)[];

/** The same, each thing once. */
export interface Reads {
  /** Words of which any place counts. */
  readonly words: ReadonlySet<string>;
  /** Words of which only the places count where they may be bound, or what they hold changed. */
  readonly bound: ReadonlySet<string>;
  /** Where in the text definitions were found, and statements that something was looked up or evaluated in. */
  readonly places: readonly number[];
}

/** Keeps what one scan asks of its own text; other modules are no part of it. */
export class ReadLog {
  private trail: Trail = [];
  private readonly around: Trail[] = [];
  private readonly askedWords = new Map<string, Asked>();
  private readonly askedBound = new Map<string, Asked>();

  /** Every place of a word has been asked for. */
  word(word: string): void {
    this.ask(this.askedWords, word, false);
  }

  /** The places have been asked for where a word may be bound or changed. */
  binding(word: string): void {
    this.ask(this.askedBound, word, true);
  }

  private ask(known: Map<string, Asked>, word: string, isBound: boolean): void {
    let asked = known.get(word);
    if (!asked) known.set(word, (asked = { word, isBound }));
    this.trail.push(asked);
  }

  /** Something has been read at a place. */
  place(offset: number): void {
    if (this.trail.at(-1) !== offset) this.trail.push(offset);
  }

  /** An answer has been used that was worked out before. */
  add(trail: Trail): void {
    this.trail.push(trail);
  }

  /** Begins an answer of its own, as a part of the one that is being worked out. @returns what it is worked out from, by its `end` */
  begin(): Trail {
    const trail: Trail = [];
    this.trail.push(trail);
    this.around.push(this.trail);
    this.trail = trail;
    return trail;
  }

  end(): void {
    this.trail = this.around.pop() ?? [];
  }

  /** Every word that was asked for. */
  get words(): Iterable<string> {
    return this.askedWords.keys();
  }

  /** Every word that was asked for where it may be bound. */
  get bound(): Iterable<string> {
    return this.askedBound.keys();
  }
}

/** A trail with the trails that it leads to; one may lead back to itself. */
export function readsOf(trail: Trail): Reads {
  const [words, bound, places] = [new Set<string>(), new Set<string>(), new Set<number>()];
  const seen = new Set<Trail>([trail]);
  const open = [trail];
  for (let at = open.pop(); at; at = open.pop()) {
    for (const each of at) {
      if (typeof each === 'number') places.add(each);
      else if (!Array.isArray(each)) (each.isBound ? bound : words).add(each.word);
      else if (!seen.has(each)) {
        seen.add(each);
        open.push(each);
      }
    }
  }
  return { words, bound, places: [...places] };
}

/** What is worked out once for each key; who is given it from here has read what it was worked out from. */
export class Kept<K, V> {
  private readonly known = new Map<K, { value: V; readonly trail: Trail }>();

  at(key: K, log: ReadLog | null, work: () => V): V {
    const known = this.known.get(key);
    if (known) {
      log?.add(known.trail);
      return known.value;
    }
    const trail = log?.begin() ?? [];
    const value = work();
    log?.end();
    this.known.set(key, { value, trail });
    return value;
  }
}

/** The same for each of several owners, such as modules, as long as they last. */
export class KeptOf<Owner extends object, K, V> {
  private readonly owners = new WeakMap<Owner, Kept<K, V>>();

  at(owner: Owner, key: K, log: ReadLog | null, work: () => V): V {
    let known = this.owners.get(owner);
    if (!known) this.owners.set(owner, (known = new Kept<K, V>()));
    return known.at(key, log, work);
  }
}
