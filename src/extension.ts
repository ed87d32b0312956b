import type { ExtensionContext } from 'vscode';
import { registerCodeLens } from './features/codeLens';
import { registerExample } from './features/example';
import { registerExplain } from './features/explain';
import { registerExplorer } from './features/explorer';
import { registerHover } from './features/hover';
import { registerInlayHints } from './features/inlayHints';
import { registerLanguageModelTools } from './features/languageModelTools';
import { registerPanel } from './features/panel';
import { registerStatusBar } from './features/statusBar';
import { registerSwitchBook } from './features/switchBook';
import { registerUsage } from './features/usage';
import { registerWhatIf } from './features/whatIf';
import { Services } from './host/services';

/** The one entry, for every host: the desktop's, a remote one and a browser's. It only composes. */
export function activate(context: ExtensionContext): void {
  const services = new Services(context);
  context.subscriptions.push(
    services,
    registerCodeLens(services),
    registerInlayHints(services),
    registerHover(services),
    registerExplain(services),
    registerStatusBar(services),
    registerSwitchBook(services),
    registerUsage(services),
    registerPanel(services, context),
    registerWhatIf(services),
    registerExplorer(services, context),
    registerLanguageModelTools(services),
    registerExample(),
  );
}
