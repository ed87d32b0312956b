/** Which of several pieces of work about the same thing began last: one that ends after a newer one is out of date. */
export class Newest<Subject extends object> {
  private readonly begun = new WeakMap<Subject, object>();

  /** Begins another one. Says, whenever it is asked, whether that is still the newest. */
  begin(subject: Subject): () => boolean {
    const mine = {};
    this.begun.set(subject, mine);
    return () => this.begun.get(subject) === mine;
  }
}
