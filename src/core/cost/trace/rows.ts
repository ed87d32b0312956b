/** What each row of a trace has, whatever the format: lines in, cells by role out. */
import { columnNamed, columnOf, type NamedColumn } from './columns';
import { CsvRows } from '../../text/csvRows';
import {
  MAX_QUOTED,
  type BadRowReason,
  type TraceDelimiter,
  type TraceFormat,
  type TraceGuess,
  type TraceOptions,
  type TraceProblem,
  type TraceRole,
} from './traceOutcomes';

/** The cells of a row; one that is absent is undefined or empty. */
export type Cells = Partial<Record<TraceRole, string | number>>;

/** What a line is: cells, a bad row, or something of a log that is no request. `null`: the row goes on in the next line. */
export type Row = Cells | BadRowReason | 'other' | null;

export const isBad = (row: Cells | BadRowReason): row is BadRowReason => 'kind' in row;

/** How the rows of one trace are read. */
export interface RowFormat {
  readonly format: TraceFormat;
  readonly columns: Partial<Record<TraceRole, NamedColumn>>;
  /** Of the lines that the format was found by, so many at the start are no rows. */
  readonly headerLines: number;
  readonly guesses: readonly TraceGuess[];
  readonly read: (line: string) => Row;
  /** What stands of a row that the trace's end cuts off. */
  readonly end?: () => BadRowReason | undefined;
}

const ROLES: readonly TraceRole[] = ['start', 'end', 'duration', 'inputTokens', 'outputTokens'];
const DELIMITERS: readonly TraceDelimiter[] = [',', ';', '\t', '|'];

