import {
  EventEmitter,
  l10n,
  Uri,
  window,
  type Disposable,
  type Event,
  type ExtensionContext,
  type Memento,
  type TreeDataProvider,
  type TreeItem,
  type TreeView,
} from 'vscode';
import { dayOf } from '../../common/dayOf';
import {
  explorer,
  type Explorer,
  type ExplorerOptions,
  type ExplorerSource,
} from '../../core/render/explorerTree';
import { groupText, SORTS } from '../../core/render/explorerColumns';
import { billPeriodSentence } from '../../core/render/billHover';
import { reportLine } from '../../core/render/words/billWords';
import { refusedBookText } from '../../core/render/words/priceBooks';
import { SEEN } from '../../core/render/words/titleWords';
import { beside } from '../../host/bill/bills';
import { executeCommand, registerCommand, setContext } from '../../host/commands';
import {
  Commands,
  CONTEXT,
  EXPLORER_VIEW,
  SHOW_DECLARATION,
  type CommandArguments,
} from '../../host/contributions';
import { Disposables } from '../../host/disposables';
import { showLine } from '../../host/editors';
import type { FolderResult, WorkspaceIndex } from '../../host/index/workspaceIndex';
import { logBug } from '../../host/logBug';
import { NextSteps } from '../../host/nextSteps';
import type { Services } from '../../host/services';
import { inform } from '../../host/tell';
import { exportCosts } from './explorerExport';
import { folderItem, tooltipOf, treeItem, type ExplorerItem } from './explorerItems';

/** The view in the activity bar: what the whole workspace costs, by folder, app and declaration. */
export function registerExplorer(services: Services, context: ExtensionContext): Disposable {
  const disposables = new Disposables();
  const view = disposables.add(new CostExplorer(services, context.workspaceState));
  const command = (id: keyof CommandArguments, act: (argument?: unknown) => unknown): void => {
    disposables.add(registerCommand(services.log, id, act));
  };
  command(Commands.readAgain, async () => {
    await view.reveal();
    await services.index.refresh();
  });
  command(Commands.stopReading, () => services.index.stop());
  command(Commands.sortByCost, () => view.show({ sort: 'cost' }));
  command(Commands.sortByFloor, () => view.show({ sort: 'floor' }));
  command(Commands.sortByActual, () => view.showByBill('actual'));
  command(Commands.sortByDifference, () => view.showByBill('difference'));
  command(Commands.sortByName, () => view.show({ sort: 'name' }));
  command(Commands.showWarmOnly, () => view.show({ warmOnly: true }));
  command(Commands.showAll, () => view.show({ warmOnly: false }));
  command(Commands.exportCosts, (format) => exportCosts(services, format));
  disposables.add(
    registerCommand(services.log, SHOW_DECLARATION, async (uri, line, cell) => {
      if (uri instanceof Uri && typeof line === 'number')
        await showLine(uri, line, typeof cell === 'number' ? cell : null);
    }),
  );
  command(Commands.compareListed, (item) => runAt(item, Commands.compareScenarios));
  command(Commands.whatIfListed, (item) => runAt(item, Commands.whatIf));
  command(Commands.setUsageListed, (item) => runAt(item, Commands.setUsage));
  command(Commands.useTraceListed, (item) => runAt(item, Commands.useTrace));
  return disposables;
}

type DeclarationCommand =
  | typeof Commands.compareScenarios
  | typeof Commands.whatIf
  | typeof Commands.setUsage
  | typeof Commands.useTrace;

/** Goes to the code of a line of the view, and runs there what runs at a lens. */
async function runAt(item: unknown, command: DeclarationCommand): Promise<void> {
  const { node, folder } = item as ExplorerItem;
  if (node.kind !== 'declaration') return;
  const { file, range, cell = null } = node.assessment.estimate.subject;
  const { line } = range.start;
  const uri = await showLine(Uri.joinPath(folder.uri, file), line, cell);
  await executeCommand(command, uri, line);
}

const OPTIONS_KEY = 'modalCost.explorer';

/** So many files are read in no time: not worth a word. */
const FEW_FILES = 50;

