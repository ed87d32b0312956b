import {
  DiagnosticSeverity,
  EventEmitter,
  extensions,
  languages,
  RelativePattern,
  Uri,
  workspace,
  type Disposable,
  type Event,
  type TextDocument,
  type WorkspaceFolder,
} from 'vscode';
import type { PriceBook } from '../core/pricing/schema';
import { parseTeamFile, type TeamResult } from '../core/review/team/parseTeamFile';
import { NO_TEAM, TEAM_FILE, type Team, type TeamNote, type TeamProblem } from '../core/review/team/team';
import { isSyntaxProblem } from '../core/json/jsonProblem';
import { keepEnvironment } from '../core/review/team/environmentOf';
import { teamBookPath } from '../core/review/team/assessWithTeam';
import { teamNoteText, teamProblemLine } from '../core/render/words/teamFile';
import { BookFile, type RefusedBook } from './bookFile';
import { Disposables } from './disposables';
import { isGone, reasonOf } from './index/fileSystem';
import { PerFolder } from './perFolder';
import { problem } from './problems';
import { leadsOut } from './realPaths';
import { toRange } from './ranges';
import { watchFiles } from './watchFiles';

/** A larger file is no team file: see docs/team-file.md. */
const MAX_TEAM_BYTES = 2_000_000;

/** What a workspace folder's team says, and the price book that it keeps in a file of its own. */
export interface FolderTeam {
  readonly team: Team;
  readonly book: PriceBook | null;
  /** Why that file is not the one in use as it stands; undefined where it is, or where there is none. */
  readonly refused?: RefusedBook | undefined;
}

const NOBODY: FolderTeam = { team: NO_TEAM, book: null };

/** The team files of the workspace's folders: each is read when somebody asks, and watched from then on. */
export class TeamsService implements Disposable {
  private readonly disposables = new Disposables();
  private readonly changed = this.disposables.add(new EventEmitter<void>());
  private readonly diagnostics = this.disposables.add(
    languages.createDiagnosticCollection('modalCost.teamFile'),
  );
  private readonly folders = new PerFolder((folder) => {
    const made = new TeamFolder(folder, this.diagnostics);
    made.onDidChange(() => this.changed.fire());
    return made;
  });

  readonly onDidChange: Event<void> = this.changed.event;

  /** The price books that the teams seen so far name and that cannot be used. */
  get refusedBooks(): readonly RefusedBook[] {
    return this.folders.all.map(({ refused }) => refused).filter((each) => each !== undefined);
  }

  /** The team of the folder that a file is in; nobody's where it is in none. */
  async of(uri: Uri): Promise<FolderTeam> {
    const found = this.folders.of(uri);
    if (!found) return NOBODY;
    await found.ready;
    return found;
  }

  dispose(): void {
    this.folders.dispose();
    this.disposables.dispose();
  }
}

/** One folder's team file: as it is being typed where it is open, else as it is on disk. */
class TeamFolder implements Disposable, FolderTeam {
  private readonly disposables = new Disposables();
  private readonly changed = this.disposables.add(new EventEmitter<void>());
  private readonly uri: Uri;
  private bookFile: BookFile | undefined;
  private bookPath: string | null = null;
  private problems: readonly TeamProblem[] = [];
  private notes: readonly TeamNote[] = [];
  private turn = 0;
  team: Team = NO_TEAM;
  readonly onDidChange: Event<void> = this.changed.event;
  readonly ready: Promise<void>;

  constructor(
    private readonly folder: WorkspaceFolder,
    private readonly diagnostics: ReturnType<typeof languages.createDiagnosticCollection>,
  ) {
    this.uri = Uri.joinPath(folder.uri, TEAM_FILE);
    const reread = (): void => void this.read();
    const rereadIfOurs = (document: TextDocument): void => {
      if (this.isOurs(document)) reread();
    };
    this.disposables.add(watchFiles(new RelativePattern(folder, TEAM_FILE), reread));
    this.disposables.add(workspace.onDidOpenTextDocument(rereadIfOurs));
    this.disposables.add(workspace.onDidCloseTextDocument(rereadIfOurs));
    this.disposables.add(workspace.onDidChangeTextDocument(({ document }) => rereadIfOurs(document)));
    this.ready = this.read();
  }

