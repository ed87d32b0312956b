import { l10n, Position, Selection, SnippetString, window, type Disposable, type TextEditor } from 'vscode';
import { USAGE_FIELDS, type UsageField } from '../core/modal/usageFields';
import { UsageComments } from '../core/modal/usageComment';
import { additionTo, FIRST_FIELDS, insertionFor, type UsageInsertion } from '../core/modal/usageInsertion';
import { registerCommand } from '../host/commands';
import { Commands } from '../host/contributions';
import { activeEditor, placeGiven } from '../host/editors';
import { toRange } from '../host/ranges';
import type { Services } from '../host/services';

/** "Set Usage", which writes a usage comment above a declaration, or adds to the one that is there. */
export function registerUsage(services: Services): Disposable {
  return registerCommand(services.log, Commands.setUsage, (uri, line, fields) =>
    setUsage(services, uri, line, fields),
  );
}

async function setUsage(services: Services, uri: unknown, line: unknown, wanted: unknown): Promise<void> {
  const editor = activeEditor(uri);
  if (!editor) return;
  const { document } = editor;
  const at = placeGiven(document, uri, line) ?? editor.selection.active;
  const found = await services.declarationAt(document, at);
  if (!found) {
    void window.showInformationMessage(l10n.t('There is no Modal declaration at the cursor.'));
    return;
  }
  const text = document.getText();
  const fields = fieldsIn(wanted);
  const comment = new UsageComments(text).of(found);
  const [existing] = comment.values;
  const insertion = existing ? additionTo(text, comment, fields) : insertionFor(text, found, fields);
  if (insertion) await insert(editor, insertion);
  else if (existing) {
    // All is there already: the cursor goes to it.
    const { end } = toRange(existing.range);
    editor.selection = new Selection(end, end);
    editor.revealRange(editor.selection);
  }
}

/** The fields that a caller asks for; those that a month needs where it asks for none. */
function fieldsIn(wanted: unknown): readonly UsageField[] {
  const names: readonly unknown[] = Array.isArray(wanted) ? wanted : [];
  const fields = USAGE_FIELDS.map(({ field }) => field).filter((field) => names.includes(field));
  return fields.length > 0 ? fields : FIRST_FIELDS;
}

async function insert(
  editor: TextEditor,
  { position: { line, column }, snippet }: Pick<UsageInsertion, 'position' | 'snippet'>,
): Promise<void> {
  // The indentation is in the text already; VS Code would add the line's own.
  await editor.insertSnippet(new SnippetString(snippet), new Position(line, column), {
    undoStopBefore: true,
    undoStopAfter: true,
  });
}