/** Keeps the index up to date while the view is to be seen, and shows what it knows. */
class CostExplorer implements TreeDataProvider<ExplorerItem>, Disposable {
  private readonly disposables = new Disposables();
  private readonly changed = this.disposables.add(new EventEmitter<undefined>());
  private readonly view: TreeView<ExplorerItem>;
  private items: readonly ExplorerItem[] = [];
  private tree: Explorer | undefined;
  private options: ExplorerOptions;
  private hasBill = false;
  /** Which time the bill is for; empty without one. */
  private billed = '';
  /** That another price book was asked for; empty if it is in use. */
  private refused = '';
  private index: WorkspaceIndex | undefined;
  private following: Disposable | undefined;
  private endProgress: (() => void) | undefined;
  private turn = 0;

  readonly onDidChangeTreeData: Event<undefined> = this.changed.event;

  constructor(
    private readonly services: Services,
    private readonly memento: Memento,
  ) {
    this.options = storedOptions(memento);
    this.view = this.disposables.add(
      window.createTreeView(EXPLORER_VIEW, { treeDataProvider: this, showCollapseAll: true }),
    );
    this.disposables.add(this.view.onDidChangeVisibility(() => this.look()));
    this.disposables.add({ dispose: () => this.leave() });
    this.tellOptions();
    this.look();
  }

  /** Sorts or filters otherwise, from now on and in the next session. */
  async show(options: Partial<ExplorerOptions>): Promise<void> {
    this.options = { ...this.options, ...options };
    this.tellOptions();
    await this.memento.update(OPTIONS_KEY, this.options);
    await this.update();
    await this.reveal();
  }

  /** A command of the palette may be about a view that is hidden: its effect is to be seen. */
  async reveal(): Promise<void> {
    if (!this.view.visible) await executeCommand(`${EXPLORER_VIEW}.focus`);
  }

  /** By what the bill has; without one, the user is told how to get it. */
  async showByBill(sort: 'actual' | 'difference'): Promise<void> {
    if (this.hasBill) return this.show({ sort });
    const line = reportLine(dayOf(Date.now()));
    inform(l10n.t('There is no bill to sort by. Run in a terminal: {0}', line), NextSteps.importBill());
  }

  getTreeItem(item: ExplorerItem): TreeItem {
    return treeItem(item);
  }

  getChildren(item?: ExplorerItem): ExplorerItem[] {
    return [...(item ? item.children : this.items)];
  }

  getParent(item: ExplorerItem): ExplorerItem | undefined {
    return item.parent;
  }

  resolveTreeItem(line: TreeItem, item: ExplorerItem): TreeItem {
    const tooltip = tooltipOf(item);
    if (tooltip) line.tooltip = tooltip;
    return line;
  }

  dispose(): void {
    this.disposables.dispose();
  }

  /** Nothing is read before the view is looked at, and nothing more once it no longer is. */
  private look(): void {
    if (!this.view.visible) {
      this.leave();
      return;
    }
    if (!this.index) {
      this.index = this.services.index;
      this.disposables.add(this.index.onDidChange(() => this.updateNow()));
      this.disposables.add(this.services.bills.onDidChange(() => this.updateNow()));
      this.disposables.add(this.index.onDidProgress(() => this.tellProgress()));
    }
    this.following ??= this.index.follow();
    this.updateNow();
  }

  private leave(): void {
    this.following?.dispose();
    this.following = undefined;
    this.endProgress?.();
  }

  private updateNow(): void {
    this.update().catch((error: unknown) => logBug(this.services.log, error));
  }

  /** Shows what is known. The first reading shows nothing before it is whole, or stopped: half a sum is a wrong one. */
  private async update(): Promise<void> {
    const { index } = this;
    if (!index || !this.view.visible) return;
    this.tellProgress();
    if (!index.hasResults) {
      setContext(CONTEXT.explorerState, 'reading');
      return;
    }
    const turn = ++this.turn;
    const results = await index.results();
    if (turn !== this.turn) return;
    const sources = await Promise.all(results.map((each) => this.sourceOf(each)));
    if (turn !== this.turn) return;
    this.hasBill = sources.some(({ bill }) => bill);
    this.tree = explorer(sources, this.sortable);
    this.refused = refusedIn(results);
    const { folders, all } = this.tree;
    this.billed = billedText(sources);
    setContext(CONTEXT.hasBill, this.hasBill);
    this.tellOptions();
    const isEmpty = folders.every(
      ({ apps, groups, skipped }) => apps.length + groups.length + skipped.length === 0,
    );
    this.items = isEmpty ? [] : results.map(({ folder }, i) => folderItem(folder, folders[i]!));
    const state = !isEmpty ? 'tree' : all > 0 ? 'nothingWarm' : 'nothing';
    setContext(CONTEXT.explorerState, state);
    this.tellProgress();
    this.changed.fire(undefined);
  }

