import {
  Position,
  Uri,
  ViewColumn,
  window,
  type Disposable,
  type WebviewPanel,
  type WebviewPanelSerializer,
} from 'vscode';
import type { FoundDeclaration } from '../../host/activePanel';
import type { Services } from '../../host/services';
import { FollowedDeclaration } from './followedDeclaration';
import { idOf, keyIn, type PanelKey } from './panelKey';
import { panelTitle, ScenarioPanel } from './scenarioPanel';

export const VIEW_TYPE = 'modalCost.scenarios';

/** The panels that are open: one for each declaration, and one calculator. */
export class OpenPanels implements Disposable, WebviewPanelSerializer {
  /** A panel may hold a large trace: nothing keeps it once it is closed. */
  private readonly open = new Set<ScenarioPanel>();

  constructor(
    private readonly services: Services,
    private readonly extensionUri: Uri,
  ) {}

  async show(found: FoundDeclaration | 'none', inputs?: unknown): Promise<ScenarioPanel> {
    if (found === 'none') return this.showCalculator(inputs);
    const key = await keyOf(this.services, found);
    const { name, range } = found.subject.declaration;
    const place = new Position(range.start.line, range.start.column);
    return (
      this.shown(key, inputs) ??
      this.create(panelTitle(name), new FollowedDeclaration(key, place, this.services), inputs)
    );
  }

  showCalculator(inputs?: unknown): ScenarioPanel {
    return this.shown(null, inputs) ?? this.create(panelTitle(null), null, inputs);
  }

  /** A panel of the last session. */
  deserializeWebviewPanel(panel: WebviewPanel, state: unknown): Promise<void> {
    const key = keyIn(state);
    this.adopt(panel, key && new FollowedDeclaration(key, null, this.services));
    return Promise.resolve();
  }

  dispose(): void {
    this.open.forEach((each) => each.dispose());
  }

  private shown(key: PanelKey | null, inputs: unknown): ScenarioPanel | undefined {
    // By what they are about now: a declaration may have another name than when its panel was opened.
    const existing = [...this.open].find((each) => isSame(each.key, key));
    existing?.reveal();
    existing?.take(inputs);
    return existing;
  }

  private create(title: string, about: FollowedDeclaration | null, inputs: unknown): ScenarioPanel {
    const options = { enableScripts: true, localResourceRoots: [Uri.joinPath(this.extensionUri, 'dist')] };
    return this.adopt(window.createWebviewPanel(VIEW_TYPE, title, ViewColumn.Beside, options), about, inputs);
  }

  private adopt(panel: WebviewPanel, about: FollowedDeclaration | null, inputs?: unknown): ScenarioPanel {
    const scenario = new ScenarioPanel(panel, about, this.services, this.extensionUri);
    scenario.take(inputs);
    this.open.add(scenario);
    const tell = (isActive: boolean): void =>
      this.services.activePanel.tell(scenario, isActive, () => about?.find() ?? Promise.resolve(undefined));
    tell(panel.active);
    panel.onDidChangeViewState(() => tell(panel.active));
    panel.onDidDispose(() => {
      tell(false);
      this.open.delete(scenario);
    });
    return scenario;
  }
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
