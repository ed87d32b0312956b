import {
  l10n,
  Uri,
  ViewColumn,
  window,
  type Disposable,
  type ExtensionContext,
  type TextDocument,
  type TextEditor,
  type WebviewPanel,
} from 'vscode';
import * as v from 'valibot';
import { oneLine, shorten, withoutIcons } from '../../core/render/escape';
import { lensTitle } from '../../core/render/lensTitle';
import type { WhatIfSubject } from '../../core/render/whatIfList';
import { Commands } from '../../host/contributions';
import { Disposables } from '../../host/disposables';
import { activeEditor, placeGiven } from '../../host/editors';
import { isSamePlace, nearestSubject } from '../../host/ranges';
import type { Services } from '../../host/services';
import { registerCommand } from '../../host/commands';
import { chooseTrace } from './chooseTrace';
import { idOf, ScenarioPanel, type PanelKey } from './scenarioPanel';

const VIEW_TYPE = 'modalCost.scenarios';

/** "Compare Utilization Scenarios" and "Use a Request Trace…": one panel per declaration, and calculators for any GPU. */
export function registerPanel(services: Services, context: ExtensionContext): Disposable {
  const disposables = new Disposables();
  const panels = new Map<string, ScenarioPanel>();
  // A panel may hold a large trace: nothing keeps it once it is closed.
  const open = new Set<ScenarioPanel>();
  disposables.add({ dispose: () => open.forEach((each) => each.dispose()) });
  const adopt = (panel: WebviewPanel, key: PanelKey | null, inputs?: unknown): ScenarioPanel => {
    const id = key ? idOf(key) : '';
    const scenario = new ScenarioPanel(panel, key, services, context.extensionUri);
    scenario.take(inputs);
    if (id !== '') panels.set(id, scenario);
    open.add(scenario);
    panel.onDidDispose(() => {
      if (panels.get(id) === scenario) panels.delete(id);
      open.delete(scenario);
    });
    return scenario;
  };
  const show = (key: PanelKey | null, title: string, inputs?: unknown): ScenarioPanel => {
    const id = key ? idOf(key) : '';
    const existing = panels.get(id);
    if (existing) {
      existing.reveal();
      existing.take(inputs);
      return existing;
    }
    const options = { enableScripts: true, localResourceRoots: [Uri.joinPath(context.extensionUri, 'dist')] };
    return adopt(window.createWebviewPanel(VIEW_TYPE, title, ViewColumn.Beside, options), key, inputs);
  };
  const showFor = (found: Found | undefined, inputs?: unknown): ScenarioPanel => {
    if (!found) return show(null, titleOf(null), inputs);
    const { document, subject, nth } = found;
    const { name, qualname } = subject.declaration;
    return show({ uri: document.uri.toString(), qualname, nth }, titleOf(name), inputs);
  };
  const compare = async (uri?: unknown, line?: unknown, inputs?: unknown): Promise<void> => {
    const found = await foundAt(services, uri, line);
    if (found !== 'canceled') showFor(found, inputs);
  };
  const useTrace = async (uri?: unknown, line?: unknown, file?: unknown): Promise<void> => {
    const found = await foundAt(services, uri, line);
    if (found === 'canceled') return;
    const seconds = found?.subject.assessment.usage?.usage.secondsPerRequest ?? null;
    const chosen = await chooseTrace(file instanceof Uri ? file : undefined, seconds);
    if (chosen) showFor(found).useTrace(chosen);
  };
  disposables.add(registerCommand(services.log, Commands.compareScenarios, compare));
  disposables.add(registerCommand(services.log, Commands.useTrace, useTrace));
  disposables.add(
    window.registerWebviewPanelSerializer(VIEW_TYPE, {
      deserializeWebviewPanel: (panel, state: unknown) => {
        adopt(panel, keyIn(state));
        return Promise.resolve();
      },
    }),
  );
  return disposables;
}

/** A declaration and where it is. */
interface Found {
  readonly document: TextDocument;
  readonly subject: WhatIfSubject;
  /** As in a `PanelKey`. */
  readonly nth: number;
}

/** The declaration that a command is about; undefined where no Python is open, or it declares nothing. */
async function foundAt(
  services: Services,
  uri: unknown,
  line: unknown,
): Promise<Found | undefined | 'canceled'> {
  const editor = activeEditor(uri);
  return editor?.document.languageId === 'python' ? subjectIn(editor, services, uri, line) : undefined;
}

/** The declaration that a lens names by address and line, else the one at the cursor or nearest to it. */
async function subjectIn(
  editor: TextEditor,
  services: Services,
  uri: unknown,
  line: unknown,
): Promise<Found | undefined | 'canceled'> {
  const { document, subjects } = await services.subjectsNear(editor.document);
  const first = nearestSubject(subjects, placeGiven(document, uri, line) ?? editor.selection.active);
  if (!first) return undefined;
  const subject = await oneOf(subjects, first);
  if (!subject) return 'canceled';
  const { qualname } = subject.declaration;
  const nth = subjects.filter(({ declaration }) => declaration.qualname === qualname).indexOf(subject);
  return { document, subject, nth };
}

/** Which of those that one place declares: asked, if there are several. */
async function oneOf(
  subjects: readonly WhatIfSubject[],
  first: WhatIfSubject,
): Promise<WhatIfSubject | undefined> {
  const here = subjects.filter(({ declaration }) => isSamePlace(declaration, first.declaration));
  if (here.length === 1) return first;
  const items = here.map((subject) => ({
    label: withoutIcons(oneLine(subject.declaration.qualname)),
    description: withoutIcons(lensTitle(subject.assessment)),
    subject,
  }));
  return (await window.showQuickPick(items, { placeHolder: l10n.t('Which declaration?') }))?.subject;
}

function titleOf(name: string | null): string {
  return name === null ? l10n.t('Modal costs') : l10n.t('Modal costs: {0}', shorten(oneLine(name), 60));
}

const keySchema = v.tuple([v.string(), v.string(), v.pipe(v.number(), v.integer(), v.minValue(0))]);

/** The key that a panel kept in its state; a state of another making gives a calculator. */
function keyIn(state: unknown): PanelKey | null {
  const key: unknown = typeof state === 'object' && state !== null && 'key' in state ? state.key : undefined;
  if (typeof key !== 'string' || key.length > 10_000) return null;
  try {
    const parsed: unknown = JSON.parse(key);
    // Keys of earlier versions have no number.
    const kept = v.safeParse(
      keySchema,
      Array.isArray(parsed) ? [...(parsed as unknown[]), 0].slice(0, 3) : null,
    );
    if (!kept.success) return null;
    const [uri, qualname, nth] = kept.output;
    return { uri, qualname, nth };
  } catch {
    return null;
  }
}
