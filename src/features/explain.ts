import { l10n, Position, Selection, window, type Disposable, type TextDocument } from 'vscode';
import { subjectAt } from '../core/modal/subjectAt';
import { chooseDeclaration } from '../host/chooseDeclaration';
import { executeCommand, registerCommand } from '../host/commands';
import { Commands } from '../host/contributions';
import { editorOf, placeGiven } from '../host/editors';
import type { Services } from '../host/services';

/** "Explain Cost": shows the hover of the declaration or call that a lens stands for, else of the one that is meant. */
export function registerExplain(services: Services): Disposable {
  return registerCommand(services.log, Commands.explain, async (uri, line) => {
    const meant = await placeMeant(services, uri, line);
    if (meant) return explain(meant.document, meant.position);
    const found = await chooseDeclaration(services, { uri, line }, { title: l10n.t('Explain cost') });
    if (typeof found === 'string') return;
    const { line: row, column } = found.subject.declaration.range.start;
    await explain(found.document, new Position(row, column));
  });
}

interface Place {
  readonly document: TextDocument;
  readonly position: Position;
}

/** The declaration at a place that is given, or at the cursor; or the call that costs something, or changes what one costs. */
async function placeMeant(services: Services, uri: unknown, line: unknown): Promise<Place | undefined> {
  const editor = window.activeTextEditor;
  const shown = uri === undefined ? editor : window.visibleTextEditors.find(isOf(uri));
  if (!shown) return undefined;
  const { document } = shown;
  const given = placeGiven(document, uri, line);
  const { declarations, callSites } = await services.documents.scan(document);
  const subjects = [...declarations, ...callSites];
  const target = given
    ? subjects.find(({ range }) => range.start.line === given.line)
    : subjectAt(subjects, shown.selection.active.line);
  return target && { document, position: new Position(target.range.start.line, target.range.start.column) };
}

function isOf(address: unknown): (editor: { readonly document: TextDocument }) => boolean {
  return ({ document }) => document.uri.toString() === String(address);
}

async function explain(document: TextDocument, start: Position): Promise<void> {
  const editor = await editorOf(document);
  // Behind the "@", or in the call: the hover's range must hold the cursor.
  const position = start.translate(0, 1);
  editor.selection = new Selection(position, position);
  editor.revealRange(new Selection(position, position));
  await executeCommand('editor.action.showHover');
}
