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
} from 'vscode';
import type { Finding } from '../core/review/findings/finding';
import { rulePageUrl, type Severity } from '../core/review/findings/rules';
import { Disposables } from '../host/disposables';
import type { DocumentFindings } from '../host/documentFindings';
import { problem } from '../host/problems';
import { toRange } from '../host/ranges';
import type { Services } from '../host/services';

/** How long after the last keystroke the rules are asked: comparing with other offers takes its time. */
const QUIET_MS = 500;

/** Schemes of Python that somebody edits, besides those of the workspace's folders: not the old side of a diff. */
const EDITED = new Set(['file', 'untitled', 'vscode-notebook-cell']);

/** What the rules find in the open Python documents, shown where it stands once typing rests. */
export function registerDiagnostics(services: Services, findings: DocumentFindings): Disposable {
  const disposables = new Disposables();
  const collection = disposables.add(languages.createDiagnosticCollection('modalCost'));
  const timers = new Map<TextDocument, ReturnType<typeof setTimeout>>();
  const update = async (document: TextDocument): Promise<void> => {
    timers.delete(document);
    const { version } = document;
    const found = await findings.of(document);
    // Undefined while the code does not parse: VS Code moves what is shown along with the text.
    if (found && !document.isClosed && document.version === version)
      collection.set(
        document.uri,
        found.map((finding) => diagnosticOf(finding, document)),
      );
  };
  const later = (document: TextDocument): void => {
    if (!isReviewed(document)) return;
    clearTimeout(timers.get(document));
    const run = (): void =>
      void update(document).catch((error: unknown) => services.log.error(String(error)));
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

function diagnosticOf(
  { rule, severity, message, range, related }: Finding,
  document: TextDocument,
): Diagnostic {
  const diagnostic = problem(toRange(range), message, SEVERITIES[severity]);
  diagnostic.code = { value: rule, target: Uri.parse(rulePageUrl(rule)) };
  if (rule === 'old-name') diagnostic.tags = [DiagnosticTag.Deprecated];
  const folder = workspace.getWorkspaceFolder(document.uri);
  if (folder && related.length > 0)
    diagnostic.relatedInformation = related.map(
      (place) =>
        new DiagnosticRelatedInformation(
          new Location(Uri.joinPath(folder.uri, place.file), toRange(place.range)),
          place.message,
        ),
    );
  return diagnostic;
}