/** `"GET /path HTTP/1.1" 200`, in the quotes of any access log. */
const REQUEST = /"[A-Z]{3,12} [^"]* HTTP\/\d(?:\.\d)?" \d{3}/;
const NGINX =
  /^\S+ \S+ [^[]{1,200}\[([^\]]{1,60})\] "[^"]*" \d{3} (?:\d+|-) "[^"]*" "[^"]*"(?:[^\n]*?[ "=](\d+\.\d{3})(?=$|[\s",;]))?/;
/** A time, then the client, the request and its status; some servers are set up to write how long it took after that. */
const UVICORN =
  /(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?).{0,200}?"[A-Z]{3,12} [^"]* HTTP\/\d(?:\.\d)?" \d{3}(?:(?: [A-Z][A-Za-z -]{0,40})?[ -(]{1,4}(\d[\d.]* ?(?:s|ms)))?/;

/** A format by the first lines of a trace that are not empty, as far as the user has not named it. */
export function formatOf(lines: readonly string[], options: TraceOptions): RowFormat | TraceProblem {
  const [first] = lines;
  if (first === undefined) return { kind: 'noRows' };
  if (first.includes('\0')) return { kind: 'notText' };
  const format = options.format ?? guessedFormat(lines);
  if (!format) return { kind: 'unknownFormat' };
  const found = READERS[format](lines, options);
  if ('kind' in found || options.format) return found;
  return { ...found, guesses: [{ kind: 'format', format }, ...found.guesses] };
}

function guessedFormat(lines: readonly string[]): TraceFormat | undefined {
  const share = (is: (line: string) => boolean): number => lines.filter(is).length / lines.length;
  if (share((line) => line.startsWith('{')) > 0.5)
    return share((line) => /"logger":\s*"http\.log\.access/.test(line)) > 0 ? 'caddy' : 'jsonLines';
  if (share((line) => NGINX.test(line)) > 0.5) return 'nginx';
  if (lines.some((line) => REQUEST.test(line) && UVICORN.test(line)) && !hasHeader(lines[0]!))
    return 'uvicorn';
  return DELIMITERS.some((each) => lines[0]!.includes(each)) ? 'csv' : undefined;
}

const hasHeader = (line: string): boolean =>
  DELIMITERS.some((each) => columnOf('start', namesIn(line, each)) !== undefined);

const READERS: Readonly<
  Record<TraceFormat, (lines: readonly string[], options: TraceOptions) => RowFormat | TraceProblem>
> = {
  csv,
  jsonLines: (lines, options) => json('jsonLines', lines, options),
  caddy: (lines, options) => json('caddy', lines, options),
  nginx: (lines) => log('nginx', lines, (line) => NGINX.exec(line), { kind: 'notLogLine' }),
  uvicorn: (lines) =>
    log('uvicorn', lines, (line) => (REQUEST.test(line) ? UVICORN.exec(line) : null), 'other'),
};

function log(
  format: 'nginx' | 'uvicorn',
  lines: readonly string[],
  match: (line: string) => RegExpExecArray | null,
  otherwise: BadRowReason | 'other',
): RowFormat {
  const read = (line: string): Row => {
    const found = match(line);
    // The groups of both patterns: the time, and what it took where the log has it.
    return found ? { end: found[1]!, ...(found[2] !== undefined && { duration: found[2] }) } : otherwise;
  };
  const columns = {
    end: { name: 'time' },
    ...(lines.some((line) => match(line)?.[2] !== undefined) && { duration: { name: 'duration' } }),
  };
  return { format, columns, headerLines: 0, guesses: [], read };
}

// ---- JSON lines ----

function json(
  format: 'jsonLines' | 'caddy',
  lines: readonly string[],
  options: TraceOptions,
): RowFormat | TraceProblem {
  const names = new Set<string>();
  for (const line of lines) for (const name of Object.keys(objectIn(line) ?? {})) names.add(name);
  const columns = rolesAmong([...names], options);
  if ('kind' in columns) return columns;
  const wanted = ROLES.flatMap((role) => (columns[role] ? [[role, columns[role].name] as const] : []));
  const read = (line: string): Row => {
    const object = objectIn(line);
    if (!object) return { kind: 'notJson' };
    if (format === 'caddy' && !isCaddyAccess(object)) return 'other';
    const cells: Cells = {};
    for (const [role, name] of wanted) {
      const value = object[name];
      if (typeof value === 'number' || typeof value === 'string') cells[role] = value;
    }
    return cells;
  };
  return { format, columns, headerLines: 0, guesses: columnGuesses(columns, options), read };
}

function objectIn(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Readonly<Record<string, unknown>>;
  } catch {
    // Not JSON.
  }
  return undefined;
}

const isCaddyAccess = ({ logger }: Readonly<Record<string, unknown>>): boolean =>
  typeof logger === 'string' && logger.startsWith('http.log.access');

// ---- CSV ----

function csv(lines: readonly string[], options: TraceOptions): RowFormat | TraceProblem {
  const first = lines[0]!;
  const delimiter = options.delimiter ?? mostFrequent(first);
  const names = namesIn(first, delimiter);
  const columns = rolesAmong(names, options);
  if ('kind' in columns)
    return columns.kind === 'noTimeColumn' && names.some((each) => /^[\d.+-]/.test(each))
      ? { kind: 'noHeader' }
      : columns;
  const places = ROLES.flatMap((role) => {
    const column = columns[role];
    const given = options.columns?.[role];
    return column
      ? [[role, typeof given === 'number' ? given - 1 : names.indexOf(column.name)] as const]
      : [];
  });
  // Positions need no header: where one holds a number or a date, the first row is a row.
  const time = places.find(([role]) => role === 'start' || role === 'end')!;
  const isRow = typeof options.columns?.[time[0]] === 'number' && /^\d/.test(names[time[1]]!);
  const guesses: TraceGuess[] = [
    ...(options.delimiter ? [] : [{ kind: 'delimiter', delimiter } as const]),
    ...columnGuesses(columns, options),
  ];
  const rows = new CsvRows(delimiter);
  const read = (line: string): Row => {
    const texts = rows.read(line);
    if (!texts) return texts === null ? null : { kind: 'quoteNotClosed' };
    if (texts.length !== names.length)
      return { kind: 'cellCount', found: texts.length, expected: names.length };
    const cells: Cells = {};
    for (const [role, place] of places) cells[role] = texts[place]!;
    return cells;
  };
  const end = (): BadRowReason | undefined => (rows.isOpen ? { kind: 'quoteNotClosed' } : undefined);
  return { format: 'csv', columns, headerLines: isRow ? 0 : 1, guesses, read, end };
}

/** The names in a header; none if it is no row. */
const namesIn = (line: string, delimiter: TraceDelimiter): string[] =>
  (new CsvRows(delimiter).read(line) ?? []).map((name) => name.trim());

function mostFrequent(line: string): TraceDelimiter {
  const counts = DELIMITERS.map((each) => line.split(each).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))]!;
}

// ---- Columns ----

type Columns = Partial<Record<TraceRole, NamedColumn>>;

function rolesAmong(names: readonly string[], options: TraceOptions): Columns | TraceProblem {
  const columns: Columns = {};
  for (const role of ROLES) {
    const given = options.columns?.[role];
    const column = given === undefined ? columnOf(role, names) : columnGiven(given, names);
    if (column) columns[role] = column;
    else if (given !== undefined)
      return { kind: 'noSuchColumn', role, name: String(given).slice(0, MAX_QUOTED) };
  }
  if (columns.start ?? columns.end) return columns;
  return { kind: 'noTimeColumn', columns: names.slice(0, 20).map((name) => name.slice(0, MAX_QUOTED)) };
}

function columnGiven(given: string | number, names: readonly string[]): NamedColumn | undefined {
  if (typeof given === 'string') return columnNamed(given, names);
  const name = names[given - 1];
  return name === undefined ? undefined : columnNamed(name, names);
}

const columnGuesses = (columns: Columns, options: TraceOptions): TraceGuess[] =>
  ROLES.flatMap((role) => {
    const column = columns[role];
    if (!column || options.columns?.[role] !== undefined) return [];
    return [{ kind: 'column', role, name: column.name.slice(0, MAX_QUOTED) } as const];
  });
