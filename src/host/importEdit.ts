import { l10n, Range, Uri, workspace, WorkspaceEdit } from 'vscode';
import type { TextReplacement } from '../core/review/team/setMember';
import { TEAM_FILE } from '../core/review/team/team';
import { UserError } from '../core/userError';
import { isFile } from './index/fileSystem';

/** A file of the folder that is written, or replaced. */
interface NewFile {
  readonly uri: Uri;
  readonly text: string;
}

/** What an import writes into a folder: a file beside the team file, if any, and the member there that names it. */
interface Import {
  readonly folder: Uri;
  readonly file: NewFile | undefined;
  /** What is imported, for an error. */
  readonly name: string;
  readonly change: (teamText: string) => TextReplacement | null;
  /** What to do by hand where the team file has an error. */
  readonly byHand: string;
}

/**
 * Writes both in one edit, which one undo takes back, and saves the team file.
 * @throws UserError if the team file has an error, or VS Code rejects the edit
 */
export async function writeImport({ folder, file, name, change, byHand }: Import): Promise<void> {
  const edit = new WorkspaceEdit();
  if (file) {
    const contents = new TextEncoder().encode(`${file.text.trim()}\n`);
    edit.createFile(file.uri, { overwrite: true, contents });
  }
  const team = Uri.joinPath(folder, TEAM_FILE);
  const document = (await isFile(team)) ? await workspace.openTextDocument(team) : undefined;
  if (!document) edit.createFile(team, { ignoreIfExists: true });
  const replacement = change(document?.getText() ?? '');
  if (!replacement) throw new UserError(byHand);
  const range = document
    ? new Range(document.positionAt(replacement.start), document.positionAt(replacement.end))
    : new Range(0, 0, 0, 0);
  edit.replace(team, range, replacement.text);
  if (!(await workspace.applyEdit(edit))) throw new UserError(l10n.t('{0} could not be written.', name));
  await (await workspace.openTextDocument(team)).save();
}
