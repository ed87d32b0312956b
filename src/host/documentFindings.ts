import type { Disposable, TextDocument } from 'vscode';
import { fileFindings } from '../core/review/findings/fileFindings';
import type { Finding } from '../core/review/findings/finding';
import { ruleLevels } from '../core/review/findings/rules';
import { Disposables } from './disposables';
import { fileOf, placeOf } from './notebooks';
import type { Services } from './services';

interface Found {
  readonly version: number;
  readonly findings: Promise<readonly Finding[] | undefined>;
}

/** What the rules find in open documents, worked out when asked for and kept until the document or the figures change. */
export class DocumentFindings implements Disposable {
  private readonly disposables = new Disposables();
  private known = new WeakMap<TextDocument, Found>();

  constructor(private readonly services: Services) {
    this.disposables.add(services.onDidChange(() => this.forget()));
    this.disposables.add(services.settings.onDidChange(() => this.forget()));
  }

  /** The findings of a document as it stands now; undefined where its code does not parse just now. */
  of(document: TextDocument): Promise<readonly Finding[] | undefined> {
    const known = this.known.get(document);
    if (known?.version === document.version) return known.findings;
    const found = { version: document.version, findings: this.review(document) };
    this.known.set(document, found);
    return found.findings;
  }

  private async review(document: TextDocument): Promise<readonly Finding[] | undefined> {
    const { services } = this;
    const scan = await services.documents.scan(document);
    const text = document.getText();
    const { team } = await services.terms(placeOf(document));
    const assessments = await services.assessments(document);
    const levels = ruleLevels(services.settings.get('rules', document));
    return fileFindings({ file: fileOf(document), text, scan, assessments }, team, levels);
  }

  private forget(): void {
    this.known = new WeakMap();
  }

  dispose(): void {
    this.disposables.dispose();
  }
}
