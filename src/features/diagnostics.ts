import {
  DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
  languages,
  Location,
  Uri,
  workspace,
  type Diagnostic,
  type Disposable,
  type TextDocument,
  type WorkspaceFolder,
} from 'vscode';
import { findingText, relatedText } from '../core/render/words/findingsText';
import type { Finding } from '../core/review/findings/finding';
import { rulePage, type Severity } from '../core/review/findings/rules';
import { withoutEffect } from '../core/review/team/withoutEffect';
import { TEAM_FILE } from '../core/review/team/team';
import { teamNoteText } from '../core/render/words/teamFile';
import { Disposables } from '../host/disposables';
import type { DocumentFindings } from '../host/documentFindings';
import type { FolderFindings } from '../host/folderFindings';
import { Newest } from '../host/newest';
import { placeOf } from '../host/notebooks';
import { problem } from '../host/problems';
import { toRange } from '../host/ranges';
import type { Services } from '../host/services';
import { logBug } from '../host/logBug';
import { linkTo } from '../common/repository';

/** How long after the last keystroke the rules are asked: comparing with other offers takes its time. */
const QUIET_MS = 500;

/** Schemes of Python that somebody edits, besides those of the workspace's folders: not the old side of a diff. */
const EDITED = new Set(['file', 'untitled', 'vscode-notebook-cell']);

/** What the rules find in the open Python documents, shown where it stands once typing rests. */
export function registerDiagnostics(services: Services, documents: DocumentFindings): Disposable {
  const disposables = new Disposables();
  const collection = disposables.add(languages.createDiagnosticCollection('modalCost'));
  const timers = new Map<TextDocument, ReturnType<typeof setTimeout>>();
  const newest = new Newest<TextDocument>();
  const update = async (document: TextDocument): Promise<void> => {
    timers.delete(document);
    const { version } = document;
    const isNewest = newest.begin(document);
    const found = await documents.of(document);
    // Undefined while the code does not parse: VS Code moves what is shown along with the text.
    if (found && isNewest() && !document.isClosed && document.version === version)
      collection.set(
        document.uri,
        found.map((finding) => diagnosticOf(finding, workspace.getWorkspaceFolder(placeOf(document)))),
      );
  };
  const later = (document: TextDocument): void => {
    if (!isReviewed(document)) return;
    clearTimeout(timers.get(document));
    const run = (): void => void update(document).catch((error: unknown) => logBug(services.log, error));
    timers.set(document, setTimeout(run, QUIET_MS));
  };
  const all = (): void => workspace.textDocuments.forEach(later);
  disposables.add(workspace.onDidOpenTextDocument(later));
  disposables.add(workspace.onDidChangeTextDocument(({ document }) => later(document)));
  disposables.add(services.onDidChange(all));
  disposables.add(services.settings.onDidChange(all));
  disposables.add(
    workspace.onDidCloseTextDocument((document) => {
      clearTimeout(timers.get(document));
      timers.delete(document);
      collection.delete(document.uri);
    }),
  );
  disposables.add({ dispose: () => timers.forEach((timer) => clearTimeout(timer)) });
  all();
  return disposables;
}

/**
 * What is over the budgets of apps and workspaces, or over the limits of the plan, and what the actual bill shows. It stands
 * in the team file, or at the declaration that counts most.
 */
export function registerFolderFindings(services: Services, folders: FolderFindings): Disposable {
  return ofWholeFolders(services, 'modalCost.budgets', (folder) => workspaceFindings(folder, folders));
}

/** The values of team files that have no effect. */
export function registerIdleValues(services: Services): Disposable {
  return ofWholeFolders(services, 'modalCost.idleValues', async (folder) => [
    [Uri.joinPath(folder.uri, TEAM_FILE), await idleValuesOf(folder, services)],
  ]);
}

type Found = [Uri, Diagnostic[]];

/** Diagnostics of whole folders, once the workspace has been read: nothing is read for their sake. */
function ofWholeFolders(
  services: Services,
  name: string,
  find: (folder: WorkspaceFolder, services: Services) => Promise<readonly Found[]>,
): Disposable {
  const disposables = new Disposables();
  const collection = disposables.add(languages.createDiagnosticCollection(name));
  let turn = 0;
  const update = async (): Promise<void> => {
    const mine = ++turn;
    const found: Found[] = [];
    if (services.index.isCurrent)
      for (const folder of workspace.workspaceFolders ?? []) found.push(...(await find(folder, services)));
    if (mine !== turn) return;
    collection.clear();
    // At once: there may be several for one file.
    collection.set(found);
  };
  const run = (): void => void update().catch((error: unknown) => logBug(services.log, error));
  disposables.add(services.index.onDidChange(run));
  disposables.add(services.bills.onDidChange(run));
  return disposables;
}

async function idleValuesOf(folder: WorkspaceFolder, services: Services): Promise<Diagnostic[]> {
  const { team } = await services.terms(folder.uri);
  const files = await services.index.files(folder);
  const code = {
    declarations: [...files.keys()].flatMap((file) => file.declarations),
    assessments: [...files.values()].flat(),
    isWhole: true,
    unread: services.index.skipped(folder).map(({ file }) => file),
  };
  return withoutEffect(team, code).map((note) =>
    problem(toRange(note.range), teamNoteText(note), DiagnosticSeverity.Warning),
  );
}

async function workspaceFindings(
  folder: WorkspaceFolder,
  folders: FolderFindings,
): Promise<readonly Found[]> {
  const found = await folders.of(folder);
  return found.map((finding) => [Uri.joinPath(folder.uri, finding.file), [diagnosticOf(finding, folder)]]);
}

function isReviewed({ languageId, uri }: TextDocument): boolean {
  return (
    languageId === 'python' && (EDITED.has(uri.scheme) || workspace.getWorkspaceFolder(uri) !== undefined)
  );
}

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  info: DiagnosticSeverity.Information,
  warning: DiagnosticSeverity.Warning,
  error: DiagnosticSeverity.Error,
};

function diagnosticOf(finding: Finding, folder: WorkspaceFolder | undefined): Diagnostic {
  const { rule, severity, range, related } = finding;
  const diagnostic = problem(toRange(range), findingText(finding), SEVERITIES[severity]);
  diagnostic.code = { value: rule, target: Uri.parse(linkTo(rulePage(rule))) };
  if (rule === 'old-name') diagnostic.tags = [DiagnosticTag.Deprecated];
  if (folder && related.length > 0)
    diagnostic.relatedInformation = related.map(
      (place) =>
        new DiagnosticRelatedInformation(
          new Location(Uri.joinPath(folder.uri, place.file), toRange(place.range)),
          relatedText(place),
        ),
    );
  return diagnostic;
}
