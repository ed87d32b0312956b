/** What the scanner says of a folder, held against what CPython executed there. */
import type { Executed, Execution, Place } from './python';

/** A value as `modal-cost scan --format json` prints it; a GPU has options in place of a value. */
interface Stated {
  readonly status: 'known' | 'range' | 'unknown' | 'absent';
  readonly value?: unknown;
  readonly candidates?: readonly unknown[];
  readonly options?: readonly Option[];
}
interface Option {
  readonly type: string | null;
  readonly count?: number;
}
type Stacked = Readonly<Record<string, Stated>>;

/** A declaration or a call as the scan prints it. */
interface Listed {
  readonly file: string;
  readonly line: number;
  readonly endLine?: number;
  readonly kind?: string;
  readonly form?: string;
  readonly gpu: Stated;
  readonly params: Readonly<Record<string, Stated>>;
  readonly unreadSpreads?: readonly unknown[];
  readonly concurrent?: Stacked;
  readonly batched?: Stacked;
  readonly clustered?: Stacked;
  readonly changes?: { readonly concurrent?: Stacked; readonly batched?: Stacked };
}

export interface ScanOutput {
  readonly reads: readonly string[];
  readonly declarations: readonly Listed[];
  readonly callSites: readonly Listed[];
  readonly files?: { readonly skipped: readonly { readonly file: string; readonly reasonKind: string }[] };
}

/**
 * - `missing`: CPython registers, and the scanner lists nothing there
 * - `contradicted`: the scanner knows a value that CPython never passes there
 * - `outside`: CPython passes a value that is not among those that the scanner lists as all
 * - `silent`: CPython passes a value, and the scanner says that there is none
 */
export type DifferenceKind = 'missing' | 'contradicted' | 'outside' | 'silent';

export interface Difference {
  readonly kind: DifferenceKind;
  readonly file: string;
  readonly line: number;
  readonly parameter: string;
  readonly stated: string;
  readonly cpython: string;
}

export interface Comparison {
  readonly differences: readonly Difference[];
  /** Values that the scanner does not know for certain and CPython does: `file:line parameter: range|unknown`. */
  readonly unsure: readonly string[];
  /** Values that both give, and how many of them the scanner knows. */
  readonly compared: number;
  readonly known: number;
  /** Registrations and changes that CPython executed. */
  readonly registered: number;
}

/** One registration at the place where the scanner lists it. */
interface Met {
  readonly record: Executed;
  readonly subjects: readonly Listed[];
}

export function compare(scan: ScanOutput, executions: readonly Execution[]): Comparison {
  const listed = byPlace(scan);
  const records = executions.flatMap((each) => each.records).filter((each) => each.call.length > 0);
  const met = records.map((record): Met => ({ record, subjects: subjectsOf(record, listed) }));
  // Of these files the scanner says that it has not found everything.
  const cut = new Set(
    scan.files?.skipped.flatMap(({ file, reasonKind }) => (reasonKind === 'searchTooLong' ? [file] : [])),
  );
  const values = met.flatMap((each) => valuesOf(each, scan.reads));
  return {
    differences: distinct([
      ...met
        .filter(({ record, subjects }) => subjects.length === 0 && !cut.has(record.call[0]?.[0] ?? ''))
        .map(({ record }) => missing(record)),
      ...values.flatMap(notAdmitted),
      ...contradictions(met, scan.reads),
    ]),
    unsure: [...new Set(values.flatMap(unsure))].sort(),
    compared: values.length,
    known: values.filter(({ stated }) => stated.some(({ status }) => status === 'known')).length,
    registered: records.length,
  };
}

// --- who is who

/** Calls of one family may be listed in one another's form: what is called imperatively, or by an old name. */
function family({ kind, form }: { readonly kind?: string; readonly form?: string }): string {
  const name = kind ?? form ?? '';
  if (['with_options', 'with_concurrency', 'with_batching'].includes(name)) return 'options';
  if (['update_autoscaler', 'keep_warm'].includes(name)) return 'autoscaler';
  return name === 'image_build' ? name : 'registration';
}

