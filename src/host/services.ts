import {
  EventEmitter,
  window,
  type Disposable,
  type Event,
  type ExtensionContext,
  type LogOutputChannel,
  type Position,
  type TextDocument,
} from 'vscode';
import { assess, costsByItself, type Assessment, type UsageContext } from '../core/cost/assess';
import type { UsageField, UsageLayer } from '../core/cost/usage';
import { parseUsageValue, usageFieldNamed } from '../core/cost/usageFields';
import { UsageComments } from '../core/modal/usageComment';
import type { CallSite, Declaration } from '../core/modal/declaration';
import type { WhatIfSubject } from '../core/render/whatIf';
import { BooksService } from './books';
import { Disposables } from './disposables';
import { Documents } from './documents';
import { ParserService } from './parser';
import { subjectAt } from './ranges';
import { SettingsService } from './settings';

/** What the features share. */
export class Services implements Disposable {
  private readonly disposables = new Disposables();
  readonly log: LogOutputChannel = this.disposables.add(
    window.createOutputChannel('Modal Cost Lens', { log: true }),
  );
  readonly settings = this.disposables.add(new SettingsService());
  readonly books: BooksService;
  readonly documents: Documents;
  private readonly changed = this.disposables.add(new EventEmitter<void>());

  /** Fires when figures may differ though no document changed: prices, settings, imported modules. */
  readonly onDidChange: Event<void> = this.changed.event;

  constructor(context: ExtensionContext) {
    this.books = this.disposables.add(new BooksService(this.settings, this.log));
    const parser = this.disposables.add(new ParserService(context.extensionUri));
    this.documents = this.disposables.add(new Documents(parser));
    this.disposables.add(this.books.onDidChange(() => this.changed.fire()));
    this.disposables.add(this.documents.onDidChange(() => this.changed.fire()));
  }

  /** What every declaration and costing call of a document costs, in source order. */
  async assessments(document: TextDocument): Promise<readonly Assessment[]> {
    const { declarations, callSites } = await this.documents.scan(document);
    const costing = callSites.filter(costsByItself);
    if (declarations.length + costing.length === 0) return [];
    const { context } = this.books;
    const useOf = this.usageContexts(document);
    return [...declarations, ...costing]
      .map((each) => assess(each, context, useOf(each)))
      .sort((a, b) => a.estimate.subject.line - b.estimate.subject.line);
  }

  /** The declarations of a document with all that pricing a variant of them needs. */
  async subjects(document: TextDocument): Promise<readonly WhatIfSubject[]> {
    const { declarations } = await this.documents.scan(document);
    const { context } = this.books;
    const useOf = this.usageContexts(document);
    return declarations.map((declaration) => {
      const use = useOf(declaration);
      return { declaration, context, use, assessment: assess(declaration, context, use) };
    });
  }

  /** How the declarations of a document are used: by their comments, else by settings. */
  usageContexts(document: TextDocument): (subject: Declaration | CallSite) => UsageContext {
    const comments = new UsageComments(document.getText());
    const shared = {
      defaults: this.usageDefaults(document),
      includeStartup: this.settings.get('countStartup'),
    };
    return (subject) => ('form' in subject ? shared : { ...shared, comment: comments.of(subject) });
  }

  /** The usage that settings give to declarations that say none; values out of range count as not given. */
  private usageDefaults(document: TextDocument | undefined): readonly UsageLayer[] {
    const given = Object.entries(this.settings.get('usage', document));
    const values: Partial<Record<UsageField, number>> = {};
    for (const [name, value] of given) {
      const info = usageFieldNamed(name);
      const parsed = info && typeof value === 'number' ? parseUsageValue(info, value) : undefined;
      if (info && parsed && 'value' in parsed) values[info.field] = parsed.value;
    }
    return [{ source: 'setting', values, where: 'modalCost.usage' }];
  }

  /** The declaration at a place in a document. */
  async declarationAt(document: TextDocument, position: Position): Promise<Declaration | undefined> {
    return subjectAt((await this.documents.scan(document)).declarations, position);
  }

  dispose(): void {
    this.disposables.dispose();
  }
}
