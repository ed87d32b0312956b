import { resolve } from 'node:path';
import { version } from '../../package.json';
import type { Bill } from '../core/bill/bill';
import { billBeside, readBill } from './billFiles';
import type { WorkspaceScan } from '../core/render/scanJson';
import { reviewBook } from '../core/pricing/bundled';
import { teamPricing } from '../core/review/team/assessWithTeam';
import { hasActualBudgets, NO_TEAM, type Team } from '../core/review/team/team';
import { assessState, environmentOfScan, pricesOf, readTeam, warnOf } from './assessState';
import { askedPrices } from './askedPrices';
import { DiskTree } from './fileTree';
import { filesMatching } from './filesMatching';
import { helpText } from './help';
import { NO_BILL, readOptions, UsageError, type Options } from './options';
import { targetIn, type Target } from './target';
import { loadParser } from './loadParser';
import { teamFolder } from './scannedPaths';
import { realFolders } from './realFolders';
import { oneLine } from '../core/render/escape';
import { plural } from '../core/render/words/plural';
import { message } from '../core/render/words/translate';
import { terminal, type Streams, type Terminal } from './terminal';
import { UserError } from '../core/userError';
import { Workspace } from './workspace';

const DONE = 0;
const NOTHING_FOUND = 1;
const CHECK_FAILS = 1;
export const WRONG_USAGE = 2;
export const NOT_ALL_READ = 3;
const BUG = 70;
/** The system refuses something that the program cannot do without: memory, processes, open files. */
const SYSTEM_ERROR = 71;

/**
 * Runs `modal-cost` once, in the current folder and with the variables of this process.
 * Nothing of it stays: run again, it does the same.
 * @param args without the name of the program
 * @returns the exit status; it never rejects
 */
export async function runProgram(args: readonly string[], streams: Streams): Promise<number> {
  const out = terminal(streams);
  try {
    return await answer(args, out, streams);
  } catch (error) {
    const isUsers = error instanceof UserError;
    const isSystems = error instanceof Error && 'syscall' in error;
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    out.warn(`modal-cost: ${isUsers || isSystems ? error.message : text}`);
    return isUsers ? WRONG_USAGE : isSystems ? SYSTEM_ERROR : BUG;
  }
}

async function answer(args: readonly string[], out: Terminal, streams: Streams): Promise<number> {
  const request = readOptions(args);
  switch (request.command) {
    case 'version':
      out.print(version);
      return DONE;
    case 'help':
      out.print(helpText(request.of));
      return DONE;
    case 'none':
      out.print(helpText(null));
      return WRONG_USAGE;
    case 'scan':
      return list(request, out);
    case 'estimate':
    case 'advise':
      return price(request, out);
    case 'diff':
    case 'comment':
      return compare(request, out);
    case 'check':
      return judge(request, out);
    case 'actual':
      return bill(request, out);
    case 'gpus':
    case 'providers':
      return catalog(request, out);
    case 'gate':
      // Standard output is for the command that it runs.
      return (await import('./commands/gateCommand')).gate(
        request,
        await loadParser(),
        terminal({ stdout: streams.stderr, stderr: streams.stderr }),
      );
    case 'mcp':
      return serve(request, streams);
    case 'lsp':
      return (await import('./lsp')).serveLsp();
  }
}

// Each command loads what it alone needs: to start with all of it would take longer than most commands do.

async function list(options: Options, out: Terminal): Promise<number> {
  const { printScan } = await import('./commands/scanCommand');
  const files = new DiskTree(options.paths);
  const { environment, ...said } = environmentOfScan(options);
  const workspace = new Workspace(files, await loadParser(), environment);
  try {
    const scan = workspace.scan();
    warnOf({ scan, ...said, unasked: environment.unasked(options.env), bookNotes: [] }, out);
    return await printFound(scan, options, out, () => printScan(scan, options.format, out));
  } finally {
    workspace.dispose();
  }
}

async function price(options: Options, out: Terminal): Promise<number> {
  if (options.preset !== null) return await pricePreset(options.preset, options, out);
  const target = targetOf(options);
  const paths = target ? [target.path] : options.paths;
  const folder = teamFolder(paths);
  const files = new DiskTree(paths, folder ?? undefined);
  const isWhole = paths.some((path) => resolve(path) === folder);
  const { scan, assessments, context, data, ...state } = assessState(
    files,
    await loadParser(),
    options,
    isWhole,
    undefined,
    target?.name,
  );
  warnOf({ scan, assessments, ...state }, out);
  return printFound(scan, options, out, async () => {
    if (options.command === 'advise') {
      const { printAdvice } = await import('./commands/adviseCommand');
      await printAdvice(assessments[0], target!.name, options, out);
    } else {
      const { printEstimate } = await import('./commands/estimateCommand');
      await printEstimate(assessments, context, options, out, data);
    }
  });
}

/** The one declaration that is asked about; undefined for all of some paths. */
function targetOf({ command, paths, usage }: Options): Target | undefined {
  const target = paths.length === 1 ? targetIn(paths[0]) : undefined;
  if (target || (command === 'estimate' && !usage?.trace)) return target;
  const name = command === 'advise' ? 'advise' : 'estimate with --trace';
  throw new UsageError(`${name} needs PATH::NAME, such as app/serve.py::Model`);
}

/** A scenario of the review, by the review's prices unless others are asked for. */
async function pricePreset(id: string, options: Options, out: Terminal): Promise<number> {
  const [{ assessPreset }, { printEstimate }] = await Promise.all([
    import('../core/render/scenario/presets'),
    import('./commands/estimateCommand'),
  ]);
  const { notes, ...asked } = askedPrices(options.book ?? reviewBook.id, options.hours);
  for (const note of notes) out.warn(`modal-cost: ${note}`);
  const context = teamPricing(NO_TEAM, asked);
  const assessment = assessPreset(id, context, options.includeStartup);
  if (assessment) await printEstimate([assessment], context, options, out);
  return DONE;
}

