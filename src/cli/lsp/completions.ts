import {
  CompletionItemKind,
  InsertTextFormat,
  type CompletionItem,
  type Position,
} from 'vscode-languageserver/node';
import { mayComplete, type CompletionPlace } from '../../core/modal/completionPlace';
import { UsageComments } from '../../core/modal/usageComment';
import type { CompletionRow } from '../../core/render/completion/completionRow';
import { pythonPlace, pythonRows, type CompletedText } from '../../core/render/completion/pythonRows';
import { priceablesOf, type Terms } from '../../core/review/team/priceScan';
import type { Client } from './client';
import type { OpenDocument } from './openDocument';
import { pointOf } from './places';

/** What may be completed at a place, each with its price, in the order of the list. */
export function completions(
  document: OpenDocument,
  position: Position,
  terms: Terms,
  client: Client,
): CompletionItem[] {
  const text = document.getText();
  if (!document.isPython || !mayComplete(document.lineAt(position.line), position.character)) return [];
  const here = completedText(document);
  const point = pointOf(position);
  const code = { file: document.file, text, point, isNotebook: false, here, cells: [here], others: [] };
  const place = pythonPlace(code);
  if (!place) return [];
  return pythonRows(place, code, terms).map((row, i) => completionItem(row, i, place, position, client));
}

const KINDS: Readonly<Record<CompletionPlace['kind'], CompletionItemKind>> = {
  gpu: CompletionItemKind.EnumMember,
  keyword: CompletionItemKind.Property,
  usageField: CompletionItemKind.Field,
  usageValue: CompletionItemKind.Value,
};

/** No other file is read for it but those that the document imports. */
function completedText(document: OpenDocument): CompletedText {
  const scan = document.scan();
  const priceables: CompletedText['priceables'] = (terms) => {
    const comments = new UsageComments(document.getText());
    return priceablesOf(scan, (each) => comments.of(each), terms);
  };
  return { scan, priceables };
}

function completionItem(
  row: CompletionRow,
  nth: number,
  { kind, from, to }: CompletionPlace,
  { line }: Position,
  client: Client,
): CompletionItem {
  const figures = [row.price, row.month].filter((each) => each !== '');
  const isSnippet = row.isSnippet && client.takesSnippets;
  return {
    label: row.label,
    kind: KINDS[kind],
    detail: figures.join(' · '),
    ...(client.showsLabelDetails
      ? { labelDetails: { detail: `  ${row.price}`, description: row.month } }
      : {}),
    ...(row.about === '' ? {} : { documentation: row.about }),
    textEdit: {
      range: { start: { line, character: from }, end: { line, character: to } },
      // The label of a snippet is what stands before its first place to type over.
      newText: row.isSnippet && !isSnippet ? row.label : row.insert,
    },
    insertTextFormat: isSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    sortText: String(nth).padStart(3, '0'),
    preselect: row.isCurrent,
  };
}
