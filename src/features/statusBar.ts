import {
  l10n,
  StatusBarAlignment,
  ThemeColor,
  window,
  workspace,
  type Disposable,
  type TextDocument,
} from 'vscode';
import type { Assessment } from '../core/cost/assess';
import { total } from '../core/cost/estimateTotal';
import { billTooltipLines } from '../core/render/billHover';
import { refusedBookText } from '../core/render/words/priceBooks';
import { totalText, totalTooltip } from '../core/render/totalText';
import { SPOKEN } from '../core/render/words/titleWords';
import { billNames } from '../core/review/team/billNames';
import { setContext } from '../host/commands';
import { Commands, CONTEXT } from '../host/contributions';
import { Disposables } from '../host/disposables';
import { placeOf, pythonCells } from '../host/notebooks';
import { logBug } from '../host/logBug';
import type { Services } from '../host/services';

/** How long after the last keystroke the total may wait: it is looked at, not typed against. */
const QUIET_MS = 250;

/** One item, for files and notebooks that declare something to Modal: the warm floor and live total of all of it. A click switches the price book. */
export function registerStatusBar(services: Services): Disposable {
  const disposables = new Disposables();
  const item = disposables.add(window.createStatusBarItem('modalCost.total', StatusBarAlignment.Right, 100));
  item.name = l10n.t('Modal Cost');
  item.command = Commands.switchPriceBook;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let turn = 0;
  const update = async (): Promise<void> => {
    const mine = ++turn;
    const documents = shownDocuments();
    const assessments = (await Promise.all(documents.map((each) => services.assessments(each)))).flat();
    const [document] = documents;
    const billed = document ? await billTooltip(document, assessments, services) : '';
    if (mine !== turn) return;
    setContext(CONTEXT.hasDeclarations, assessments.length > 0);
    if (assessments.length === 0 || !services.settings.get('statusBar.enabled', document)) {
      item.hide();
      return;
    }
    const sum = total(assessments.map(({ estimate }) => estimate));
    const { refusedBook, book } = assessments[0]!.estimate.context;
    item.text = `$(credit-card) ${totalText(sum)}`;
    item.tooltip = `${totalTooltip(sum, assessments[0]!.estimate.context)}${billed}`;
    item.backgroundColor =
      refusedBook !== undefined ? new ThemeColor('statusBarItem.warningBackground') : undefined;
    if (refusedBook !== undefined) {
      item.text = `$(warning) ${totalText(sum)}`;
      item.tooltip = `${refusedBookText(refusedBook, book)}\n${item.tooltip}`;
    }
    item.accessibilityInformation = { label: `${item.name}: ${totalText(sum, SPOKEN)}`, role: 'button' };
    item.show();
  };
  const run = (): void => {
    update().catch((error: unknown) => logBug(services.log, error));
  };
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(run, QUIET_MS);
  };
  disposables.add(window.onDidChangeActiveTextEditor(run));
  disposables.add(window.onDidChangeActiveNotebookEditor(run));
  disposables.add(services.onDidChange(run));
  disposables.add(services.bills.onDidChange(run));
  disposables.add(
    workspace.onDidChangeTextDocument(({ document }) => {
      if (shownDocuments().includes(document)) later();
    }),
  );
  disposables.add({ dispose: () => clearTimeout(timer) });
  run();
  return disposables;
}

/** What the bill has of the apps of a document, each on a line of its own; empty without one. */
async function billTooltip(
  document: TextDocument,
  assessments: readonly Assessment[],
  { bills, teams }: Services,
): Promise<string> {
  const uri = placeOf(document);
  const { team } = await teams.of(uri);
  const found = bills.known(uri, team);
  if (!found) return '';
  const names = new Set(
    assessments.flatMap(({ estimate: { subject } }) =>
      subject.type === 'declaration' ? billNames(team, subject) : [],
    ),
  );
  const apps = found.costs.apps.filter(({ app }) => names.has(app));
  return billTooltipLines(apps, found.period)
    .map((line) => `\n${line}`)
    .join('');
}

/** The document in the active editor; of a notebook all cells. */
function shownDocuments(): readonly TextDocument[] {
  const { activeNotebookEditor: notebook, activeTextEditor: text } = window;
  if (notebook) return pythonCells(notebook.notebook).map(({ document }) => document);
  return text ? [text.document] : [];
}
