import {
  EventEmitter,
  l10n,
  window,
  workspace,
  type Disposable,
  type Event,
  type ExtensionContext,
  type LogOutputChannel,
  type Position,
  type TextDocument,
  type Uri,
} from 'vscode';
import { assess, type Assessment } from '../core/cost/assess';
import type { Simulations } from '../core/cost/simulations';
import { LastMonths } from '../core/cost/lastMonths';
import { usageSetting } from '../core/cost/usageSetting';
import type { IndexedFile } from './index/scanFile';
import { UsageComments } from '../core/modal/usageComment';
import type { Declaration } from '../core/modal/declaration';
import type { FileScan } from '../core/modal/scan';
import { subjectAt } from '../core/modal/subjectAt';
import type { WhatIfSubject } from '../core/render/whatIfList';
import type { Environment } from '../core/python/environment';
import { setTranslate } from '../core/render/words/translate';
import { environmentOf } from '../core/review/team/environmentOf';
import { teamPricing } from '../core/review/team/assessWithTeam';
import {
  inSourceOrder,
  priceablesOf,
  priceScan,
  KnownAssessments,
  type CommentOf,
  type Priceable,
  type Terms,
} from '../core/review/team/priceScan';
import { BillsService } from './bill/bills';
import { BooksService } from './priceBooks';
import { ActivePanel } from './activePanel';
import { Disposables } from './disposables';
import { Documents } from './documents';
import { WorkspaceIndex } from './index/workspaceIndex';
import { notebookOf, placeOf, pythonCells } from './notebooks';
import { ParserService } from './parserService';
import { SavingsService } from './savings';
import { SettingsService } from './settings';
import { SimulationService } from './simulations';
import { TeamsService, type FolderTeam } from './teams';
import { TracesService } from './traces';

/** What the features share. */
export class Services implements Disposable {
  private readonly disposables = new Disposables();
  readonly log: LogOutputChannel = this.disposables.add(
    window.createOutputChannel('Modal Cost Lens', { log: true }),
  );
  readonly settings = this.disposables.add(new SettingsService());
  readonly books: BooksService;
  readonly teams = this.disposables.add(new TeamsService());
  readonly bills: BillsService;
  readonly parser: ParserService;
  readonly documents: Documents;
  private readonly simulation = this.disposables.add(
    new SimulationService(() => this.changed.fire(), this.log),
  );
  /** What may be saved in what is on screen; it tells by itself when it has found something. */
  readonly savings = this.disposables.add(new SavingsService(this.log));
  private readonly traces = this.disposables.add(new TracesService(this.log));
  /** The panel that has the focus. */
  readonly activePanel = new ActivePanel();
  private workspaceIndex: WorkspaceIndex | undefined;
  /** The last months of open documents, and those of the indexed files as they are saved. */
  private readonly months = new LastMonths();
  private readonly indexedMonths = new LastMonths();
  private readonly assessed = new KnownAssessments();
  private readonly changed = this.disposables.add(new EventEmitter<void>());

  /** Fires when figures may differ though no document changed: prices, settings, imported modules. */
  readonly onDidChange: Event<void> = this.changed.event;

  constructor(context: ExtensionContext) {
    // The core's words too are in the reader's language, where there are any in it.
    if (l10n.bundle) setTranslate(l10n.t);
    this.books = this.disposables.add(new BooksService(this.settings, this.log));
    this.bills = this.disposables.add(new BillsService(this.teams, this.log));
    this.parser = this.disposables.add(new ParserService(context.extensionUri));
    this.documents = this.disposables.add(new Documents(this.parser, (place) => this.environmentOf(place)));
    this.disposables.add(this.books.onDidChange(() => this.changed.fire()));
    this.disposables.add(this.teams.onDidChange(() => this.changed.fire()));
    this.disposables.add(this.traces.onDidChange(() => this.changed.fire()));
    this.disposables.add(this.documents.onDidChange(() => this.changed.fire()));
  }

  /** What all files of the workspace declare: made when it is first asked for, and reading nothing until somebody looks. */
  get index(): WorkspaceIndex {
    return (this.workspaceIndex ??= this.disposables.add(new WorkspaceIndex(this)));
  }

  /**
   * What every declaration and costing call of an indexed file costs, in source order: on the terms of its folder, or others.
   * @param others the files that may change something in it, or declare what its calls change
   */
  async assessFile(
    file: IndexedFile,
    others: readonly FileScan[],
    terms?: Terms,
  ): Promise<readonly Assessment[]> {
    const on = terms ?? (await this.terms(file.folder.uri));
    const assessments = inSourceOrder(priceScan(file, (each) => file.comments.get(each), on, others));
    if (terms) return assessments;
    return this.indexedMonths.withLast(`${file.folder.uri.toString()}/${file.file}`, assessments);
  }

