import { CancellationTokenSource, window, type CancellationToken, type Disposable } from 'vscode';

/** A list that is still empty: it holds the focus while something is worked out, so that no key goes into the code. */
export interface BusyPick extends Disposable {
  /** Canceled when the user leaves the list. */
  readonly token: CancellationToken;
  /** Says what is being done. */
  say(text: string): void;
}

/** Shows a busy list at once. Whatever list is shown next takes its place; it is to be disposed of in any case. */
export function showBusyPick(title: string, text: string): BusyPick {
  const source = new CancellationTokenSource();
  const input = window.createQuickPick();
  // In the title: VS Code shows a placeholder as a tooltip too, which would stay above the list that comes next.
  const say = (now: string): void => {
    input.title = `${title} · ${now}`;
  };
  say(text);
  input.busy = true;
  // A click elsewhere is no answer, and the result comes into this place.
  input.ignoreFocusOut = true;
  input.onDidHide(() => source.cancel());
  input.show();
  return {
    token: source.token,
    say,
    dispose: () => {
      input.dispose();
      source.dispose();
    },
  };
}
