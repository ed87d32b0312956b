// Answers to the lists that the extension shows. Each goes to a list that is there, and that nobody has answered yet.
import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { until } from './support';

const NEXT = 'workbench.action.quickOpenSelectNext';
const PREVIOUS = 'workbench.action.quickOpenSelectPrevious';
const ACCEPT = 'workbench.action.acceptSelectedQuickOpenItem';
const COMMANDS = [NEXT, PREVIOUS, ACCEPT];

type Step = vscode.QuickPick<vscode.QuickPickItem>;

/** The steps of a dialogue that are on screen, seen where every extension's quick picks are shown. */
const shown = new Set<Step>();
let answered: Step | undefined;
watch();

/** Answers the next step of a dialogue, once it is there: so many rows below the one that it begins at. */
export async function answerStep(down = 0): Promise<void> {
  const step = await nextStep();
  const rows = step.items.filter(({ kind }) => kind !== vscode.QuickPickItemKind.Separator);
  const wanted = rows[rows.indexOf(step.activeItems[0]!) + down];
  assert.ok(wanted, `${rows.length} rows in ${step.title}`);
  while (step.activeItems[0] !== wanted) await vscode.commands.executeCommand(NEXT);
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

/**
 * Answers what lists there still are, each so many rows down (or up, below 0), until something holds. Before a list is there,
 * and after the last one, nothing is answered.
 */
export async function answerUntil<T>(
  what: string,
  look: () => T | Thenable<T>,
  holds: (value: T) => boolean,
  down = 0,
): Promise<T> {
  return until(
    what,
    async () => {
      await choose(down);
      return look();
    },
    holds,
  );
}

/** The same until a dialogue is over. */
export async function answerToTheEnd(dialogue: Thenable<unknown>, down = 0): Promise<void> {
  let isOver = false;
  const over = Promise.resolve(dialogue).finally(() => (isOver = true));
  await answerUntil('the end of the dialogue', () => isOver, Boolean, down);
  await over;
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

/** The next step, once it is there with a row to begin at. */
async function nextStep(): Promise<Step> {
  const next = (): Step | undefined =>
    [...shown].find((each) => each !== answered && each.activeItems.length > 0);
  await until('the next step', () => next() !== undefined, Boolean);
  return (answered = next()!);
}

/** At one go: no other list can come between the moves and the answer. */
function choose(down: number): Thenable<unknown> {
  const moves = Array<string>(Math.abs(down)).fill(down < 0 ? PREVIOUS : NEXT);
  return vscode.commands.executeCommand('runCommands', { commands: [...moves, ACCEPT] });
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
