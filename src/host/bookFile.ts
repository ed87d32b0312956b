import {
  DiagnosticSeverity,
  EventEmitter,
  Position,
  Range,
  RelativePattern,
  Uri,
  workspace,
  type Diagnostic,
  type Disposable,
  type Event,
} from 'vscode';
import { dayOf } from '../common/dayOf';
import { parsePriceBook } from '../core/pricing/parsePriceBook';
import type { PriceBook } from '../core/pricing/schema';
import { bookFileProblemText, bookProblemLine, type BookFileProblem } from '../core/render/words/priceBooks';
import { Disposables } from './disposables';
import { problem } from './problems';
import { leadsOut } from './realPaths';
import { watchFiles } from './watchFiles';

/** A larger file is no price book. */
const MAX_BOOK_BYTES = 1_000_000;

/** One reason why a book is not in use: what to say, and where in its file, from 1. */
export interface BookRefusal {
  readonly text: string;
  readonly line?: number;
  readonly column?: number;
}

/** A price book that was asked for and could not be used, and why. */
export interface RefusedBook {
  /** As it is written in the settings or the team file. */
  readonly path: string;
  /** Its file; undefined where the path names none. */
  readonly uri: Uri | undefined;
  readonly errors: readonly BookRefusal[];
}

/** Why a path or a file gives no book. */
export function fileRefusal(problem: BookFileProblem): BookRefusal {
  return { text: bookFileProblemText(problem) };
}

/** A price book in a file, read and watched. A bad one is refused whole: the last good one stays. */
export class BookFile implements Disposable {
  private readonly disposables = new Disposables();
  private readonly changed = this.disposables.add(new EventEmitter<void>());
  private turn = 0;
  book: PriceBook | undefined;
  /** What is wrong with the file as it is now. */
  errors: readonly BookRefusal[] = [];
  readonly onDidChange: Event<void> = this.changed.event;
  /** Settles when it has been read for the first time. */
  readonly ready: Promise<void>;

  /**
   * @param within the workspace folder that no link may lead out of; null for a file that the user has chosen anywhere
   * @param last the book that stays in use while this file gives none
   */
  constructor(
    readonly uri: Uri,
    private readonly within: Uri | null,
    last?: PriceBook,
  ) {
    this.book = last;
    const folder = Uri.joinPath(uri, '..');
    const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
    this.disposables.add(watchFiles(new RelativePattern(folder, name), () => void this.read()));
    this.ready = this.read();
  }

  get diagnostics(): Diagnostic[] {
    return this.errors.map(({ text, line = 1, column = 1 }) => {
      const at = new Position(line - 1, column - 1);
      return problem(new Range(at, at), text, DiagnosticSeverity.Error);
    });
  }

  private async read(): Promise<void> {
    const turn = ++this.turn;
    const isOut = this.within !== null && (await leadsOut(this.within, this.uri));
    const read = isOut ? ({ kind: 'fileIsLinkOut' } as const) : await readText(this.uri);
    // A later reading has overtaken this one.
    if (turn !== this.turn) return;
    if ('kind' in read) this.errors = [fileRefusal(read)];
    else {
      const result = parsePriceBook(read.text, { date: read.date });
      if (result.ok) this.book = result.book;
      this.errors = result.ok
        ? []
        : result.errors.map((error) => ({ ...error, text: bookProblemLine(error) }));
    }
    this.changed.fire();
  }

  dispose(): void {
    this.turn++;
    this.disposables.dispose();
  }
}

async function readText(uri: Uri): Promise<{ text: string; date: string } | BookFileProblem> {
  try {
    const { size, mtime } = await workspace.fs.stat(uri);
    if (size > MAX_BOOK_BYTES) return { kind: 'fileTooLarge', maxBytes: MAX_BOOK_BYTES };
    return { text: new TextDecoder().decode(await workspace.fs.readFile(uri)), date: dayOf(mtime) };
  } catch {
    return { kind: 'fileUnreadable' };
  }
}
