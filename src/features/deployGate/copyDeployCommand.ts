import { env, l10n, Uri, window, workspace, type Disposable } from 'vscode';
import { commandLine, type Shell } from '../../common/commandLine';
import { oneLine } from '../../core/render/escape';
import { UserError } from '../../core/userError';
import { registerCommand } from '../../host/commands';
import { Commands } from '../../host/contributions';
import type { Services } from '../../host/services';
import { gateWords, MODAL_COST, MODAL_DEPLOY } from './gateWords';

/** Copies the line that deploys the file in the active editor with a cost check; nothing is run. */
export function registerCopyDeployCommand({ log }: Services): Disposable {
  return registerCommand(log, Commands.copyDeployCommand, async () => {
    const line = commandLine([MODAL_COST, ...gateWords([...MODAL_DEPLOY, fileToDeploy()])], shell());
    await env.clipboard.writeText(line);
    void window.showInformationMessage(l10n.t('Copied: {0}', line));
  });
}

/** The file in the active editor, from its workspace folder. Throws `UserError`. */
function fileToDeploy(): string {
  const document = window.activeTextEditor?.document;
  if (document?.languageId !== 'python' || !workspace.getWorkspaceFolder(document.uri))
    throw new UserError(l10n.t('Open the Python file of the workspace that you deploy.'));
  const file = workspace.asRelativePath(document.uri, false);
  if (file !== oneLine(file))
    throw new UserError(
      l10n.t('The name of this file has characters that a terminal does not show. Rename it first.'),
    );
  // A name that begins with - would be an option.
  return file.startsWith('-') ? `./${file}` : file;
}

/** The one that terminals have by default where the extension runs. */
function shell(): Shell {
  return Uri.file('/').fsPath === '\\' ? 'powershell' : 'posix';
}