const keyOf = (file: string, line: number, name: string): string => `${file}:${line} ${name}`;

function byPlace({ declarations, callSites }: ScanOutput): Map<string, Listed[]> {
  const listed = new Map<string, Listed[]>();
  for (const each of [...declarations, ...callSites]) {
    const key = keyOf(each.file, each.line, family(each));
    listed.set(key, [...(listed.get(key) ?? []), each]);
  }
  return listed;
}

/** What the scanner lists where a call stands; a helper's call may be listed at the helper or where that is called. */
function subjectsOf(record: Executed, listed: ReadonlyMap<string, Listed[]>): readonly Listed[] {
  const [innermost, ...around] = record.call;
  const [applied, ...appliedAround] = record.applied;
  const places = [innermost, applied, ...around, ...appliedAround].filter((each) => each !== undefined);
  for (const [file, first, last] of places) {
    for (let line = first; line <= last; line++) {
      const found = listed.get(keyOf(file, line, family(record)));
      if (found) return found;
    }
  }
  return [];
}

// --- value by value

interface Value {
  readonly place: Place;
  readonly parameter: string;
  /** What the scanner says of it, at each subject that stands there. */
  readonly stated: readonly Stated[];
  readonly actual: unknown;
}

const ABSENT: Stated = { status: 'absent' };
const UNKNOWN: Stated = { status: 'unknown' };

/** The values of a registration that both sides speak of. */
function valuesOf({ record, subjects }: Met, reads: readonly string[]): Value[] {
  if (record.guessed || subjects.length === 0) return [];
  const actual = actualValues(record, reads);
  return [...actual].map(([parameter, value]) => ({
    place: record.call[0]!,
    parameter,
    stated: subjects.map((each) => statedOf(each, parameter)),
    actual: value,
  }));
}

/** The arguments that were given and can be compared; those of a decorator beside it as `concurrent.max_inputs`. */
function actualValues(
  { arguments: given, stacked }: Executed,
  reads: readonly string[],
): Map<string, unknown> {
  const own = Object.entries(given).filter(([name]) => reads.includes(name));
  const beside = Object.entries(stacked).flatMap(([decorator, values]) =>
    Object.entries(values).map(([name, value]) => [`${decorator}.${name}`, value] as const),
  );
  return new Map([...own, ...beside].filter(([, value]) => isComparable(value)));
}

/** A stub says nothing of the value, whatever the scanner says. */
function isComparable(value: unknown): boolean {
  return typeof value !== 'object' || value === null || !('stub' in value);
}

function statedOf(subject: Listed, parameter: string): Stated {
  if (parameter === 'gpu') return subject.gpu;
  const [decorator, name] = parameter.split('.');
  if (name !== undefined) return subject[decorator as 'concurrent']?.[name] ?? ABSENT;
  // `with_concurrency(…)` and `with_batching(…)` take what the decorators take.
  const { concurrent, batched } = subject.changes ?? {};
  const stated = subject.params[parameter] ?? concurrent?.[parameter] ?? batched?.[parameter];
  return stated ?? ((subject.unreadSpreads ?? []).length > 0 ? UNKNOWN : ABSENT);
}

/** The values that a statement allows; undefined where it allows any. */
function allowed(stated: Stated, parameter: string): readonly unknown[] | undefined {
  if (stated.status === 'unknown') return undefined;
  const isGpu = parameter === 'gpu';
  if (stated.status === 'absent') return [isGpu ? [] : null];
  if (stated.status === 'known') return [isGpu ? stated.options!.map(gpuPair) : stated.value];
  return isGpu
    ? (stated.candidates as readonly (readonly Option[])[]).map((options) => options.map(gpuPair))
    : stated.candidates!;
}

