import { statSync } from 'node:fs';
import { billOf, type Bill } from '../core/bill/bill';
import { MAX_BILL_BYTES } from '../core/bill/billOutcomes';
import { readBillFile, type BillReading } from '../core/bill/readBillFile';
import { oneLine } from '../core/render/escape';
import { billNoteText, billProblemText } from '../core/render/words/billWords';
import { UsageError } from './options';
import { readBeginning } from './readBeginning';
import type { Terminal } from './terminal';

/** The bill in some files. One that cannot be read or understood is refused with all the others: a sum without it would be wrong. */
export function readBill(paths: readonly string[], out: Terminal): Bill {
  const bill = billOf([...new Set(paths)].map((path) => ({ file: path, reading: readFile(path) })));
  const lines = bill.problems.map(
    ({ file, problem }) => `${oneLine(file)}: ${oneLine(billProblemText(problem))}`,
  );
  if (lines.length > 0) throw new UsageError(lines.join('\n'));
  for (const note of bill.notes)
    out.warn(`modal-cost: ${oneLine(note.file)}: ${oneLine(billNoteText(note))}`);
  return bill;
}

function readFile(path: string): BillReading {
  const text = textOf(path);
  return text === undefined
    ? { kind: 'refused', problem: { kind: 'tooManyBytes', max: MAX_BILL_BYTES } }
    : readBillFile(text);
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
