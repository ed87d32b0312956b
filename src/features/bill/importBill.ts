import {
  env,
  l10n,
  ProgressLocation,
  Uri,
  window,
  workspace,
  type Disposable,
  type QuickPickItem,
  type WorkspaceFolder,
} from 'vscode';
import { dayOf } from '../../common/dayOf';
import { billOf, type NamedReading, type Period } from '../../core/bill/bill';
import { readBillFileInSteps, type BillReading } from '../../core/bill/readBillFile';
import { monthOf, shortPeriodText } from '../../core/render/billPeriod';
import { dateText } from '../../core/render/clockText';
import { oneLine } from '../../core/render/escape';
import { billProblemText, reportLine } from '../../core/render/words/billWords';
import type { MetricsColumns } from '../../core/bill/metricsColumns';
import { addBillFile } from '../../core/review/team/addBillFile';
import { TEAM_FILE } from '../../core/review/team/team';
import { UserError } from '../../core/userError';
import { MAX_EDITOR_BILL_BYTES, tooLargeText } from '../../host/bill/billFiles';
import { chooseFolderFor, chooseSource } from '../../host/chooseSource';
import { registerCommand } from '../../host/commands';
import { Commands } from '../../host/contributions';
import { writeImport } from '../../host/importEdit';
import { isFile } from '../../host/index/fileSystem';
import { pathIn } from '../../host/pathIn';
import { pickOne } from '../../host/pickStep';
import type { Services } from '../../host/services';
import { Slices } from '../../host/slices';
import { fileName } from '../../host/traceFile';

/** The folder that imported reports are written to. */
const BILL_FOLDER = 'billing';

/** A report that can be used, as it was chosen. */
interface Chosen {
  readonly text: string;
  readonly reading: NamedReading;
  /** Null for a summary, which has no time. */
  readonly period: Period | null;
  /** Its path in the workspace folder; undefined where it is not in it. */
  readonly path: string | undefined;
}

/**
 * "Import Billing Report…": what `modal billing report` printed, from a file or the clipboard. The user says whether it is
 * to be written into the workspace, since a repository may show its amounts to others, or only counts until the window closes.
 */
export function registerImportBill(services: Services): Disposable {
  return registerCommand(services.log, Commands.importBill, async () => {
    const need = l10n.t('Open a folder first: the bill is put beside the code in it.');
    const folder = await chooseFolderFor(need);
    if (!folder) return;
    const source = await chooseBill(services, folder);
    if (source === 'copy') return env.clipboard.writeText(reportLine(dayOf(Date.now())));
    if (source === 'forget') return services.bills.forgetImported(folder.uri);
    const chosen = source && (await read(services, folder, source));
    if (!chosen) return;
    const place = await choosePlace(chosen);
    if (place === 'session') await keep(services, folder, chosen);
    else if (place) await write(folder, chosen, place);
  });
}

type Source = Uri | 'clipboard' | 'copy' | 'forget';

function chooseBill({ bills }: Services, { uri }: WorkspaceFolder): Promise<Source | undefined> {
  const imported = bills.importedFiles(uri);
  return chooseSource<'copy' | 'forget'>({
    title: l10n.t('Import billing report'),
    placeholder: l10n.t('Run the command in a terminal, then choose what it printed'),
    command: 'modal billing report --json',
    filters: { JSON: ['json'], CSV: ['csv'] },
    others: [
      {
        label: l10n.t('$(terminal) Copy the command'),
        detail: reportLine(dayOf(Date.now())),
        choice: 'copy',
      },
      ...(imported.length === 0
        ? []
        : [
            {
              label: l10n.t('$(trash) Remove what was imported for this session'),
              detail: imported.map(oneLine).join(', '),
              choice: 'forget' as const,
            },
          ]),
    ],
  });
}

/** What can be used; undefined where the user cancels. @throws UserError for anything else, with what is wrong and where */
async function read(
  services: Services,
  folder: WorkspaceFolder,
  source: Uri | 'clipboard',
): Promise<Chosen | undefined> {
  const { bills } = services;
  const isFile = source !== 'clipboard';
  const name = isFile ? fileName(source) : l10n.t('clipboard');
  const text = isFile ? await textOf(source, name) : await env.clipboard.readText();
  const { metricsColumns } = (await services.terms(folder.uri)).team;
  const found = await readWithProgress(text, metricsColumns);
  if (!found) return undefined;
  const reading = { file: name, reading: found };
  const problem =
    reading.reading.kind === 'refused'
      ? reading.reading.problem
      : await bills.problemWith(folder.uri, reading);
  if (problem)
    throw new UserError(
      l10n.t('{0}: {1}. Nothing was imported.', oneLine(name), oneLine(billProblemText(problem))),
    );
  const path = isFile ? pathIn(folder, source) : undefined;
  return { text, reading, period: billOf([reading]).period, path };
}

