import type * as vscode from 'vscode';

type Subscribe = (...args: unknown[]) => vscode.Disposable;

/** Counts what an extension has VS Code keep for it: listeners, watchers, providers and collections, until it disposes of them. */
export class Listeners {
  live = 0;

  /** Counts from here on what is asked of an extension's API object. */
  count(api: typeof vscode): void {
    for (const part of [api.workspace, api.window, api.languages, api.commands, api.extensions])
      for (const name of Object.keys(part))
        if (/^(onDid|onWill|register|create(FileSystemWatcher|DiagnosticCollection|TreeView))/.test(name))
          this.wrap(part, name);
  }

  private wrap(part: object, name: string): void {
    // Not by its name: what is a getter may be a proposal, which throws when it is looked at.
    const { value } = Object.getOwnPropertyDescriptor(part, name) as { readonly value?: unknown };
    if (typeof value !== 'function') return;
    const subscribe = (...args: unknown[]): vscode.Disposable =>
      this.counted((value as Subscribe).apply(part, args));
    Object.defineProperty(part, name, { value: subscribe });
  }

  private counted(made: vscode.Disposable): vscode.Disposable {
    this.live++;
    let isLive = true;
    const dispose = made.dispose.bind(made);
    made.dispose = () => {
      if (isLive) this.live--;
      isLive = false;
      return dispose() as unknown;
    };
    return made;
  }
}
