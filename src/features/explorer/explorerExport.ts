import { l10n, ProgressLocation, Uri, window, workspace, type QuickPickItem } from 'vscode';
import type { Assessment } from '../../core/cost/assess';
import { withoutIcons } from '../../core/render/escape';
import { estimateCsv } from '../../core/render/estimateCsv';
import { estimateJson } from '../../core/render/estimateJson';
import { total } from '../../core/cost/estimateTotal';
import { estimateSummary } from '../../core/render/estimateReport';
import { totalText } from '../../core/render/totalText';
import { FolderData } from '../../core/review/team/folderData';
import type { FolderResult } from '../../host/index/workspaceIndex';
import type { Services } from '../../host/services';
import { NextSteps } from '../../host/nextSteps';
import { pickOne, pickStep } from '../../host/pickStep';
import { inform, StoppedError } from '../../host/tell';

interface FormatItem extends QuickPickItem {
  readonly id: 'markdown' | 'csv' | 'json';
  readonly extension: string;
  readonly language: string;
}

interface PlaceItem extends QuickPickItem {
  readonly put: (text: string, format: FormatItem) => Promise<void>;
}

interface FolderItem extends QuickPickItem {
  readonly result: FolderResult;
}

/** "Export Costs…": what a workspace folder costs, as the command line writes it, in a new editor or in a file. */
export async function exportCosts(services: Services, wanted?: unknown): Promise<void> {
  const result = await chooseFolder(services);
  if (!result) return;
  const format = formats().find(({ id }) => id === wanted);
  const choice = format ? { format, put: openUntitled } : await ask();
  if (choice) await choice.put(await text(choice.format, result, services), choice.format);
}

/** The one folder with Modal code, or the one of several that is picked: each is priced on terms of its own. */
async function chooseFolder({ index }: Services): Promise<FolderResult | undefined> {
  if (!workspace.workspaceFolders?.length)
    throw new StoppedError(l10n.t('Open a folder first: costs are exported per folder.'), [
      NextSteps.openFolder(),
    ]);
  const isWhole = await window.withProgress(
    { location: ProgressLocation.Notification, title: l10n.t('Scanning the workspace…'), cancellable: true },
    (_, token) => index.ready(token),
  );
  if (!isWhole) return undefined;
  const results = (await index.results()).filter(({ assessments }) => assessments.length > 0);
  if (results.length === 0)
    inform(
      l10n.t('No Modal code found in this workspace, so there are no costs to export.'),
      NextSteps.rescan(),
      NextSteps.priceGpu(),
    );
  if (results.length <= 1) return results[0];
  const items = results.map((result): FolderItem => {
    const estimates = result.assessments.map(({ estimate }) => estimate);
    return { label: withoutIcons(result.folder.name), description: totalText(total(estimates)), result };
  });
  const picked = await pickOne({
    items,
    title: l10n.t('Export Costs'),
    placeholder: l10n.t('For which folder?'),
  });
  return picked?.result;
}

/** Which format, and where to; Escape leaves. */
async function ask(): Promise<{ readonly format: FormatItem; readonly put: PlaceItem['put'] } | undefined> {
  const title = l10n.t('Export Costs');
  for (;;) {
    const placeholder = l10n.t('In which format?');
    const format = await pickStep({ title, placeholder, step: 1, totalSteps: 2, items: formats() });
    if (typeof format === 'string') return undefined;
    const items: PlaceItem[] = [
      { label: l10n.t('$(file) Open in a new editor'), put: openUntitled },
      { label: l10n.t('$(save) Save to a file…'), put: save },
    ];
    const place = await pickStep({ title, placeholder: l10n.t('Export to…'), step: 2, totalSteps: 2, items });
    if (place === 'end') return undefined;
    if (place !== 'back') return { format: format.picked, put: place.picked.put };
  }
}

function formats(): FormatItem[] {
  return [
    {
      id: 'markdown',
      label: 'Markdown',
      detail: l10n.t('A short table with links, for an issue or a pull request'),
      extension: 'md',
      language: 'markdown',
    },
    {
      id: 'csv',
      label: 'CSV',
      detail: l10n.t('One row each, for a spreadsheet'),
      extension: 'csv',
      language: 'plaintext',
    },
    {
      id: 'json',
      label: 'JSON',
      detail: l10n.t('All known data, as described in schemas/estimate.schema.json'),
      extension: 'json',
      language: 'json',
    },
  ];
}

async function text(
  { id }: FormatItem,
  { folder, assessments }: FolderResult,
  services: Services,
): Promise<string> {
  const { context, team } = await services.terms(folder.uri);
  // Declarations, then calls, as the command line has them.
  const isCall = ({ estimate }: Assessment): boolean => estimate.subject.type === 'call';
  const all = [...assessments.filter((each) => !isCall(each)), ...assessments.filter(isCall)];
  const data = new FolderData(all, team, context, true).sum;
  if (id === 'csv') return estimateCsv(all, data);
  if (id === 'json') return `${JSON.stringify(estimateJson(all, context, data), null, 2)}\n`;
  return `${estimateSummary(all, context, data)}\n`;
}

async function openUntitled(content: string, { language }: FormatItem): Promise<void> {
  const document = await workspace.openTextDocument({ content, language });
  await window.showTextDocument(document, { preview: false });
}

async function save(content: string, { label, extension }: FormatItem): Promise<void> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const target = await window.showSaveDialog({
    ...(folder ? { defaultUri: Uri.joinPath(folder, `modal-costs.${extension}`) } : {}),
    filters: { [label]: [extension] },
  });
  if (!target) return;
  await workspace.fs.writeFile(target, new TextEncoder().encode(content));
  void window.setStatusBarMessage(l10n.t('Saved'), 2_000);
}
