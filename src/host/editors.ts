import { l10n, window, type TextEditor } from 'vscode';
import { executeCommand } from './commands';
import { Commands } from './contributions';

/**
 * The editor that a command is for: the one that shows the document whose address a lens or link gives, such as the other
 * side of a diff or another cell; else the active one, which in a notebook is the chosen cell's. Where there is none, a
 * person is told what the command needs.
 */
export function activeEditor(address?: unknown): TextEditor | undefined {
  const { activeTextEditor: active, visibleTextEditors } = window;
  const isMeant = ({ document }: TextEditor): boolean => document.uri.toString() === String(address);
  const editor = active && isMeant(active) ? active : (visibleTextEditors.find(isMeant) ?? active);
  if (!editor) void offerExample();
  return editor;
}

async function offerExample(): Promise<void> {
  const open = l10n.t('Open Example');
  const picked = await window.showInformationMessage(
    l10n.t('Open a Python file that uses Modal first.'),
    open,
  );
  if (picked === open) await executeCommand(Commands.openExample);
}
