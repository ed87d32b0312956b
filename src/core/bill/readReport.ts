/** Reads `modal billing report`, of any version: JSON with keys or with titles, and CSV. */
import { isRecord } from '../json/isRecord';
import { CsvRows } from '../text/csvRows';
import { instantIn } from '../text/instants';
import { MAX_BILL_ROWS, MAX_NAME_LENGTH, shownCell, type BillColumn, type BillProblem } from './billOutcomes';
import { picodollars, type Picodollars } from './dollars';
import { endsOf, grainOf } from './intervals';
import type { ObjectKind, Report, ReportRow } from './report';

/** Names of the columns: JSON has keys since 1.5.0, and titles before; CSV has titles. */
const COLUMNS: Readonly<Record<BillColumn, readonly string[]>> = {
  object: ['object_id', 'Object ID'],
  description: ['description', 'Description'],
  environment: ['environment', 'Environment', 'environment_name', 'Environment Name'],
  start: ['interval_start', 'Interval Start'],
  resource: ['resource', 'Resource'],
  cost: ['cost', 'Cost'],
  tags: ['tags', 'Tags'],
};

const OPTIONAL: ReadonlySet<BillColumn> = new Set(['resource', 'tags']);

const KINDS: Readonly<Record<string, ObjectKind>> = { ap: 'app', vo: 'volume' };

export type ReportReading =
  { readonly ok: true; readonly report: Report } | { readonly ok: false; readonly problem: BillProblem };

/** A cell by its column; undefined where a row has none. */
type Cells = (column: BillColumn) => unknown;

/** The rows of a report's JSON. @param items objects, or anything else that a hostile file may have */
export function readReportItems(items: readonly unknown[]): ReportReading {
  const first: unknown = items[0];
  if (!isRecord(first)) return refused({ kind: items.length === 0 ? 'empty' : 'notABill' });
  const names = namesIn((name) => Object.hasOwn(first, name));
  if ('problem' in names) return refused(names.problem);
  const rows = items.map((item): Cells | null =>
    isRecord(item) ? (column) => ownValue(item, names.columns[column]) : null,
  );
  return reportOf(rows, names.columns, false);
}

/** The rows of a report's CSV. */
export function readReportCsv(text: string): ReportReading {
  const csv = new CsvRows(',');
  const rows: string[][] = [];
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (line === '' && !csv.isOpen) continue;
    const cells = csv.read(line);
    if (cells === undefined) return refused({ kind: 'brokenRow', row: rows.length });
    if (cells) rows.push(cells);
    if (rows.length > MAX_BILL_ROWS + 1) return refused({ kind: 'tooManyRows', max: MAX_BILL_ROWS });
  }
  const [heading, ...body] = rows;
  const titles = heading?.map((title) => title.trim()) ?? [];
  const names = namesIn((name) => titles.includes(name));
  if ('problem' in names) return refused(names.problem);
  if (body.length === 0) return refused({ kind: 'empty' });
  const places = new Map(titles.map((title, i) => [title, i]));
  const cells = body.map((row): Cells | null =>
    row.length === titles.length ? (column) => row[places.get(names.columns[column] ?? '') ?? -1] : null,
  );
  return reportOf(cells, names.columns, true);
}

type Columns = Readonly<Partial<Record<BillColumn, string>>>;

function namesIn(
  has: (name: string) => boolean,
): { readonly columns: Columns } | { readonly problem: BillProblem } {
  const columns: Partial<Record<BillColumn, string>> = {};
  for (const [column, names] of Object.entries(COLUMNS) as [BillColumn, readonly string[]][]) {
    const name = names.find(has);
    if (name !== undefined) columns[column] = name;
    else if (!OPTIONAL.has(column)) return { problem: { kind: 'noColumn', column } };
  }
  return { columns };
}

/** A row before it is known how long its interval is. */
interface Started extends Omit<ReportRow, 'start' | 'end'> {
  readonly clock: number;
  readonly offset: number;
}

function reportOf(rows: readonly (Cells | null)[], columns: Columns, isCsv: boolean): ReportReading {
  if (rows.length > MAX_BILL_ROWS) return refused({ kind: 'tooManyRows', max: MAX_BILL_ROWS });
  const started: Started[] = [];
  for (const [i, cells] of rows.entries()) {
    const row = cells ? startedRow(cells, i + 1) : ({ kind: 'brokenRow', row: i + 1 } as const);
    if (isProblem(row)) return refused(row);
    started.push(row);
  }
  const grain = grainOf(started);
  if ('notWhole' in grain) {
    const row = grain.notWhole + 1;
    return refused({ kind: 'notAnInterval', row, found: shownCell(rows[grain.notWhole]!('start')) });
  }
  const ends = endsOf(started, grain.grain);
  return {
    ok: true,
    report: {
      // Each by its name: with a hundred thousand rows, to spread them takes as long as to read them.
      rows: started.map(
        ({ clock, offset, object, kind, description, environment, resource, cost, tags }, i): ReportRow => ({
          object,
          kind,
          description,
          environment,
          start: clock - offset * 60,
          end: ends[i]!,
          resource,
          cost,
          tags,
        }),
      ),
      grain: grain.grain,
      hasResources: columns.resource !== undefined,
      hasTags: columns.tags !== undefined,
      isCsv,
    },
  };
}

function startedRow(cells: Cells, row: number): Started | BillProblem {
  const bad = (column: BillColumn): BillProblem => ({
    kind: 'badCell',
    row,
    column,
    found: shownCell(cells(column)),
  });
  const object = textIn(cells('object'));
  if (object === undefined || object === '') return bad('object');
  const description = textIn(cells('description') ?? '');
  if (description === undefined) return bad('description');
  const environment = textIn(cells('environment') ?? '');
  if (environment === undefined) return bad('environment');
  const start = startIn(cells('start'));
  if (!start) return bad('start');
  const cost = costIn(cells('cost'));
  if (cost === undefined) return bad('cost');
  const resource = optional(cells('resource'));
  if (resource === undefined) return bad('resource');
  const tags = optional(cells('tags'));
  if (tags === undefined) return bad('tags');
  const kind = KINDS[object.slice(0, object.indexOf('-'))] ?? 'other';
  return { object, kind, description, environment, ...start, resource, cost, tags };
}

/** Without a zone it is UTC. */
function startIn(found: unknown): { readonly clock: number; readonly offset: number } | undefined {
  const text = textIn(found)?.trim() ?? '';
  const instant = instantIn(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00` : text);
  return instant && Number.isInteger(instant.clock)
    ? { clock: instant.clock, offset: instant.offset ?? 0 }
    : undefined;
}

function costIn(found: unknown): Picodollars | undefined {
  return picodollars(typeof found === 'string' ? found.replace(/^\$/, '') : found);
}

/** Null where a report has no such column, or a row nothing in it; undefined for what is no text. */
function optional(found: unknown): string | null | undefined {
  if (found === undefined || found === null || found === '') return null;
  return typeof found === 'object' ? JSON.stringify(found).slice(0, MAX_NAME_LENGTH) : textIn(found);
}

function textIn(found: unknown): string | undefined {
  return typeof found === 'string' ? found.slice(0, MAX_NAME_LENGTH) : undefined;
}

function ownValue(record: Readonly<Record<string, unknown>>, name: string | undefined): unknown {
  return name !== undefined && Object.hasOwn(record, name) ? record[name] : undefined;
}

function isProblem(row: Started | BillProblem): row is BillProblem {
  return !('object' in row);
}

function refused(problem: BillProblem): ReportReading {
  return { ok: false, problem };
}
