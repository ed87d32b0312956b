import { l10n, Position, window, type TextDocument, type TextEditor } from 'vscode';
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

/**
 * The place of the line that a command was given, if this document has it: a lens gives the address itself, a link in a hover its text, and
 * a key binding anything.
 */
export function placeGiven(document: TextDocument, address: unknown, line: unknown): Position | undefined {
  if (String(address) !== document.uri.toString() || typeof line !== 'number') return undefined;
  return Number.isInteger(line) && line >= 0 && line < document.lineCount ? new Position(line, 0) : undefined;
}

async function offerExample(): Promise<void> {
  const open = l10n.t('Open Example');
  const picked = await window.showInformationMessage(
    l10n.t('Open a Python file that uses Modal first.'),
    open,
  );
  if (picked === open) await executeCommand(Commands.openExample);
}
