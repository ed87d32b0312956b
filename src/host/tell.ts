/** What a person is told in a notification, with what they can do about it. */
import { window } from 'vscode';
import { UserError } from '../core/userError';

/** What helps, as a button. */
export interface NextStep {
  readonly title: string;
  readonly run: () => Promise<void>;
}

/** What a person did, and the steps that help. */
export class StoppedError extends UserError {
  constructor(
    message: string,
    readonly steps: readonly NextStep[],
  ) {
    super(message);
  }
}

/** Says something, with a button for each next step. Nobody waits for the answer. */
export function inform(message: string, ...steps: readonly NextStep[]): void {
  void answer(window.showInformationMessage(message, ...steps.map(({ title }) => title)), steps);
}

/** Says what is wrong, with a button for each next step that is known. */
export function tellError(error: UserError): void {
  const steps = error instanceof StoppedError ? error.steps : [];
  void answer(window.showErrorMessage(error.message, ...steps.map(({ title }) => title)), steps);
}

async function answer(picked: Thenable<string | undefined>, steps: readonly NextStep[]): Promise<void> {
  const title = await picked;
  await steps.find((each) => each.title === title)?.run();
}
