import { l10n, Uri, window, type Disposable, type ExtensionContext } from 'vscode';
import { chooseDeclaration } from '../../host/chooseDeclaration';
import { registerCommand } from '../../host/commands';
import { Commands, OPEN_CALCULATOR } from '../../host/contributions';
import { Disposables } from '../../host/disposables';
import type { Services } from '../../host/services';
import { chooseTrace } from './chooseTrace';
import { OpenPanels, VIEW_TYPE } from './openPanels';

/** "Compare Utilization Scenarios" and "Use a Request Trace…": one panel per declaration, and one calculator for any GPU. */
export function registerPanel(services: Services, context: ExtensionContext): Disposable {
  const panels = new OpenPanels(services, context.extensionUri);
  const compare = async (uri?: unknown, line?: unknown, inputs?: unknown): Promise<void> => {
    const found = await chooseDeclaration(services, { uri, line }, question(l10n.t('Compare utilization')));
    if (found !== 'canceled') await panels.show(found, inputs);
  };
  const useTrace = async (uri?: unknown, line?: unknown, file?: unknown): Promise<void> => {
    const found = await chooseDeclaration(services, { uri, line }, question(l10n.t('Use a request trace')));
    if (found === 'canceled') return;
    const usage = found === 'none' ? null : found.subject.assessment.usage;
    const chosen = await chooseTrace(
      file instanceof Uri ? file : undefined,
      usage?.usage.secondsPerRequest ?? null,
    );
    if (chosen) (await panels.show(found)).useTrace(chosen);
  };
  const disposables = new Disposables();
  disposables.add(panels);
  disposables.add(registerCommand(services.log, Commands.compareScenarios, compare));
  disposables.add(registerCommand(services.log, Commands.useTrace, useTrace));
  const openCalculator = (inputs: unknown): void => void panels.showCalculator(inputs);
  disposables.add(registerCommand(services.log, OPEN_CALCULATOR, openCalculator));
  disposables.add(window.registerWebviewPanelSerializer(VIEW_TYPE, panels));
  return disposables;
}

/** Which declaration, or none: then the panel is a calculator. */
function question(title: string): Parameters<typeof chooseDeclaration>[2] {
  const none = {
    label: l10n.t('$(symbol-number) A calculator, without code'),
    detail: l10n.t('Any GPU, any usage'),
    alwaysShow: true,
  };
  return { title, none };
}
