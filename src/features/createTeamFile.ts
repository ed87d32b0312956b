import {
  l10n,
  ProgressLocation,
  Uri,
  window,
  workspace,
  type Disposable,
  type WorkspaceFolder,
} from 'vscode';
import { bundledBook } from '../core/pricing/bundled';
import { withoutIcons } from '../core/render/escape';
import { newTeamFile } from '../core/render/newTeamFile';
import { TEAM_FILE } from '../core/review/team/team';
import { UserError } from '../core/userError';
import { registerCommand } from '../host/commands';
import { Commands } from '../host/contributions';
import { isFile } from '../host/index/fileSystem';
import { placeOf } from '../host/notebooks';
import { NextSteps } from '../host/nextSteps';
import { pickOne } from '../host/pickStep';
import { StoppedError } from '../host/tell';
import type { Services } from '../host/services';

/** "Create Team File": writes `modal-cost.json` from what its folder declares, and opens the one that is there. */
export function registerCreateTeamFile(services: Services): Disposable {
  return registerCommand(services.log, Commands.createTeamFile, () => createTeamFile(services));
}

async function createTeamFile(services: Services): Promise<void> {
  const folder = await chooseFolder();
  if (!folder) return;
  const file = Uri.joinPath(folder.uri, TEAM_FILE);
  if (!(await isFile(file))) {
    const text = await textFor(services, folder);
    if (text === undefined) return;
    // Meanwhile somebody may have written one.
    if (!(await isFile(file))) await write(file, text);
  }
  await window.showTextDocument(await workspace.openTextDocument(file));
}

/** The one folder, or the one of several that is picked: that of the active file first. */
async function chooseFolder(): Promise<WorkspaceFolder | undefined> {
  const folders = workspace.workspaceFolders ?? [];
  if (folders.length === 0)
    throw new StoppedError(
      l10n.t('{0} belongs at the root of a workspace folder: open a folder first.', TEAM_FILE),
      [NextSteps.openFolder()],
    );
  if (folders.length === 1) return folders[0];
  const document = window.activeTextEditor?.document;
  const here = document && workspace.getWorkspaceFolder(placeOf(document));
  const sorted = [...folders].sort((a, b) => Number(b === here) - Number(a === here));
  const picked = await pickOne({
    items: sorted.map((folder) => ({
      label: withoutIcons(folder.name),
      description: withoutIcons(folder.uri.fsPath),
      folder,
    })),
    title: l10n.t('Create Team File'),
    placeholder: l10n.t('For which folder?'),
  });
  return picked?.folder;
}

/** Undefined where the scan was canceled. */
async function textFor(services: Services, folder: WorkspaceFolder): Promise<string | undefined> {
  const { index } = services;
  const isWhole = await window.withProgress(
    { location: ProgressLocation.Notification, title: l10n.t('Scanning the workspace…'), cancellable: true },
    (_, token) => index.ready(token),
  );
  if (!isWhole) return undefined;
  return newTeamFile(await index.assessments(folder), bookName(services));
}

/** The book of the settings as a team file names it: a bundled one by its id, one in the folder by its path. */
function bookName({ settings, books }: Services): string | null {
  const path = settings.get('priceBookFile').trim();
  if (path === '') return bundledBook(settings.get('priceBook')) ? books.context.book.id : null;
  return /^(?:\/|[A-Za-z]:)/.test(path) ? null : path.replaceAll('\\', '/');
}

async function write(file: Uri, text: string): Promise<void> {
  try {
    await workspace.fs.writeFile(file, new TextEncoder().encode(text));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(l10n.t('{0} cannot be written: {1}', TEAM_FILE, why));
  }
}
