import {
  CompletionItemKind,
  Range,
  workspace,
  type CancellationToken,
  type CompletionItem,
  type TextDocument,
  type Position,
} from 'vscode';
import { teamPlace } from '../../core/review/team/teamPlace';
import { appRows, declarationRows, gpuTypeRows } from '../../core/render/completion/teamRows';
import type { Services } from '../../host/services';
import { completionItem } from './completionItem';

/** What may be completed in a team file beyond its schema: the declarations and apps of its folder, and GPUs with prices. */
export async function teamItems(
  services: Services,
  document: TextDocument,
  position: Position,
  token: CancellationToken,
): Promise<CompletionItem[]> {
  const folder = workspace.getWorkspaceFolder(document.uri);
  const place = teamPlace(document.getText(), document.offsetAt(position));
  if (!folder || !place) return [];
  const range = new Range(document.positionAt(place.start), document.positionAt(place.end));
  const look = { kind: CompletionItemKind.Property, range };
  if (place.kind === 'gpu') {
    const { context } = await services.terms(folder.uri);
    return gpuTypeRows(place, context).map((row, i) =>
      completionItem(row, i, { ...look, kind: CompletionItemKind.EnumMember }),
    );
  }
  if (!(await services.index.ready(token))) return [];
  const assessments = await services.index.assessments(folder);
  const rows = place.kind === 'app' ? appRows(place, assessments) : declarationRows(place, assessments);
  return rows.map((row, i) => completionItem(row, i, look));
}
