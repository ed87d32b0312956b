import {
  NotebookRange,
  Position,
  Range,
  TabInputText,
  TabInputTextDiff,
  ViewColumn,
  window,
  workspace,
  type TextDocument,
  type TextEditor,
  type Uri,
} from 'vscode';
import { executeCommand } from './commands';
import { notebookOf } from './notebooks';

/** An editor that shows a document, with the focus: where there is one it stays in its place. */
export async function editorOf(document: TextDocument): Promise<TextEditor> {
  const isOf = (each: TextEditor): boolean => each.document === document;
  const { activeTextEditor: active, visibleTextEditors } = window;
  if (active && isOf(active)) return active;
  const visible = visibleTextEditors.find(isOf);
  // Shown anew, a side of a diff would take the place of the diff.
  if (visible && isOfActiveDiff(document)) {
    await executeCommand('workbench.action.compareEditor.focusOtherSide');
    return visible;
  }
  const notebook = notebookOf(document);
  if (notebook) return (await cellEditor(document)) ?? visible ?? window.showTextDocument(document);
  return window.showTextDocument(document, { viewColumn: visible?.viewColumn ?? ViewColumn.One });
}

/** The document of a notebook's cell, from 1; undefined where the notebook has no such cell any more. */
export async function cellDocument(uri: Uri, cell: number): Promise<TextDocument | undefined> {
  const notebook = await workspace.openNotebookDocument(uri);
  return notebook.getCells()[cell - 1]?.document;
}

/** Shows a line of a file, or of a notebook's cell: where it is open in some column, there. @returns its document's address */
export async function showLine(uri: Uri, line: number, cell: number | null): Promise<Uri> {
  const document = cell === null ? undefined : await cellDocument(uri, cell);
  if (document) {
    await cellEditor(document);
    return document.uri;
  }
  const at = new Position(line, 0);
  const viewColumn = columnOf(uri) ?? ViewColumn.One;
  await window.showTextDocument(uri, { selection: new Range(at, at), viewColumn });
  return uri;
}

/** The column with a tab of a file; the one with the focus before others. */
function columnOf(uri: Uri): ViewColumn | undefined {
  const { activeTabGroup, all } = window.tabGroups;
  return [activeTabGroup, ...all].find(({ tabs }) =>
    tabs.some(({ input }) => input instanceof TabInputText && input.uri.toString() === uri.toString()),
  )?.viewColumn;
}

function isOfActiveDiff({ uri }: TextDocument): boolean {
  const input = window.tabGroups.activeTabGroup.activeTab?.input;
  if (!(input instanceof TabInputTextDiff)) return false;
  return [input.original, input.modified].some((each) => each.toString() === uri.toString());
}

/** The editor of a notebook's cell, which exists once the notebook is shown and the cell is in view. */
async function cellEditor(document: TextDocument): Promise<TextEditor | undefined> {
  const notebook = notebookOf(document);
  const cell = notebook?.getCells().find((each) => each.document === document);
  if (!notebook || !cell) return undefined;
  const shown = await window.showNotebookDocument(await workspace.openNotebookDocument(notebook.uri));
  shown.selections = [new NotebookRange(cell.index, cell.index + 1)];
  shown.revealRange(shown.selections[0]!);
  return window.visibleTextEditors.find((each) => each.document === document);
}

/**
 * The place of the line that a command was given, if this document has it: a lens gives the address itself, a link in a hover its text, and
 * a key binding anything.
 */
export function placeGiven(document: TextDocument, address: unknown, line: unknown): Position | undefined {
  if (String(address) !== document.uri.toString() || typeof line !== 'number') return undefined;
  return Number.isInteger(line) && line >= 0 && line < document.lineCount ? new Position(line, 0) : undefined;
}
