import {
  l10n,
  Position,
  Uri,
  ViewColumn,
  window,
  type Disposable,
  type ExtensionContext,
  type WebviewPanel,
} from 'vscode';
import { chooseDeclaration } from '../../host/chooseDeclaration';
import type { FoundDeclaration } from '../../host/activePanel';
import { registerCommand } from '../../host/commands';
import { Commands, OPEN_CALCULATOR } from '../../host/contributions';
import { Disposables } from '../../host/disposables';
import type { Services } from '../../host/services';
import { chooseTrace } from './chooseTrace';
import { FollowedDeclaration } from './followedDeclaration';
import { idOf, keyIn, type PanelKey } from './panelKey';
import { panelTitle, ScenarioPanel } from './scenarioPanel';

const VIEW_TYPE = 'modalCost.scenarios';

/** "Compare Utilization Scenarios" and "Use a Request Trace…": one panel per declaration, and one calculator for any GPU. */
export function registerPanel(services: Services, context: ExtensionContext): Disposable {
  const disposables = new Disposables();
  // A panel may hold a large trace: nothing keeps it once it is closed.
  const open = new Set<ScenarioPanel>();
  disposables.add({ dispose: () => open.forEach((each) => each.dispose()) });
  const adopt = (panel: WebviewPanel, about: FollowedDeclaration | null, inputs?: unknown): ScenarioPanel => {
    const scenario = new ScenarioPanel(panel, about, services, context.extensionUri);
    scenario.take(inputs);
    open.add(scenario);
    const tell = (isActive: boolean): void =>
      services.activePanel.tell(scenario, isActive, () => about?.find() ?? Promise.resolve(undefined));
    tell(panel.active);
    panel.onDidChangeViewState(() => tell(panel.active));
    panel.onDidDispose(() => {
      tell(false);
      open.delete(scenario);
    });
    return scenario;
  };
  const shown = (key: PanelKey | null, inputs: unknown): ScenarioPanel | undefined => {
    // By what they are about now: a declaration may have another name than when its panel was opened.
    const existing = [...open].find((each) => isSame(each.key, key));
    existing?.reveal();
    existing?.take(inputs);
    return existing;
  };
  const create = (title: string, about: FollowedDeclaration | null, inputs: unknown): ScenarioPanel => {
    const options = { enableScripts: true, localResourceRoots: [Uri.joinPath(context.extensionUri, 'dist')] };
    return adopt(window.createWebviewPanel(VIEW_TYPE, title, ViewColumn.Beside, options), about, inputs);
  };
  const showFor = async (found: FoundDeclaration, inputs?: unknown): Promise<ScenarioPanel> => {
    const key = await keyOf(services, found);
    const { name, range } = found.subject.declaration;
    const place = new Position(range.start.line, range.start.column);
    return (
      shown(key, inputs) ?? create(panelTitle(name), new FollowedDeclaration(key, place, services), inputs)
    );
  };
  const showCalculator = (inputs?: unknown): ScenarioPanel =>
    shown(null, inputs) ?? create(panelTitle(null), null, inputs);
  const showWhat = async (found: FoundDeclaration | 'none', inputs?: unknown): Promise<ScenarioPanel> =>
    found === 'none' ? showCalculator(inputs) : showFor(found, inputs);
  const compare = async (uri?: unknown, line?: unknown, inputs?: unknown): Promise<void> => {
    const found = await chooseDeclaration(services, { uri, line }, question(l10n.t('Compare utilization')));
    if (found !== 'canceled') await showWhat(found, inputs);
  };
  const useTrace = async (uri?: unknown, line?: unknown, file?: unknown): Promise<void> => {
    const found = await chooseDeclaration(services, { uri, line }, question(l10n.t('Use a request trace')));
    if (found === 'canceled') return;
    const usage = found === 'none' ? null : found.subject.assessment.usage;
    const chosen = await chooseTrace(
      file instanceof Uri ? file : undefined,
      usage?.usage.secondsPerRequest ?? null,
    );
    if (chosen) (await showWhat(found)).useTrace(chosen);
  };
  disposables.add(registerCommand(services.log, Commands.compareScenarios, compare));
  disposables.add(registerCommand(services.log, Commands.useTrace, useTrace));
  disposables.add(registerCommand(services.log, OPEN_CALCULATOR, (inputs) => void showCalculator(inputs)));
  disposables.add(
    window.registerWebviewPanelSerializer(VIEW_TYPE, {
      deserializeWebviewPanel: (panel, state: unknown) => {
        const key = keyIn(state);
        adopt(panel, key && new FollowedDeclaration(key, null, services));
        return Promise.resolve();
      },
    }),
  );
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

function isSame(a: PanelKey | null, b: PanelKey | null): boolean {
  return a === null || b === null ? a === b : idOf(a) === idOf(b);
}

async function keyOf(
  services: Services,
  { document, subject: { declaration } }: FoundDeclaration,
): Promise<PanelKey> {
  const { qualname, range } = declaration;
  const alike = (await services.subjects(document)).filter((each) => each.declaration.qualname === qualname);
  // The same object, or one of a scan since then.
  const same = alike.findIndex((each) => each.declaration === declaration);
  const nth = alike.findIndex((each) => each.declaration.range.start.line === range.start.line);
  return { uri: document.uri.toString(), qualname, nth: Math.max(0, same >= 0 ? same : nth) };
}
