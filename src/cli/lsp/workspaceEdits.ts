import type { TextEdit, WorkspaceEdit } from 'vscode-languageserver/node';
import type { OffsetEdit } from '../../core/edits/textEdits';
import type { Client } from './client';
import type { OpenDocument } from './openDocument';

/** The one annotation of an edit that is to be confirmed. */
const TO_CONFIRM = 'shared';

/** Edits of a document, at offsets of its text, as the protocol has them. */
export function textEdits(document: OpenDocument, edits: readonly OffsetEdit[]): TextEdit[] {
  return edits.map(({ start, end, newText }) => ({
    range: { start: document.positionAt(start), end: document.positionAt(end) },
    newText,
  }));
}

/**
 * Edits of one document, for its version where the editor takes that.
 * @param warning what is to be confirmed first, where the editor can ask; null for nothing
 */
export function workspaceEdit(
  { uri, version }: OpenDocument,
  edits: readonly TextEdit[],
  client: Client,
  warning: { readonly label: string; readonly description: string } | null = null,
): WorkspaceEdit {
  if (!client.takesVersions) return { changes: { [uri]: [...edits] } };
  const textDocument = { uri, version };
  if (warning === null || !client.confirmsEdits)
    return { documentChanges: [{ textDocument, edits: [...edits] }] };
  return {
    documentChanges: [{ textDocument, edits: edits.map((edit) => ({ ...edit, annotationId: TO_CONFIRM })) }],
    changeAnnotations: { [TO_CONFIRM]: { ...warning, needsConfirmation: true } },
  };
}
