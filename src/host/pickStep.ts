import { QuickInputButtons, window, type QuickPick, type QuickPickItem } from 'vscode';

/** What a step of a dialog came to: a pick, one step back, or the end of it. */
export type StepResult<T> = { readonly picked: T } | 'back' | 'end';

/** A list to pick from; what is typed is looked for in all that its rows say. */
export interface List<T extends QuickPickItem> {
  readonly title: string;
  readonly placeholder?: string | undefined;
  readonly items: readonly T[];
  readonly active?: T | undefined;
}

export interface Step<T extends QuickPickItem> extends List<T> {
  readonly step: number;
  readonly totalSteps: number;
}

/** A list that is no step of a dialog; undefined where it is left. */
export async function pickOne<T extends QuickPickItem>(list: List<T>): Promise<T | undefined> {
  const result = await answerTo(quickPick(list), 'end');
  return typeof result === 'string' ? undefined : result.picked;
}

/**
 * One list of a dialog in several steps. Who leaves it, by Escape or with a click elsewhere, goes one step back, and from
 * the first step out of the dialog.
 */
export function pickStep<T extends QuickPickItem>(list: Step<T>): Promise<StepResult<T>> {
  const input = quickPick(list);
  input.step = list.step;
  input.totalSteps = list.totalSteps;
  if (list.step > 1) input.buttons = [QuickInputButtons.Back];
  return answerTo(input, list.step > 1 ? 'back' : 'end');
}

function quickPick<T extends QuickPickItem>({ title, placeholder, items, active }: List<T>): QuickPick<T> {
  const input = window.createQuickPick<T>();
  input.title = title;
  input.placeholder = placeholder;
  input.items = items;
  input.matchOnDescription = true;
  input.matchOnDetail = true;
  if (active) input.activeItems = [active];
  return input;
}

/** Shows a list and waits for what it comes to, which is something else where it is left. */
function answerTo<T extends QuickPickItem>(
  input: QuickPick<T>,
  whenLeft: 'back' | 'end',
): Promise<StepResult<T>> {
  return new Promise((resolve) => {
    let result: StepResult<T> = whenLeft;
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
