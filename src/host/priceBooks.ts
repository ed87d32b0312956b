import {
  EventEmitter,
  languages,
  Uri,
  workspace,
  type Disposable,
  type Event,
  type LogOutputChannel,
} from 'vscode';
import { dayOf } from '../common/dayOf';
import { bundledBook, bundledBooks, defaultBook, isReplaced, listBook } from '../core/pricing/bundled';
import type { PriceBook } from '../core/pricing/schema';
import type { PricingContext } from '../core/cost/estimate';
import type { PricesAsked } from '../core/review/team/assessWithTeam';
import { replacedBookText, type BookFileProblem } from '../core/render/words/priceBooks';
import { BookFile, fileRefusal, type BookRefusal, type RefusedBook } from './bookFile';
import { Disposables } from './disposables';
import type { SettingsService } from './settings';

/** The price book of the settings: a bundled one, or a file of the user's own over it. */
export class BooksService implements Disposable {
  private readonly disposables = new Disposables();
  private readonly changed = this.disposables.add(new EventEmitter<void>());
  private readonly diagnostics = this.disposables.add(
    languages.createDiagnosticCollection('modalCost.priceBook'),
  );
  private ownPath = '';
  private file: BookFile | undefined;
  private problems: RefusedBook | undefined;
  /** The last good book of one's own, which stays while another path gives none. */
  private own: PriceBook | undefined;
  /** The bundled book of the setting when it was last looked at. */
  private lastAsked: string | undefined;

  readonly onDidChange: Event<void> = this.changed.event;

  constructor(
    private readonly settings: SettingsService,
    private readonly log: LogOutputChannel,
  ) {
    this.disposables.add(settings.onDidChange(() => this.refresh()));
    this.disposables.add(
      workspace.onDidGrantWorkspaceTrust(() => {
        // The same path may name a file that can be read from now on.
        this.ownPath = '';
        this.refresh();
      }),
    );
    this.refresh();
  }

  /** What the settings ask for. */
  get asked(): PricesAsked {
    const bundled = bundledBook(this.settings.get('priceBook')) ?? defaultBook;
    return {
      book: this.own ?? bundled,
      list: listBook,
      hoursPerMonth: this.settings.get('hoursPerMonth'),
      today: dayOf(Date.now()),
    };
  }

  /** What estimates outside of a team's folder are priced with now. */
  get context(): PricingContext {
    const { book, list, hoursPerMonth, ...clock } = this.asked;
    return {
      book,
      list,
      hoursPerMonth: hoursPerMonth ?? book.hoursPerMonth.value,
      hoursChosen: hoursPerMonth !== null,
      ...clock,
    };
  }

  /** Why the user's own book is not the one in use; undefined where it is, or where there is none. */
  get problem(): RefusedBook | undefined {
    return this.problems;
  }

  /** Tells once that the setting names the book of an earlier version. */
  private tellOfReplaced(): void {
    const id = this.settings.get('priceBook');
    if (id === this.lastAsked) return;
    this.lastAsked = id;
    if (isReplaced(id)) this.log.info(`modalCost.priceBook: ${replacedBookText(id)}.`);
  }

  /** The settings may have changed: reads the own book anew where its path did. */
  private refresh(): void {
    this.tellOfReplaced();
    const path = this.settings.get('priceBookFile').trim();
    if (path === this.ownPath) return this.changed.fire();
    this.ownPath = path;
    this.file?.dispose();
    this.file = undefined;
    if (path === '') return this.settle(undefined, []);
    const uri = resolvePath(path);
    if ('kind' in uri) return this.settle(this.own, [fileRefusal(uri)]);
    const isAbsolute = ABSOLUTE.test(path);
    const [folder] = workspace.workspaceFolders ?? [];
    const file = (this.file = new BookFile(uri, isAbsolute ? null : (folder?.uri ?? null), this.own));
    file.onDidChange(() => this.settle(file.book, file.errors));
  }

  /** Takes over a book, or says what is wrong with it: in the problems view at the place itself, and in the log. */
  private settle(own: PriceBook | undefined, errors: readonly BookRefusal[]): void {
    this.own = own;
    const path = this.ownPath;
    this.problems = errors.length > 0 ? { path, uri: this.file?.uri, errors } : undefined;
    this.diagnostics.clear();
    if (this.file && errors.length > 0) this.diagnostics.set(this.file.uri, this.file.diagnostics);
    for (const error of errors) {
      const place = error.line === undefined ? '' : `:${error.line}`;
      this.log.error(`${path}${place}: ${error.text}. The price book in use stays.`);
    }
    this.changed.fire();
  }

  dispose(): void {
    this.file?.dispose();
    this.disposables.dispose();
  }
}

/** The ids and titles of the bundled books, the default one first. */
export function bundledBookList(): readonly PriceBook[] {
  return [...bundledBooks.values()];
}

const ABSOLUTE = /^(\/|[A-Za-z]:[\\/])/;

/** A path of the setting as a file, or why it is none. */
function resolvePath(path: string): Uri | BookFileProblem {
  if (ABSOLUTE.test(path)) {
    // An untrusted workspace must not choose which files of this machine are read.
    return workspace.isTrusted ? Uri.file(path) : { kind: 'absolutePathUntrusted' };
  }
  const [folder] = workspace.workspaceFolders ?? [];
  if (!folder) return { kind: 'noFolderOpen' };
  if (path.split(/[\\/]/).includes('..')) return { kind: 'pathOutsideFolder' };
  return Uri.joinPath(folder.uri, path.replace(/\\/g, '/'));
}