function gpuPair({ type, count }: Option): readonly unknown[] {
  return [type, count ?? 0];
}

/** Python's equality of numbers; True and 1 are not the same to Modal. */
function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const [first, second] = [Object.entries(a), new Map(Object.entries(b))];
  return first.length === second.size && first.every(([key, value]) => isSame(value, second.get(key)));
}

function admits(stated: Stated, { parameter, actual }: Value): boolean {
  return allowed(stated, parameter)?.some((each) => isSame(each, actual)) ?? true;
}

/** CPython's value is none that any statement there allows. */
function notAdmitted(value: Value): Difference[] {
  if (value.stated.some((each) => admits(each, value))) return [];
  const { status } = value.stated[0]!;
  const kind = status === 'absent' ? 'silent' : status === 'known' ? 'contradicted' : 'outside';
  return [difference(kind, value.place, value.parameter, value.stated, value.actual)];
}

/** The scanner knows a value, and no execution of the call had it. */
function contradictions(met: readonly Met[], reads: readonly string[]): Difference[] {
  const executions = new Map<Listed, Executed[]>();
  for (const { record, subjects } of met)
    for (const each of subjects) executions.set(each, [...(executions.get(each) ?? []), record]);
  return [...executions].flatMap(([subject, records]) =>
    records.some(({ guessed }) => guessed)
      ? []
      : statements(subject, reads).flatMap(([parameter, stated]) => {
          if (stated.status !== 'known') return [];
          const actual = records.map((record) => argumentOf(record, parameter));
          if (actual.some((each) => !isComparable(each))) return [];
          const place = records[0]!.call[0]!;
          const isConfirmed = actual.some((each) =>
            admits(stated, { place, parameter, stated: [], actual: each }),
          );
          return isConfirmed ? [] : [difference('contradicted', place, parameter, [stated], actual[0])];
        }),
  );
}

function statements(subject: Listed, reads: readonly string[]): [parameter: string, stated: Stated][] {
  const beside = (['concurrent', 'batched', 'clustered'] as const).flatMap((decorator) =>
    Object.entries(subject[decorator] ?? {}).map(([name, stated]): [string, Stated] => [
      `${decorator}.${name}`,
      stated,
    ]),
  );
  const own = Object.entries(subject.params).filter(([name]) => reads.includes(name));
  return [['gpu', subject.gpu], ...own, ...beside];
}

/** What CPython passed; what is not passed is None to Modal. */
function argumentOf({ arguments: given, stacked }: Executed, parameter: string): unknown {
  const [decorator, name] = parameter.split('.');
  const value = name === undefined ? given[parameter] : stacked[decorator!]?.[name];
  return value ?? (parameter === 'gpu' ? [] : null);
}

function unsure(value: Value): string[] {
  const statuses = new Set(value.stated.map(({ status }) => status));
  if (statuses.has('known') || statuses.has('absent')) return [];
  const [file, line] = value.place;
  return [`${file}:${line} ${value.parameter}: ${statuses.has('range') ? 'range' : 'unknown'}`];
}

// --- words

function missing(record: Executed): Difference {
  return difference('missing', record.call[0]!, record.form, [], record.arguments);
}

function difference(
  kind: DifferenceKind,
  [file, line]: Place,
  parameter: string,
  stated: readonly Stated[],
  actual: unknown,
): Difference {
  const said = stated.map((each) => allowed(each, parameter) ?? 'unknown');
  return { kind, file, line, parameter, stated: JSON.stringify(said), cpython: JSON.stringify(actual) };
}

function distinct(differences: readonly Difference[]): Difference[] {
  return [...new Map(differences.map((each) => [differenceText(each), each])).values()];
}

export function differenceText({ kind, file, line, parameter, stated, cpython }: Difference): string {
  return `${file}:${line} ${parameter} ${kind}: the scanner says ${stated}, CPython ${cpython}`;
}
