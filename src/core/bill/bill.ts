/** The bill of a workspace, from all the files that were given: each cost once, and the period that it is for. */
import { atOnce, neverPause, type Pause, type Steps } from '../python/resumable';
import type { BillNote, BillProblem, OverlapDifference } from './billOutcomes';
import type { Period } from './period';
import { costOf, type Report, type ReportRow } from './report';
import type { Summary } from './readSummary';
import type { FunctionMetrics } from './metrics';
import type { BillReading } from './readBillFile';

export { hoursOf, type Period } from './period';

export interface Bill {
  /** In the order of the files. Every cost once. */
  readonly rows: readonly ReportRow[];
  /** From the first interval of a report to the end of the last one; null if there is no report. */
  readonly period: Period | null;
  readonly summaries: readonly { readonly file: string; readonly summary: Summary }[];
  /** What metrics exports say of functions; empty without one. */
  readonly metrics: readonly FunctionMetrics[];
  readonly notes: readonly BillNote[];
  readonly problems: readonly { readonly file: string; readonly problem: BillProblem }[];
}

/** A file that was read, by the name that is shown for it. */
export interface NamedReading {
  readonly file: string;
  readonly reading: BillReading;
}

interface NamedReport {
  readonly file: string;
  readonly report: Report;
}

/** What {@link billOfInSteps} comes to, at once. */
export function billOf(files: readonly NamedReading[]): Bill {
  return atOnce(billOfInSteps(files, neverPause));
}

/** Puts the files of a bill together. A file that is refused is in no sum. */
export function* billOfInSteps(files: readonly NamedReading[], pause: Pause): Steps<Bill> {
  const problems = files.flatMap(({ file, reading }) =>
    reading.kind === 'refused' ? [{ file, problem: reading.problem }] : [],
  );
  const reports: NamedReport[] = [];
  for (const { file, reading } of files) {
    if (reading.kind !== 'report') continue;
    const { report } = reading;
    const overlap = reports.map((other) => overlapOf(other, report)).find((each) => each !== null);
    if (overlap) problems.push({ file, problem: overlap });
    else reports.push({ file, report });
  }
  const { rows, notes } = yield* together(reports, pause);
  const measured = metricsIn(files);
  return {
    rows,
    period: periodOf(rows),
    summaries: files.flatMap(({ file, reading }) =>
      reading.kind === 'summary' ? [{ file, summary: reading.summary }] : [],
    ),
    metrics: measured.metrics,
    notes: [
      ...reports.flatMap(({ file, report }): BillNote[] => (report.isCsv ? [{ kind: 'csv', file }] : [])),
      ...notes,
    ],
    problems: [...problems, ...measured.problems],
  };
}

/** Costs of one time by two reports in different detail: which rows are the same cannot be told. */
function overlapOf({ file, report: first }: NamedReport, second: Report): BillProblem | null {
  const [a, b] = [periodOf(first.rows), periodOf(second.rows)];
  if (!a || !b || a.end <= b.start || b.end <= a.start) return null;
  const differs = differenceOf(first, second);
  return differs && { kind: 'overlap', other: file, differs };
}

function differenceOf(a: Report, b: Report): OverlapDifference | null {
  if (a.grain !== b.grain) return 'interval';
  if (a.hasResources !== b.hasResources) return 'resources';
  return a.hasTags === b.hasTags ? null : 'tags';
}

/** The rows of all reports. Of the same rows in two files, those of the later file count: it may have what came late. */
function* together(reports: readonly NamedReport[], pause: Pause): Steps<Pick<Bill, 'rows' | 'notes'>> {
  const [only, ...others] = reports;
  if (only && others.length === 0) return { rows: only.report.rows, notes: [] };
  const of = new Map<string, { readonly file: string; rows: readonly ReportRow[] }>();
  const notes: BillNote[] = [];
  for (const { file, report } of reports) {
    const again = new Map<string, { rows: number; changed: number }>();
    for (const [key, rows] of yield* byKey(report.rows, pause)) {
      if (pause()) yield;
      const known = of.get(key);
      if (known) {
        const count = again.get(known.file) ?? { rows: 0, changed: 0 };
        count.rows += known.rows.length;
        if (costOf(known.rows) !== costOf(rows)) count.changed++;
        again.set(known.file, count);
      }
      of.set(key, { file: known?.file ?? file, rows });
    }
    for (const [other, count] of again) notes.push({ kind: 'sameRows', file, other, ...count });
  }
  return { rows: [...of.values()].flatMap(({ rows }) => rows), notes };
}

/** The metrics of all exports, each function once for each of them. Of the same time, what is counted twice cannot be told. */
function metricsIn(files: readonly NamedReading[]): Pick<Bill, 'metrics' | 'problems'> {
  const known: { readonly file: string; readonly each: FunctionMetrics }[] = [];
  const problems: { readonly file: string; readonly problem: BillProblem }[] = [];
  for (const { file, reading } of files) {
    if (reading.kind !== 'metrics') continue;
    const other = known.find(({ each }) => reading.metrics.some((more) => isSameTime(each, more)));
    if (other) problems.push({ file, problem: { kind: 'metricsOverlap', other: other.file } });
    else known.push(...reading.metrics.map((each) => ({ file, each })));
  }
  return { metrics: known.map(({ each }) => each), problems };
}

function isSameTime(a: FunctionMetrics, b: FunctionMetrics): boolean {
  const isSame = a.app === b.app && a.environment === b.environment && a.function === b.function;
  return isSame && a.start < b.end && b.start < a.end;
}

/** What one file says twice of the same thing is added up: it is what the bill adds up. */
function* byKey(rows: readonly ReportRow[], pause: Pause): Steps<ReadonlyMap<string, readonly ReportRow[]>> {
  const found = new Map<string, ReportRow[]>();
  for (const row of rows) {
    if (pause()) yield;
    // Where a row ends is no part of it: only a file with the next day knows that the clock changes.
    const { object, environment, start, resource, tags } = row;
    const key = [object, environment, start, resource ?? '', tags ?? ''].join('\n');
    const same = found.get(key);
    if (same) same.push(row);
    else found.set(key, [row]);
  }
  return found;
}

function periodOf(rows: readonly ReportRow[]): Period | null {
  if (rows.length === 0) return null;
  let [start, end] = [Infinity, -Infinity];
  for (const row of rows) {
    start = Math.min(start, row.start);
    end = Math.max(end, row.end);
  }
  return { start, end };
}
