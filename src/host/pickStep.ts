import {
  l10n,
  QuickInputButtons,
  window,
  type Disposable,
  type InputBox,
  type QuickInput,
  type QuickPick,
  type QuickPickItem,
} from 'vscode';
import { ROW_ROOM } from '../core/render/rowName';
import { CONTEXT, STEP_BACK } from './contributions';
import { registerCommand, setContext } from './commands';
import type { Services } from './services';

/** The result of one step of a dialog: a pick, one step back, or the end. */
export type StepResult<T> = { readonly picked: T } | 'back' | 'end';

/** A list to pick from; typing filters by the labels of its rows, and by all that they show where nothing else is said. */
export interface List<T extends QuickPickItem> {
  readonly title: string;
  readonly placeholder?: string | undefined;
  readonly items: readonly T[];
  readonly active?: T | undefined;
  /** Tells of the same rows with new figures, until what it returns is disposed; `isLast` if there are no more to come. */
  readonly updates?: ((show: (items: readonly T[], isLast: boolean) => void) => Disposable) | undefined;
  /** What is typed may be an answer itself: then the details of rows do not count as filter. */
  readonly typed?: ((text: string, items: readonly T[]) => Typed<T>) | undefined;
  /** Whether typing looks into the descriptions too: not where they hold figures, and figures are typed. */
  readonly matchOnDescription?: boolean;
}

/** A label with what it comes to: in a description, VS Code would gray the answer. */
export function answered(label: string, answer: string): string {
  return answer === '' ? label : `${label}   ${answer}`;
}

/** As many parts of a detail as a row has room for, the first one in any case: VS Code would cut a figure from its unit. */
export function fitting([first = '', ...others]: readonly string[]): string {
  let text = first;
  for (const part of others) if (text.length + part.length + 3 <= ROW_ROOM) text += ` · ${part}`;
  return text;
}

/** What a typed text comes to. */
export interface Typed<T extends QuickPickItem> {
  /** What Enter takes: its label begins with the typed text, so that VS Code sorts it first. Null where the text only filters. */
  readonly first: T | null;
  /** False for a row that says why the text is no answer: Enter does nothing then. */
  readonly isAnswer: boolean;
  /** Rows that stand for the same as the first, or that only typing finds. */
  readonly without?: readonly T[];
  readonly more?: readonly T[];
}

export interface Step<T extends QuickPickItem> extends List<T> {
  readonly step: number;
  readonly totalSteps: number;
  /** Whether there is a step to go back to; those after the first have one. */
  readonly canGoBack?: boolean;
}

/** A list that is not a step of a dialog; undefined if the user leaves it. */
export async function pickOne<T extends QuickPickItem>(list: List<T>): Promise<T | undefined> {
  const result = await answerTo(quickPick(list), false);
  return typeof result === 'string' ? undefined : result.picked;
}

/**
 * One list of a dialog in several steps, which its title counts. Escape, or a click elsewhere, leaves the dialog; its button,
 * and Backspace where nothing is typed, go one step back.
 */
export function pickStep<T extends QuickPickItem>(list: Step<T>): Promise<StepResult<T>> {
  return answerTo(quickPick({ ...list, title: stepTitle(list) }), canGoBack(list));
}

/** One text of a dialog in several steps. */
export interface TextStep extends Pick<Step<QuickPickItem>, 'title' | 'step' | 'totalSteps' | 'canGoBack'> {
  readonly prompt: string;
  readonly placeholder: string;
  /** What stands in it at first, selected. */
  readonly value: string;
  /** What is wrong with a text, or null. */
  readonly check: (text: string) => string | null;
  /** What a text that is right comes to, below it. */
  readonly reading: (text: string) => string;
}

/** Asks for one text, as `pickStep` does for a row. */
export function textStep(step: TextStep): Promise<StepResult<string>> {
  const input = window.createInputBox();
  input.title = stepTitle(step);
  input.placeholder = step.placeholder;
  input.value = step.value;
  input.valueSelection = [0, step.value.length];
  const tell = (isAccepted: boolean): boolean => {
    const isEmpty = input.value.trim() === '';
    const wrong = isEmpty && !isAccepted ? null : step.check(input.value);
    input.validationMessage = wrong ?? undefined;
    input.prompt = isEmpty || wrong !== null ? step.prompt : step.reading(input.value);
    return wrong === null;
  };
  input.onDidChangeValue(() => void tell(false));
  tell(false);
  return stepResult(input, canGoBack(step), () => (tell(true) ? { picked: input.value } : undefined));
}

function stepTitle({
  title,
  step,
  totalSteps,
}: Pick<Step<QuickPickItem>, 'title' | 'step' | 'totalSteps'>): string {
  return l10n.t('{0} · step {1} of {2}', title, step, totalSteps);
}

function canGoBack({ step, canGoBack = step > 1 }: Pick<Step<QuickPickItem>, 'step' | 'canGoBack'>): boolean {
  return canGoBack;
}

/** A list on the screen, and what Enter takes of it. */
interface ShownList<T extends QuickPickItem> {
  readonly input: QuickPick<T>;
  readonly chosen: () => T | undefined;
}

