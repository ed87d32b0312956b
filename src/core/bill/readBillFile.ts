/** Reads a file that `modal billing` printed, whichever it is. */
import { readStrictJson } from '../json/strictJson';
import { LineIndex } from '../text/lineIndex';
import { MAX_BILL_BYTES, type BillProblem } from './billOutcomes';
import { readReportCsv, readReportItems } from './readReport';
import { isSummary, readSummary, type Summary } from './readSummary';
import type { Report } from './report';

export type BillReading =
  | { readonly kind: 'report'; readonly report: Report }
  | { readonly kind: 'summary'; readonly summary: Summary }
  | { readonly kind: 'refused'; readonly problem: BillProblem };

/** @param text of the file; never throws, takes time in proportion to it */
export function readBillFile(text: string): BillReading {
  if (text.length > MAX_BILL_BYTES) return refused({ kind: 'tooManyBytes', max: MAX_BILL_BYTES });
  const body = text.replace(/^\ufeff/, '').trimStart();
  if (body === '') return refused({ kind: 'empty' });
  if (!/^[[{]/.test(body)) return ofReport(readReportCsv(body));
  const value = parsed(body);
  if (value === undefined) return refused(jsonProblem(text));
  if (Array.isArray(value)) return ofReport(readReportItems(value));
  const record = value as Readonly<Record<string, unknown>>;
  if (!isSummary(record)) return refused({ kind: 'notABill' });
  const read = readSummary(record);
  return 'problem' in read ? refused(read.problem) : { kind: 'summary', summary: read.summary };
}

function ofReport(read: ReturnType<typeof readReportCsv>): BillReading {
  return read.ok ? { kind: 'report', report: read.report } : refused(read.problem);
}

/** By the platform's own parser: a report may have a hundred thousand rows. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The same text read by the parser that knows places, as far as it may be long. */
function jsonProblem(text: string): BillProblem {
  const read = readStrictJson(text, { maxBytes: MAX_BILL_BYTES, maxDepth: 20, maxItems: Infinity });
  if (read.ok) return { kind: 'notABill' };
  const { line } = new LineIndex(text, /\n/g).at(read.at);
  return { kind: 'notJson', problem: read.problem, line: line + 1 };
}

function refused(problem: BillProblem): BillReading {
  return { kind: 'refused', problem };
}
