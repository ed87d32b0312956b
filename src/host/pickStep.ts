import { l10n, QuickInputButtons, window, type Disposable, type QuickPick, type QuickPickItem } from 'vscode';

/** The result of one step of a dialog: a pick, one step back, or the end. */
export type StepResult<T> = { readonly picked: T } | 'back' | 'end';

/** A list to pick from; typing filters by everything that its rows show. */
export interface List<T extends QuickPickItem> {
  readonly title: string;
  readonly placeholder?: string | undefined;
  readonly items: readonly T[];
  readonly active?: T | undefined;
  /** Tells of the same rows with new figures, until what it returns is disposed; `isLast` if there are no more to come. */
  readonly updates?: ((show: (items: readonly T[], isLast: boolean) => void) => Disposable) | undefined;
}

export interface Step<T extends QuickPickItem> extends List<T> {
  readonly step: number;
  readonly totalSteps: number;
}

/** A list that is not a step of a dialog; undefined if the user leaves it. */
export async function pickOne<T extends QuickPickItem>(list: List<T>): Promise<T | undefined> {
  const result = await answerTo(quickPick(list), 'end');
  return typeof result === 'string' ? undefined : result.picked;
}

/**
 * One list of a dialog in several steps, which its title counts. Leaving it, by Escape or a click elsewhere, goes one step
 * back, and from the first step out of the dialog.
 */
export function pickStep<T extends QuickPickItem>(list: Step<T>): Promise<StepResult<T>> {
  const title = l10n.t('{0} · step {1} of {2}', list.title, list.step, list.totalSteps);
  const input = quickPick({ ...list, title });
  if (list.step > 1) input.buttons = [QuickInputButtons.Back];
  return answerTo(input, list.step > 1 ? 'back' : 'end');
}

function quickPick<T extends QuickPickItem>({
  title,
  placeholder,
  items,
  active,
  updates,
}: List<T>): QuickPick<T> {
  const input = window.createQuickPick<T>();
  input.title = title;
  input.placeholder = placeholder;
  input.items = items;
  input.matchOnDescription = true;
  input.matchOnDetail = true;
  if (active) input.activeItems = [active];
  if (updates) {
    input.busy = true;
    const told = updates((rows, isLast) => {
      const at = input.items.findIndex((each) => each === input.activeItems[0]);
      input.items = rows;
      if (rows[at]) input.activeItems = [rows[at]];
      input.busy = !isLast;
    });
    input.onDidHide(() => void told.dispose());
  }
  return input;
}

/** Shows a list and waits for its result: `whenLeft` if the user leaves it. */
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
