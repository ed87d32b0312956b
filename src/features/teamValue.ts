import { l10n, Range, SnippetString, Uri, window, workspace, type Disposable, type TextEditor } from 'vscode';
import { addMember } from '../core/review/team/addMember';
import { TEAM_FILE } from '../core/review/team/team';
import { UserError } from '../core/userError';
import { registerCommand } from '../host/commands';
import { GIVE_TEAM_VALUE } from '../host/contributions';
import { isFile } from '../host/index/fileSystem';
import { NextSteps } from '../host/nextSteps';
import type { Services } from '../host/services';
import { StoppedError } from '../host/tell';

/** How often an edit of a document that goes on meanwhile is tried. */
const MAX_TRIES = 3;

/** Opens the team file with a value to be typed: what the quick fix for an unknown one runs. */
export function registerTeamValue(services: Services): Disposable {
  return registerCommand(services.log, GIVE_TEAM_VALUE, async (uri, key, parameter) => {
    if (!(uri instanceof Uri) || typeof key !== 'string' || typeof parameter !== 'string') return;
    await giveTeamValue(services, uri, ['declarations', key, 'values', parameter]);
  });
}

async function giveTeamValue(services: Services, uri: Uri, path: readonly string[]): Promise<void> {
  const folder = workspace.getWorkspaceFolder(uri);
  if (!folder)
    throw new StoppedError(
      l10n.t('{0} belongs at the root of a workspace folder: open a folder first.', TEAM_FILE),
      [NextSteps.openFolder()],
    );
  const file = Uri.joinPath(folder.uri, TEAM_FILE);
  const isNew = !(await isFile(file));
  if (isNew) await workspace.fs.writeFile(file, new Uint8Array());
  const editor = await window.showTextDocument(await workspace.openTextDocument(file));
  // VS Code rejects it where the document has changed meanwhile, as one does whose file has just come again.
  for (let tries = 0; tries < MAX_TRIES; tries++)
    if (await insertValue(services, editor, isNew, path)) return;
  throw new UserError(l10n.t('Could not write to {0}: add {1} by hand.', TEAM_FILE, path.join(' › ')));
}

/** @returns whether the value is there to be typed */
async function insertValue(
  services: Services,
  editor: TextEditor,
  isNew: boolean,
  path: readonly string[],
): Promise<boolean> {
  const { document } = editor;
  // Of a file that was deleted a moment ago the editor may still have the text.
  const old = document.getText();
  const insertion = addMember(isNew ? '' : old, path);
  if (!insertion) return false;
  const snippet = new SnippetString().appendText(insertion.before);
  snippet.appendText('"').appendChoice(gpuTypes(services)).appendText(`"${insertion.after}`);
  const [start, end] = isNew ? [0, old.length] : [insertion.start, insertion.end];
  const range = new Range(document.positionAt(start), document.positionAt(end));
  return editor.insertSnippet(snippet, range);
}

/** The types that the price book in use has a price for, the cheapest first. */
function gpuTypes(services: Services): string[] {
  const { gpus } = services.books.context.book;
  return Object.entries(gpus)
    .sort(([, a], [, b]) => a.active.value - b.active.value)
    .map(([type]) => type);
}
