import type { Uri } from 'vscode';
import { l10n, QuickPickItemKind, window, workspace, type Disposable, type QuickPickItem } from 'vscode';
import type { PriceBook } from '../core/pricing/schema';
import { withoutIcons } from '../core/render/escape';
import { usd } from '../core/render/money';
import { bundledBookList } from '../host/priceBooks';
import { executeCommand, registerCommand } from '../host/commands';
import { Commands } from '../host/contributions';
import { pickOne } from '../host/pickStep';
import { placeOf } from '../host/notebooks';
import type { Services } from '../host/services';
import { teamPlaceText } from '../core/render/words/usageWords';
import { bookTitle } from '../core/render/words/priceBooks';
import { RATES_COMMAND } from '../core/render/words/workspaceRates';

interface BookItem extends QuickPickItem {
  readonly apply?: () => Promise<void>;
}

/** "Switch Price Book": the bundled books with what an H100-hour costs in each, and a file of one's own. */
export function registerSwitchBook(services: Services): Disposable {
  return registerCommand(services.log, Commands.switchPriceBook, async () => {
    const picked = await pickOne<BookItem>({
      title: l10n.t('Price book for Modal costs'),
      placeholder: await placeholder(services),
      items: items(services),
    });
    await picked?.apply?.();
  });
}

/** Says so where a choice would not show: a team's file goes before the settings. */
async function placeholder(services: Services): Promise<string> {
  const document = window.activeTextEditor?.document;
  const where = document && (await services.terms(placeOf(document))).context.chosenIn?.book;
  return where === undefined
    ? l10n.t('Which prices should the figures use?')
    : l10n.t('{0} sets the book for this folder; your choice here applies elsewhere', teamPlaceText(where));
}

function items(services: Services): BookItem[] {
  const { settings, books } = services;
  const own = settings.get('priceBookFile');
  const current = books.context.book.id;
  const isRefused = books.problem !== undefined;
  const bundled = bundledBookList().map((book) => ({
    label: `${book.id === current && (own === '' || isRefused) ? '$(check) ' : ''}${withoutIcons(bookTitle(book))}`,
    description: `${book.id} · ${book.date}`,
    detail: bookDetail(book),
    apply: async () => {
      if (own !== '') await settings.set('priceBookFile', undefined);
      await settings.set('priceBook', book.id);
    },
  }));
  return [
    ...bundled,
    { label: '', kind: QuickPickItemKind.Separator },
    ...(own === ''
      ? []
      : [
          {
            label: `${isRefused ? '$(warning)' : '$(check)'} ${withoutIcons(own)}`,
            description: isRefused ? l10n.t('not in use') : l10n.t('your own price book'),
            detail: ownDetail(services),
          },
        ]),
    {
      label: l10n.t('$(cloud-download) Import workspace rates…'),
      detail: l10n.t('What your workspace really pays: {0}', RATES_COMMAND),
      apply: async () => {
        await executeCommand(Commands.importWorkspaceRates);
      },
    },
    {
      label: l10n.t('$(folder-opened) Use a price book file…'),
      detail: l10n.t(
        'A JSON file with your own rates, for example from a contract, on top of a bundled book',
      ),
      apply: () => chooseFile(services),
    },
  ];
}

function bookDetail(book: PriceBook): string {
  const active = book.gpus.H100?.active.value;
  const idle = book.gpus.H100?.idle?.value ?? active;
  if (active === undefined || idle === undefined) return book.billing.note;
  return l10n.t('H100: {0}/h active, {1}/h warm and idle', usd(active * 3_600), usd(idle * 3_600));
}

function ownDetail({ books }: Services): string {
  const [error] = books.problem?.errors ?? [];
  return error ? l10n.t('rejected: {0}', error.text) : bookTitle(books.context.book);
}

async function chooseFile({ settings }: Services): Promise<void> {
  const [file] =
    (await window.showOpenDialog({ filters: { JSON: ['json'] }, title: l10n.t('A price book') })) ?? [];
  if (file) await settings.set('priceBookFile', pathOf(file));
}

/** A file of the workspace by its path in it, so that the setting can be shared; any other by its full path. */
function pathOf(file: Uri): string {
  return workspace.getWorkspaceFolder(file) ? workspace.asRelativePath(file, false) : file.fsPath;
}
