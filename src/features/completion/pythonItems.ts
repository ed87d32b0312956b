import {
  CompletionItemKind,
  Range,
  type CancellationToken,
  type CompletionItem,
  type Position,
  type TextDocument,
} from 'vscode';
import { mayComplete, type CompletionPlace } from '../../core/modal/completionPlace';
import type { FileScan } from '../../core/modal/scan';
import { UsageComments } from '../../core/modal/usageComment';
import { pythonPlace, pythonRows, type CompletedText } from '../../core/render/completion/pythonRows';
import { priceablesOf } from '../../core/review/team/priceScan';
import { fileOf, notebookOf, placeOf, pythonCells } from '../../host/notebooks';
import { pointOf } from '../../host/points';
import type { Services } from '../../host/services';
import { completionItem } from './completionItem';

/** What may be completed in Python, from the last scan of the document: nothing is read for it that a lens does not read. */
export async function pythonItems(
  services: Services,
  document: TextDocument,
  position: Position,
  token: CancellationToken,
): Promise<CompletionItem[]> {
  const { text: line } = document.lineAt(position.line);
  if (!mayComplete(line, position.character)) return [];
  const scans = await scansAround(services, document);
  if (token.isCancellationRequested) return [];
  const cells = scans.map((each) => completedText(each, services));
  const code = {
    file: fileOf(document),
    text: document.getText(),
    point: pointOf(position),
    isNotebook: notebookOf(document) !== undefined,
    here: cells[scans.findIndex((each) => each.document === document)]!,
    cells,
    others: services.around(document),
  };
  const place = pythonPlace(code);
  if (!place) return [];
  const terms = await services.terms(placeOf(document));
  const range = new Range(position.line, place.from, position.line, place.to);
  const look = { kind: KINDS[place.kind], range };
  return pythonRows(place, code, terms).map((row, i) => completionItem(row, i, look));
}

const KINDS: Readonly<Record<CompletionPlace['kind'], CompletionItemKind>> = {
  gpu: CompletionItemKind.EnumMember,
  keyword: CompletionItemKind.Property,
  usageField: CompletionItemKind.Field,
  usageValue: CompletionItemKind.Value,
};

/** A document with what it declares. */
interface ScannedDocument {
  readonly document: TextDocument;
  readonly scan: FileScan;
}

/** The document, or all cells of its notebook. */
async function scansAround(services: Services, document: TextDocument): Promise<readonly ScannedDocument[]> {
  const notebook = notebookOf(document);
  const documents = notebook ? pythonCells(notebook).map((cell) => cell.document) : [document];
  const scans: ScannedDocument[] = [];
  for (const each of documents) scans.push({ document: each, scan: await services.documents.scan(each) });
  return scans;
}

function completedText({ document, scan }: ScannedDocument, services: Services): CompletedText {
  const priceables: CompletedText['priceables'] = (terms) => {
    const comments = new UsageComments(document.getText());
    return priceablesOf(scan, (each) => comments.of(each), terms, services.around(document));
  };
  return { scan, priceables };
}
