import type { Disposable } from 'vscode';

/** Keeps what must be disposed of together; safe to add to after its end. */
export class Disposables implements Disposable {
  private items: Disposable[] | undefined = [];

  add<T extends Disposable>(item: T): T {
    if (this.items) this.items.push(item);
    else item.dispose();
    return item;
  }

  dispose(): void {
    const items = this.items;
    this.items = undefined;
    for (const item of items?.reverse() ?? []) item.dispose();
  }
}