  /** The other files of a document's folder, as far as somebody had the index read them. */
  around(document: TextDocument): readonly IndexedFile[] {
    return this.workspaceIndex?.around(placeOf(document)) ?? [];
  }

  /** What every declaration and costing call of a document costs, in source order. */
  async assessments(document: TextDocument): Promise<readonly Assessment[]> {
    const scan = await this.documents.scan(document);
    if (scan.declarations.length + scan.callSites.length === 0) return [];
    const terms = await this.terms(placeOf(document));
    const assessments = inSourceOrder(
      priceScan(scan, commentsIn(document), terms, this.around(document), this.assessed),
    );
    return this.months.withLast(document.uri.toString(), assessments);
  }

  /** The same of a document's whole file: of a cell's notebook, all cells, those of the cell as they are given. */
  async assessmentsOfFile(
    document: TextDocument,
    own: readonly Assessment[],
  ): Promise<readonly Assessment[]> {
    const notebook = notebookOf(document);
    if (!notebook) return own;
    const cells = pythonCells(notebook).map((cell) => cell.document);
    const all = cells.map((each) => (each === document ? Promise.resolve(own) : this.assessments(each)));
    return (await Promise.all(all)).flat();
  }

  /** What of a document has a price, ready to be priced on the terms that come with it. */
  async priceables(
    document: TextDocument,
  ): Promise<{ readonly terms: Terms; readonly priceables: readonly Priceable[] }> {
    const scan = await this.documents.scan(document);
    const terms = await this.terms(placeOf(document));
    return { terms, priceables: priceablesOf(scan, commentsIn(document), terms, this.around(document)) };
  }

  /** The declarations of a document with all that pricing a variant of them needs. */
  async subjects(document: TextDocument): Promise<readonly WhatIfSubject[]> {
    const { terms, priceables } = await this.priceables(document);
    const { context } = terms;
    return priceables.flatMap(({ subject, use }) =>
      subject.type === 'declaration'
        ? [{ declaration: subject, context, use, assessment: assess(subject, context, use) }]
        : [],
    );
  }

  /** The same of the nearest cell that has any, where the document is a notebook's cell without: before it, else after. */
  async subjectsNear(
    document: TextDocument,
  ): Promise<{ readonly document: TextDocument; readonly subjects: readonly WhatIfSubject[] }> {
    const notebook = notebookOf(document);
    const cells = notebook ? pythonCells(notebook).map((cell) => cell.document) : [];
    const at = cells.indexOf(document);
    for (const each of [document, ...cells.slice(0, Math.max(0, at)).reverse(), ...cells.slice(at + 1)]) {
      const subjects = await this.subjects(each);
      if (subjects.length > 0) return { document: each, subjects };
    }
    return { document, subjects: [] };
  }

  /** What a file's team says of the environment that its code is deployed with. */
  async environmentOf(uri: Uri): Promise<Environment> {
    return environmentOf((await this.teams.of(uri)).team);
  }

  /** What prices a file's declarations besides the file: its folder's team, then the settings. */
  async terms(uri: Uri): Promise<Terms> {
    return this.termsOf(await this.teams.of(uri), uri);
  }

  /** The same with what another state of its folder says. */
  termsOf({ team, book, refused }: FolderTeam, uri: Uri): Terms {
    const folder = workspace.getWorkspaceFolder(uri);
    const context = teamPricing(team, this.books.asked, book);
    // A book of the team's goes before that of the settings.
    const notUsed = refused ?? (context.chosenIn?.book ? undefined : this.books.problem);
    return {
      team,
      context: notUsed ? { ...context, refusedBook: notUsed.path } : context,
      use: {
        defaults: [usageSetting(this.settings.get('usage', uri), 'modalCost.usage')],
        includeStartup: team.countStartup ?? this.settings.get('countStartup'),
        simulations: this.simulations,
        ...(folder ? { traces: this.traces.source(folder.uri) } : {}),
      },
    };
  }

  /** Resolves when no trace is being read and no month simulated: for whoever asked, and wants all of the answer. */
  async settled(): Promise<void> {
    await this.traces.settled();
    await this.simulation.settled();
  }

  /** Simulates in the background; {@link onDidChange} tells of the figures. */
  get simulations(): Simulations {
    return this.simulation.simulations;
  }

  /** Whether figures that were asked for are still to come. */
  get isBusy(): boolean {
    return this.traces.isBusy || this.simulation.isBusy;
  }

  /** The declaration at a place in a document. */
  async declarationAt(document: TextDocument, position: Position): Promise<Declaration | undefined> {
    return subjectAt((await this.documents.scan(document)).declarations, position.line);
  }

  dispose(): void {
    this.disposables.dispose();
  }
}

function commentsIn(document: TextDocument): CommentOf {
  const comments = new UsageComments(document.getText());
  return (declaration) => comments.of(declaration);
}
