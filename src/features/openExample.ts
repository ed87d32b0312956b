import { commands, window, workspace, type Disposable } from 'vscode';
import { EXAMPLE } from '../core/render/exampleApp';
import { Commands } from '../host/contributions';

/** "Open Example": a small Modal app in an untitled file, to try everything on without code of one's own. */
export function registerExample(): Disposable {
  return commands.registerCommand(Commands.openExample, async () => {
    const document = await workspace.openTextDocument({ language: 'python', content: EXAMPLE });
    await window.showTextDocument(document);
  });
}
