import type {
  Declared,
  DeclaredParameter,
  Parameters,
  ParameterValue,
  StackedDecorator,
} from '../modal/declaration';
import { oldSpellings, type ParameterName } from '../modal/parameters';
import type { Reason } from '../modal/reason';
import type { Interval } from './interval';

/** The number of a parameter, with its certainty; `interval` is null if it is unknown. */
export interface Quantity {
  readonly name: string;
  readonly status: Declared<unknown>['status'];
  /** The possible values; null if unknown. */
  readonly interval: Interval | null;
  /** The expression as written; empty if Modal's default applies. */
  readonly source: string;
  readonly reason: Reason | null;
}

/** A parameter under its own name or, if that is not given, under an old name. */
export function parameter(params: Parameters, name: ParameterName): DeclaredParameter | undefined {
  return (
    params[name] ??
    oldSpellings(name)
      .map((old) => params[old])
      .find((each) => each !== undefined)
  );
}

/**
 * The number of a parameter; for a `(request, limit)` pair, the request.
 * @param fallback Modal's default, which applies if the parameter is absent, None, or in a form that the SDK ignores
 */
export function quantity(params: Parameters, name: ParameterName, fallback: number | null): Quantity {
  return fromDeclared(name, parameter(params, name), fallback);
}

/** A number from another decorator of the declaration, such as `size` of `@modal.experimental.clustered`. */
export function stackedQuantity(
  stacked: StackedDecorator | null,
  name: string,
  fallback: number | null,
): Quantity {
  return fromDeclared(name, stacked?.[name], fallback, 1);
}

/** The maximum of every parameter, in any unit: money must stay finite. */
const MAX_VALUE = 1e12;

/** The parameters that are an int in Modal's SDK. A float for `memory` is not rejected but ignored. */
export const WHOLE_PARAMETERS = [
  'min_containers',
  'max_containers',
  'buffer_containers',
  'scaledown_window',
  'timeout',
  'startup_timeout',
  'retries',
  'ephemeral_disk',
] as const satisfies readonly ParameterName[];

const WHOLE: ReadonlySet<string> = new Set(WHOLE_PARAMETERS);

function fromDeclared(
  name: string,
  given: DeclaredParameter | undefined,
  fallback: number | null,
  least = 0,
): Quantity {
  const byDefault = fallback === null ? null : { low: fallback, high: fallback };
  if (!given || given.ignored || given.status === 'absent') {
    return { name, status: 'absent', interval: byDefault, source: '', reason: null };
  }
  const { source, status } = given;
  if (status === 'unknown') return { name, status, interval: null, source, reason: given.reason };
  const values = (status === 'known' ? [given.value] : given.candidates).map(
    (value) => numberIn(value) ?? (value === null ? fallback : undefined),
  );
  const numbers = values.filter((value): value is number => typeof value === 'number');
  if (values.includes(undefined) || numbers.some((value) => value < least || value > MAX_VALUE)) {
    return {
      name,
      status: 'unknown',
      interval: null,
      source,
      reason: { kind: 'notNumberForParameter', expression: source, parameter: name },
    };
  }
  const fraction = WHOLE.has(name) ? numbers.find((value) => !Number.isInteger(value)) : undefined;
  if (fraction !== undefined) {
    return {
      name,
      status: 'unknown',
      interval: null,
      source,
      reason: { kind: 'notWholeForParameter', expression: source, parameter: name, value: fraction },
    };
  }
  if (numbers.length < values.length || numbers.length === 0) {
    return { name, status: 'absent', interval: byDefault, source, reason: null };
  }
  return {
    name,
    status,
    interval: { low: Math.min(...numbers), high: Math.max(...numbers) },
    source,
    reason: null,
  };
}

function numberIn(value: ParameterValue): number | undefined {
  if (typeof value === 'number') return value;
  if (Array.isArray(value) && typeof value[0] === 'number') return value[0];
  return undefined;
}

/** Whether a flag is set; undefined if it is only known at run time. */
export function flag(params: Parameters, name: ParameterName): boolean | undefined {
  const given = parameter(params, name);
  if (!given || given.status === 'absent') return false;
  // `max_inputs=1` was the way to say it.
  const isSet = given.value === true || (params[name] === undefined && given.value === 1);
  return given.status === 'known' ? isSet : undefined;
}

/** The maximum number of attempts for one input: one, plus one for each retry. */
export function attempts(params: Parameters): Quantity {
  const given = parameter(params, 'retries');
  const retries = given?.value;
  if (
    given?.status === 'known' &&
    typeof retries === 'object' &&
    retries !== null &&
    'type' in retries &&
    retries.type === 'retries'
  ) {
    const most =
      'max_retries' in retries && typeof retries.max_retries === 'number' ? retries.max_retries : 0;
    return {
      name: 'retries',
      status: 'known',
      interval: { low: most + 1, high: most + 1 },
      source: given.source,
      reason: null,
    };
  }
  const plain = fromDeclared('retries', given, 0);
  return plain.interval === null
    ? plain
    : { ...plain, interval: { low: plain.interval.low + 1, high: plain.interval.high + 1 } };
}
