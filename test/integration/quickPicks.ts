// Answers to the lists that the extension shows. Each goes to a list that is there, and that nobody has answered yet.
import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { until } from './support';

const NEXT = 'workbench.action.quickOpenSelectNext';
const ACCEPT = 'workbench.action.acceptSelectedQuickOpenItem';
const COMMANDS = [NEXT, ACCEPT];

type Step = vscode.QuickPick<vscode.QuickPickItem>;

/** The steps of a dialog that are on screen, seen where every extension's quick picks are shown. */
const shown = new Set<Step>();
let answered: Step | undefined;
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
  // As often as it takes: as long as this step is on screen here, no other one is there.
  await until(
    `the step “${step.title}” goes`,
    async () => {
      if (shown.has(step)) await vscode.commands.executeCommand(ACCEPT);
      return shown.has(step);
    },
    (isThere) => !isThere,
  );
}

/** Goes one step back, once there is a step to go back from. */
export async function leaveStep(): Promise<void> {
  const step = await nextStep();
  await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
  await until(
    `the step “${step.title}” goes`,
    () => shown.has(step),
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
  [...shown].find((each) => each !== answered && each.activeItems.length > 0);

async function nextStep(): Promise<Step> {
  await seeStep();
  return (answered = next()!);
}

/** All quick picks are of one class, and come on screen by the same method of it; whoever shows one disposes of it in the end. */
function watch(): void {
  const probe = vscode.window.createQuickPick();
  let owner = probe as object;
  while (!Object.hasOwn(owner, 'show')) owner = Object.getPrototypeOf(owner) as object;
  probe.dispose();
  const kind = owner as Record<'show' | 'dispose', (this: Step) => void>;
  const { show, dispose } = kind;
  kind.show = function () {
    shown.add(this);
    show.call(this);
  };
  kind.dispose = function () {
    shown.delete(this);
    dispose.call(this);
  };
}