function quickPick<T extends QuickPickItem>(list: List<T>): ShownList<T> {
  const { title, placeholder, active, updates, typed, matchOnDescription = !typed } = list;
  const input = window.createQuickPick<T>();
  input.title = title;
  input.placeholder = placeholder;
  input.items = list.items;
  input.matchOnDescription = matchOnDescription;
  input.matchOnDetail = !typed;
  if (active) input.activeItems = [active];
  const reader = typed && new TypedRows(input, list.items, typed);
  if (updates) {
    input.busy = true;
    const told = updates((rows, isLast) => {
      input.busy = !isLast;
      if (reader) return reader.show(rows);
      const at = input.items.findIndex((each) => each === input.activeItems[0]);
      input.items = rows;
      if (rows[at]) input.activeItems = [rows[at]];
    });
    input.onDidHide(() => void told.dispose());
  }
  return { input, chosen: () => (reader ? reader.chosen() : input.selectedItems[0]) };
}

const NOTHING_TYPED = { first: null, isAnswer: false } as const;

/**
 * The rows of a list in which a typed text is an answer. VS Code filters and sorts rows by their labels while a person types:
 * a row that is labeled with the very text comes first. It is the last of the items, so that the others keep their
 * numbers, by which VS Code tells of them.
 */
class TypedRows<T extends QuickPickItem> {
  private now: Typed<T> = NOTHING_TYPED;
  /** Whether VS Code has said since the last keystroke that the typed row is the active one: only then another was chosen. */
  private isSeen = true;

  constructor(
    private readonly input: QuickPick<T>,
    private items: readonly T[],
    private readonly read: (text: string, items: readonly T[]) => Typed<T>,
  ) {
    input.onDidChangeValue(() => this.type());
    input.onDidChangeActive(([active]) => {
      this.isSeen ||= active !== undefined && active === this.now.first;
    });
  }

  /** The same rows with new figures: the active one stays. */
  show(items: readonly T[]): void {
    const { input, isSeen } = this;
    const at = input.items.indexOf(input.activeItems[0]!);
    this.items = items;
    this.fill();
    const active = isSeen ? input.items[at] : this.now.first;
    if (active) input.activeItems = [active];
  }

  private type(): void {
    this.fill();
    const { first } = this.now;
    this.isSeen = first === null;
    if (first) this.input.activeItems = [first];
  }

  private fill(): void {
    const { input, items } = this;
    this.now = input.value.trim() === '' ? NOTHING_TYPED : this.read(input.value.trim(), items);
    const { first, without = [], more = [] } = this.now;
    const rows = without.length === 0 ? items : items.filter((each) => !without.includes(each));
    input.items = first ? [...rows, ...more, first] : [...rows, ...more];
  }

  /** Enter takes what was typed, unless another row was chosen after that. */
  chosen(): T | undefined {
    const { first, isAnswer } = this.now;
    const [selected] = this.input.selectedItems;
    if (first === null || (this.isSeen && selected !== first)) return selected;
    return isAnswer ? first : undefined;
  }
}

/** Shows a list and waits for its result. */
function answerTo<T extends QuickPickItem>(
  { input, chosen }: ShownList<T>,
  withBack: boolean,
): Promise<StepResult<T>> {
  return stepResult(input, withBack, () => {
    const picked = chosen();
    return picked && { picked };
  });
}

/** The step of a dialog that is on the screen, as far as Backspace is to leave it. */
let back: (() => void) | undefined;

/** Backspace where nothing is typed, which VS Code has no event for: a key binding runs it while `canStepBack` holds. */
export function registerStepBack({ log }: Services): Disposable {
  return registerCommand(log, STEP_BACK, () => back?.());
}

function stepResult<T>(
  input: QuickPick<QuickPickItem> | InputBox,
  withBack: boolean,
  accepted: () => { readonly picked: T } | undefined,
): Promise<StepResult<T>> {
  return new Promise((resolve) => {
    let result: StepResult<T> = 'end';
    const goBack = (): void => {
      result = 'back';
      input.hide();
    };
    if (withBack) followEmptiness(input, goBack);
    input.onDidAccept(() => {
      const taken = accepted();
      if (!taken) return;
      result = taken;
      input.hide();
    });
    input.onDidTriggerButton(goBack);
    input.onDidHide(() => {
      input.dispose();
      resolve(result);
    });
    input.show();
  });
}

/** Says while a step is on the screen whether Backspace goes back. */
function followEmptiness(
  input: QuickInput & Pick<InputBox, 'value' | 'buttons' | 'onDidChangeValue'>,
  goBack: () => void,
): void {
  input.buttons = [QuickInputButtons.Back];
  back = goBack;
  const tell = (isEmpty: boolean): void => setContext(CONTEXT.canStepBack, isEmpty);
  input.onDidChangeValue((value) => tell(value === ''));
  input.onDidHide(() => {
    if (back === goBack) back = undefined;
    tell(false);
  });
  tell(input.value === '');
}
