import { Range, WorkspaceEdit, type TextDocument, type WorkspaceEditEntryMetadata } from 'vscode';
import type { OffsetEdit } from '../core/edits/textEdits';

/** Edits of a document as VS Code takes them. */
export function workspaceEdit(
  document: TextDocument,
  edits: readonly OffsetEdit[],
  preview?: WorkspaceEditEntryMetadata,
): WorkspaceEdit {
  const edit = new WorkspaceEdit();
  for (const { start, end, newText } of edits) {
    const range = new Range(document.positionAt(start), document.positionAt(end));
    edit.replace(document.uri, range, newText, preview);
  }
  return edit;
}
