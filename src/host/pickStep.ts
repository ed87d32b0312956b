import { QuickInputButtons, window, type QuickPickItem } from 'vscode';

/** What a step of a dialogue came to: a pick, one step back, or the end of it. */
export type StepResult<T> = { readonly picked: T } | 'back' | 'end';

export interface Step<T extends QuickPickItem> {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
  readonly placeholder: string;
  readonly items: readonly T[];
  readonly active?: T | undefined;
}

/**
 * One list of a dialogue in several steps. Escape goes one step back, from the first step out of it;
 * a click elsewhere ends it.
 */
export function pickStep<T extends QuickPickItem>(step: Step<T>): Promise<StepResult<T>> {
  const input = window.createQuickPick<T>();
  input.title = step.title;
  input.step = step.step;
  input.totalSteps = step.totalSteps;
  input.placeholder = step.placeholder;
  input.items = step.items;
  input.matchOnDescription = true;
  input.matchOnDetail = true;
  input.buttons = step.step > 1 ? [QuickInputButtons.Back] : [];
  if (step.active) input.activeItems = [step.active];
  return new Promise((resolve) => {
    let result: StepResult<T> = step.step > 1 ? 'back' : 'end';
    input.onDidAccept(() => {
      const [picked] = input.selectedItems;
      if (!picked) return;
      result = { picked };
      input.hide();
    });
    input.onDidTriggerButton(() => {
      result = 'back';
      input.hide();
    });
    input.onDidHide(() => {
      input.dispose();
      resolve(result);
    });
    input.show();
  });
}
