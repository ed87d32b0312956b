/** Reads a file that `modal billing` printed, whichever it is, or a metrics export. */
import { readStrictJson } from '../json/strictJson';
import { LineIndex } from '../text/lineIndex';
import { MAX_BILL_BYTES, type BillProblem } from './billOutcomes';
import type { FunctionMetrics } from './metrics';
import type { MetricsColumns } from './metricsColumns';
import { isMetricsHeading, readMetricsCsv, type MetricsReading } from './readMetricsCsv';
import { isOtlp, readOtlp } from './readOtlp';
import { readReportCsv, readReportItems } from './readReport';
import { isSummary, readSummary, type Summary } from './readSummary';
import type { Report } from './report';

export type BillReading =
  | { readonly kind: 'report'; readonly report: Report }
  | { readonly kind: 'summary'; readonly summary: Summary }
  | { readonly kind: 'metrics'; readonly metrics: readonly FunctionMetrics[] }
  | { readonly kind: 'refused'; readonly problem: BillProblem };

/**
 * @param text of the file; never throws, takes time in proportion to it
 * @param columns of metrics as CSV
 */
export function readBillFile(text: string, columns: MetricsColumns = {}): BillReading {
  if (text.length > MAX_BILL_BYTES) return refused({ kind: 'tooManyBytes', max: MAX_BILL_BYTES });
  const body = text.replace(/^\ufeff/, '').trimStart();
  if (body === '') return refused({ kind: 'empty' });
  if (!/^[[{]/.test(body)) return readCsv(body, columns);
  const value = parsed(body);
  if (value === undefined) return readLines(body) ?? refused(jsonProblem(text));
  if (Array.isArray(value))
    return isOtlp(value[0]) ? ofMetrics(readOtlp(value)) : ofReport(readReportItems(value));
  if (isOtlp(value)) return ofMetrics(readOtlp([value]));
  const record = value as Readonly<Record<string, unknown>>;
  if (!isSummary(record)) return refused({ kind: 'notABill' });
  const read = readSummary(record);
  return 'problem' in read ? refused(read.problem) : { kind: 'summary', summary: read.summary };
}

function readCsv(body: string, columns: MetricsColumns): BillReading {
  const heading = /^[^\r\n]*/.exec(body)![0];
  return isMetricsHeading(heading, columns)
    ? ofMetrics(readMetricsCsv(body, columns))
    : ofReport(readReportCsv(body));
}

/** Metrics with one document on each line; undefined if the first line is none. */
function readLines(body: string): BillReading | undefined {
  const lines = body.split(/\r\n|\n/).filter((line) => line.trim() !== '');
  if (!isOtlp(parsed(lines[0]!))) return undefined;
  const documents = lines.map(parsed);
  const broken = documents.indexOf(undefined);
  return broken < 0 ? ofMetrics(readOtlp(documents)) : refused({ kind: 'brokenRow', row: broken + 1 });
}

function ofReport(read: ReturnType<typeof readReportCsv>): BillReading {
  return read.ok ? { kind: 'report', report: read.report } : refused(read.problem);
}

function ofMetrics(read: MetricsReading): BillReading {
  return read.ok ? { kind: 'metrics', metrics: read.metrics } : refused(read.problem);
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
