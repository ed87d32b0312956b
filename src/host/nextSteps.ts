/** What a reader can do next where a command cannot do what it was asked for: commands, with the words of their buttons. */
import { l10n, type Command } from 'vscode';
import { commandTo } from './commands';
import { Commands } from './contributions';

export const NextSteps = {
  openFolder: (): Command => commandTo('vscode.openFolder', l10n.t('Open Folder…')),
  openSourceControl: (): Command => commandTo('workbench.view.scm', l10n.t('Open Source Control')),
  manageTrust: (): Command => commandTo('workbench.trust.manage', l10n.t('Manage Workspace Trust')),
  openSetting: (name: string): Command =>
    commandTo('workbench.action.openSettings', l10n.t('Open Settings'), name),
  importBill: (): Command => commandTo(Commands.importBill, l10n.t('Import Billing Report…')),
  priceGpu: (): Command => commandTo(Commands.priceGpu, l10n.t('Price a GPU…')),
  rescan: (): Command => commandTo(Commands.readAgain, l10n.t('Rescan Workspace')),
} as const;