/** Undefined where the user cancels. */
async function readWithProgress(text: string, columns: MetricsColumns): Promise<BillReading | undefined> {
  const slices = new Slices();
  const steps = readBillFileInSteps(text, columns, slices.isOver);
  if (text.length < LONG_TEXT) return slices.run(steps);
  const title = l10n.t('Reading the actual bill…');
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  return window.withProgress(options, (_, token) =>
    slices.runUnless(steps, () => token.isCancellationRequested),
  );
}

/** A shorter one is read before anybody could cancel that. */
const LONG_TEXT = 2_000_000;

async function textOf(file: Uri, name: string): Promise<string> {
  try {
    if ((await workspace.fs.stat(file)).size <= MAX_EDITOR_BILL_BYTES)
      return new TextDecoder().decode(await workspace.fs.readFile(file));
  } catch {
    throw new UserError(l10n.t('{0} cannot be read.', oneLine(name)));
  }
  throw new UserError(`${oneLine(name)}: ${tooLargeText()}`);
}

interface PlaceItem extends QuickPickItem {
  /** A path in the folder, or for this session alone. */
  readonly place: string;
}

/** Where the report is to be; undefined where the user leaves. */
async function choosePlace({ path, period, text }: Chosen): Promise<string | undefined> {
  const file = path ?? `${BILL_FOLDER}/${nameOf(period, text)}`;
  const items: PlaceItem[] = [
    {
      label: l10n.t('$(eye) For this session only'),
      detail: l10n.t('Nothing is written: it counts until this window closes'),
      place: 'session',
    },
    {
      label: l10n.t('$(save) In the workspace, for the team'),
      detail:
        path === undefined
          ? l10n.t(
              'Writes {0} and names it in {1}: whoever can read the repository sees the amounts',
              file,
              TEAM_FILE,
            )
          : l10n.t('Names {0} in {1}', oneLine(file), TEAM_FILE),
      place: file,
    },
  ];
  const placeholder = period
    ? l10n.t('{0}: where do you want to keep it?', shortPeriodText(period))
    : l10n.t('Where do you want to keep the summary?');
  return (await pickOne({ title: l10n.t('Import billing report'), placeholder, items }))?.place;
}

/** `report-2026-10.json`; by its days where it is not for a month. */
function nameOf(period: Period | null, text: string): string {
  const extension = /^\ufeff?\s*[[{]/.test(text) ? 'json' : 'csv';
  if (!period) return `summary.${extension}`;
  const month = monthOf(period);
  const time = month
    ? `${month.year}-${String(month.month).padStart(2, '0')}`
    : `${dateText(period.start)}-to-${dateText(period.end - 1)}`;
  return `report-${time}.${extension}`;
}

async function keep({ bills }: Services, { uri }: WorkspaceFolder, { reading }: Chosen): Promise<void> {
  await bills.import(uri, reading);
  const remove = l10n.t('Remove');
  const message = l10n.t('{0} counts until this window closes.', oneLine(reading.file));
  void window.showInformationMessage(message, remove).then(async (picked) => {
    if (picked === remove) await bills.forgetImported(uri);
  });
}

async function write(folder: WorkspaceFolder, { text, path }: Chosen, file: string): Promise<void> {
  const uri = Uri.joinPath(folder.uri, file);
  const isNew = path === undefined;
  if (isNew && (await isFile(uri)) && !(await mayReplace(file))) return;
  const glob = path ?? `${BILL_FOLDER}/*${file.slice(file.lastIndexOf('.'))}`;
  await writeImport({
    folder: folder.uri,
    file: isNew ? { uri, text } : undefined,
    name: file,
    change: (team) => addBillFile(team, file, glob),
    byHand: l10n.t('{0} cannot be read: correct it, or add "actual": "{1}" by hand.', TEAM_FILE, glob),
  });
  tell(Uri.joinPath(folder.uri, TEAM_FILE), file);
}

async function mayReplace(file: string): Promise<boolean> {
  const replace = l10n.t('Replace');
  const message = l10n.t('{0} is already there. Replace it?', file);
  return (await window.showWarningMessage(message, { modal: true }, replace)) === replace;
}

function tell(team: Uri, file: string): void {
  const show = l10n.t('Open {0}', TEAM_FILE);
  const done = l10n.t('{0} is named in {1}. Undo there takes all of it back.', oneLine(file), TEAM_FILE);
  void window.showInformationMessage(done, show).then(async (picked) => {
    if (picked === show) await window.showTextDocument(team);
  });
}
