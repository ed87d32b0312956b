import { t } from '../render/words/translate';

/** A Python value as far as folding can know it. Integers are kept apart from floats: `2` and `2.0` print differently. */
export type PyValue =
  | { readonly kind: 'none' }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'int'; readonly value: number }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'str'; readonly value: string }
  | { readonly kind: 'list' | 'tuple'; readonly items: readonly PyValue[] }
  | { readonly kind: 'dict'; readonly entries: ReadonlyMap<string, Evaluation> }
  | PyObject
  | ModalCall;

/** An instance of a plain data class of the workspace, by its attributes. */
export interface PyObject {
  readonly kind: 'object';
  readonly className: string;
  readonly attributes: ReadonlyMap<string, Evaluation>;
}

/** A call into the modal package that is itself a value, such as `modal.Cron("0 9 * * *")` or `modal.gpu.H100(count=4)`. */
export interface ModalCall {
  readonly kind: 'modal';
  /** The path below `modal`, such as `Cron` or `gpu.H100`. */
  readonly path: string;
  readonly positional: readonly Evaluation[];
  readonly keywords: ReadonlyMap<string, Evaluation>;
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
  | { readonly kind: 'environment'; readonly name: string };

/**
 * What an expression can be with the environment variables unset: every value it can take.
 * With `reason` null the list is complete (one value: known; several: a range). With a reason it is not,
 * and the values listed are only the known ones of the candidates.
 */
export interface Evaluation {
  readonly values: readonly PyValue[];
  readonly reason: string | null;
  readonly origins: readonly Origin[];
}

/** More candidates than a person would read are no longer an answer. */
export const MAX_CANDIDATES = 16;
const MAX_ORIGINS = 8;

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
  reason: string,
  values: readonly PyValue[] = [],
  origins: readonly Origin[] = [],
): Evaluation {
  return { values, reason, origins };
}

/** The one value of a known evaluation, else undefined. */
export function single(evaluation: Evaluation): PyValue | undefined {
  return evaluation.reason === null && evaluation.values.length === 1 ? evaluation.values[0] : undefined;
}

/** Whether a value depends on an environment variable being unset. */
export function fromEnvironment(evaluation: Evaluation): boolean {
  return evaluation.origins.some((origin) => origin.kind === 'environment');
}

export function withOrigin(evaluation: Evaluation, ...origins: readonly Origin[]): Evaluation {
  return { ...evaluation, origins: mergeOrigins([...origins, ...evaluation.origins]) };
}

/** Either of several evaluations: the union of their values; incomplete where one of them is. */
export function oneOf(alternatives: readonly Evaluation[]): Evaluation {
  const values = distinct(alternatives.flatMap((each) => each.values));
  const reason = alternatives.find((each) => each.reason !== null)?.reason ?? null;
  const origins = mergeOrigins(alternatives.flatMap((each) => each.origins));
  if (values.length > MAX_CANDIDATES) {
    return unknown(
      t('it can take more than {0} values', MAX_CANDIDATES),
      values.slice(0, MAX_CANDIDATES),
      origins,
    );
  }
  return { values, reason, origins };
}

/**
 * Applies a function to every combination of the operands' values.
 * A combination on which `apply` answers a string is not known, for that reason.
 */
export function combine(
  operands: readonly Evaluation[],
  apply: (values: readonly PyValue[]) => PyValue | string,
): Evaluation {
  let reason = operands.find((each) => each.reason !== null)?.reason ?? null;
  const origins = mergeOrigins(operands.flatMap((each) => each.origins));
  let combinations: PyValue[][] = [[]];
  for (const operand of operands) {
    if (combinations.length * operand.values.length > MAX_CANDIDATES) {
      return unknown(t('it can take more than {0} values', MAX_CANDIDATES), [], origins);
    }
    const [only, ...more] = operand.values;
    if (only && more.length === 0) for (const head of combinations) head.push(only);
    else combinations = combinations.flatMap((head) => operand.values.map((value) => [...head, value]));
  }
  const results: PyValue[] = [];
  for (const combination of combinations) {
    const result = apply(combination);
    if (typeof result === 'string') reason ??= result;
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
    case 'object':
    case 'modal':
      return undefined;
  }
}

/** Python's `==` on folded values; undefined where it is not known. */
export function equal(a: PyValue, b: PyValue): boolean | undefined {
  const x = numeric(a);
  const y = numeric(b);
  if (x !== undefined && y !== undefined) return x === y;
  if (a.kind !== b.kind) return a.kind === 'object' || b.kind === 'object' ? undefined : false;
  if (a.kind === 'none') return true;
  if (a.kind === 'str') return a.value === (b as typeof a).value;
  if (a.kind === 'list' || a.kind === 'tuple') {
    const other = (b as typeof a).items;
    if (a.items.length !== other.length) return false;
    const pairs = a.items.map((item, i) => equal(item, other[i]!));
    return pairs.includes(false) ? false : pairs.includes(undefined) ? undefined : true;
  }
  return undefined;
}

/** A bool, int or float as a number, as Python's arithmetic takes it. */
export function numeric(value: PyValue): number | undefined {
  if (value.kind === 'bool') return value.value ? 1 : 0;
  return value.kind === 'int' || value.kind === 'float' ? value.value : undefined;
}

/**
 * How much a value holds, its parts and theirs counted, and texts by their length: `[[0] * 1000] * 1000` is short to write
 * and long to walk. Up to `MAX_WEIGHT` and a little more.
 */
export function weight(value: PyValue): number {
  const known = weights.get(value);
  if (known !== undefined) return known;
  let sum = value.kind === 'str' ? 1 + Math.floor(value.value.length / TEXT_OF_ONE) : 1;
  for (const part of partsOf(value)) {
    if (sum > MAX_WEIGHT) break;
    sum += weight(part);
  }
  weights.set(value, sum);
  return sum;
}

/** How much one value may hold in all. */
export const MAX_WEIGHT = 2_000;
const TEXT_OF_ONE = 64;
const weights = new WeakMap<PyValue, number>();

function partsOf(value: PyValue): Iterable<PyValue> {
  const inside = (held: Iterable<Evaluation>): PyValue[] => [...held].flatMap((each) => each.values);
  switch (value.kind) {
    case 'list':
    case 'tuple':
      return value.items;
    case 'dict':
      return inside(value.entries.values());
    case 'object':
      return inside(value.attributes.values());
    case 'modal':
      return inside([...value.positional, ...value.keywords.values()]);
    default:
      return [];
  }
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

function identity(value: PyValue): string {
  switch (value.kind) {
    case 'none':
      return 'none';
    case 'list':
    case 'tuple':
      return `${value.kind}[${value.items.map(identity).join(',')}]`;
    case 'dict':
      return `dict{${evaluationsIdentity(value.entries)}}`;
    case 'object':
      return `object ${value.className}{${evaluationsIdentity(value.attributes)}}`;
    case 'modal':
      return `modal ${value.path}(${value.positional.map(evaluationIdentity).join(',')};${evaluationsIdentity(value.keywords)})`;
    default:
      return `${value.kind} ${JSON.stringify(value.value)}`;
  }
}

function evaluationsIdentity(entries: ReadonlyMap<string, Evaluation>): string {
  return [...entries].map(([key, entry]) => `${key}:${evaluationIdentity(entry)}`).join(',');
}

function evaluationIdentity(evaluation: Evaluation): string {
  return `${evaluation.reason ?? ''}|${evaluation.values.map(identity).join('|')}`;
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
