/** What a person is told in a notification, with what they can do about it. */
import { commands, window, type Command } from 'vscode';
import { UserError } from '../core/userError';

/** What a person did, and the commands that help: each becomes a button. */
export class StoppedError extends UserError {
  constructor(
    message: string,
    readonly steps: readonly Command[],
  ) {
    super(message);
  }
}

/** Says something, with a button for each next step. Nobody waits for the answer. */
export function inform(message: string, ...steps: readonly Command[]): void {
  void answer(window.showInformationMessage(message, ...steps.map(({ title }) => title)), steps);
}

/** Says what is wrong, with a button for each next step that is known. */
export function tellError(error: UserError): void {
  const steps = error instanceof StoppedError ? error.steps : [];
  void answer(window.showErrorMessage(error.message, ...steps.map(({ title }) => title)), steps);
}

async function answer(picked: Thenable<string | undefined>, steps: readonly Command[]): Promise<void> {
  const title = await picked;
  const step = steps.find((each) => each.title === title);
  if (step) await commands.executeCommand(step.command, ...((step.arguments ?? []) as unknown[]));
}