function hasModalCode({ declarations, callSites }: WorkspaceScan): boolean {
  return declarations.length + callSites.length > 0;
}

/** An empty result is printed as JSON only; that there is nothing is said on stderr. */
async function printFound(
  scan: WorkspaceScan,
  { paths, format }: Options,
  out: Terminal,
  print: () => Promise<void>,
): Promise<number> {
  const found = hasModalCode(scan);
  if (found || format === 'json') await print();
  if (!found) warnOfNothing(scan, paths, out);
  return found ? DONE : NOTHING_FOUND;
}

/** That nothing of Modal was found, so that nobody takes it for something that costs nothing. */
function warnOfNothing({ seen }: WorkspaceScan, paths: readonly string[], out: Terminal): void {
  const files = plural(
    seen,
    message('{0} Python file or notebook found'),
    message('{0} Python files and notebooks found'),
  );
  out.warn(`modal-cost: no Modal code in ${oneLine(paths.join(', ')) || '.'} (${files})`);
}

async function compare(options: Options, out: Terminal): Promise<number> {
  const { statesOfChange } = await import('./states');
  const { before, after } = statesOfChange(options, await loadParser(), givenBill(options, out));
  warnOf(after, out);
  if (options.command === 'diff') {
    const { printDiff } = await import('./commands/diffCommand');
    await printDiff(before, after, options, out);
  } else {
    const { printComment } = await import('./commands/commentCommand');
    printComment(before, after, options, out);
  }
  return DONE;
}

async function judge(options: Options, out: Terminal): Promise<number> {
  const [{ stateOnDisk, statesOfChange }, { printCheck }] = await Promise.all([
    import('./states'),
    import('./commands/checkCommand'),
  ]);
  const parser = await loadParser();
  const bill = givenBill(options, out);
  const change = options.base === undefined ? null : statesOfChange(options, parser, bill);
  const state = change?.after ?? stateOnDisk(options, parser, bill);
  warnOf(state, out);
  if (!bill && hasActualBudgets(state.team))
    out.warn('modal-cost: modal-cost.json: budgets of actual costs are only checked with --actual');
  // Of a change, nothing may be left of it.
  if (!hasModalCode(state.scan) && !(change && hasModalCode(change.before.scan)))
    warnOfNothing(state.scan, options.paths, out);
  const { passes, isComplete } = await printCheck(change?.before ?? null, state, options, out);
  // A gate that cannot be read in full must not be taken for one that is open.
  if (state.problems.length > 0) return WRONG_USAGE;
  if (!passes) return CHECK_FAILS;
  return isComplete ? DONE : NOT_ALL_READ;
}

/** The bill is read first: without it, there is nothing to say. */
async function bill(options: Options, out: Terminal): Promise<number> {
  const [{ stateOnDisk }, { printActual }] = await Promise.all([
    import('./states'),
    import('./commands/actualCommand'),
  ]);
  const state = stateOnDisk(options, await loadParser());
  const metricsColumns = { ...state.team.metricsColumns, ...options.metricsColumns };
  const bill = readBill(billFilesOf(options, state.team), { metricsColumns }, out);
  warnOf(state, out);
  await printActual(billBeside(bill, state), bill, options, out);
  return DONE;
}

/** The bill that a check or a change is to stand beside; null if none is given. */
function givenBill(options: Options, out: Terminal): Bill | null {
  return options.actual.length === 0 ? null : readBill(options.actual, options, out);
}

/** The files that are asked for; else those that the team file names. */
function billFilesOf({ actual, paths }: Options, team: Team): readonly string[] {
  if (actual.length > 0) return actual;
  const folder = teamFolder(paths.length === 0 ? ['.'] : paths);
  const found = folder === null ? [] : team.actual.flatMap((glob) => filesMatching(folder, glob));
  if (found.length > 0) return found;
  const said = team.actual.map(({ source }) => source).join(', ');
  throw new UsageError(said === '' ? NO_BILL : `modal-cost.json: actual: no file matches ${oneLine(said)}`);
}

/** What the price book in use has, without any code. */
async function catalog(options: Options, out: Terminal): Promise<number> {
  if (options.command === 'providers') {
    const { printProviders } = await import('./commands/providersCommand');
    await printProviders(options, out);
    return DONE;
  }
  const folder = teamFolder(['.']) ?? '.';
  const files = new DiskTree([folder], folder);
  const { team, ...said } = readTeam(files);
  const { context, bookNotes } = pricesOf(team, files, options);
  warnOf({ scan: NOTHING_SCANNED, ...said, unasked: [], bookNotes }, out);
  const { printGpus } = await import('./commands/gpusCommand');
  await printGpus(context, options, out);
  return DONE;
}

const NOTHING_SCANNED: WorkspaceScan = { seen: 0, parsed: 0, skipped: [], declarations: [], callSites: [] };

/** The tools for agents, until their client ends. */
async function serve(options: Options, streams: Streams): Promise<number> {
  const { paths, book, hours, usage, env, includeStartup } = options;
  const terms = {
    book: book === undefined ? null : askedPrices(book, hours).book,
    hoursPerMonth: hours ?? null,
    usage,
    env,
    includeStartup,
  };
  const folders = realFolders(paths);
  await (await import('./mcp')).serveMcp(folders, terms, options, streams);
  return DONE;
}
