import { l10n, Position, Range, window, type Disposable } from 'vscode';
import { plural } from '../core/render/words/plural';
import { message } from '../core/render/words/translate';
import { bookTitle } from '../core/render/words/priceBooks';
import type { RefusedBook } from '../host/bookFile';
import { Disposables } from '../host/disposables';
import { logBug } from '../host/logBug';
import type { Services } from '../host/services';

/** Says once that a price book cannot be used, with what to do: the settings' book, or one that a team file names. */
export function registerRefusedBooks(services: Services): Disposable {
  const { books, teams, log } = services;
  const disposables = new Disposables();
  /** What was said of each path, so that it is said again only of another error. */
  let said = new Map<string, string>();
  const look = (): void => {
    const own = books.problem;
    const refused = [...(own ? [own] : []), ...teams.refusedBooks];
    const before = said;
    said = new Map(refused.map((each) => [each.path, textOf(each)]));
    for (const each of refused)
      if (before.get(each.path) !== said.get(each.path))
        tell(services, each, each === own).catch((error: unknown) => logBug(log, error));
  };
  disposables.add(books.onDidChange(look));
  disposables.add(teams.onDidChange(look));
  look();
  return disposables;
}

function textOf({ path, errors: [first, ...more] }: RefusedBook): string {
  const place = first?.line === undefined ? path : `${path}:${first.line}`;
  const text = l10n.t('The price book {0} cannot be used: {1}.', place, first?.text ?? '');
  return more.length === 0
    ? text
    : `${text} ${plural(more.length, message('{0} more error.'), message('{0} more errors.'))}`;
}

/** @param isSetting whether a setting names the book, so that the built-in one can be chosen here */
async function tell({ books, settings }: Services, refused: RefusedBook, isSetting: boolean): Promise<void> {
  const { uri, errors } = refused;
  const open = l10n.t('Open File');
  const useBuiltIn = l10n.t('Use Built-In Book');
  const actions = [...(uri ? [open] : []), ...(isSetting ? [useBuiltIn] : [])];
  const instead = l10n.t('Figures are by {0}.', bookTitle(books.context.book));
  const text = isSetting ? `${textOf(refused)} ${instead}` : textOf(refused);
  const answer = await window.showWarningMessage(text, ...actions);
  if (answer === useBuiltIn) await settings.set('priceBookFile', undefined);
  if (answer !== open || !uri) return;
  const at = new Position((errors[0]?.line ?? 1) - 1, (errors[0]?.column ?? 1) - 1);
  await window.showTextDocument(uri, { selection: new Range(at, at) });
}
