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
import { estimate, type Estimate } from '../core/cost/estimate';
import type { Declaration } from '../core/modal/declaration';
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
  async estimates(document: TextDocument): Promise<readonly Estimate[]> {
    const { declarations, callSites } = await this.documents.scan(document);
    const context = this.books.context;
    const priced = callSites.filter(({ form }) => form === 'sandbox' || form === 'image_build');
    return [...declarations, ...priced]
      .map((subject) => estimate(subject, context))
      .sort((a, b) => a.subject.line - b.subject.line);
  }

  /** The declaration at a place in a document. */
  async declarationAt(document: TextDocument, position: Position): Promise<Declaration | undefined> {
    return subjectAt((await this.documents.scan(document)).declarations, position);
  }

  dispose(): void {
    this.disposables.dispose();
  }
}
