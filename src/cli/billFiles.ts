import { statSync } from 'node:fs';
import { billOf, type Bill } from '../core/bill/bill';
import { MAX_BILL_BYTES } from '../core/bill/billOutcomes';
import { readBillFile, type BillReading } from '../core/bill/readBillFile';
import { oneLine } from '../core/render/escape';
import { billNoteText, billProblemText } from '../core/render/words/billWords';
import type { MetricsColumns } from '../core/bill/metricsColumns';
import { billedWorkspace, type BilledWorkspace } from '../core/bill/join';
import { billNames } from '../core/review/team/billNames';
import type { AssessedState } from './assessState';
import { UsageError, type Options } from './options';
import { readBeginning } from './readBeginning';
import type { Terminal } from './terminal';

/** The bill in some files. One that cannot be read or understood is refused with all the others: a sum without it would be wrong. */
export function readBill(
  paths: readonly string[],
  { metricsColumns }: Pick<Options, 'metricsColumns'>,
  out: Pick<Terminal, 'warn'>,
): Bill {
  const files = [...new Set(paths)];
  const bill = billOf(files.map((path) => ({ file: path, reading: readFile(path, metricsColumns) })));
  const lines = bill.problems.map(
    ({ file, problem }) => `${oneLine(file)}: ${oneLine(billProblemText(problem))}`,
  );
  if (lines.length > 0) throw new UsageError(lines.join('\n'));
  for (const note of bill.notes)
    out.warn(`modal-cost: ${oneLine(note.file)}: ${oneLine(billNoteText(note))}`);
  return bill;
}

/** The bill beside what the code of a state is estimated to cost. */
export function billBeside(
  bill: Bill,
  { assessments, context, team }: Pick<AssessedState, 'assessments' | 'context' | 'team'>,
): BilledWorkspace {
  const { period } = bill;
  if (!period)
    throw new UsageError('--actual: neither a summary nor metrics have costs of apps; give a report, too');
  return billedWorkspace(bill, period, assessments, context, (each) => billNames(team, each));
}

function readFile(path: string, columns: MetricsColumns): BillReading {
  const text = textOf(path);
  return text === undefined
    ? { kind: 'refused', problem: { kind: 'tooManyBytes', max: MAX_BILL_BYTES } }
    : readBillFile(text, columns);
}

/** The text of a file, or of a pipe that ends; undefined where it is too long. */
function textOf(path: string): string | undefined {
  try {
    const stat = statSync(path);
    if (stat.isDirectory()) throw new UsageError(`--actual ${oneLine(path)}: a folder; give its files`);
    if (stat.size > MAX_BILL_BYTES) return undefined;
    const { text, isWhole } = readBeginning(path, MAX_BILL_BYTES);
    return isWhole ? text : undefined;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`--actual ${oneLine(path)}: not a readable file`);
  }
}
