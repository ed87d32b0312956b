import type { ExtensionContext } from 'vscode';
import { registerActionsMenu } from './features/actionsMenu';
import { registerCodeLens } from './features/codeLens';
import { registerCreateTeamFile } from './features/createTeamFile';
import { registerCompletion } from './features/completion/registerCompletion';
import { registerDeployGate } from './features/deployGate/registerDeployGate';
import { registerDiagnostics, registerFolderFindings, registerIdleValues } from './features/diagnostics';
import { registerExample } from './features/openExample';
import { registerExplain } from './features/explain';
import { registerExplorer } from './features/explorer/explorerView';
import { registerHover } from './features/hoverProvider';
import { registerInlayHints } from './features/inlayHints';
import { registerAgentTools } from './features/agentTools/registerAgentTools';
import { registerPanel } from './features/scenarioPanel/registerPanel';
import { registerPriceGpu } from './features/priceGpu';
import { registerQuickFixes } from './features/quickFixes';
import { registerReviewChanges } from './features/reviewChanges/reviewChanges';
import { registerSetParameter } from './features/setParameter';
import { registerStatusBar } from './features/statusBar';
import { registerFitUsage } from './features/bill/fitUsage';
import { registerImportBill } from './features/bill/importBill';
import { registerImportRates } from './features/importRates';
import { registerRefusedBooks } from './features/refusedBooks';
import { registerSwitchBook } from './features/switchBook';
import { registerTeamValue } from './features/teamValue';
import { registerUsage } from './features/setUsage';
import { registerWhatIf } from './features/whatIfCommand';
import { registerWorkspaceTotal } from './features/workspaceTotal';
import { HeadChanges } from './host/changes/headChanges';
import { DocumentFindings } from './host/documentFindings';
import { FolderFindings } from './host/folderFindings';
import { Git } from './host/git/git';
import { registerStepBack } from './host/pickStep';
import { Services } from './host/services';

/** The one entry, for every host: the desktop's, a remote one and a browser's. It only composes. */
export function activate(context: ExtensionContext): void {
  const services = new Services(context);
  const findings = new DocumentFindings(services);
  const folderFindings = new FolderFindings(services);
  const git = new Git();
  const changes = new HeadChanges(services, git);
  context.subscriptions.push(
    services,
    findings,
    folderFindings,
    git,
    changes,
    registerCodeLens(services, changes),
    registerInlayHints(services, changes),
    registerCompletion(services),
    registerHover(services),
    registerExplain(services),
    registerActionsMenu(services),
    registerSetParameter(services),
    registerStatusBar(services),
    registerSwitchBook(services),
    registerRefusedBooks(services),
    registerImportRates(services),
    registerImportBill(services),
    registerFitUsage(services),
    registerUsage(services),
    registerDiagnostics(services, findings),
    registerFolderFindings(services, folderFindings),
    registerIdleValues(services),
    registerQuickFixes(services, findings, folderFindings),
    registerTeamValue(services),
    registerCreateTeamFile(services),
    registerReviewChanges(services, git),
    registerPanel(services, context),
    registerWhatIf(services),
    registerStepBack(services),
    registerExplorer(services, context),
    registerWorkspaceTotal(services),
    registerAgentTools(services, git),
    registerExample(services),
    registerPriceGpu(services),
    registerDeployGate(services),
  );
}
