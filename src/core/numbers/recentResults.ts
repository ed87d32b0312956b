/** The last few results of a pure function: whoever compares settings asks for the same ones several times in a row. */
export class RecentResults<T> {
  readonly #known: { readonly key: readonly unknown[]; readonly result: T }[] = [];
  #next = 0;

  /**
   * @param count how many are kept; the oldest one is forgotten first
   * @param isFinal whether a result may be kept, since it will never be another one
   */
  constructor(
    private readonly count: number,
    private readonly isFinal: (result: T) => boolean = () => true,
  ) {}

  /** @param key all that the result depends on: numbers, and objects that never change */
  get(key: readonly unknown[], work: () => T): T {
    for (const each of this.#known) if (isSame(each.key, key)) return each.result;
    const result = work();
    if (this.isFinal(result)) {
      this.#known[this.#next] = { key, result };
      this.#next = (this.#next + 1) % this.count;
    }
    return result;
  }
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return false;
  return true;
}
