import type { MonthReason } from '../core/cost/monthOutcomes';
import { monthReasonText } from '../core/render/words/monthWords';
import type { Assessment } from '../core/cost/assess';
import type { Simulations } from '../core/cost/simulations';
import type { PricingContext } from '../core/cost/estimate';
import type { Declaration } from '../core/modal/declaration';
import { UsageComments } from '../core/modal/usageComment';
import { oneLine } from '../core/render/escape';
import { skipReasonText } from '../core/render/words/skipReasons';
import { teamNoteText, teamProblemText } from '../core/render/words/teamFile';
import type { PlaceInFile } from '../core/render/review/sarif';
import type { WorkspaceScan } from '../core/render/scanJson';
import type { PriceBook } from '../core/pricing/schema';
import { teamBookPath, teamPricing } from '../core/review/team/assessWithTeam';
import { priceOne, priceScan, type CommentOf } from '../core/review/team/priceScan';
import { environmentWith } from '../core/review/team/environmentOf';
import { withoutEffect } from '../core/review/team/withoutEffect';
import { parseTeamFile, type TeamResult } from '../core/review/team/parseTeamFile';
import { NO_TEAM, TEAM_FILE, type Team, type TeamNote, type TeamProblem } from '../core/review/team/team';
import type { PythonParser } from '../core/python/parser';
import { contextAsOf } from './asOf';
import { AskedVariables } from './askedVariables';
import { askedPrices, parseBook, type ReadBook } from './askedPrices';
import type { Environment, NamedPlace } from '../core/python/environment';
import { DiskTree, folderOf, pathWithin, Unreadable, type FileTree } from './fileTree';
import { teamFolder } from './scannedPaths';
import { UsageError, type Options } from './options';
import type { Terminal } from './terminal';
import { Progress } from './progress';
import { declarationNamed } from './target';
import { TraceFiles } from './traceFiles';
import { Workspace } from './workspace';

/** One state of a workspace: what it declares, and what that costs. */
export interface AssessedState {
  readonly scan: WorkspaceScan;
  readonly assessments: readonly Assessment[];
  readonly context: PricingContext;
  readonly team: Team;
  /** What is wrong in its team file. */
  readonly problems: readonly TeamProblem[];
  /** What applies in its team file, but not as it is written. */
  readonly notes: readonly TeamNote[];
  /** The variables of `--env` that nothing has asked for. */
  readonly unasked: readonly string[];
  /** What a reader should know of its price book's file. */
  readonly bookNotes: readonly string[];
  /** The text of a scanned file, or of a notebook's cell. */
  readonly textOf: (file: string, cell?: number) => string | undefined;
  /** Where a place in a notebook's cell is in its file; undefined where that cannot be told. */
  readonly placeInFile: PlaceInFile;
}

/** What of the options a state is read and priced with. */
export type StateOptions = Pick<
  Options,
  'command' | 'book' | 'hours' | 'asOf' | 'usage' | 'env' | 'includeStartup'
>;

/**
 * Reads and prices a state by its own team file.
 * @param isWhole whether it is all of the folder that the team file is in
 * @param only the name of the one declaration to price
 * @param book the price book to use in place of the one that the team file selects: a difference has one book
 */
export function assessState(
  files: FileTree,
  parser: PythonParser,
  options: StateOptions,
  isWhole: boolean,
  book?: PriceBook,
  only?: string,
): AssessedState {
  const { team, problems, notes } = readTeam(files);
  const { context, bookNotes } = book
    ? { context: pricesIn(book, team, options), bookNotes: [] }
    : pricesOf(team, files, options);
  const includeStartup = options.includeStartup && (team.countStartup ?? true);
  const environment = new AskedVariables(environmentWith(options.env, team));
  const workspace = new Workspace(files, parser, environment);
  try {
    const scan = workspace.scan();
    const comments = new Map<string, UsageComments>();
    const commentsOf = ({ file, cell }: Declaration): UsageComments => {
      const key = `${cell ?? ''}:${file}`;
      let found = comments.get(key);
      if (!found) comments.set(key, (found = new UsageComments(workspace.textOf(file, cell))));
      return found;
    };
    const use = {
      ...(options.usage ? { options: options.usage } : {}),
      defaults: [],
      includeStartup,
      traces: new TraceFiles(files, new Progress()).source,
      // Advice simulates each setting itself, more than the month needs.
      ...(options.command === 'advise' ? { simulations: NO_SIMULATIONS } : {}),
    };
    const commentOf: CommentOf = (each) => commentsOf(each).of(each);
    const isFound = scan.declarations.length + scan.callSites.length > 0;
    const one = only !== undefined && isFound ? declarationNamed(scan.declarations, only) : undefined;
    const terms = { team, context, use };
    const assessments = one ? priceOne(scan, one, commentOf, terms) : priceScan(scan, commentOf, terms);
    return {
      scan,
      assessments,
      context,
      team,
      problems,
      unasked: environment.unasked(options.env),
      notes: [
        ...notes,
        ...withoutEffect(team, {
          declarations: scan.declarations,
          assessments: one ? [] : assessments,
          isWhole,
          unread: scan.skipped.map(({ file }) => file),
          isAsked: (variable) => environment.isAsked(variable),
        }),
      ],
      bookNotes,
      textOf: (file, cell) => workspace.textOf(file, cell),
      placeInFile: (file, cell, place) => workspace.placeInFile(file, cell, place),
    };
  } finally {
    workspace.dispose();
  }
}

/** For who does not ask for the month. */
const NO_SIMULATIONS: Simulations = { pool: () => undefined };

