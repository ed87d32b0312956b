import {
  Diagnostic,
  DiagnosticSeverity,
  EventEmitter,
  languages,
  Position,
  Range,
  RelativePattern,
  Uri,
  workspace,
  type Disposable,
  type Event,
  type LogOutputChannel,
} from 'vscode';
import { bundledBooks, defaultBookId, listBook, reviewBook } from '../core/pricing/bundled';
import { parsePriceBook, type PriceBookError } from '../core/pricing/parse';
import type { PriceBook } from '../core/pricing/schema';
import type { PricingContext } from '../core/cost/estimate';
import { Disposables } from './disposables';
import type { SettingsService } from './settings';

/** A user's own book could not be used, and why; the book in use stays. */
export interface BookProblem {
  readonly path: string;
  readonly errors: readonly PriceBookError[];
}

/** A larger file is no price book. */
const MAX_BOOK_BYTES = 1_000_000;

/** The price book in use: a bundled one, or a file of the user's own over it. */
export class BooksService implements Disposable {
  private readonly disposables = new Disposables();
  private readonly changed = this.disposables.add(new EventEmitter<void>());
  private readonly diagnostics = this.disposables.add(
    languages.createDiagnosticCollection('modalCost.priceBook'),
  );
  private watcher: Disposable | undefined;
  private ownPath = '';
  private own: PriceBook | undefined;
  private problems: BookProblem | undefined;
  private reading = 0;

  readonly onDidChange: Event<void> = this.changed.event;

  constructor(
    private readonly settings: SettingsService,
    private readonly log: LogOutputChannel,
  ) {
    this.disposables.add(settings.onDidChange(() => this.refresh()));
    this.disposables.add(workspace.onDidGrantWorkspaceTrust(() => this.refresh()));
    this.refresh();
  }

  /** What estimates are priced with now. */
  get context(): PricingContext {
    const bundled = bundledBooks.get(this.settings.get('priceBook')) ?? reviewBook;
    const book = this.own ?? bundled;
    return {
      book,
      list: listBook,
      hoursPerMonth: this.settings.get('hoursPerMonth') ?? book.hoursPerMonth.value,
    };
  }

  /** Why the user's own book is not the one in use; undefined where it is, or where there is none. */
  get problem(): BookProblem | undefined {
    return this.problems;
  }

  /** The settings may have changed: reads the own book anew where its path did. */
  private refresh(): void {
    const path = this.settings.get('priceBookFile').trim();
    if (path === this.ownPath) return this.changed.fire();
    this.ownPath = path;
    this.watcher?.dispose();
    this.watcher = undefined;
    if (path === '') return this.settle(undefined, undefined);
    const uri = resolvePath(path);
    if (typeof uri === 'string')
      return this.settle(this.own, { path, errors: [{ path: '$', message: uri }] });
    this.watcher = this.watch(uri);
    void this.read(uri);
  }

  private watch(uri: Uri): Disposable {
    const folder = Uri.joinPath(uri, '..');
    const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
    const watcher = workspace.createFileSystemWatcher(new RelativePattern(folder, name));
    const reread = (): void => void this.read(uri);
    watcher.onDidChange(reread);
    watcher.onDidCreate(reread);
    watcher.onDidDelete(reread);
    return watcher;
  }

  private async read(uri: Uri): Promise<void> {
    const turn = ++this.reading;
    const text = await readBook(uri);
    // A later reading has overtaken this one.
    if (turn !== this.reading || this.ownPath === '') return;
    if (typeof text !== 'string') {
      this.settle(this.own, { path: this.ownPath, errors: [text] }, uri);
      return;
    }
    const result = parsePriceBook(text);
    if (result.ok) this.settle(result.book, undefined, uri);
    else this.settle(this.own, { path: this.ownPath, errors: result.errors }, uri);
  }

  /** Takes over a book, or says what is wrong with it: in the problems view at the place itself, and in the log. */
  private settle(own: PriceBook | undefined, problem: BookProblem | undefined, uri?: Uri): void {
    this.own = own;
    this.problems = problem;
    this.diagnostics.clear();
    if (uri && problem) this.diagnostics.set(uri, problem.errors.map(diagnosticOf));
    for (const error of problem?.errors ?? []) {
      const place = error.line === undefined ? '' : `:${error.line}`;
      this.log.error(
        `${problem!.path}${place}: ${error.path}: ${error.message}. The price book in use stays.`,
      );
    }
    this.changed.fire();
  }

  dispose(): void {
    this.watcher?.dispose();
    this.disposables.dispose();
  }
}

/** The ids and titles of the bundled books, the default one first. */
export function bundledBookList(): readonly PriceBook[] {
  return [
    bundledBooks.get(defaultBookId)!,
    ...[...bundledBooks.values()].filter((book) => book.id !== defaultBookId),
  ];
}

/** A path of the setting as a file; a string says why it is none. */
function resolvePath(path: string): Uri | string {
  if (/^(\/|[A-Za-z]:[\\/])/.test(path)) {
    // An untrusted workspace must not choose which files of this machine are read.
    return workspace.isTrusted ? Uri.file(path) : 'an absolute path is read in a trusted workspace only';
  }
  const [folder] = workspace.workspaceFolders ?? [];
  if (!folder) return 'a relative path needs an open folder';
  if (path.split(/[\\/]/).includes('..')) return 'a relative path must stay in the workspace folder';
  return Uri.joinPath(folder.uri, path.replace(/\\/g, '/'));
}

async function readBook(uri: Uri): Promise<string | PriceBookError> {
  try {
    const { size } = await workspace.fs.stat(uri);
    if (size > MAX_BOOK_BYTES)
      return { path: '$', message: `the file is larger than ${MAX_BOOK_BYTES / 1e6} MB` };
    return new TextDecoder().decode(await workspace.fs.readFile(uri));
  } catch {
    return { path: '$', message: 'the file does not exist or cannot be read' };
  }
}

function diagnosticOf({ path, message, line = 1, column = 1 }: PriceBookError): Diagnostic {
  const at = new Position(line - 1, column - 1);
  const diagnostic = new Diagnostic(new Range(at, at), `${path}: ${message}`, DiagnosticSeverity.Error);
  diagnostic.source = 'Modal Cost Lens';
  return diagnostic;
}
