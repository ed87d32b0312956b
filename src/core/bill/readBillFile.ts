/** Reads a file that `modal billing` printed, whichever it is, or a metrics export. */
import { atOnce, neverPause, type Pause, type Steps } from '../python/resumable';
import { MAX_BILL_BYTES, type BillProblem } from './billOutcomes';
import { jsonProblem } from './jsonProblem';
import type { FunctionMetrics } from './metrics';
import type { MetricsColumns } from './metricsColumns';
import { isMetricsHeading, readMetricsCsv, type MetricsReading } from './readMetricsCsv';
import { isOtlp, readOtlp } from './readOtlp';
import { readReportCsv, readReportItems, type ReportReading } from './readReport';
import { isSummary, readSummary, type Summary } from './readSummary';
import type { Report } from './report';

export type BillReading =
  | { readonly kind: 'report'; readonly report: Report }
  | { readonly kind: 'summary'; readonly summary: Summary }
  | { readonly kind: 'metrics'; readonly metrics: readonly FunctionMetrics[] }
  | { readonly kind: 'refused'; readonly problem: BillProblem };

/** What {@link readBillFileInSteps} comes to, at once. */
export function readBillFile(text: string, columns: MetricsColumns = {}): BillReading {
  return atOnce(readBillFileInSteps(text, columns, neverPause));
}

/**
 * @param text of the file; never throws, takes time in proportion to it. JSON is parsed at one go, which takes a tenth of
 *   the time
 * @param columns of metrics as CSV
 */
export function* readBillFileInSteps(
  text: string,
  columns: MetricsColumns,
  pause: Pause,
): Steps<BillReading> {
  if (text.length > MAX_BILL_BYTES) return refused({ kind: 'tooManyBytes', max: MAX_BILL_BYTES });
  const body = text.replace(/^\ufeff/, '').trimStart();
  if (body === '') return refused({ kind: 'empty' });
  if (!/^[[{]/.test(body)) return yield* readCsv(body, columns, pause);
  const value = parsed(body);
  if (value === undefined) return (yield* readLines(body, pause)) ?? refused(yield* jsonProblem(text, pause));
  if (Array.isArray(value))
    return isOtlp(value[0])
      ? ofMetrics(yield* readOtlp(value, pause))
      : ofReport(yield* readReportItems(value, pause));
  if (isOtlp(value)) return ofMetrics(yield* readOtlp([value], pause));
  const record = value as Readonly<Record<string, unknown>>;
  if (!isSummary(record)) return refused({ kind: 'notABill' });
  const read = readSummary(record);
  return 'problem' in read ? refused(read.problem) : { kind: 'summary', summary: read.summary };
}

function* readCsv(body: string, columns: MetricsColumns, pause: Pause): Steps<BillReading> {
  const heading = /^[^\r\n]*/.exec(body)![0];
  return isMetricsHeading(heading, columns)
    ? ofMetrics(yield* readMetricsCsv(body, columns, pause))
    : ofReport(yield* readReportCsv(body, pause));
}

/** Metrics with one document on each line; undefined if the first line is none. */
function* readLines(body: string, pause: Pause): Steps<BillReading | undefined> {
  const lines = body.split(/\r\n|\n/).filter((line) => line.trim() !== '');
  if (!isOtlp(parsed(lines[0]!))) return undefined;
  const documents: unknown[] = [];
  for (const line of lines) {
    if (pause()) yield;
    const document = parsed(line);
    if (document === undefined) return refused({ kind: 'brokenRow', row: documents.length + 1 });
    documents.push(document);
  }
  return ofMetrics(yield* readOtlp(documents, pause));
}

function ofReport(read: ReportReading): BillReading {
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

function refused(problem: BillProblem): BillReading {
  return { kind: 'refused', problem };
}
