import {
  commands,
  DiagnosticSeverity,
  l10n,
  languages,
  Position,
  Selection,
  SnippetString,
  window,
  workspace,
  type Disposable,
  type TextDocument,
  type TextEditor,
} from 'vscode';
import { insertionFor, UsageComments } from '../core/modal/usageComment';
import { Commands } from '../host/contributions';
import { activeEditor } from '../host/editors';
import { Disposables } from '../host/disposables';
import { problem } from '../host/problems';
import { toRange } from '../host/ranges';
import type { Services } from '../host/services';

/** How long after the last keystroke a bad usage comment may go unnamed. */
const QUIET_MS = 300;

/** "Set Usage", which writes a usage comment above a declaration, and the problems of usage comments. */
export function registerUsage(services: Services): Disposable {
  const disposables = new Disposables();
  disposables.add(
    commands.registerCommand(Commands.setUsage, (uri?: unknown, line?: unknown) =>
      setUsage(services, uri, line),
    ),
  );
  disposables.add(registerProblems(services));
  return disposables;
}

async function setUsage(services: Services, uri: unknown, line: unknown): Promise<void> {
  const editor = activeEditor(uri);
  if (!editor) return;
  const { document } = editor;
  // A lens gives the address itself, a link in a hover its text.
  const isHere = String(uri) === document.uri.toString();
  const at = isHere && typeof line === 'number' ? new Position(line, 0) : editor.selection.active;
  const found = await services.declarationAt(document, at);
  if (!found) {
    void window.showInformationMessage(l10n.t('There is no Modal declaration at the cursor.'));
    return;
  }
  const comment = new UsageComments(document.getText()).of(found);
  const [existing] = comment.ranges;
  if (existing) {
    // One is there already: the cursor goes to its end, to add to it.
    const end = toRange(existing).end;
    editor.selection = new Selection(end, end);
    editor.revealRange(new Selection(end, end));
    return;
  }
  await insertComment(editor, found);
}

async function insertComment(editor: TextEditor, declaration: { readonly line: number }): Promise<void> {
  const insertion = insertionFor(editor.document.getText(), declaration);
  const { line, column } = insertion.position;
  // The indentation is in the text already; VS Code would add the line's own.
  await editor.insertSnippet(new SnippetString(insertion.snippet), new Position(line, column), {
    undoStopBefore: true,
    undoStopAfter: true,
  });
}

/** Names what is amiss in usage comments, at its place, shortly after typing stops. */
function registerProblems(services: Services): Disposable {
  const disposables = new Disposables();
  const collection = disposables.add(languages.createDiagnosticCollection('modalCost.usage'));
  const timers = new Map<TextDocument, ReturnType<typeof setTimeout>>();
  const update = async (document: TextDocument): Promise<void> => {
    timers.delete(document);
    if (document.languageId !== 'python' || document.isClosed) return;
    const text = document.getText();
    if (!text.includes('modal-cost')) {
      collection.delete(document.uri);
      return;
    }
    const { declarations } = await services.documents.scan(document);
    const comments = new UsageComments(text);
    const problems = [
      ...declarations.flatMap((each) => comments.of(each).problems),
      ...comments.stray(declarations),
    ];
    collection.set(
      document.uri,
      problems.map(({ range, message }) => problem(toRange(range), message, DiagnosticSeverity.Warning)),
    );
  };
  const later = (document: TextDocument, delay: number): void => {
    clearTimeout(timers.get(document));
    const run = (): void =>
      void update(document).catch((error: unknown) => services.log.error(String(error)));
    timers.set(document, setTimeout(run, delay));
  };
  disposables.add(workspace.onDidOpenTextDocument((document) => later(document, 0)));
  disposables.add(workspace.onDidChangeTextDocument(({ document }) => later(document, QUIET_MS)));
  disposables.add(
    workspace.onDidCloseTextDocument((document) => {
      clearTimeout(timers.get(document));
      timers.delete(document);
      collection.delete(document.uri);
    }),
  );
  disposables.add({ dispose: () => timers.forEach((timer) => clearTimeout(timer)) });
  workspace.textDocuments.forEach((document) => later(document, 0));
  return disposables;
}
