import { env, l10n, Uri, window, type Disposable, type WorkspaceFolder } from 'vscode';
import { dayOf } from '../common/dayOf';
import { parsePriceBook } from '../core/pricing/parsePriceBook';
import { isRatesBook, type RatesNote } from '../core/pricing/workspaceRates';
import { bookProblemLine } from '../core/render/words/priceBooks';
import { RATES_COMMAND, ratesNoteText } from '../core/render/words/workspaceRates';
import { setPriceBook } from '../core/review/team/setPriceBook';
import { TEAM_FILE } from '../core/review/team/team';
import { UserError } from '../core/userError';
import { chooseFolderFor, chooseSource } from '../host/chooseSource';
import { registerCommand } from '../host/commands';
import { Commands } from '../host/contributions';
import { writeImport } from '../host/importEdit';
import { textAt } from '../host/index/fileSystem';
import type { Services } from '../host/services';

const RATES_FILE = 'modal-rates.json';

/**
 * "Import Workspace Rates…": what `modal billing rates --json` printed, from a file or the clipboard, written beside the
 * team file and made the price book there.
 */
export function registerImportRates(services: Services): Disposable {
  return registerCommand(services.log, Commands.importWorkspaceRates, async () => {
    const folder = await chooseFolderFor(
      l10n.t('Open a folder first: the rates are written beside its {0}.', TEAM_FILE),
    );
    if (!folder) return;
    const source = await chooseSource({
      title: l10n.t('Import workspace rates'),
      placeholder: l10n.t('Run in a terminal first: {0}', RATES_COMMAND),
      command: 'modal billing rates --json',
      filters: { JSON: ['json'] },
    });
    if (!source) return;
    const text = source === 'clipboard' ? await env.clipboard.readText() : await textOf(source);
    const notes = checked(text);
    if (await write(folder, text)) report(services, folder, notes);
  });
}

async function textOf(file: Uri): Promise<string> {
  const text = await textAt(file);
  if (text !== undefined) return text;
  throw new UserError(l10n.t('{0} cannot be read.', file.fsPath));
}

/** The notes on rates that can be used. @throws UserError for anything else, with the first line that is wrong */
function checked(text: string): readonly RatesNote[] {
  const result = parsePriceBook(text, { date: dayOf(Date.now()) });
  if (result.ok && isRatesBook(result.book)) return result.notes;
  const [error] = result.ok ? [] : result.errors;
  throw new UserError(
    error
      ? l10n.t(
          'This is not the output of {0} (line {1}): {2}. Nothing was imported.',
          'modal billing rates --json',
          error.line ?? 1,
          bookProblemLine(error),
        )
      : l10n.t(
          'This is a price book, not the output of {0}. Use it with “Switch Price Book”.',
          'modal billing rates --json',
        ),
  );
}

/** False if the user keeps what is there. */
async function write(folder: WorkspaceFolder, text: string): Promise<boolean> {
  const uri = Uri.joinPath(folder.uri, RATES_FILE);
  const present = await textAt(uri);
  if (present !== undefined && present.trim() !== text.trim() && !(await mayReplace())) return false;
  await writeImport({
    folder: folder.uri,
    file: { uri, text },
    name: RATES_FILE,
    change: (team) => setPriceBook(team, RATES_FILE),
    byHand: l10n.t(
      '{0} cannot be read: correct it, or add "priceBook": "{1}" by hand.',
      TEAM_FILE,
      RATES_FILE,
    ),
  });
  return true;
}

async function mayReplace(): Promise<boolean> {
  const replace = l10n.t('Replace');
  const message = l10n.t('{0} already has other rates. Replace them?', RATES_FILE);
  return (await window.showWarningMessage(message, { modal: true }, replace)) === replace;
}

function report({ log }: Services, folder: WorkspaceFolder, notes: readonly RatesNote[]): void {
  for (const note of notes) log.info(`${RATES_FILE}: ${ratesNoteText(note)}`);
  const done = l10n.t('{0} now uses the rates of your workspace.', folder.name);
  const said = notes.slice(0, 2).map((note) => `${ratesNoteText(note)}.`);
  const more = notes.length > said.length ? [l10n.t('{0} more in the log.', notes.length - said.length)] : [];
  const show = l10n.t('Open {0}', TEAM_FILE);
  void window.showInformationMessage([done, ...said, ...more].join(' '), show).then(async (picked) => {
    if (picked === show) await window.showTextDocument(Uri.joinPath(folder.uri, TEAM_FILE));
  });
}
