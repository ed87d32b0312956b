import type { Node } from 'web-tree-sitter';
import type { SaidIn } from './environment';
import type { PythonModule } from './module';
import type { PythonReason } from './pythonReason';
import type { Path } from './syntax';

/** A Python value as far as folding can know it. Integers are kept apart from floats: `2` and `2.0` print differently. */
export type PyValue =
  | { readonly kind: 'none' }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'int'; readonly value: number; readonly member?: EnumMember }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'str'; readonly value: string; readonly member?: EnumMember }
  | { readonly kind: 'list' | 'tuple'; readonly items: readonly PyValue[] }
  | { readonly kind: 'dict'; readonly entries: ReadonlyMap<string, Evaluation> }
  | OpenDict
  | PyObject
  | ModalName
  | ModalCall
  | Handle;

/**
 * A function, a class or an instance, by which name, container, parameter or function it may be reached. Only a folding with
 * a `HandleReader` has such values: for those who ask what a method such as `update_autoscaler` is called on.
 */
export interface Handle {
  readonly kind: 'handle';
  /** The same for handles of the same thing. */
  readonly id: string;
  /** What the reader knows of it. */
  readonly of: object;
}

/** What a member of an `Enum` is beside the text or number that it is, too, such as `class Gpu(str, Enum)`. */
export interface EnumMember {
  readonly className: string;
  readonly name: string;
  /** Whether `str()` and f-strings print the value: of a `StrEnum` surely, of others it depends on Python's version. */
  readonly printsValue: boolean;
}

export type Dict = (PyValue & { readonly kind: 'dict' }) | OpenDict;

/** A dict that may have more than these entries, since something was put into it that is not known. */
export interface OpenDict {
  readonly kind: 'openDict';
  readonly entries: ReadonlyMap<string, Evaluation>;
  /** Why the others are not known. */
  readonly reason: PythonReason;
}

/** An instance of a class, by the attributes that are its own. */
export interface PyObject {
  readonly kind: 'object';
  readonly className: string;
  readonly attributes: ReadonlyMap<string, Evaluation>;
  /** The workspace's class that it is of, where what is not its own is looked up. */
  readonly type?: ClassMark;
  /** What its class makes of it. */
  readonly behavior?: Behavior;
  /** For a named tuple: its fields, in order. */
  readonly order?: readonly string[];
  /** For a member of an `Enum`: its name. */
  readonly member?: string;
  /** The attributes whose lists and dicts nothing but the object held where it was made. */
  readonly owns?: ReadonlySet<string>;
  /** For a class that is itself a value, as `cls` is: which one. */
  readonly stands?: ClassMark;
}

/** What keeps an object's attributes from being plain. */
export interface Behavior {
  /** Names that are worked out by a function when they are read. */
  readonly properties: ReadonlySet<string>;
  /** Methods that may change the object. */
  readonly changing: ReadonlySet<string>;
}

/** A class definition of the workspace. */
export interface ClassMark {
  readonly module: PythonModule;
  readonly node: Node;
  readonly path: Path;
}

/** A call into the modal package that is itself a value, such as `modal.Cron("0 9 * * *")` or `modal.gpu.H100(count=4)`. */
export interface ModalCall {
  readonly kind: 'modal';
  /** The path below `modal`, such as `Cron` or `gpu.H100`. */
  readonly path: string;
  readonly positional: readonly Evaluation[];
  readonly keywords: ReadonlyMap<string, Evaluation>;
}

/** Something of the modal package itself, not called: `modal` (an empty path), `modal.App`, `modal.Sandbox.create`. */
export interface ModalName {
  readonly kind: 'modalName';
  readonly path: string;
}

/** Where a value came from, for the reader of a hover. */
export type Origin =
  | {
      readonly kind: 'name';
      readonly name: string;
      readonly line: number;
      readonly file: string;
      /** The cell of a notebook, from 1. */
      readonly cell?: number;
    }
  | {
      readonly kind: 'environment';
      readonly name: string;
      /** Where its value is said; absent for a variable that counts as not set. */
      readonly saidIn?: SaidIn;
    };

/**
 * What an expression can be with the environment as it is said to be, else unset: every value it can take.
 * With `reason` null the list is complete (one value: known; several: a range). With a reason it is not,
 * and the values listed are only the known ones of the candidates.
 */
export interface Evaluation {
  readonly values: readonly PyValue[];
  readonly reason: PythonReason | null;
  readonly origins: readonly Origin[];
}

/** Why an operation gives no value: in the place of the value, told from it by its kind. */
export interface NotFolded {
  readonly kind: 'notFolded';
  readonly reason: PythonReason;
}

/** What an operation on folded values gives. */
export type Folded = PyValue | NotFolded;

export function notFolded(reason: PythonReason): NotFolded {
  return { kind: 'notFolded', reason };
}

