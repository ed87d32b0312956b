import { commandLine } from '../../common/commandLine';
import { gateDeploy } from '../../core/review/deployGate';
import { reviewChange } from '../../core/review/reviewChange';
import type { PythonParser } from '../../core/python/parser';
import { oneLine } from '../../core/render/escape';
import { estimateTable } from '../../core/render/estimateReport';
import { gateBaseText, gateVerdictLines } from '../../core/render/review/gateText';
import { UserError } from '../../core/userError';
import { warnOf } from '../assessState';
import { DeployRecord } from '../deployRecord';
import { gateStates, type GateStates } from '../gateStates';
import type { Options } from '../options';
import { canAsk, confirm } from '../question';
import { runCommand, statusOf } from '../runCommand';
import { placeOf } from '../scannedPaths';
import { styled, type Terminal } from '../terminal';
import { printDiffTable } from './diffCommand';

const WRONG_USAGE = 2;
/** As `timeout` ends where it did not run its command. */
const NOT_RUN = 125;

/**
 * `modal-cost gate`: shows what a deploy costs and what it changes, asks or refuses if that is too much, and else runs the
 * command of the deploy and ends as it does. Standard output is the command’s alone.
 * @param out writes to standard error
 */
export async function gate(options: Options, parser: PythonParser, out: Terminal): Promise<number> {
  const place = placeOf(options.paths);
  const record = DeployRecord.open(place, options);
  const states = gateStates(record, place, options, parser);
  const { before, after } = states;
  warnOf(after, out);
  // A gate whose terms cannot be read in full must not be taken for one that is open.
  if (after.problems.length > 0) return WRONG_USAGE;
  printCosts(states, out);
  const verdict = gateDeploy(before, after, options);
  for (const line of gateVerdictLines(verdict)) out.print(styled(out, 'yellow', line));
  const line = oneLine(commandLine(options.run));
  const mayRun = verdict.kind === 'go' || (verdict.kind === 'ask' && agrees(line, out));
  if (!mayRun) {
    out.warn(`modal-cost: not run: ${line}`);
    return NOT_RUN;
  }
  // What is there while the command runs may be something else at its end.
  const deployed = record instanceof DeployRecord ? commitToRecord(record, out) : null;
  const end = await runCommand(options.run);
  if (end.kind === 'notStarted') out.warn(`modal-cost: cannot start ${line}: ${startProblem(end.error)}`);
  const status = statusOf(end);
  if (status === 0) deployed?.();
  if (end.kind === 'killed' && process.platform !== 'win32') endBy(end.signal);
  return status;
}

function startProblem(error: NodeJS.ErrnoException): string {
  return error.code === 'ENOENT' ? 'there is no such program on the PATH (ENOENT)' : error.message;
}

/** Rows of the estimate; a deploy of more is shown by its sum. */
const MAX_ROWS = 30;

function printCosts({ before, after, base }: GateStates, out: Terminal): void {
  const { assessments, data } = after;
  const { heading, rows, dataRows, sum } = estimateTable(assessments, out.width, data);
  if (rows.length > 0) out.print(styled(out, 'bold', heading));
  for (const row of rows.slice(0, MAX_ROWS)) out.print(row);
  if (rows.length > MAX_ROWS) out.print(`… ${rows.length - MAX_ROWS} more`);
  for (const row of dataRows) out.print(row);
  out.print(`\n${styled(out, 'bold', sum)}\n`);
  const text = gateBaseText(base);
  if (text !== undefined) out.print(text);
  // All of it would be listed again.
  const isCompared = base.kind === 'asked' || base.kind === 'recorded';
  const review = reviewChange(before, after);
  printDiffTable({ before, after, ...review, changes: isCompared ? review.changes : [] }, out);
}

function agrees(line: string, out: Terminal): boolean {
  if (canAsk()) return confirm(`Run ${line}?`);
  out.warn('modal-cost: refused, because there is no terminal to ask in');
  return false;
}

/** How to record the commit that is deployed; null where it is not what is deployed. */
function commitToRecord(record: DeployRecord, out: Terminal): (() => void) | null {
  const { head } = record;
  if (!head) return null;
  const [first, ...more] = record.uncommitted();
  if (first !== undefined) {
    const what = more.length > 0 ? `${oneLine(first)} and ${more.length} more are` : `${oneLine(first)} is`;
    out.warn(
      `modal-cost: ${what} not committed, so this deploy will not be recorded: the next one is compared with the last recorded one`,
    );
    return null;
  }
  return () => {
    try {
      record.write(head);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      out.warn(`modal-cost: deployed, but not recorded: ${error.message}`);
    }
  };
}

/** Ends this program as the command was ended, so that a script that ran it stops, too. */
function endBy(signal: NodeJS.Signals): void {
  process.kill(process.pid, signal);
}
