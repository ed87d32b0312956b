import { l10n, StatusBarAlignment, window, type Disposable } from 'vscode';
import { groupSum, groupText } from '../core/render/explorerColumns';
import { workspaceTooltip } from '../core/render/totalText';
import { SEEN, SPOKEN } from '../core/render/words/titleWords';
import { EXPLORER_VIEW } from '../host/contributions';
import { Disposables } from '../host/disposables';
import { logBug } from '../host/logBug';
import type { Services } from '../host/services';

/** The whole workspace's costs in the status bar, if a setting asks for it: the workspace is read only then. */
export function registerWorkspaceTotal(services: Services): Disposable {
  const disposables = new Disposables();
  let shown: WorkspaceTotal | undefined;
  const update = (): void => {
    const isWanted = services.settings.get('statusBar.workspace');
    if (isWanted) shown ??= new WorkspaceTotal(services);
    else {
      shown?.dispose();
      shown = undefined;
    }
  };
  disposables.add(services.settings.onDidChange(update));
  disposables.add({ dispose: () => shown?.dispose() });
  update();
  return disposables;
}

class WorkspaceTotal implements Disposable {
  private readonly disposables = new Disposables();
  private readonly item = this.disposables.add(
    window.createStatusBarItem('modalCost.workspaceTotal', StatusBarAlignment.Right, 99),
  );
  private turn = 0;

  constructor(private readonly services: Services) {
    this.item.name = l10n.t('Modal Cost of the Workspace');
    this.item.command = `${EXPLORER_VIEW}.focus`;
    const { index } = services;
    this.disposables.add(index.onDidChange(() => this.update()));
    this.disposables.add(index.follow());
    this.update();
  }

  dispose(): void {
    this.disposables.dispose();
  }

  private update(): void {
    this.show().catch((error: unknown) => logBug(this.services.log, error));
  }

  private async show(): Promise<void> {
    const { index } = this.services;
    const turn = ++this.turn;
    const assessments = index.hasResults ? await index.assessments() : [];
    if (turn !== this.turn) return;
    if (assessments.length === 0) {
      this.item.hide();
      return;
    }
    const sum = groupSum(assessments);
    this.item.text = `$(root-folder) ${groupText(sum, SEEN)}`;
    this.item.tooltip = workspaceTooltip(sum.total);
    const spoken = groupText(sum, SPOKEN);
    this.item.accessibilityInformation = { label: `${this.item.name}: ${spoken}`, role: 'button' };
    this.item.show();
  }
}