/** More candidates than a person would read are no longer an answer. */
export const MAX_CANDIDATES = 16;
const MAX_ORIGINS = 8;

const TOO_MANY_VALUES: PythonReason = { kind: 'tooManyValues', max: MAX_CANDIDATES };

export const NONE: PyValue = { kind: 'none' };
export const bool = (value: boolean): PyValue => ({ kind: 'bool', value });
/** Python's integers have no −0. */
export const int = (value: number): PyValue => ({ kind: 'int', value: value + 0 });
export const float = (value: number): PyValue => ({ kind: 'float', value });
export const str = (value: string): PyValue => ({ kind: 'str', value });

export function known(value: PyValue, origins: readonly Origin[] = []): Evaluation {
  return { values: [value], reason: null, origins };
}

export function unknown(
  reason: PythonReason,
  values: readonly PyValue[] = [],
  origins: readonly Origin[] = [],
): Evaluation {
  return { values, reason, origins };
}

/** The one value of a known evaluation, else undefined. */
export function single(evaluation: Evaluation): PyValue | undefined {
  return evaluation.reason === null && evaluation.values.length === 1 ? evaluation.values[0] : undefined;
}

/** Whether a value depends on an environment variable being unset, of which nothing is said. */
export function fromEnvironment(evaluation: Evaluation): boolean {
  return evaluation.origins.some((origin) => origin.kind === 'environment' && !origin.saidIn);
}

/** The environment variables that a value has been found with, which are said. */
export function saidOrigins({ origins }: Evaluation): Origin[] {
  return origins.filter((origin) => origin.kind === 'environment' && origin.saidIn);
}

export function withOrigin(evaluation: Evaluation, ...origins: readonly Origin[]): Evaluation {
  return { ...evaluation, origins: mergeOrigins([...origins, ...evaluation.origins]) };
}

/** Either of several evaluations: the union of their values; incomplete where one of them is. */
export function oneOf(alternatives: readonly Evaluation[]): Evaluation {
  const values = distinct(alternatives.flatMap((each) => each.values));
  const reason = alternatives.find((each) => each.reason !== null)?.reason ?? null;
  const origins = mergeOrigins(alternatives.flatMap((each) => each.origins));
  if (values.length <= MAX_CANDIDATES) return { values, reason, origins };
  const merged = mergedDicts(values);
  return merged.length <= MAX_CANDIDATES
    ? { values: merged, reason, origins }
    : unknown(TOO_MANY_VALUES, values.slice(0, MAX_CANDIDATES), origins);
}

/** Of dicts with the same keys one, with all that each key can have: more than they can be together, and never less. */
function mergedDicts(values: readonly PyValue[]): readonly PyValue[] {
  const byKeys = new Map<string, PyValue>();
  for (const [i, value] of values.entries()) {
    const key = value.kind === 'dict' ? JSON.stringify([...value.entries.keys()]) : String(i);
    const other = byKeys.get(key);
    if (other?.kind !== 'dict' || value.kind !== 'dict') byKeys.set(key, value);
    else {
      const entries = [...value.entries].map(
        ([name, entry]) => [name, oneOf([other.entries.get(name)!, entry])] as const,
      );
      byKeys.set(key, { kind: 'dict', entries: new Map(entries) });
    }
  }
  return [...byKeys.values()];
}

/**
 * Applies a function to every combination of the operands' values.
 * The first combination that `apply` does not fold says why the result is not complete.
 */
export function combine(
  operands: readonly Evaluation[],
  apply: (values: readonly PyValue[]) => Folded,
): Evaluation {
  let reason = operands.find((each) => each.reason !== null)?.reason ?? null;
  const origins = mergeOrigins(operands.flatMap((each) => each.origins));
  let combinations: PyValue[][] = [[]];
  for (const operand of operands) {
    if (combinations.length * operand.values.length > MAX_CANDIDATES) {
      return unknown(TOO_MANY_VALUES, [], origins);
    }
    const [only, ...more] = operand.values;
    if (only && more.length === 0) for (const head of combinations) head.push(only);
    else combinations = combinations.flatMap((head) => operand.values.map((value) => [...head, value]));
  }
  const results: PyValue[] = [];
  for (const combination of combinations) {
    const result = apply(combination);
    if (result.kind === 'notFolded') reason ??= result.reason;
    else results.push(result);
  }
  return { values: distinct(results), reason, origins };
}

/** Python's truth of a value; undefined for what is not known to have one. */
export function truth(value: PyValue): boolean | undefined {
  switch (value.kind) {
    case 'none':
      return false;
    case 'bool':
      return value.value;
    case 'int':
    case 'float':
      return value.value !== 0;
    case 'str':
      return value.value !== '';
    case 'list':
    case 'tuple':
      return value.items.length > 0;
    case 'dict':
      return value.entries.size > 0;
    case 'openDict':
      return value.entries.size > 0 ? true : undefined;
    case 'handle':
      return true;
    case 'object':
    case 'modal':
    case 'modalName':
      return undefined;
  }
}

