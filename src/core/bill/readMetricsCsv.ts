/** Reads a metrics export as CSV: one row for each function and stretch of time, in columns that can be named. */
import { CsvRows } from '../text/csvRows';
import { instantIn, numberIn } from '../text/instants';
import type { Period } from './period';
import { MAX_BILL_ROWS, MAX_NAME_LENGTH, shownCell, type BillProblem } from './billOutcomes';
import { METRICS_COLUMNS, type MetricsColumn, type MetricsColumns } from './metricsColumns';
import { summedMetrics, type FunctionMetrics, type Measured } from './metrics';

const NEEDED = ['app', 'start', 'end'] as const;
/** One of these is needed, too. */
const FIGURES = ['requests', 'live_seconds', 'containers'] as const;

export type MetricsReading =
  | { readonly ok: true; readonly metrics: readonly FunctionMetrics[] }
  | { readonly ok: false; readonly problem: BillProblem };

/** Whether a heading is that of metrics: it has an app, a time and a figure, and no cost. */
export function isMetricsHeading(heading: string, columns: MetricsColumns): boolean {
  const names = new CsvRows(',').read(heading)?.map((name) => name.trim()) ?? [];
  const has = (column: MetricsColumn): boolean => names.includes(columns[column] ?? METRICS_COLUMNS[column]);
  return NEEDED.every(has) && FIGURES.some(has);
}

/** @param text whose first line is such a heading */
export function readMetricsCsv(text: string, columns: MetricsColumns): MetricsReading {
  const csv = new CsvRows(',');
  let places: ReadonlyMap<string, number> | null = null;
  const parts: Measured[] = [];
  let period: Period = { start: Infinity, end: -Infinity };
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (line === '' && !csv.isOpen) continue;
    const row = parts.length + 1;
    const cells = csv.read(line);
    if (cells === null) continue;
    if (!cells || (places && cells.length !== places.size)) return refused({ kind: 'brokenRow', row });
    if (!places) {
      places = new Map(cells.map((name, i) => [name.trim(), i]));
      continue;
    }
    if (parts.length === MAX_BILL_ROWS) return refused({ kind: 'tooManyRows', max: MAX_BILL_ROWS });
    const read = readRow(cells, places, columns, row);
    if ('problem' in read) return refused(read.problem);
    parts.push(read.part);
    period = { start: Math.min(period.start, read.start), end: Math.max(period.end, read.end) };
  }
  if (csv.isOpen) return refused({ kind: 'brokenRow', row: parts.length + 1 });
  if (parts.length === 0) return refused({ kind: 'empty' });
  return { ok: true, metrics: summedMetrics(parts, period) };
}

type Row = (Period & { readonly part: Measured }) | { readonly problem: BillProblem };

function readRow(
  cells: readonly string[],
  places: ReadonlyMap<string, number>,
  columns: MetricsColumns,
  row: number,
): Row {
  const problems: BillProblem[] = [];
  const cell = (column: MetricsColumn): string | null => {
    const place = places.get(columns[column] ?? METRICS_COLUMNS[column]);
    const found = place === undefined ? '' : cells[place]!.trim();
    return found === '' ? null : found;
  };
  const bad = (column: MetricsColumn): void =>
    void problems.push({ kind: 'badCell', row, column, found: shownCell(cell(column) ?? '') });
  const name = (column: MetricsColumn): string | null => cell(column)?.slice(0, MAX_NAME_LENGTH) ?? null;
  const figure = (column: MetricsColumn): number | null => {
    const found = cell(column);
    if (found === null) return null;
    const value = numberIn(found);
    if (value === undefined || value < 0 || value > MAX_FIGURE) bad(column);
    return value ?? null;
  };
  const instant = (column: MetricsColumn): number => {
    const found = cell(column) ?? '';
    const read = instantIn(/^\d{4}-\d\d-\d\d$/.test(found) ? `${found}T00:00` : found);
    if (!read) bad(column);
    return read ? read.clock - (read.offset ?? 0) * 60 : 0;
  };
  const [start, end] = [instant('start'), instant('end')];
  if (problems.length === 0 && end <= start) bad('end');
  const containers = figure('containers');
  const part: Measured = {
    app: name('app') ?? '',
    environment: name('environment'),
    function: name('function'),
    requests: figure('requests'),
    busySeconds: figure('busy_seconds'),
    liveSeconds: figure('live_seconds') ?? (containers === null ? null : containers * (end - start)),
  };
  if (part.app === '') bad('app');
  const [problem] = problems;
  return problem ? { problem } : { start, end, part };
}

/** Above any count of a workspace, and small enough that sums stay numbers. */
const MAX_FIGURE = 1e15;

function refused(problem: BillProblem): MetricsReading {
  return { ok: false, problem };
}
