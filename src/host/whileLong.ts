import { ProgressLocation, window } from 'vscode';

/** Shorter work is done before anybody has read what it is. */
const MOMENT_MS = 500;

/** Says at the bottom of the window what is going on, once it takes longer than a moment. */
export function whileLong<T>(title: string, work: Promise<T>): Promise<T> {
  // How it ends is for whoever waits for it.
  const ended = work.then(
    () => undefined,
    () => undefined,
  );
  const timer = setTimeout(
    () => void window.withProgress({ location: ProgressLocation.Window, title }, () => ended),
    MOMENT_MS,
  );
  return work.finally(() => clearTimeout(timer));
}
