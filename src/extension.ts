import type { ExtensionContext } from 'vscode';
import { registerCodeLens } from './features/codeLens';
import { registerDiagnostics } from './features/diagnostics';
import { registerExample } from './features/example';
import { registerExplain } from './features/explain';
import { registerExplorer } from './features/explorer';
import { registerHover } from './features/hover';
import { registerInlayHints } from './features/inlayHints';
import { registerLanguageModelTools } from './features/languageModelTools';
import { registerPanel } from './features/panel';
import { registerQuickFixes } from './features/quickFixes';
import { registerStatusBar } from './features/statusBar';
import { registerSwitchBook } from './features/switchBook';
import { registerTeamValue } from './features/teamValue';
import { registerUsage } from './features/usage';
import { registerWhatIf } from './features/whatIf';
import { DocumentFindings } from './host/documentFindings';
import { Services } from './host/services';

/** The one entry, for every host: the desktop's, a remote one and a browser's. It only composes. */
export function activate(context: ExtensionContext): void {
  const services = new Services(context);
  const findings = new DocumentFindings(services);
  context.subscriptions.push(
    services,
    findings,
    registerCodeLens(services),
    registerInlayHints(services),
    registerHover(services),
    registerExplain(services),
    registerStatusBar(services),
    registerSwitchBook(services),
    registerUsage(services),
    registerDiagnostics(services, findings),
    registerQuickFixes(services, findings),
    registerTeamValue(services),
    registerPanel(services, context),
    registerWhatIf(services),
    registerExplorer(services, context),
    registerLanguageModelTools(services),
    registerExample(),
  );
}
