import {
  commands,
  type Command,
  type Disposable,
  type Location,
  type LogOutputChannel,
  type Position,
  type Uri,
} from 'vscode';
import { UserError } from '../core/userError';
import type { CommandArguments, ContextValues } from './contributions';
import { logBug } from './logBug';
import { tellError } from './tell';

/** VS Code's own commands that are run here, with their arguments. */
interface ForeignCommands {
  'editor.action.peekLocations': [uri: Uri, at: Position, locations: readonly Location[], multiple: 'peek'];
  'editor.action.showHover': [];
  'markdown.showPreview': [uri: Uri];
  'modalCost.explorer.focus': [];
  'vscode.open': [uri: Uri, ...options: unknown[]];
  'vscode.openFolder': [];
  'workbench.action.openSettings': [query: string];
  'workbench.action.compareEditor.focusOtherSide': [];
  'workbench.trust.manage': [];
  'workbench.view.scm': [];
}

type CallableCommands = CommandArguments & ForeignCommands;

/**
 * Registers a command of package.json. A link, a key binding or another extension may give it anything, so it takes what
 * it is given as unknown. A `UserError` is shown; all else that it throws goes to the log with its stack, and VS Code tells
 * the person.
 */
export function registerCommand(
  log: LogOutputChannel,
  id: keyof CommandArguments,
  run: (...received: readonly unknown[]) => unknown,
): Disposable {
  return commands.registerCommand(id, async (...received: readonly unknown[]) => {
    try {
      return await run(...received);
    } catch (error) {
      if (!(error instanceof UserError)) {
        logBug(log, error);
        throw error;
      }
      tellError(error);
      return undefined;
    }
  });
}

export async function executeCommand<Id extends keyof CallableCommands>(
  id: Id,
  ...given: CallableCommands[Id]
): Promise<void> {
  await commands.executeCommand(id, ...given);
}

/** A command as lenses, tree items and quick fixes carry it. */
export function commandTo<Id extends keyof CallableCommands>(
  id: Id,
  title: string,
  ...given: CallableCommands[Id]
): Command {
  return { command: id, title, arguments: given };
}

/** The address of a link that runs a command: addresses become texts in it. */
export function commandLink<Id extends keyof CommandArguments>(
  id: Id,
  ...given: CommandArguments[Id]
): string {
  return given.length === 0 ? `command:${id}` : `command:${id}?${encodeURIComponent(JSON.stringify(given))}`;
}

/** Sets a context key that `when` clauses of package.json ask for. */
export function setContext<Key extends keyof ContextValues>(key: Key, value: ContextValues[Key]): void {
  void commands.executeCommand('setContext', key, value);
}
