import type { Disposable } from 'vscode';
import { registerCommand } from '../host/commands';
import { Commands } from '../host/contributions';
import { openExample } from '../host/example';
import type { Services } from '../host/services';

/** "Open Example": a small Modal app in an untitled file, to try everything on without code of one's own. */
export function registerExample({ log }: Services): Disposable {
  return registerCommand(log, Commands.openExample, async () => {
    await openExample();
  });
}
