import { commands, l10n, StatusBarAlignment, ThemeColor, window, workspace, type Disposable } from 'vscode';
import { total } from '../core/cost/total';
import { totalText, totalTooltip } from '../core/render/total';
import { Commands } from '../host/contributions';
import { Disposables } from '../host/disposables';
import type { Services } from '../host/services';

/** How long after the last keystroke the total may wait: it is looked at, not typed against. */
const QUIET_MS = 250;

/** One item, for files that declare something to Modal: the file's warm floor and live total. A click switches the price book. */
export function registerStatusBar(services: Services): Disposable {
  const disposables = new Disposables();
  const item = disposables.add(window.createStatusBarItem('modalCost.total', StatusBarAlignment.Right, 100));
  item.name = l10n.t('Modal Cost');
  item.command = Commands.switchPriceBook;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let turn = 0;
  const update = async (): Promise<void> => {
    const mine = ++turn;
    const document = window.activeTextEditor?.document;
    const assessments = document ? await services.assessments(document) : [];
    if (mine !== turn) return;
    void commands.executeCommand('setContext', 'modalCost.hasDeclarations', assessments.length > 0);
    const shown = document !== undefined && services.settings.get('statusBar.enabled', document);
    if (!shown || assessments.length === 0) {
      item.hide();
      return;
    }
    const sum = total(assessments.map(({ estimate }) => estimate));
    const { problem } = services.books;
    item.text = `$(credit-card) ${totalText(sum)}`;
    item.tooltip = totalTooltip(sum, assessments[0]!.estimate.context);
    item.backgroundColor = problem ? new ThemeColor('statusBarItem.warningBackground') : undefined;
    if (problem) {
      item.text = `$(warning) ${totalText(sum)}`;
      item.tooltip = `${l10n.t('The price book {0} was refused and is not in use', problem.path)}: ${problem.errors[0]!.path}: ${problem.errors[0]!.message}\n${item.tooltip}`;
    }
    item.accessibilityInformation = { label: `${item.name}: ${totalText(sum)}`, role: 'button' };
    item.show();
  };
  const run = (): void => {
    update().catch((error: unknown) => services.log.error(String(error)));
  };
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(run, QUIET_MS);
  };
  disposables.add(window.onDidChangeActiveTextEditor(run));
  disposables.add(services.onDidChange(run));
  disposables.add(
    workspace.onDidChangeTextDocument(({ document }) => {
      if (document === window.activeTextEditor?.document) later();
    }),
  );
  disposables.add({ dispose: () => clearTimeout(timer) });
  run();
  return disposables;
}
