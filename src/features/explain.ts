import { l10n, Position, Selection, window, type Disposable } from 'vscode';
import { executeCommand, registerCommand } from '../host/commands';
import { Commands } from '../host/contributions';
import { activeEditor, placeGiven } from '../host/editors';
import { subjectAt } from '../host/ranges';
import type { Services } from '../host/services';

/** "Explain Cost": shows the hover of the declaration that a lens stands for, or of the one at the cursor. */
export function registerExplain(services: Services): Disposable {
  return registerCommand(services.log, Commands.explain, async (uri, line) => {
    const editor = activeEditor(uri);
    if (!editor) return;
    const given = placeGiven(editor.document, uri, line);
    const { declarations, callSites } = await services.documents.scan(editor.document);
    const subjects = [...declarations, ...callSites];
    const target = (
      given
        ? subjects.find(({ range }) => range.start.line === given.line)
        : subjectAt(subjects, editor.selection.active)
    )?.range.start;
    if (target === undefined) {
      void window.showInformationMessage(l10n.t('There is no Modal declaration at the cursor.'));
      return;
    }
    // Behind the "@", or in the call: the hover's range must hold the cursor.
    const position = new Position(target.line, target.column + 1);
    editor.selection = new Selection(position, position);
    editor.revealRange(new Selection(position, position));
    await executeCommand('editor.action.showHover');
  });
}
