import {
  DiagnosticSeverity,
  EventEmitter,
  l10n,
  Range,
  RelativePattern,
  Uri,
  type Diagnostic,
  type DiagnosticCollection,
  type Disposable,
  type Event,
  type WorkspaceFolder,
} from 'vscode';
import { billOf, type Bill, type NamedReading, type Period } from '../../core/bill/bill';
import { actualCosts, type ActualCosts } from '../../core/bill/actualCosts';
import type { BillProblem } from '../../core/bill/billOutcomes';
import { condensed } from '../../core/bill/condense';
import { oneLine } from '../../core/render/escape';
import { billNoteText, billProblemText } from '../../core/render/words/billWords';
import { globMatches, literalFolder, type Glob } from '../../core/review/team/glob';
import { TEAM_FILE, type Team } from '../../core/review/team/team';
import { Disposables } from '../disposables';
import { pathIn } from '../pathIn';
import { problem } from '../problems';
import { watchFiles } from '../watchFiles';
import { billPaths, readBillFiles, type BillFileRead } from './billFiles';

/** A bill with a report, so that it has a period. */
export interface FolderBill {
  /** Its rows by month. */
  readonly bill: Bill;
  readonly period: Period;
  readonly costs: ActualCosts;
}

/** How long files must be quiet before they are read again. */
const QUIET_MS = 300;

/** The bill of one workspace folder: the files that its team file names, and what was imported for this session. */
export class FolderBillFiles implements Disposable {
  private readonly disposables = new Disposables();
  private readonly changed = this.disposables.add(new EventEmitter<void>());
  private watchers = new Disposables();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private globs: readonly Glob[] = [];
  /** The line, from 1, where the team file names the bill. */
  private line = 1;
  private named: readonly NamedReading[] = [];
  private imported: readonly NamedReading[] = [];
  private reported: Uri[] = [];
  private turn = 0;
  private reading: Promise<void> | undefined;
  private known: FolderBill | null = null;
  readonly onDidChange: Event<void> = this.changed.event;

  constructor(
    private readonly folder: WorkspaceFolder,
    private readonly diagnostics: DiagnosticCollection,
  ) {}

  /** The bill by the files that a team names: as soon as they are read. */
  async of(team: Team): Promise<FolderBill | null> {
    this.take(team);
    while (this.reading) await this.reading;
    return this.known;
  }

  /** What is read by now; reading what is not begins. */
  knownOf(team: Team): FolderBill | null {
    this.take(team);
    return this.known;
  }

  get importedFiles(): readonly string[] {
    return this.imported.map(({ file }) => file);
  }

  /** Until the window closes. One of the same name is replaced. */
  import(reading: NamedReading): Promise<void> {
    this.imported = [...this.imported.filter(({ file }) => file !== reading.file), reading];
    return this.read();
  }

  forgetImported(): Promise<void> {
    this.imported = [];
    return this.read();
  }

  /** What is wrong with a bill if one more file is added to it: it may overlap another one. */
  problemWith(reading: NamedReading): BillProblem | undefined {
    const others = this.imported.filter(({ file }) => file !== reading.file);
    return billOf([...this.named, ...others, reading]).problems.find(({ file }) => file === reading.file)
      ?.problem;
  }

  private take({ actual, lines }: Team): void {
    this.line = lines.get('$.actual') ?? 1;
    const same = actual.length === this.globs.length;
    if (same && actual.every(({ source }, i) => source === this.globs[i]!.source)) return;
    this.globs = actual;
    this.watch();
    void this.read();
  }

  private watch(): void {
    this.watchers.dispose();
    this.watchers = new Disposables();
    for (const glob of this.globs) {
      const base = Uri.joinPath(this.folder.uri, literalFolder(glob));
      const pattern = glob.exact ? glob.source.slice(glob.source.lastIndexOf('/') + 1) : '**/*';
      const ifOurs = (uri: Uri): void => {
        const path = pathIn(this.folder, uri);
        if (path !== undefined && globMatches(glob, path)) this.readLater();
      };
      this.watchers.add(watchFiles(new RelativePattern(base, pattern), ifOurs));
    }
  }

  private readLater(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.read(), QUIET_MS);
  }

  private read(): Promise<void> {
    const turn = ++this.turn;
    const reading = this.readNow(turn).finally(() => {
      if (this.reading === reading) this.reading = undefined;
    });
    this.reading = reading;
    return reading;
  }

  private async readNow(turn: number): Promise<void> {
    const paths: string[] = [];
    const unmatched: Glob[] = [];
    for (const glob of this.globs) {
      const found = await billPaths(this.folder.uri, glob);
      if (found.length === 0) unmatched.push(glob);
      paths.push(...found);
    }
    const reads = await readBillFiles(this.folder.uri, [...new Set(paths)]);
    // A later reading has overtaken this one.
    if (turn !== this.turn) return;
    this.named = reads.flatMap((each) => ('reading' in each ? [each] : []));
    const whole = billOf([...this.named, ...this.imported]);
    const { period } = whole;
    const bill = condensed(whole);
    this.known = period && { bill, period, costs: actualCosts(bill) };
    this.report(reads, whole, unmatched);
    this.changed.fire();
  }

  /** What is wrong with files, and with paths that no file matches. */
  private report(reads: readonly BillFileRead[], bill: Bill, unmatched: readonly Glob[]): void {
    this.clear();
    const isNamed = new Set(reads.map(({ file }) => file));
    const found = new Map<string, Diagnostic[]>();
    const say = (file: string, diagnostic: Diagnostic): void =>
      void found.set(file, [...(found.get(file) ?? []), diagnostic]);
    for (const each of reads)
      if ('refused' in each) say(each.file, problem(lineRange(1), each.refused, DiagnosticSeverity.Error));
    for (const { file, problem: what } of bill.problems) {
      const text = l10n.t('{0}: {1}. The file is in no sum.', file, oneLine(billProblemText(what)));
      if (isNamed.has(file)) say(file, problem(lineRange(lineOf(what)), text, DiagnosticSeverity.Error));
    }
    for (const note of bill.notes) {
      const text = `${note.file}: ${oneLine(billNoteText(note))}`;
      if (isNamed.has(note.file)) say(note.file, problem(lineRange(1), text, DiagnosticSeverity.Information));
    }
    for (const { source } of unmatched) {
      const text = l10n.t('No file matches "{0}": save the report of modal billing there.', source);
      say(TEAM_FILE, problem(lineRange(this.line), text, DiagnosticSeverity.Warning));
    }
    for (const [file, diagnostics] of found) {
      const uri = Uri.joinPath(this.folder.uri, file);
      this.diagnostics.set(uri, diagnostics);
      this.reported.push(uri);
    }
  }

  private clear(): void {
    for (const uri of this.reported) this.diagnostics.delete(uri);
    this.reported = [];
  }

  dispose(): void {
    this.turn++;
    clearTimeout(this.timer);
    this.clear();
    this.watchers.dispose();
    this.disposables.dispose();
  }
}

/** @param line from 1 */
function lineRange(line: number): Range {
  return new Range(line - 1, 0, line - 1, 0);
}

/** The line, from 1, where a problem is as far as that is known: rows of JSON may have any number of lines. */
function lineOf(problem: BillProblem): number {
  return problem.kind === 'notJson' ? problem.line : 1;
}