  private async sourceOf({ folder, assessments, skipped }: FolderResult): Promise<ExplorerSource> {
    const { team, context } = await this.services.terms(folder.uri);
    const found = this.services.bills.known(folder.uri, team);
    const bill = found && beside(found, assessments, context, team);
    return { name: folder.name, assessments, skipped, team, bill };
  }

  private tellProgress(): void {
    const { index, view } = this;
    if (!index || !view.visible) return;
    const { isRunning, isStopped, done, total } = index.progress;
    setContext(CONTEXT.isReading, isRunning);
    if (!isRunning) this.endProgress?.();
    else if (!this.endProgress)
      void window.withProgress({ location: { viewId: EXPLORER_VIEW } }, () => {
        return new Promise<void>((resolve) => {
          this.endProgress = () => {
            this.endProgress = undefined;
            resolve();
          };
        });
      });
    const isLong = !index.hasResults || total - done > FEW_FILES;
    if (isRunning && isLong) this.say(l10n.t('Scanning: {0} of {1} files…', done, total));
    else if (isStopped)
      this.say(l10n.t('Stopped after {0} of {1} files: the figures are incomplete.', done, total));
    else this.say(this.summary());
  }

  /** What stands above the tree: the whole of several folders, and what is not shown. Above an empty one it would hide the welcome. */
  private summary(): string {
    const { tree, options } = this;
    if (!tree || this.items.length === 0) return '';
    return [
      this.refused,
      options.warmOnly ? l10n.t('Warm pools only: {0} of {1}. Sums are of these.', tree.shown, tree.all) : '',
      this.billed,
      tree.folders.length > 1 ? l10n.t('Together: {0}', groupText(tree.sum, SEEN)) : '',
    ]
      .filter((each) => each !== '')
      .join(' ');
  }

  private say(text: string): void {
    if ((this.view.message ?? '') !== text) this.view.message = text;
  }

  /** What was chosen, as far as there is a bill to sort by. */
  private get sortable(): ExplorerOptions {
    const { sort } = this.options;
    const isOfBill = sort === 'actual' || sort === 'difference';
    return isOfBill && !this.hasBill ? { ...this.options, sort: 'cost' } : this.options;
  }

  private tellOptions(): void {
    const { sort, warmOnly } = this.sortable;
    setContext(CONTEXT.explorerSort, sort);
    setContext(CONTEXT.explorerWarmOnly, warmOnly);
    this.view.description = SORTED[sort]();
  }
}

const SORTED = {
  cost: () => l10n.t('by cost'),
  floor: () => l10n.t('by warm floor'),
  actual: () => l10n.t('by actual cost'),
  difference: () => l10n.t('by difference to the estimate'),
  name: () => l10n.t('by name'),
} as const;

/** The time of the bills, `Actual: October 2026.`, and that one ended long ago. */
function billedText(sources: readonly ExplorerSource[]): string {
  const said = sources.flatMap(({ bill }) => (bill ? [billPeriodSentence(bill)] : []));
  return [...new Set(said)].join(' ');
}

/** All figures of a folder are by one book: its first says which. */
function refusedIn(results: readonly FolderResult[]): string {
  for (const { assessments } of results) {
    const { refusedBook, book } = assessments[0]?.estimate.context ?? {};
    if (refusedBook !== undefined && book) return refusedBookText(refusedBook, book);
  }
  return '';
}

/** What was chosen in an earlier session, as far as it is understood. */
function storedOptions(memento: Memento): ExplorerOptions {
  const stored = memento.get<Partial<ExplorerOptions>>(OPTIONS_KEY, {});
  return {
    sort: SORTS.find((each) => each === stored.sort) ?? 'cost',
    warmOnly: stored.warmOnly === true,
  };
}
