import { window, workspace, type Disposable } from 'vscode';
import { EXAMPLE } from '../core/render/exampleApp';
import { registerCommand } from '../host/commands';
import { Commands } from '../host/contributions';
import type { Services } from '../host/services';

/** "Open Example": a small Modal app in an untitled file, to try everything on without code of one's own. */
export function registerExample({ log }: Services): Disposable {
  return registerCommand(log, Commands.openExample, async () => {
    const document = await workspace.openTextDocument({ language: 'python', content: EXAMPLE });
    await window.showTextDocument(document);
  });
}