/** The prices of a state in a given book. */
function pricesIn(book: PriceBook, team: Team, { hours }: Pick<Options, 'hours'>): PricingContext {
  return teamPricing(teamWithout(team, { book: book.id, hours }), {
    ...askedPrices(undefined, hours),
    book,
  });
}

/** The team's terms without those that an option takes precedence over. */
function teamWithout(team: Team, { book, hours }: Pick<Options, 'book' | 'hours'>): Team {
  return {
    ...team,
    priceBook: book === undefined ? team.priceBook : null,
    hoursPerMonth: hours === undefined ? team.hoursPerMonth : null,
  };
}

/**
 * The environment of a scan, which takes nothing else from a team file; its files are named from the first path.
 * With what is wrong in the team file.
 */
export function environmentOfScan({
  paths,
  env,
}: Options): Pick<TeamResult, 'problems' | 'notes'> & { readonly environment: AskedVariables } {
  const folder = teamFolder(paths);
  if (folder === null)
    return { environment: new AskedVariables(environmentWith(env, NO_TEAM)), problems: [], notes: [] };
  const { team, problems, notes } = readTeam(new DiskTree([folder], folder));
  const environment = environmentWith(env, team);
  const below = pathWithin(folder, folderOf(paths)) ?? '';
  const named = (place: NamedPlace): NamedPlace => ({ ...place, file: joinPath(below, place.file) });
  const inFolder: Environment = { of: (place) => environment.of(place && named(place)) };
  return { environment: new AskedVariables(inFolder), problems, notes };
}

function joinPath(folder: string, file: string): string {
  return folder === '' ? file : `${folder}/${file}`;
}

/** The prices that hold: options before the team's. A book of the team's own is that of the same state. */
export function pricesOf(
  team: Team,
  files: FileTree,
  { book, hours, asOf }: Pick<Options, 'book' | 'hours' | 'asOf'>,
): Pick<AssessedState, 'context' | 'bookNotes'> {
  const rest = teamWithout(team, { book, hours });
  const path = teamBookPath(rest);
  const asked = askedPrices(book, hours);
  const own = path === null ? null : teamBook(path, files);
  const { context, notes } = contextAsOf(teamPricing(rest, asked, own?.book), asOf);
  return { context, bookNotes: [...(own?.notes ?? asked.notes), ...notes] };
}

/** The price book of a file that a team file names. Throws UsageError. */
export function teamBook(path: string, files: FileTree): ReadBook {
  const text = textIn(files, path);
  if (text === undefined)
    throw new UsageError(`${TEAM_FILE}: the price book ${oneLine(path)} does not exist`);
  return parseBook(path, text, files.dateOf?.(path));
}

/** A folder's team file; nobody's where there is none. */
export function readTeam(files: FileTree): TeamResult {
  const text = textIn(files, TEAM_FILE);
  return text === undefined ? { team: NO_TEAM, problems: [], notes: [] } : parseTeamFile(text);
}

/** The text of the price book that a state's team file names; undefined if it names no file, or there is none. */
export function teamBookText(team: Team, files: FileTree): string | undefined {
  const path = teamBookPath(team);
  return path === null ? undefined : textIn(files, path);
}

/** The text of a file that all depends on; undefined where there is none. */
function textIn(files: FileTree, name: string): string | undefined {
  try {
    if (!files.isFile(name)) return undefined;
    return new TextDecoder().decode(files.read(name));
  } catch (error) {
    if (error instanceof Unreadable)
      throw new UsageError(`${oneLine(name)}: ${skipReasonText(error.reason)}`);
    throw error;
  }
}

/** Names on stderr what is wrong in the team file, what is to be known of the price book, and the files that were not read. */
export function warnOf(
  {
    scan,
    problems,
    notes,
    unasked,
    bookNotes,
    assessments = [],
  }: Pick<AssessedState, 'scan' | 'problems' | 'notes' | 'unasked' | 'bookNotes'> &
    Partial<Pick<AssessedState, 'assessments'>>,
  out: Terminal,
): void {
  for (const { line, column, problem } of problems)
    out.warn(`modal-cost: ${TEAM_FILE}:${line}:${column}: ${oneLine(teamProblemText(problem))}`);
  for (const note of notes) {
    const { line, column } = note.range.start;
    out.warn(`modal-cost: ${TEAM_FILE}:${line + 1}:${column + 1}: ${oneLine(teamNoteText(note))}`);
  }
  for (const name of unasked) out.warn(`modal-cost: --env ${name}: nothing that costs depends on it`);
  for (const note of bookNotes) out.warn(`modal-cost: ${note}`);
  for (const { estimate, month } of assessments) {
    if (month?.status !== 'unknown' || !isUsersFault(month.reason)) continue;
    const { file, line } = estimate.subject;
    out.warn(oneLine(`modal-cost: ${file}:${line}: no cost per month: ${monthReasonText(month.reason)}`));
  }
  warnOfSkipped(scan, out);
}

/** Whether it is the usage that somebody has to mend. */
function isUsersFault({ kind }: MonthReason): boolean {
  return (
    kind === 'traceNoFile' ||
    kind === 'traceRefused' ||
    kind === 'burstsIncomplete' ||
    kind === 'burstsTooLong' ||
    kind === 'beyondModel'
  );
}

function warnOfSkipped({ skipped }: WorkspaceScan, out: Terminal): void {
  for (const { file, reason } of skipped)
    out.warn(oneLine(`modal-cost: ${file}: skipped, ${skipReasonText(reason)}`));
}
