import { window, type TextEditor } from 'vscode';

/**
 * The editor that a command is for: the one that shows the document whose address a lens or link gives, such as the other
 * side of a diff or another cell; else the active one, which in a notebook is the chosen cell's.
 */
export function activeEditor(address?: unknown): TextEditor | undefined {
  const { activeTextEditor: active, visibleTextEditors } = window;
  const isMeant = ({ document }: TextEditor): boolean => document.uri.toString() === String(address);
  return active && isMeant(active) ? active : (visibleTextEditors.find(isMeant) ?? active);
}
