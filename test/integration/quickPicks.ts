// Answers to the lists that the extension shows. Each goes to a list that is there, and that nobody has answered yet.
import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { until } from './support';

const NEXT = 'workbench.action.quickOpenSelectNext';
const ACCEPT = 'workbench.action.acceptSelectedQuickOpenItem';
const COMMANDS = [NEXT, ACCEPT];

type Step = vscode.QuickPick<vscode.QuickPickItem>;
type Shown = Step | vscode.InputBox;

/** The steps of a dialog that are on screen, seen where every extension's quick picks are shown. */
const shown = new Set<Shown>();
let answered: Shown | undefined;
watch();

/** Waits until the next list of a dialog is there. */
export async function seeStep(): Promise<void> {
  await until('the next step', () => next() !== undefined, Boolean);
}

/** Answers the next list of a dialog, once it is there: so many rows below the one that it begins at, or above, round its end. */
export async function answerStep(down = 0): Promise<void> {
  const step = await nextStep();
  const rows = step.items.filter(({ kind }) => kind !== vscode.QuickPickItemKind.Separator);
  const wanted = rows.at((rows.indexOf(step.activeItems[0]!) + down) % rows.length);
  assert.ok(wanted, `${rows.length} rows in ${step.title}`);
  while (shown.has(step) && step.activeItems[0] !== wanted) await vscode.commands.executeCommand(NEXT);
  await acceptUntilGone(step);
}

/** Types a value into the next list, and takes what Enter takes: without a look at the list in between, or after one. */
export async function typeStep(text: string, look?: (step: Step) => void): Promise<void> {
  const step = await nextStep();
  // VS Code has the text, and not yet what it comes to: as where a person is quicker than the list.
  const isTyped = new Promise((resolve) => step.onDidChangeValue(resolve));
  step.value = text;
  await isTyped;
  if (look) {
    await until(
      `“${text}” comes first`,
      () => step.activeItems[0]?.label,
      (label) => label === text || label?.startsWith(`${text} `) === true,
    );
    look(step);
  }
  await acceptUntilGone(step);
}

/** Types a text into the next input, once it is there. */
export async function typeText(text: string): Promise<void> {
  const input = await until('the next input', nextInput, (found) => found !== undefined);
  answered = input;
  input!.value = text;
  await acceptUntilGone(input!);
}

/** What the next input says of a text that it does not take. */
export async function wrongText(text: string): Promise<string> {
  const input = (await until('the next input', nextInput, (found) => found !== undefined))!;
  input.value = text;
  const wrong = await until(
    `“${text}” is refused`,
    async () => {
      await vscode.commands.executeCommand(ACCEPT);
      return input.validationMessage;
    },
    (found) => found !== undefined,
  );
  return typeof wrong === 'string' ? wrong : (wrong?.message ?? '');
}

/** Goes one step back, or leaves the dialog, once there is a step to do so from. */
export async function leaveStep(how: 'back' | 'escape'): Promise<void> {
  await until(
    'the next step',
    () => next() ?? nextInput(),
    (found) => found !== undefined,
  );
  const step = (answered = (next() ?? nextInput())!);
  const command = how === 'back' ? '_modalCost.stepBack' : 'workbench.action.closeQuickOpen';
  await vscode.commands.executeCommand(command);
  await until(
    `the step “${step.title}” goes`,
    () => shown.has(step),
    (isThere) => !isThere,
  );
}

/** The step that is on the screen. */
export async function seenStep(): Promise<Step> {
  await seeStep();
  return next()!;
}

/** As often as it takes: as long as this step is on screen here, no other one is there. */
async function acceptUntilGone(step: Shown): Promise<void> {
  await until(
    `the step “${step.title}” goes`,
    async () => {
      if (shown.has(step)) await vscode.commands.executeCommand(ACCEPT);
      return shown.has(step);
    },
    (isThere) => !isThere,
  );
}

/** Closes what another test may have left open. */
export async function closeLists(): Promise<void> {
  await until(
    'no list',
    async () => {
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      return shown.size;
    },
    (count) => count === 0,
  );
  // The first time that a command runs, VS Code asks the extension host first, and a list may come meanwhile.
  for (const name of COMMANDS) await vscode.commands.executeCommand(name);
}

/** The list that nobody has answered yet, with a row to begin at. */
const next = (): Step | undefined =>
  [...shown].filter(isList).find((each) => each !== answered && each.activeItems.length > 0);

const nextInput = (): vscode.InputBox | undefined =>
  [...shown].find((each): each is vscode.InputBox => each !== answered && !isList(each));

function isList(each: Shown): each is Step {
  return 'items' in each;
}

async function nextStep(): Promise<Step> {
  const step = await seenStep();
  answered = step;
  return step;
}

/** All quick picks and inputs are of one class, and come on screen by the same method of it; whoever shows one disposes of it in the end. */
function watch(): void {
  const probe = vscode.window.createQuickPick();
  let owner = probe as object;
  while (!Object.hasOwn(owner, 'show')) owner = Object.getPrototypeOf(owner) as object;
  probe.dispose();
  const kind = owner as Record<'show' | 'dispose', (this: Shown) => void>;
  const { show, dispose } = kind;
  kind.show = function () {
    shown.add(this);
    // A panel takes the focus in its own time, and VS Code closes a list that loses it.
    this.ignoreFocusOut = true;
    show.call(this);
  };
  kind.dispose = function () {
    shown.delete(this);
    dispose.call(this);
  };
}
