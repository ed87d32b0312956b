import { window, workspace, type TextDocument } from 'vscode';
import { EXAMPLE } from '../core/render/exampleApp';

/** Shows the example: a small Modal app in an untitled file. One that nobody has changed is not opened twice. */
export async function openExample(): Promise<TextDocument> {
  const isExample = (each: TextDocument): boolean =>
    each.isUntitled && !each.isClosed && each.languageId === 'python' && each.getText() === EXAMPLE;
  const document =
    workspace.textDocuments.find(isExample) ??
    (await workspace.openTextDocument({ language: 'python', content: EXAMPLE }));
  await window.showTextDocument(document);
  return document;
}