  get book(): PriceBook | null {
    return this.bookFile?.book ?? null;
  }

  get refused(): RefusedBook | undefined {
    const { bookFile: file, bookPath: path } = this;
    return file && path !== null && file.errors.length > 0
      ? { path, uri: file.uri, errors: file.errors }
      : undefined;
  }

  private isOurs(document: TextDocument): boolean {
    return document.uri.toString() === this.uri.toString();
  }

  private async read(): Promise<void> {
    const turn = ++this.turn;
    const result = await this.result();
    if (turn !== this.turn) return;
    keepEnvironment(this.team, result.team);
    this.team = result.team;
    this.problems = result.problems;
    this.notes = result.notes;
    await this.readBook(teamBookPath(result.team));
    if (turn !== this.turn) return;
    this.report();
    this.changed.fire();
  }

  private async result(): Promise<TeamResult> {
    // A document that nobody looks at any more may be open for minutes yet, and outlive its file: only what is unsaved counts.
    const unsaved = workspace.textDocuments.find((each) => each.isDirty && this.isOurs(each));
    if (unsaved) return parseTeamFile(unsaved.getText());
    try {
      const { size } = await workspace.fs.stat(this.uri);
      if (size > MAX_TEAM_BYTES) return refused({ kind: 'fileTooLarge', maxBytes: MAX_TEAM_BYTES });
      if (await leadsOut(this.folder.uri, this.uri)) return refused({ kind: 'fileIsLinkOut' });
      return parseTeamFile(new TextDecoder().decode(await workspace.fs.readFile(this.uri)));
    } catch (error) {
      // Most folders have none.
      if (isGone(error)) return { team: NO_TEAM, problems: [], notes: [] };
      return refused({ kind: 'fileUnreadable', reason: reasonOf(error) });
    }
  }

  private async readBook(path: string | null): Promise<void> {
    if (path === this.bookPath) return;
    this.bookPath = path;
    this.dropBook();
    if (path === null) return;
    const file = (this.bookFile = new BookFile(Uri.joinPath(this.folder.uri, path), this.folder.uri));
    await file.ready;
    // Its first reading is told of with the team file's own.
    file.onDidChange(() => {
      this.report();
      this.changed.fire();
    });
  }

  private dropBook(): void {
    if (this.bookFile) this.diagnostics.delete(this.bookFile.uri);
    this.bookFile?.dispose();
    this.bookFile = undefined;
  }

  /** What is wrong with the team file or to be known of it, and what is wrong with the price book that it names. */
  private report(): void {
    const problems = this.problems
      .filter((each) => !this.isSaidElsewhere(each))
      .map((each) => problem(toRange(each.range), teamProblemLine(each), DiagnosticSeverity.Error));
    const notes = this.notes.map((each) =>
      problem(toRange(each.range), teamNoteText(each), DiagnosticSeverity.Information),
    );
    this.diagnostics.set(this.uri, [...problems, ...notes]);
    if (this.bookFile) this.diagnostics.set(this.bookFile.uri, this.bookFile.diagnostics);
  }

  /** Whether VS Code's own JSON extension marks it: errors of syntax, in a file that is open. */
  private isSaidElsewhere({ problem }: TeamProblem): boolean {
    return (
      isSyntaxProblem(problem) &&
      workspace.textDocuments.some((each) => this.isOurs(each)) &&
      extensions.getExtension('vscode.json-language-features') !== undefined
    );
  }

  dispose(): void {
    this.turn++;
    this.diagnostics.delete(this.uri);
    this.dropBook();
    this.disposables.dispose();
  }
}

/** A file that is not read at all. */
function refused(problem: TeamProblem['problem']): TeamResult {
  const at = { line: 0, column: 0 };
  const found = { path: '$', problem, line: 1, column: 1, range: { start: at, end: at } };
  return { team: NO_TEAM, problems: [found], notes: [] };
}