/** Kinds whose values may be equal to values of others. */
const MAY_BE_OTHERS: ReadonlySet<PyValue['kind']> = new Set(['object', 'openDict']);

/** Python's `==` on folded values; undefined where it is not known. */
export function equal(a: PyValue, b: PyValue): boolean | undefined {
  if (a.kind === 'modalName' || b.kind === 'modalName') return undefined;
  const x = numeric(a);
  const y = numeric(b);
  if (x !== undefined && y !== undefined) return x === y;
  if (a.kind !== b.kind) return MAY_BE_OTHERS.has(a.kind) || MAY_BE_OTHERS.has(b.kind) ? undefined : false;
  if (a.kind === 'none') return true;
  if (a.kind === 'object' && a.member !== undefined) return equalMembers(a, b as PyObject);
  if (a.kind === 'handle') return a.id === (b as typeof a).id ? true : undefined;
  if (a.kind === 'str') return a.value === (b as typeof a).value;
  if (a.kind === 'list' || a.kind === 'tuple') {
    const other = (b as typeof a).items;
    if (a.items.length !== other.length) return false;
    const pairs = a.items.map((item, i) => equal(item, other[i]!));
    return pairs.includes(false) ? false : pairs.includes(undefined) ? undefined : true;
  }
  return undefined;
}

/** Members of one `Enum` are equal where they are the same; others have their own ways to compare. */
function equalMembers(a: PyObject, b: PyObject): boolean | undefined {
  return a.type !== undefined && a.type.node.id === b.type?.node.id ? a.member === b.member : undefined;
}

/** A bool, int or float as a number, as Python's arithmetic takes it. */
export function numeric(value: PyValue): number | undefined {
  if (value.kind === 'bool') return value.value ? 1 : 0;
  return value.kind === 'int' || value.kind === 'float' ? value.value : undefined;
}

/** Values that are the same in kind and content, kept once, first come first. */
function distinct(values: readonly PyValue[]): PyValue[] {
  if (values.length < 2) return [...values];
  const seen = new Map<string, PyValue>();
  for (const value of values) {
    const key = identity(value);
    if (!seen.has(key)) seen.set(key, value);
  }
  return [...seen.values()];
}

/** A text that is the same for values of the same kind and content, and for no others. */
function identity(value: PyValue): string {
  switch (value.kind) {
    case 'none':
      return 'none';
    case 'list':
    case 'tuple':
      return `${value.kind}[${value.items.map(identity).join(',')}]`;
    case 'dict':
      return `dict{${entriesIdentity(value.entries)}}`;
    case 'openDict':
      return `openDict ${JSON.stringify(value.reason)}{${entriesIdentity(value.entries)}}`;
    case 'object':
      return `object ${value.className} ${classIdentity(value.type)} ${classIdentity(value.stands)}{${entriesIdentity(value.attributes)}} ${[...(value.owns ?? [])].sort().join()}`;
    case 'modal':
      return `modal ${value.path}(${value.positional.map(evaluationIdentity).join(',')};${entriesIdentity(value.keywords)})`;
    case 'handle':
      return `handle ${value.id}`;
    case 'modalName':
      return `modalName ${value.path}`;
    case 'int':
    case 'str':
      return `${value.kind} ${JSON.stringify(value.value)}${value.member ? ` ${value.member.className}.${value.member.name}` : ''}`;
    default:
      return `${value.kind} ${JSON.stringify(value.value)}`;
  }
}

function classIdentity(mark: ClassMark | undefined): string {
  return mark ? `${mark.module.file} ${mark.module.cell?.number ?? ''} ${mark.node.id}` : '';
}

function entriesIdentity(entries: ReadonlyMap<string, Evaluation>): string {
  return [...entries].map(([key, entry]) => `${JSON.stringify(key)}:${evaluationIdentity(entry)}`).join(',');
}

/** What is not known for another reason, or for one about something else, is something else. */
function evaluationIdentity({ reason, values }: Evaluation): string {
  return `${reason === null ? '' : JSON.stringify(reason)}|${values.map(identity).join('|')}`;
}

export function mergeOrigins(origins: readonly Origin[]): Origin[] {
  const seen = new Map<string, Origin>();
  for (const origin of origins) {
    const key =
      origin.kind === 'name'
        ? `${origin.file}:${origin.cell ?? ''}:${origin.line}:${origin.name}`
        : `$${origin.name}`;
    if (!seen.has(key)) seen.set(key, origin);
    if (seen.size >= MAX_ORIGINS) break;
  }
  return [...seen.values()];
}
