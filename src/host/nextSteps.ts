/** What a reader can do next where a command cannot do what it was asked for: commands, with the words of their buttons. */
import { l10n } from 'vscode';
import { executeCommand } from './commands';
import { Commands } from './contributions';
import type { NextStep } from './tell';

export const NextSteps = {
  openFolder: (): NextStep => ({
    title: l10n.t('Open Folder…'),
    run: () => executeCommand('vscode.openFolder'),
  }),
  openSourceControl: (): NextStep => ({
    title: l10n.t('Open Source Control'),
    run: () => executeCommand('workbench.view.scm'),
  }),
  manageTrust: (): NextStep => ({
    title: l10n.t('Manage Workspace Trust'),
    run: () => executeCommand('workbench.trust.manage'),
  }),
  openSetting: (name: string): NextStep => ({
    title: l10n.t('Open Settings'),
    run: () => executeCommand('workbench.action.openSettings', name),
  }),
  importBill: (): NextStep => ({
    title: l10n.t('Import Billing Report…'),
    run: () => executeCommand(Commands.importBill),
  }),
  priceGpu: (): NextStep => ({
    title: l10n.t('Price a GPU…'),
    run: () => executeCommand(Commands.priceGpu),
  }),
  rescan: (): NextStep => ({
    title: l10n.t('Rescan Workspace'),
    run: () => executeCommand(Commands.readAgain),
  }),
} as const;
