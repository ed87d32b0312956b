import {
  EventEmitter,
  l10n,
  window,
  type Disposable,
  type Event,
  type ExtensionContext,
  type LogOutputChannel,
  type Position,
  type TextDocument,
  type Uri,
} from 'vscode';
import { assess, costsByItself, type Assessment, type UsageContext } from '../core/cost/assess';
import type { PricingContext } from '../core/cost/estimate';
import type { UsageField, UsageLayer } from '../core/cost/usage';
import { parseUsageValue, usageFieldNamed } from '../core/modal/usageFields';
import { UsageComments, type UsageComment } from '../core/modal/usageComment';
import type { Declaration, Subject } from '../core/modal/declaration';
import type { WhatIfSubject } from '../core/render/whatIfList';
import { setTranslate } from '../core/render/words/translate';
import { applyValues } from '../core/review/team/applyTeam';
import { assessFor, teamPricing, teamUse } from '../core/review/team/assessWithTeam';
import type { Team } from '../core/review/team/team';
import { BooksService } from './priceBooks';
import { Disposables } from './disposables';
import { Documents } from './documents';
import type { IndexedFile } from './index/folderIndex';
import { WorkspaceIndex } from './index/workspaceIndex';
import { notebookOf, placeOf, pythonCells } from './notebooks';
import { ParserService } from './parserService';
import { subjectAt } from './ranges';
import { SettingsService } from './settings';
import { TeamsService, type FolderTeam } from './teams';

/** What prices a file's declarations besides the file itself. */
export interface Terms {
  readonly team: Team;
  readonly context: PricingContext;
  readonly use: UsageContext;
}

/** Prices one declaration or call on the terms that hold for its file. */
export function assessOn(
  { team, context, use }: Terms,
  subject: Subject,
  comment?: UsageComment,
): Assessment {
  return assessFor(team, subject, context, comment ? { ...use, comment } : use);
}

/** What the features share. */
export class Services implements Disposable {
  private readonly disposables = new Disposables();
  readonly log: LogOutputChannel = this.disposables.add(
    window.createOutputChannel('Modal Cost Lens', { log: true }),
  );
  readonly settings = this.disposables.add(new SettingsService());
  readonly books: BooksService;
  readonly teams = this.disposables.add(new TeamsService());
  readonly parser: ParserService;
  readonly documents: Documents;
  private workspaceIndex: WorkspaceIndex | undefined;
  private readonly changed = this.disposables.add(new EventEmitter<void>());

  /** Fires when figures may differ though no document changed: prices, settings, imported modules. */
  readonly onDidChange: Event<void> = this.changed.event;

  constructor(context: ExtensionContext) {
    // The core's words too are in the reader's language, where there are any in it.
    if (l10n.bundle) setTranslate(l10n.t);
    this.books = this.disposables.add(new BooksService(this.settings, this.log));
    this.parser = this.disposables.add(new ParserService(context.extensionUri));
    this.documents = this.disposables.add(new Documents(this.parser));
    this.disposables.add(this.books.onDidChange(() => this.changed.fire()));
    this.disposables.add(this.teams.onDidChange(() => this.changed.fire()));
    this.disposables.add(this.documents.onDidChange(() => this.changed.fire()));
  }

  /** What all files of the workspace declare: made when it is first asked for, and reading nothing until somebody looks. */
  get index(): WorkspaceIndex {
    return (this.workspaceIndex ??= this.disposables.add(new WorkspaceIndex(this)));
  }

  /** What every declaration and costing call of an indexed file costs, in source order: on the terms of its folder, or others. */
  async assessFile(
    { folder, declarations, callSites, comments }: IndexedFile,
    terms?: Terms,
  ): Promise<readonly Assessment[]> {
    const on = terms ?? (await this.terms(folder.uri));
    return [
      ...declarations.map((each, i) => assessOn(on, each, comments[i])),
      ...callSites.filter(costsByItself).map((each) => assessOn(on, each)),
    ].sort((a, b) => a.estimate.subject.line - b.estimate.subject.line);
  }

  /** What every declaration and costing call of a document costs, in source order. */
  async assessments(document: TextDocument): Promise<readonly Assessment[]> {
    const { declarations, callSites } = await this.documents.scan(document);
    const costing = callSites.filter(costsByItself);
    if (declarations.length + costing.length === 0) return [];
    const terms = await this.terms(placeOf(document));
    const comments = new UsageComments(document.getText());
    return [...declarations, ...costing]
      .map((each) => assessOn(terms, each, each.type === 'call' ? undefined : comments.of(each)))
      .sort((a, b) => a.estimate.subject.line - b.estimate.subject.line);
  }

  /** The declarations of a document with all that pricing a variant of them needs. */
  async subjects(document: TextDocument): Promise<readonly WhatIfSubject[]> {
    const { declarations } = await this.documents.scan(document);
    const { team, context, use } = await this.terms(placeOf(document));
    const comments = new UsageComments(document.getText());
    return declarations.map((written) => {
      // What the team knows stands where the code does not say it: in every variant too.
      const declaration = applyValues(team, written);
      const ofIt = teamUse(team, written, { ...use, comment: comments.of(written) });
      return { declaration, context, use: ofIt, assessment: assess(declaration, context, ofIt) };
    });
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

  /** What prices a file's declarations besides the file: its folder's team, then the settings. */
  async terms(uri: Uri): Promise<Terms> {
    return this.termsOf(await this.teams.of(uri), uri);
  }

  /** The same with what another state of its folder says. */
  termsOf({ team, book }: FolderTeam, uri: Uri): Terms {
    return {
      team,
      context: teamPricing(team, this.books.asked, book),
      use: {
        defaults: this.usageDefaults(uri),
        includeStartup: team.countStartup ?? this.settings.get('countStartup'),
      },
    };
  }

  /** The usage that settings give to declarations that say none; values out of range count as not given. */
  private usageDefaults(scope: Uri): readonly UsageLayer[] {
    const given = Object.entries(this.settings.get('usage', scope));
    const values: Partial<Record<UsageField, number>> = {};
    for (const [name, value] of given) {
      const info = usageFieldNamed(name);
      const parsed = info && typeof value === 'number' ? parseUsageValue(info, value) : undefined;
      if (info && parsed && 'value' in parsed) values[info.field] = parsed.value;
    }
    return [{ source: 'setting', values, where: { kind: 'setting', name: 'modalCost.usage' } }];
  }

  /** The declaration at a place in a document. */
  async declarationAt(document: TextDocument, position: Position): Promise<Declaration | undefined> {
    return subjectAt((await this.documents.scan(document)).declarations, position);
  }

  dispose(): void {
    this.disposables.dispose();
  }
}
